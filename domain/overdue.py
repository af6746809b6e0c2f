"""A step that was not decided in time: what that led to, for history and people."""

from dataclasses import dataclass

from domain.approval import Approval, Outcome
from domain.history import Event


@dataclass(frozen=True, kw_only=True)
class Overdue:
    """`event` says which; `added` are asked now who were not before, `left` the other way round,
    `waited_for` those who had not answered.
    """

    event: Event
    added: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    waited_for: tuple[str, ...] = ()


def what_followed(before: Approval, after: Approval) -> Overdue:
    """What has become of it once its time was over: one thing, and somebody hears of it."""
    waited_for = before.missing
    if after.outcome is Outcome.EXPIRED:
        return Overdue(event=Event.EXPIRED, waited_for=waited_for)
    added = tuple(p for p in after.asked if p not in before.asked)
    left = tuple(p for p in waited_for if p not in after.missing)
    event = Event.REMINDED
    if added:
        event = Event.APPROVER_REPLACED if left else Event.BACKUP_ADDED
    return Overdue(event=event, added=added, left=left, waited_for=waited_for)
