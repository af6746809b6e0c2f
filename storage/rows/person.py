"""The tables about people: who they are in Slack, what they want to hear, what they left unsent."""

from datetime import datetime, time

from sqlalchemy import Index
from sqlmodel import Field, SQLModel


class PersonRow(SQLModel, table=True):
    """What Slack last said of a person, as far as it decides what they may do."""

    __tablename__ = "person"

    team: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    is_deactivated: bool = False
    is_guest: bool = False
    is_from_outside: bool = False
    zone: str | None = None
    known_at: datetime


class PreferenceRow(SQLModel, table=True):
    """Where a person wants to hear news of one kind; without a row, the usual."""

    __tablename__ = "preference"

    team: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    place: str


class QuietHoursRow(SQLModel, table=True):
    """When a person wants no news, by their own clock."""

    __tablename__ = "quiet_hours"

    team: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    begins: time
    ends: time


class SilentChannelRow(SQLModel, table=True):
    """A channel in which only cards are posted and edited, and nothing is said below them."""

    __tablename__ = "silent_channel"

    team: str = Field(primary_key=True)
    channel: str = Field(primary_key=True)
    by: str


class DraftRow(SQLModel, table=True):
    """What a form held that was not sent; an empty document says that it was, or was dropped.

    `ticket_id` is 0 for a new request; `stamp` orders the gestures in the form; `hash` is Slack's
    of what it shows, as far as we drew it.
    """

    __tablename__ = "draft"
    __table_args__ = (
        Index("ix_draft_person", "team", "person", "saved_at"),
        Index("ix_draft_saved", "team", "saved_at"),
    )

    team: str = Field(primary_key=True)
    form: str = Field(primary_key=True)
    person: str
    ticket_id: int = 0
    document: str
    stamp: str = ""
    hash: str = ""
    saved_at: datetime
