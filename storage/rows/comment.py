"""The table of what was said on tickets."""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index
from sqlmodel import Field, SQLModel

from storage.rows.ticket import OF_A_TICKET


class CommentRow(SQLModel, table=True):
    """`channel` and `ts` are where somebody wrote it in Slack; null for what came by a form."""

    __tablename__ = "comment"
    __table_args__ = (
        ForeignKeyConstraint(*OF_A_TICKET),
        Index("ix_comment_ticket", "team", "ticket_id", "id"),
        Index("ix_comment_place", "team", "channel", "ts", unique=True),
    )

    id: int | None = Field(default=None, primary_key=True)
    team: str
    ticket_id: int
    by: str
    at: datetime
    words: str
    audience: str
    kind: str
    channel: str | None = None
    ts: str | None = None
    attached: str = "[]"
    edited_at: datetime | None = None
    deleted_at: datetime | None = None
