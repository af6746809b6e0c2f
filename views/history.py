"""The history of a ticket in words: who did what when, why, and how long it waited."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import accumulate

from domain.comment import Comment
from domain.history import INTERNAL, Entry, Event
from domain.ticket import Status
from views import brief, conversation, routing
from views.blocks import SECTION_LIMIT, Block, context, divider, section
from views.blocks import window as a_window
from views.text import fitted, moment
from views.ticket import Shown, headline

HAPPENED = {
    Event.FILED: "filed it",
    Event.APPROVED: "approved it",
    Event.CHANGES_REQUESTED: "asked for changes",
    Event.DECLINED: "declined it",
    Event.EDITED: "edited it",
    Event.TAKEN: "took it",
    Event.RESOLVED: "resolved it",
    Event.DONE: "confirmed that it is done",
    Event.NOT_YET: "sent it back",
    Event.WITHDRAWN: "withdrew it",
    Event.COMMENTED: "commented",
    Event.NUDGED: "was reminded",
    Event.DETAILED: "added the details",
    Event.REPLIED: "replied",
    Event.ASKED: "asked a question",
    Event.ANSWERED: "answered",
    Event.WAITS_FOR_IT: "began to wait for another IT team",
    Event.WAITS_FOR_THIRD_PARTY: "began to wait for somebody outside",
    Event.WENT_ON: "went on with it",
    Event.CLOSED: "closed it, as nobody objected",
    Event.REOPENED: "opened it again",
    Event.CANCELLED: "cancelled it",
    Event.NOTED: "noted something",
    Event.WATCHED: "began to follow it",
    Event.UNWATCHED: "no longer follows it",
    Event.SNOOZED: "put it aside",
    Event.WOKEN: "took it up again",
    Event.LINKED: "linked it",
    Event.UNLINKED: "took a link away",
    Event.RECKONED: "reckons working time as far as it is known",
    Event.APPROVAL_ASKED: "asked for a yes",
    Event.ASKED_AGAIN: "asked again",
    Event.STEP_BEGUN: "asked the next in turn",
    Event.REMINDED: "reminded who decides",
    Event.BACKUP_ADDED: "asked a backup, too",
    Event.APPROVER_REPLACED: "asked somebody else in their place",
    Event.NOT_COUNTED: "pressed what did not count",
    Event.STUCK: "told those who can help that nobody is there to decide",
    Event.EXPIRED: "ended the asking, as nobody decided in time",
    Event.STANDS_IN: "stands in for who was asked",
    Event.CANNOT_STAND_IN: "named somebody who cannot stand in",
    Event.GATED: "asks for data protection and keeps it to those involved",
    Event.UNGATED: "asks data protection no more, as the answers have changed",
    Event.OPENED_UP: "opened it to both sides",
}

TALK = frozenset({Event.COMMENTED, Event.REPLIED, Event.ASKED, Event.ANSWERED})
"""What was said stands in the thread, where it can still be edited or deleted."""

WORDS_LIMIT = 200
SAID = 8
MOST_ASKED, ASKED_BYTES = 57, 150_000
MOST_TOLD, TOLD_BYTES = 40, 80_000
MOST_ON_RECORD, RECORD_BYTES = 18, 40_000
"""Blocks and bytes of each kind, in a window that can hold a hundred and 250,000; what is on record
takes its room from what was asked."""

WAITED = {
    Status.NEW: "waited for its details",
    Status.AWAITING_APPROVAL: "waited for a decision",
    Status.CHANGES_REQUESTED: "waited on marketing",
    Status.RESOLVED: "waited on marketing",
}
WAITED_FOR = {
    Event.ASKED: "waited on marketing",
    Event.WAITS_FOR_IT: "waited on another IT team",
    Event.WAITS_FOR_THIRD_PARTY: "waited on somebody outside",
}


def lines(entries: Sequence[Entry], *, reader_is_it: bool) -> list[str]:
    """A line for each entry that this reader may know of, the oldest first."""
    told = zip(entries, _waits(entries), strict=True)
    return [_line(entry, wait) for entry, wait in told if reader_is_it or _is_for_all(entry)]


def _is_for_all(entry: Entry) -> bool:
    return entry.event not in INTERNAL


def _line(entry: Entry, wait: str) -> str:
    if entry.event in routing.SAID:
        return f"{routing.told(entry)} · {moment(entry.at)}{wait}"
    who = f"<@{entry.by}>" if entry.by else "Tandem"
    return f"{who} {HAPPENED[entry.event]}{_said(entry)} · {moment(entry.at)}{wait}"


def _said(entry: Entry) -> str:
    """Our own words as they are, with mentions; people's words in quotes."""
    own = routing.our_words(entry)
    if own:
        return f": {own}"
    is_quoted = entry.words and entry.event not in TALK
    return f": “{_in_one_line(entry.words)}”" if is_quoted else ""


