"""The tables about people: who they are in Slack, what they want to hear, what they left unsent."""

from datetime import datetime, time

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
    """A request that was begun and not sent; one for each person."""

    __tablename__ = "draft"

    team: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    document: str
    saved_at: datetime
