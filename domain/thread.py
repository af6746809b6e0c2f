"""What is written in a ticket's threads: whose thread it is, who reads it, what edits do."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from domain.comment import Attached, Audience, Comment, CommentKind
from domain.lifecycle import Company
from domain.request import Filed
from domain.source import Said

_OF_TICKET = re.compile(r"MT-(?P<ticket>\d+):(?P<kind>\w+)(?::(?P<place>.+))?")
_ORIGIN = re.compile(r"(?:origin|source):MT-(?P<ticket>\d+)")
_OF_COMMENT = re.compile(r"comment:(?P<comment>\d+):(?P<kind>\w+)(?::(?P<place>.+))?")

REQUESTERS = frozenset({"requester", "asking"})
FOLLOWERS = frozenset({"watcher", "filer"})


@dataclass(frozen=True, kw_only=True)
class Thread:
    """`above` is the name of the post that it hangs below. A comment's post names no ticket."""

    above: str
    kind: str
    ticket_id: int | None = None
    comment_id: int | None = None


def thread_below(names: Iterable[str]) -> Thread | None:
    """The thread below a post with these names; None where it is not a ticket's."""
    return next((thread for name in names if (thread := _thread(name))), None)


def audience_in(thread: Thread, by: str, filed: Filed, company: Company) -> Audience:
    """Who reads what this person writes there. Where nobody said otherwise, IT alone does."""
    if thread.kind in REQUESTERS:
        return Audience.EVERYBODY
    is_it = by in company.it or by == filed.ticket.owner
    if thread.kind in FOLLOWERS and not is_it:
        return Audience.EVERYBODY
    return Audience.INTERNAL


def kept(
    said: Said, ticket_id: int, audience: Audience, kind: CommentKind = CommentKind.REMARK
) -> Comment:
    """What somebody wrote in a thread, as a comment on its ticket."""
    return Comment(
        ticket_id=ticket_id,
        by=said.by,
        at=said.at,
        words=said.words,
        audience=audience,
        kind=kind,
        channel=said.source.channel,
        ts=said.source.ts,
        attached=said.attached,
        edited_at=said.edited_at,
    )


def rewritten(comment: Comment, said: Said) -> Comment:
    """The comment as its message reads now; what is older than what we know changes nothing.

    A file that is in the message no longer is named as gone.
    """
    is_old = comment.edited_at and (not said.edited_at or said.edited_at < comment.edited_at)
    if comment.is_deleted:
        return comment
    attached = _attached(comment.attached, said.attached)
    if is_old or said.edited_at is None:
        return replace(comment, attached=attached)
    return replace(comment, words=said.words, attached=attached, edited_at=said.edited_at)


def _attached(before: Iterable[Attached], now: Iterable[Attached]) -> tuple[Attached, ...]:
    there = {file.id: file for file in now}
    known = {file.id: file for file in before}
    kept = [_or_gone(file, there.get(file.id)) for file in known.values()]
    return (*kept, *(file for id, file in there.items() if id not in known))


def _or_gone(file: Attached, now: Attached | None) -> Attached:
    return now if now and not now.is_gone else replace(file, link="")


def _thread(name: str) -> Thread | None:
    if found := _ORIGIN.fullmatch(name):
        return Thread(above=name, kind="requester", ticket_id=int(found["ticket"]))
    if found := _OF_TICKET.fullmatch(name):
        return Thread(above=name, kind=found["kind"], ticket_id=int(found["ticket"]))
    if found := _OF_COMMENT.fullmatch(name):
        return Thread(above=name, kind=found["kind"], comment_id=int(found["comment"]))
    return None
