"""What coordinators hear where holidays are not known far enough ahead."""

from collections.abc import Sequence
from datetime import date

from domain.catalogue import Catalogue
from domain.message import Notice
from views.routing import ours
from views.text import fitted

MEND = (
    "Please bring Tandem up to date, as its list of holidays comes with it. Or name the days under "
    "`closed` in the catalogue and apply it."
)


def ending(
    tellees: Sequence[str], regions: Sequence[str], *, until: date, today: date
) -> list[Notice]:
    """Once in a month."""
    named = fitted(", ".join(regions), 200)
    words = (
        f"I know the holidays of {named} only up to {until:%d %b %Y}. "
        f"What is due later is reckoned as if there were none. {MEND}"
    )
    return [_notice(to, words, on=f"{today:%Y-%m}") for to in tellees]


def no_hours(tellees: Sequence[str], *, today: date) -> list[Notice]:
    """Once a day: the file is checked for it, so something else has put it in force."""
    words = (
        "The catalogue in force has no open hours, so I reckon nine to five from Monday to Friday. "
        "Please name the company's `hours` in it and apply it."
    )
    return [_notice(to, words, on=f"hours:{today}") for to in tellees]


def reckoned(catalogue: Catalogue) -> str:
    """For the history: what is missing from the calendar that counts; empty where nothing is."""
    told = []
    if not catalogue.hours.ever_opens:
        told.append("nine to five, as the catalogue has no open hours")
    if unknown := catalogue.unknown_regions:
        named = fitted(", ".join(unknown), 200)
        told.append(f"as if {named} had no holidays, as none are known")
    return ours("; ".join(told)) if told else ""


def _notice(to: str, words: str, *, on: str) -> Notice:
    return Notice(key=f"holidays:{on}:{to}", to=to, text=words, why="You run the desk.")
