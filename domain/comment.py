"""What was said on a ticket, and who may read it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Audience(StrEnum):
    """Triage talks among itself unless it says otherwise: what is internal never leaves IT."""

    EVERYBODY = "everybody"
    INTERNAL = "internal"


class CommentKind(StrEnum):
    """A remark, what IT replied or asked by its button, or a later state of the first message."""

    REMARK = "remark"
    REPLY = "reply"
    QUESTION = "question"
    SOURCE = "source"


@dataclass(frozen=True, kw_only=True)
class Attached:
    """A file in Slack, by reference: it is never copied, and never made public.

    `link` is empty once the file is gone.
    """

    id: str
    name: str
    link: str

    @property
    def is_gone(self) -> bool:
        return not self.link


@dataclass(frozen=True, kw_only=True)
class Comment:
    """`channel` and `ts` are where somebody wrote it in Slack; None for what came by a form.

    `id` is 0 until it is saved.
    """

    id: int = 0
    ticket_id: int
    by: str
    at: datetime
    words: str
    audience: Audience
    kind: CommentKind = CommentKind.REMARK
    channel: str | None = None
    ts: str | None = None
    attached: tuple[Attached, ...] = ()
    edited_at: datetime | None = None
    deleted_at: datetime | None = None

    @property
    def is_internal(self) -> bool:
        return self.audience is Audience.INTERNAL

    @property
    def is_deleted(self) -> bool:
        return self.deleted_at is not None


def readable(comments: Iterable[Comment], *, by_it: bool) -> Sequence[Comment]:
    """Those that this reader may read: what is internal, IT alone."""
    return [comment for comment in comments if by_it or not comment.is_internal]
