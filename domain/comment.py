"""What was said on a ticket, and who may read it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Audience(StrEnum):
    """Triage talks among itself unless it says otherwise: what is internal never leaves IT."""

    EVERYBODY = "everybody"
    INTERNAL = "internal"


@dataclass(frozen=True, kw_only=True)
class Attached:
    """A file in Slack, by reference: it is never copied, and never made public."""

    id: str
    name: str
    link: str


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
    channel: str | None = None
    ts: str | None = None
    attached: tuple[Attached, ...] = ()
    edited_at: datetime | None = None
    deleted_at: datetime | None = None

    @property
    def is_internal(self) -> bool:
        return self.audience is Audience.INTERNAL
