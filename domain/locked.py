"""What cannot be changed while somebody is asked, and whom a change would ask again."""

from dataclasses import fields, replace

from domain.catalogue import Catalogue, RequestType
from domain.draft import Draft, Occasion, draft_of, named
from domain.errors import FieldRefusal
from domain.request import Filed
from domain.rewriting import said
from domain.ticket import AT_WORK, Status

MOST_NAMED = 20
DRAFTED = {"type": "request_type"}
"""Inputs that a draft calls otherwise."""


def occasion_of(filed: Filed, catalogue: Catalogue, *, adds_details: bool = False) -> Occasion:
    """What a form to write this ticket anew has to know."""
    return Occasion(
        edits=filed.ticket.id,
        adds_details=adds_details,
        locked=locked(filed, catalogue),
        asks_again=_asked_again(filed),
    )


def locked(filed: Filed, catalogue: Catalogue) -> tuple[str, ...]:
    """The names of inputs that cannot be changed now; with any of them, nor can the type."""
    kind = catalogue.type(filed.ticket.request_type)
    policy = kind.approval if kind else None
    if filed.ticket.status is not Status.AWAITING_APPROVAL or kind is None or policy is None:
        return ()
    names = dict.fromkeys(("type", *policy.locked)) if policy.locked else ()
    return tuple(_input(name, kind) for name in names)


def whole(draft: Draft, filed: Filed, catalogue: Catalogue) -> Draft:
    """The draft with what its form could not ask, as the ticket says it."""
    stands = draft_of(filed.request, catalogue, occasion=draft.occasion)
    plain = {DRAFTED.get(name, name) for name in draft.occasion.locked}
    kept = {f.name: getattr(stands, f.name) for f in fields(Draft) if f.name in plain}
    keys = {name.partition(".")[2] for name in draft.occasion.locked if "." in name}
    answers = {key: answer for key, answer in stands.typed.items() if key in keys}
    unasked = {name: value for name, value in kept.items() if not getattr(draft, name)}
    return replace(draft, **unasked, typed={**answers, **draft.typed})


def check_locked(before: Filed, after: Filed, catalogue: Catalogue) -> None:
    """Raises FieldRefusal where something was changed that cannot be now."""
    kind = catalogue.type(before.ticket.request_type)
    names = set(locked(before, catalogue))
    one, other = said(before), said(after)
    changed = [key for key in {*one, *other} if one.get(key) != other.get(key)]
    words = "This cannot be changed while somebody is asked: please put back what stood here."
    problems = {name: words for key in changed if kind and (name := _input(key, kind)) in names}
    if problems:
        raise FieldRefusal(problems)


def _asked_again(filed: Filed) -> tuple[str, ...]:
    """Whom a change would ask again, where that is not said anyway."""
    approval = filed.approval
    is_under_way = filed.ticket.status in {*AT_WORK, Status.AWAITING_APPROVAL}
    if approval is None or approval.is_cancelled or not is_under_way:
        return ()
    return tuple(dict.fromkeys(a.approver for a in approval.answers))[:MOST_NAMED]


def _input(name: str, kind: RequestType) -> str:
    """The input for what a policy calls by this name."""
    is_field = any(field.key == name for field in kind.fields)
    return named(kind, name) if is_field else name
