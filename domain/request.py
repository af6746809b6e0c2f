"""A request: what somebody asks, before it has a number; and what conditions may ask of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from domain.approval import Approval
from domain.approvers import Case
from domain.catalogue import Catalogue
from domain.condition import Facts
from domain.form import FieldValue
from domain.routing import Routed
from domain.source import Source
from domain.ticket import Brief, Origin, Ticket, Urgency, Visibility

SUMMARY_LIMIT = 150


@dataclass(frozen=True, kw_only=True)
class Request:
    """What the form says. `area` is None where the requester left it to us.

    `filed_by` is who sent the form, where it was somebody else than the requester. `source` is the
    message that the form was opened on.
    """

    requester: str
    filed_by: str | None = None
    area: str | None = None
    request_type: str
    summary: str
    purpose: str
    urgency: Urgency = Urgency.SOON
    needed_by: date | None = None
    details: str = ""
    acceptance: str = ""
    values: tuple[FieldValue, ...] = ()
    is_private: bool = False
    origin: Origin = Origin.FORM
    source: Source | None = None


@dataclass(frozen=True, kw_only=True)
class Sketch:
    """What came in without a form: words that somebody wrote, to be filled in later."""

    requester: str
    filed_by: str | None = None
    area: str | None = None
    words: str
    origin: Origin
    source: Source | None = None
    is_private: bool = False


@dataclass(frozen=True, kw_only=True)
class Filed:
    """A ticket with its words and, where somebody has to say yes first, their approval.

    `shared` are the keys of other areas that work on it, too. `routed` is there while it is being
    taken in: how its owner was chosen.
    """

    ticket: Ticket
    brief: Brief
    approval: Approval | None
    watchers: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    routed: Routed | None = None

    @property
    def request(self) -> Request:
        """What its form says now."""
        ticket, brief = self.ticket, self.brief
        return Request(
            requester=ticket.requester,
            filed_by=ticket.filed_by,
            area=ticket.area,
            request_type=ticket.request_type,
            summary=ticket.summary,
            purpose=brief.purpose,
            urgency=ticket.urgency,
            needed_by=ticket.needed_by,
            details=brief.details,
            acceptance=brief.acceptance,
            values=brief.values,
            is_private=ticket.visibility is Visibility.PRIVATE,
            origin=ticket.origin,
        )


def facts_of(request: Request, catalogue: Catalogue) -> Facts:
    """What conditions may ask about: `SUBJECTS`, and the answers to each field by its key."""
    answers = {value.key: value.answers for value in request.values}
    return answers | {name: tell(request, catalogue) for name, tell in SUBJECTS.items()}


def _side(request: Request, catalogue: Catalogue) -> tuple[str, ...]:
    side = catalogue.side_of(request.requester)
    return (side.value,) if side else ()


SUBJECTS: Mapping[str, Callable[[Request, Catalogue], tuple[str, ...]]] = {
    "area": lambda request, _: (request.area,) if request.area else (),
    "type": lambda request, _: (request.request_type,),
    "urgency": lambda request, _: (request.urgency.value,),
    "requester": lambda request, _: (request.requester,),
    "side": _side,
    "words": lambda request, _: (f"{request.summary} {request.purpose} {request.details}",),
}
"""What is known of every request. A new subject is one entry; a field's key may not hide one."""


def case_of(filed: Filed, catalogue: Catalogue, *, now: datetime) -> Case:
    """What deciding who is asked depends on, as the ticket stands."""
    facts = facts_of(filed.request, catalogue)
    return Case(ticket=filed.ticket, facts=facts, catalogue=catalogue, now=now)


def reads_alike(one: str, other: str) -> bool:
    """Whether two summaries say the same but for capitals, spaces and punctuation."""
    return _bare(one) == _bare(other)


def _bare(words: str) -> str:
    letters = "".join(c if c.isalnum() else " " for c in words.casefold())
    return " ".join(letters.split()) or words.strip()
