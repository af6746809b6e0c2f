"""A request as it is being written: what a form holds at the moment, right or wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from domain.answers import read, read_so_far, too_long
from domain.catalogue import Catalogue, RequestType
from domain.errors import FieldRefusal, UnknownType
from domain.form import LOOKED_AT, Field, Typed, looked_at, shown
from domain.perhaps import named_in_form
from domain.request import SUMMARY_LIMIT, Filed, Request
from domain.source import Source
from domain.taking_in import take_in
from domain.ticket import Origin, Urgency

PURPOSE_LIMIT, DETAILS_LIMIT, ACCEPTANCE_LIMIT = 1000, 3000, 1000
FIELD = "field"


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """What a form was opened for; it goes along with the form, unseen.

    `edits` is the ticket to be written anew, or to get its details; `follows` is the one that this
    comes after; `source` is the message that the words come from. `is_sure` says that they know of
    the same request, filed a moment ago. `turn` counts how often the form was filled with other
    words than those that stood in it. Inputs that are `locked` cannot be changed now; a change asks
    those in `asks_again`.
    """

    edits: int | None = None
    adds_details: bool = False
    follows: int | None = None
    source: Source | None = None
    is_sure: bool = False
    turn: int = 0
    locked: tuple[str, ...] = ()
    asks_again: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Draft:
    """Everything as typed; what was left open is empty. `requester`: for whom, if for another.

    `typed` is by type and field ("access.tool"), so that nothing is lost when another type is
    chosen and then the first one again.
    """

    summary: str = ""
    request_type: str = ""
    purpose: str = ""
    area: str = ""
    urgency: str = ""
    needed_by: str = ""
    details: str = ""
    acceptance: str = ""
    requester: str = ""
    is_private: bool = False
    typed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    occasion: Occasion = Occasion()

    @property
    def is_begun(self) -> bool:
        """Whether somebody wrote something that would be a pity to lose."""
        words = (self.summary, self.purpose, self.details, self.acceptance)
        return any(words) or any(any(answers) for answers in self.typed.values())

    def says_the_same(self, other: "Draft") -> bool:
        """Whether both would make the same request."""
        return self._said() == other._said()

    def _said(self) -> "Draft":
        filled = {key: answers for key, answers in self.typed.items() if any(answers)}
        return replace(self, typed=filled, occasion=Occasion())

    def over(self, earlier: "Draft | None") -> "Draft":
        """The same, with the answers that were typed earlier into fields now hidden."""
        return replace(self, typed={**earlier.typed, **self.typed}) if earlier else self


@dataclass(frozen=True, kw_only=True)
class Begun:
    """A draft that was kept: from which form, and when."""

    form: str
    draft: Draft
    saved_at: datetime


def typed_for(draft: Draft, kind: RequestType) -> Typed:
    """What was typed into the fields of this type, by the fields' own keys."""
    start = f"{kind.key}."
    found = {key: answers for key, answers in draft.typed.items() if key.startswith(start)}
    return {key.removeprefix(start): answers for key, answers in found.items()}


def shown_fields(draft: Draft, kind: RequestType) -> tuple[Field, ...]:
    """The fields that its form shows at the moment."""
    return shown(kind.fields, typed_for(draft, kind))


def watched(kind: RequestType, catalogue: Catalogue) -> frozenset[str]:
    """The fields whose answers change the form at once: what else it asks, or who will be asked."""
    policies = kind.approval.steps if kind.approval else ()
    decisive = {
        condition.subject
        for conditions in (
            *catalogue.privacy.when,
            *(step.when for step in policies),
            *(rule.when for rule in catalogue.routing),
        )
        for condition in conditions
    }
    told_at_once = {field.key for field in kind.fields if field.kind in LOOKED_AT}
    decisive |= named_in_form(kind.approval)
    return looked_at(kind.fields) | (decisive & told_at_once)


def draft_of(request: Request, catalogue: Catalogue, *, occasion: Occasion) -> Draft:
    """The request as it stands, to be written anew."""
    kind = catalogue.form_of(request.request_type)
    return Draft(
        summary=request.summary,
        request_type=request.request_type,
        purpose=request.purpose,
        area=request.area or "",
        urgency=request.urgency,
        needed_by=request.needed_by.isoformat() if request.needed_by else "",
        details=request.details,
        acceptance=request.acceptance,
        is_private=request.is_private,
        typed={f"{kind.key}.{v.key}": _again(v.answers, v.key, kind) for v in request.values}
        if kind
        else {},
        occasion=occasion,
    )


