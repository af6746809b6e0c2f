"""Occurrences: the single firings of a schedule, each planned, then done or skipped."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum


class Kind(StrEnum):
    CHECK_IN = "checkin"
    DIGEST = "digest"


class State(StrEnum):
    PLANNED = "planned"
    DONE = "done"
    SKIPPED = "skipped"


GRACE = {Kind.CHECK_IN: timedelta(hours=2), Kind.DIGEST: timedelta(hours=12)}
"""How late each may still happen; later than that it is skipped, and the next one counts."""


@dataclass(frozen=True, kw_only=True)
class Occurrence:
    """One planned firing. `slot` is its nominal local date, or the ISO week that it is about.

    `schedule` is the series' number or the digest's channel. Where people are asked beforehand,
    `ask_at` says when, and `asked_at` when it was done. A skipped one has a `reason`.
    """

    kind: Kind
    schedule: str
    slot: str
    due_at: datetime
    state: State = State.PLANNED
    ask_at: datetime | None = None
    asked_at: datetime | None = None
    settled_at: datetime | None = None
    reason: str = ""


def settle(occurrence: Occurrence, *, following: datetime, now: datetime) -> Occurrence:
    """What becomes of an occurrence that is due: done, or skipped where it is too late for it.

    It is too late when its grace is over, or when the `following` one is due as well: after a long
    absence at most one is caught up.
    """
    is_too_late = now - occurrence.due_at > GRACE[occurrence.kind] or following <= now
    if is_too_late:
        due_at = occurrence.due_at.astimezone(UTC)
        reason = f"the desk was not running at {due_at:%Y-%m-%d %H:%M} UTC"
        return skip(occurrence, reason, now=now)
    return replace(occurrence, state=State.DONE, settled_at=now)


def skip(occurrence: Occurrence, reason: str, *, now: datetime) -> Occurrence:
    return replace(occurrence, state=State.SKIPPED, settled_at=now, reason=reason)


def has_to_ask(occurrence: Occurrence, *, now: datetime) -> bool:
    """Whether people are to be asked now: only while what they are asked about lies ahead."""
    return (
        occurrence.state is State.PLANNED
        and occurrence.ask_at is not None
        and occurrence.asked_at is None
        and occurrence.ask_at <= now < occurrence.due_at
    )
