"""The weekly digest as people see it. It names people in plain words, so that it pages nobody."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.digest import Backlog, Digest, Waiting
from domain.message import Card, Post
from views.blocks import Block, context, divider, fields, header, section
from views.next_step import SIDE
from views.text import day, fitted, link


def card_of(channel: str, week: str) -> Card:
    name = f"digest:{channel}:{week}"
    return Card(key=name, to=channel, name=name)


def post(digest: Digest, names: Mapping[str, str]) -> Post:
    """What moved in the week and what waits, for both sides alike."""
    year, _, number = digest.week.partition("-W")
    title = f"Alignment digest · week {int(number)} of {year}"
    weeks = digest.weeks
    days = f"{_day(weeks.start, weeks.zone)} to {_day(weeks.end, weeks.zone)}"
    waits = _backlogs(digest, names)
    if digest.is_quiet:
        rest = "" if waits else " Nothing waits on either side."
        moved = section(f"A quiet week: nothing new, approved or resolved.{rest}")
    else:
        moved = _moved(digest, before="week before")
    blocks = (header(title), context(days), moved, *waits, *_approvals(digest))
    return Post(text=f"{title}: {_in_one_line(digest)}", blocks=blocks)


def so_far(digest: Digest, names: Mapping[str, str]) -> Post:
    """The same for one person, now: even on a quiet Monday it tells of last week."""
    title = "This week so far"
    since = f"since {_day(digest.weeks.start, digest.weeks.zone)}"
    beginning = (section(f"*{title}*"), context(since), _moved(digest, before="last week"))
    blocks = (*beginning, *_backlogs(digest, names), *_approvals(digest))
    return Post(text=f"{title}: {_in_one_line(digest)}", blocks=blocks)


def help_for(command: str) -> Post:
    words = "\n".join(
        [
            "*What moved, and what waits for whom*",
            f"`{command}` this week so far, against last week; only you see it",
            "",
            "Every week I post it in the channels that both sides share, at the time set in the "
            "catalogue. A time that a clock change leaves out comes later that day.",
        ]
    )
    return Post(text="How the digest works", blocks=(section(words),))


def _moved(digest: Digest, *, before: str) -> Block:
    """The numbers of the week beside those of the one before it."""
    now, then = digest.moved, digest.before
    return fields(
        f"*New*\n{now.new} ({before}: {then.new})",
        f"*Approved*\n{now.approved} ({before}: {then.approved})",
        f"*Resolved*\n{now.resolved} ({before}: {then.resolved})",
    )


def _backlogs(digest: Digest, names: Mapping[str, str]) -> list[Block]:
    waits = [section(_backlog(b, names)) for b in digest.backlogs if b.count]
    return [divider(), *waits] if waits else []


def _backlog(backlog: Backlog, names: Mapping[str, str]) -> str:
    title = f"*Waiting on {SIDE[backlog.side]}: {backlog.count}*"
    oldest = [_waiting(one, names) for one in backlog.oldest]
    more = backlog.count - len(oldest)
    rest = [f"and {more} more"] if more else []
    return "\n".join([f"{title}{' · the oldest' if more else ''}", *oldest, *rest])


def _waiting(waiting: Waiting, names: Mapping[str, str]) -> str:
    reference = link(waiting.link, waiting.reference)
    who = names.get(waiting.person)
    whose = f" · {fitted(who, 80)}" if who else ""
    return f"• {reference} {fitted(waiting.summary, 150)} · open {_since(waiting.days)}{whose}"


def _approvals(digest: Digest) -> list[Block]:
    if not digest.approvals:
        return []
    one = digest.approvals == 1
    count = "One approval waits" if one else f"{digest.approvals} approvals wait"
    oldest = _since(digest.approval_days)
    which = "" if one else "the oldest "
    return [section(f"{count} for a decision, {which}{oldest}. The buttons are on their cards.")]


def _in_one_line(digest: Digest) -> str:
    """What a notification and a screen reader say."""
    moved = digest.moved
    counts = f"{moved.new} new, {moved.approved} approved, {moved.resolved} resolved"
    waits = [f"{b.count} waiting on {SIDE[b.side]}" for b in digest.backlogs if b.count]
    return ", ".join(["a quiet week" if digest.is_quiet else counts, *waits])


def _since(days: int) -> str:
    if days < 1:
        return "since today"
    return "for 1 day" if days == 1 else f"for {days} days"


def _day(moment: datetime, zone: str) -> str:
    return day(moment.astimezone(ZoneInfo(zone)).date())