def _in_one_line(words: str) -> str:
    return fitted(" ".join(words.split()), WORDS_LIMIT)


def _waits(entries: Iterable[Entry]) -> Iterable[str]:
    """For each entry, the wait that ended with it, if it was worth telling."""
    waiting, since = "", None
    for entry in entries:
        now_waiting = _waiting(entry, waiting)
        ended = now_waiting != waiting
        length = entry.at - since if since else timedelta()
        is_told = ended and waiting and length >= timedelta(minutes=1)
        yield f" · {waiting} for {_span(length)}" if is_told else ""
        waiting, since = now_waiting, entry.at if ended else since


def _waiting(entry: Entry, before: str) -> str:
    """What it waits for after this, as it is told once that is over; empty while work goes on."""
    if entry.status is Status.WAITING:
        return WAITED_FOR.get(entry.event, before)
    return WAITED.get(entry.status, "")


def _span(length: timedelta) -> str:
    """About how long: 20 min, 3 h, 2 days."""
    if length < timedelta(hours=1):
        return f"{length // timedelta(minutes=1)} min"
    if length < timedelta(days=2):
        return f"{length // timedelta(hours=1)} h"
    return f"{length.days} days"


def window(
    shown: Shown,
    *,
    reader_is_it: bool,
    talk: Sequence[Comment] = (),
    record: Sequence[Block] = (),
) -> Block:
    """All that was asked, whole, what was said, and all that happened; of too much, the newest.

    `record` is that of the privacy gate.
    """
    filed = shown.filed
    asked = [headline(filed.ticket), *brief.whole(filed.brief)]
    on_record = _within(record, most=MOST_ON_RECORD, room=RECORD_BYTES)
    taken = RECORD_BYTES if on_record else 0
    parts = _parts(lines(shown.history, reader_is_it=reader_is_it))
    told = [section(part) for part in parts]
    newest_first = _within(reversed(told), most=MOST_TOLD, room=TOLD_BYTES)
    left_out = [context("What happened first is too long ago to be shown here.")]
    return a_window(
        f"{filed.ticket.reference} so far",
        [
            *_within(asked, most=MOST_ASKED - len(on_record), room=ASKED_BYTES - taken),
            *on_record,
            *conversation.newest(talk, limit=SAID),
            divider(),
            *(left_out if len(newest_first) < len(told) else []),
            *reversed(newest_first),
        ],
    )


def _within(blocks: Iterable[Block], *, most: int, room: int) -> list[Block]:
    found = list(blocks)[:most]
    sizes = accumulate(len(json.dumps(block)) for block in found)
    return [block for block, size in zip(found, sizes, strict=True) if size <= room]


def _parts(said: Iterable[str]) -> Iterator[str]:
    """Lines, joined as long as they fit into one block."""
    part = ""
    for line in said:
        if part and len(part) + len(line) >= SECTION_LIMIT:
            yield part
            part = ""
        part = f"{part}\n{line}" if part else line
    if part:
        yield part


def newest(said: Sequence[str], *, limit: int, room: int) -> str:
    """The newest of these lines that fit into `room`, in the order in which they happened."""
    kept: list[str] = []
    for line in reversed(said[-limit:]):
        room -= len(line) + 1
        if room < 0:
            break
        kept.insert(0, line)
    return "\n".join(kept)
