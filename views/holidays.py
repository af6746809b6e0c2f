"""What coordinators hear where holidays are not known far enough ahead."""

from collections.abc import Sequence
from datetime import date

from domain.message import Notice
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


def _notice(to: str, words: str, *, on: str) -> Notice:
    return Notice(key=f"holidays:{on}:{to}", to=to, text=words, why="You run the desk.")
