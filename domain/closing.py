"""What is resolved and met with silence: one reminder, and then it closes by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.calendar import Calendar, NeverOpen
from domain.history import Entry, Event
from domain.working_day import day_after, working_days_between


class Due(StrEnum):
    """What silence has made due."""

    NUDGE = "nudge"
    CLOSE = "close"


@dataclass(frozen=True, kw_only=True)
class Silence:
    """Since when the requester has said nothing of what is resolved, and when we asked again."""

    since: datetime
    nudged_at: datetime | None = None


def silence(history: Sequence[Entry], requester: str) -> Silence | None:
    """The silence after what was resolved last; None where nothing was. The oldest entry first."""
    resolved = [n for n, entry in enumerate(history) if entry.event is Event.RESOLVED]
    if not resolved:
        return None
    found = Silence(since=history[resolved[-1]].at)
    for entry in history[resolved[-1] + 1 :]:
        if entry.event is Event.NUDGED:
            found = Silence(since=found.since, nudged_at=entry.at)
        elif entry.by == requester and entry.event is not Event.NOT_COUNTED:
            found = Silence(since=entry.at)
    return found


def due(silence: Silence, calendar: Calendar, *, now: datetime, days: int) -> Due | None:
    """What `days` working days of silence ask for; with no days, nothing ever closes by itself."""
    begun = silence.nudged_at or silence.since
    if not 0 < days <= working_days_between(begun, now, calendar):
        return None
    return Due.CLOSE if silence.nudged_at else Due.NUDGE


def closes_on(silence: Silence, calendar: Calendar, *, days: int) -> date | None:
    """The day on which it closes by itself if nobody says a word; None where it never does."""
    if days < 1:
        return None
    begun, left = (silence.nudged_at, days) if silence.nudged_at else (silence.since, 2 * days)
    try:
        return day_after(begun, calendar, days=left)
    except NeverOpen:
        return None
