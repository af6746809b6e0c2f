"""The tables of the roster: who is away, who stands in, whose turn it is, who is in which group."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel


class RosterRow(SQLModel, table=True):
    """Counts the changes of everything here, and of who may approve: what is in memory is old."""

    __tablename__ = "roster"

    team: str = Field(primary_key=True)
    version: int


class AbsenceRow(SQLModel, table=True):
    """At most one of each kind of source: a new one takes the place of the old one."""

    __tablename__ = "absence"

    team: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    told_by: str = Field(primary_key=True)
    begins: datetime
    ends: datetime | None = None
    by: str | None = None


class DelegationRow(SQLModel, table=True):
    __tablename__ = "delegation"
    __table_args__ = (Index("ix_delegation_ends", "team", "ends"),)

    team: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    begins: datetime = Field(primary_key=True)
    to: str
    ends: datetime
    by: str


class GroupRow(SQLModel, table=True):
    """A user group as Slack last told of it; `people` are ids, with spaces between them."""

    __tablename__ = "user_group"

    team: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    handle: str
    people: str
    is_deleted: bool = False
    known_at: datetime


class HolidayRow(SQLModel, table=True):
    """A day on which a region does not work; snapshots stay as they were when they were used."""

    __tablename__ = "holiday"

    team: str = Field(primary_key=True)
    region: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    name: str


class QueueRow(SQLModel, table=True):
    """Who was the last to get a ticket of a queue that is worked off in turn."""

    __tablename__ = "queue"

    team: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    last: str
