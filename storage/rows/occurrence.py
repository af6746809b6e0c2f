"""The tables of what comes again and again: occurrences, and what each digest said."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel


class OccurrenceRow(SQLModel, table=True):
    """One firing of a schedule. Skipped ones stay, with their reason.

    Of one schedule, only one is planned at a time.
    """

    __tablename__ = "occurrence"
    __table_args__ = (
        Index(
            "uq_occurrence_planned",
            "team",
            "kind",
            "schedule",
            unique=True,
            sqlite_where=text("state = 'planned'"),
            postgresql_where=text("state = 'planned'"),
        ),
    )

    team: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    schedule: str = Field(primary_key=True)
    slot: str = Field(primary_key=True)
    due_at: datetime
    state: str
    ask_at: datetime | None = None
    asked_at: datetime | None = None
    settled_at: datetime | None = None
    reason: str


class DigestRow(SQLModel, table=True):
    """What the digest of one week said in one channel, as it was when it was posted."""

    __tablename__ = "digest"

    team: str = Field(primary_key=True)
    channel: str = Field(primary_key=True)
    week: str = Field(primary_key=True)
    document: str
