"""The tables of what comes in and goes out: handled gestures, the outbox, posts that stand."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel


class HandledRow(SQLModel, table=True):
    """One gesture whose effects are saved; committed with them, so never without them."""

    __tablename__ = "handled"

    team: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    handled_at: datetime = Field(index=True)


class MessageRow(SQLModel, table=True):
    """One message to Slack. A notice has `text`; a card has `card`, its name.

    `state`: new, sending (leased), unknown (an unclear answer), sent, parked (kept, with a
    reason, until somebody mends it) or dropped. `settled_at` is set in the last three.
    `held_until` and `first_sent_at` are real time, whatever the desk's clock says.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("team", "key"),
        Index(
            "ix_outbox_waiting",
            "team",
            "id",
            sqlite_where=text("settled_at IS NULL"),
            postgresql_where=text("settled_at IS NULL"),
        ),
        Index("ix_outbox_card", "team", "card"),
    )

    id: int | None = Field(default=None, primary_key=True)
    team: str
    key: str
    to: str
    text: str | None = None
    why: str | None = None
    news: str | None = None
    thread: str | None = None
    card: str | None = None
    not_before: datetime | None = None
    expires_at: datetime | None = None
    state: str
    attempts: int = 0
    held_until: datetime | None = None
    generation: int = 0
    first_sent_at: datetime | None = None
    settled_at: datetime | None = None
    reason: str | None = None


class PostRow(SQLModel, table=True):
    """A card's post: planned while `ts` is null, standing in Slack afterwards.

    `thread` is the name of another post, below which it stands; `shows` is a hash of what it shows
    in Slack. `copies` counts how often it was
    posted anew because somebody had deleted it.
    """

    __tablename__ = "post"
    __table_args__ = (
        Index("ix_post_subject", "team", "subject"),
        Index("ix_post_place", "team", "channel", "ts"),
    )

    team: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    subject: str
    to: str
    thread: str | None = None
    channel: str | None = None
    ts: str | None = None
    shows: str | None = None
    copies: int = 0
