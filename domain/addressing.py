"""Where and when each person hears of something: by what they wish, and never twice."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain.message import Notice, is_person, ticket_of
from domain.notification import USUAL, News, QuietHours, Where
from domain.recurrence import instant, is_zone

BETWEEN = "\x1e"
"""Stands between the words of notices that wait together; people's words never hold it."""

HELD = ":quiet:"


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What people want to hear. `zones` are IANA names; `zone` is that of whoever has none.

    In `silent` channels nothing is said.
    """

    places: Mapping[tuple[str, News], Where] = field(default_factory=dict)
    quiet: Mapping[str, QuietHours] = field(default_factory=dict)
    zones: Mapping[str, str | None] = field(default_factory=dict)
    zone: str = "UTC"
    silent: frozenset[str] = frozenset()


def addressed(
    notices: Sequence[Notice], wishes: Wishes, *, now: datetime, by: str | None = None
) -> list[Notice]:
    """The same news, each where and when its reader wants it.

    `by` is who did it, and hears no news of it. Of one event everybody hears once, by that notice
    which asks something of them if there is one.
    """
    audible = [heard for notice in notices if (heard := _audible(notice, wishes))]
    told = _once_each([n for n in audible if n.news is None or n.to != by])
    return [placed for notice in told for placed in _placed(notice, wishes, now=now)]


def is_held(notice: Notice) -> bool:
    """Whether it waited for the end of somebody's quiet hours, maybe together with others."""
    return HELD in notice.key


def parts_of(notice: Notice) -> Sequence[str]:
    """The words of each notice that waited in this one, the oldest first."""
    return notice.text.split(BETWEEN)


def quiet_until(hours: QuietHours, now: datetime, *, zone: str) -> datetime | None:
    """When they end, in UTC, if they last right now."""
    local = now.astimezone(ZoneInfo(zone))
    at, begins, ends = local.time(), hours.begins, hours.ends
    over_night = begins > ends
    is_quiet = at >= begins or at < ends if over_night else begins <= at < ends
    if not is_quiet:
        return None
    day = local.date() + timedelta(days=1 if at >= ends else 0)
    return instant(day, ends, zone)


def waits_until(person: str, wishes: Wishes, *, now: datetime) -> datetime | None:
    """When this person's quiet hours end, if they last right now."""
    hours = wishes.quiet.get(person)
    if hours is None:
        return None
    own = wishes.zones.get(person)
    return quiet_until(hours, now, zone=own if own and is_zone(own) else wishes.zone)


def _audible(notice: Notice, wishes: Wishes) -> Notice | None:
    """In a silent channel, what calls somebody goes to them instead, and the rest to nobody."""
    if notice.news is None or notice.to not in wishes.silent:
        return notice
    if notice.calls is None:
        return None
    to, key = notice.calls, f"{_about(notice)}{notice.key}:{notice.calls}"
    return replace(notice, key=key, to=to, calls=None, thread=None)


def _once_each(notices: Sequence[Notice]) -> list[Notice]:
    """Without those whose reader hears of the same event by another one."""
    first_needs = sorted(notices, key=lambda n: (not _is_in_channel(n), not _always_arrives(n)))
    heard: set[tuple[str, str]] = set()
    kept = set()
    for notice in first_needs:
        reader = notice.calls if _is_in_channel(notice) else notice.to
        if _is_in_channel(notice) or (notice.event, reader) not in heard:
            kept.add(notice.key)
        if reader:
            heard.add((notice.event, reader))
    return [notice for notice in notices if notice.key in kept]


def _placed(notice: Notice, wishes: Wishes, *, now: datetime) -> Iterator[Notice]:
    """In the thread, directly, both or nowhere; and not before its reader's quiet hours end."""
    if notice.news is None or _is_in_channel(notice) or _always_arrives(notice):
        yield notice
        return
    place = wishes.places.get((notice.to, notice.news), USUAL[notice.news])
    if place is Where.NOWHERE:
        return
    alone = replace(notice, key=f"{_about(notice)}{notice.key}:direct", thread=None)
    if until := waits_until(notice.to, wishes, now=now):
        yield _held(notice if place is Where.THREAD else alone, until)
        return
    if place is not Where.DIRECT:
        yield notice
    if place is not Where.THREAD:
        yield alone


def _held(notice: Notice, until: datetime) -> Notice:
    """Under one name for each ticket and person, so that what waits comes as one."""
    ticket = ticket_of(notice)
    about = f"MT-{ticket}" if ticket else notice.event
    key = f"{about}{HELD}{notice.to}:{until.isoformat()}"
    return replace(notice, key=key, not_before=until)


def _about(notice: Notice) -> str:
    """What keeps a notice with its ticket once it has left the thread."""
    ticket = ticket_of(notice)
    return f"MT-{ticket}:" if ticket and not notice.key.startswith("MT-") else ""


def _is_in_channel(notice: Notice) -> bool:
    return not is_person(notice.to)


def _always_arrives(notice: Notice) -> bool:
    return notice.news in (None, News.NEEDS_YOU)