def written(draft: Draft, catalogue: Catalogue, *, by: str, today: date) -> Request:
    """The request that this person wrote, on this day of the desk's calendar.

    Raises FieldRefusal with words for each input amiss, by its name.
    """
    problems = _problems(draft, catalogue, today=today)
    kind = catalogue.form_of(draft.request_type)
    request = _unread(draft, by=by)
    try:
        values = read(kind.fields, typed_for(draft, kind), today=today) if kind else ()
    except FieldRefusal as refusal:
        assert kind is not None
        problems |= {named(kind, key): words for key, words in refusal.problems.items()}
    if problems:
        raise FieldRefusal(problems)
    return replace(request, values=values, needed_by=_day(draft.needed_by))


def expected(draft: Draft, catalogue: Catalogue, *, by: str, now: datetime) -> Filed | None:
    """What would become of it if it were sent now, as far as can be told without asking who has how
    much to do; None while no type is chosen.

    Raises NobodyToAsk.
    """
    request = so_far(draft, catalogue, by=by, now=now)
    return take_in(request, catalogue, number=0, now=now) if request else None


def so_far(draft: Draft, catalogue: Catalogue, *, by: str, now: datetime) -> Request | None:
    """The request that is being written, with the answers that can be read; None without a type."""
    kind = catalogue.form_of(draft.request_type)
    if kind is None:
        return None
    today = now.astimezone(ZoneInfo(catalogue.zone)).date()
    values = read_so_far(kind.fields, typed_for(draft, kind), today=today)
    return replace(_unread(draft, by=by), values=values)


def named(kind: RequestType, key: str) -> str:
    """The name of the input for a field of this type."""
    return f"{FIELD}.{kind.key}.{key}"


def _unread(draft: Draft, *, by: str) -> Request:
    is_for_another = bool(draft.requester) and draft.requester != by
    return Request(
        requester=draft.requester if is_for_another else by,
        filed_by=by if is_for_another else None,
        area=draft.area or None,
        request_type=draft.request_type,
        summary=draft.summary.strip(),
        purpose=draft.purpose.strip(),
        urgency=Urgency(draft.urgency or Urgency.SOON),
        details=draft.details.strip(),
        acceptance=_lines(draft.acceptance),
        is_private=draft.is_private,
        origin=Origin.MESSAGE if draft.occasion.source else Origin.FORM,
        source=draft.occasion.source,
    )


def _problems(draft: Draft, catalogue: Catalogue, *, today: date) -> dict[str, str]:
    summary, purpose = draft.summary.strip(), draft.purpose.strip()
    found = {
        "summary": too_long("The summary", summary, SUMMARY_LIMIT)
        or _missing(summary, "Please say in a few words what you need."),
        "type": _missing(draft.request_type, "Please choose a type.") or _gone(draft, catalogue),
        "purpose": too_long("This", purpose, PURPOSE_LIMIT)
        or _missing(purpose, "Please say what it is for: IT decides by it."),
        "details": too_long("The details", draft.details.strip(), DETAILS_LIMIT),
        "acceptance": too_long("This", draft.acceptance.strip(), ACCEPTANCE_LIMIT),
        "needed_by": _past(draft.needed_by, today),
    }
    return {name: words for name, words in found.items() if words}


def _gone(draft: Draft, catalogue: Catalogue) -> str | None:
    return None if catalogue.type(draft.request_type) else str(UnknownType())


def _past(needed_by: str, today: date) -> str | None:
    if not needed_by:
        return None
    day = _day(needed_by)
    if day is None:
        return "I cannot read this date. Please choose it from the calendar."
    return (
        "This day is over. Please choose a later one, or leave it empty." if day < today else None
    )


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words) if words else None
    except ValueError:
        return None


def _lines(words: str) -> str:
    """One line each, without empty ones and list marks."""
    lines = (line.strip().lstrip("-*•").strip() for line in words.splitlines())
    return "\n".join(line for line in lines if line)


def _missing(value: str, words: str) -> str | None:
    return None if value else words


def _again(answers: tuple[str, ...], key: str, kind: RequestType) -> tuple[str, ...]:
    """Answers as a form holds them: choices, which are kept by name, by their keys."""
    keys = {c.name: c.key for f in kind.fields if f.key == key for c in f.choices}
    return tuple(keys.get(answer, answer) for answer in answers)
