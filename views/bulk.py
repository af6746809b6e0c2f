"""Approve several: the form with what waits for its reader, and what became of what they chose."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from domain.errors import FieldRefusal, Refusal
from domain.ticket import Ticket, Urgency
from views import ids
from views.blocks import Block, context, labelled, modal, section, window
from views.home_rows import Row
from views.text import day, fitted

IN_GROUP, GROUPS = 10, 5
MOST = IN_GROUP * GROUPS
LINE_LIMIT = 75
"""What Slack takes: ticks in a group, characters in a line. And what somebody reads at once."""

IN_SECTION = 8
"""Lines; refusals are up to 300 characters long."""

TITLE = "Approve several"
GROUP = "several"
ABOUT = (
    "Tick what you say yes to. *Approve* decides all of it at once, as the button on each card "
    "would: the requesters hear of it, and work goes on. To ask for changes or to decline, use the "
    "card."
)
CHOOSE = "Please tick at least one, or close this form: nothing was decided."


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What somebody said yes to, and why each of the others was left out."""

    approved: Sequence[Ticket]
    left_out: Sequence[Refusal]


def looking() -> Block:
    """Opens at once; what waits is looked up behind it."""
    return window(TITLE, [section("One moment: I look up what waits for your decision.")])


def form(rows: Sequence[Row], *, zone: str) -> Block:
    """Nothing is ticked beforehand. `rows` may be more than fit; so many are named."""
    if not rows:
        return window(TITLE, [section("Nothing waits for your decision any more.")])
    shown = rows[:MOST]
    groups = [shown[at : at + IN_GROUP] for at in range(0, len(shown), IN_GROUP)]
    more = [context(f"These are the {MOST} oldest; the others come once they are decided.")]
    blocks = [
        section(ABOUT),
        *(_group(n, group, zone=zone, is_one=len(groups) == 1) for n, group in enumerate(groups)),
        *(more if len(rows) > MOST else []),
    ]
    return modal(ids.SEVERAL_FORM, TITLE, blocks, submit="Approve")


def read_form(view: Mapping[str, Any]) -> Mapping[int, str]:
    """The turn of each ticket that was ticked. Raises FieldRefusal where none was."""
    values = view["state"]["values"]
    ticked = [
        str(option["value"])
        for group in range(GROUPS)
        for option in values.get(_name(group), {}).get(_name(group), {}).get("selected_options")
        or ()
    ]
    if not ticked:
        raise FieldRefusal({_name(0): CHOOSE})
    parts = (value.partition(":") for value in ticked)
    return {int(ticket_id): turn for ticket_id, _, turn in parts}


def result(decided: Decided) -> Block:
    """All of it at once, whatever the cards still have to say."""
    approved, left_out = decided.approved, decided.left_out
    title = "Approved" if approved else "Nothing approved"
    lines = [f"*{t.reference}* {fitted(t.summary, 150)}" for t in approved]
    blocks = [
        *([section(_head(len(approved)))] if approved else []),
        *_sections(lines),
        *([section("*Left out*, as they stand elsewhere by now:")] if left_out else []),
        *_sections([f"• {refusal}" for refusal in left_out]),
    ]
    return window(title, blocks)


def _head(count: int) -> str:
    what = "this request" if count == 1 else f"these {count} requests"
    return f"*You approved {what}.* The requesters hear of it; the cards follow one by one."


def _group(n: int, rows: Sequence[Row], *, zone: str, is_one: bool) -> Block:
    first = n * IN_GROUP + 1
    label = "Waits for your decision" if is_one else f"{first} to {first + len(rows) - 1}"
    element = {"type": "checkboxes", "options": [_line(row, zone=zone) for row in rows]}
    return labelled(_name(n), label, element, optional=True)


def _name(group: int) -> str:
    return f"{GROUP}.{group}"


def _line(row: Row, *, zone: str) -> Block:
    ticket = row.ticket
    head = f"*{ticket.reference}* "
    summary = fitted(" ".join(ticket.summary.split()), LINE_LIMIT - len(head))
    below = f"<@{ticket.requester}> asks · {_fact(ticket, zone=zone)}"
    return {
        "text": {"type": "mrkdwn", "text": f"{head}{summary}"},
        "description": {"type": "mrkdwn", "text": below[:LINE_LIMIT]},
        "value": f"{ticket.id}:{row.turn}",
    }


def _fact(ticket: Ticket, *, zone: str) -> str:
    """What presses most, in a few words."""
    if ticket.urgency is Urgency.BLOCKING:
        return "blocks their work"
    if ticket.needed_by:
        return f"needed by {day(ticket.needed_by)}"
    return f"since {day(_date(ticket.opened_at, zone))}"


def _date(at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date()


def _sections(lines: Iterable[str]) -> list[Block]:
    """As many lines to a section as Slack surely takes."""
    left = iter(lines)
    found = []
    while some := list(islice(left, IN_SECTION)):
        found.append(section("\n".join(some)))
    return found
