"""The tables of a ticket: what it is, what it says, who decides it, what happened to it."""

from datetime import date, datetime

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from domain.ticket import Origin, Visibility

OF_A_TICKET = (["team", "ticket_id"], ["ticket.team", "ticket.id"])


class TicketRow(SQLModel, table=True):
    """`waits_on` and `due_on` follow from the rest, for lists; what has no date is due last."""

    __tablename__ = "ticket"
    __table_args__ = (
        Index(
            "ix_ticket_open_owner",
            "team",
            "owner",
            "due_on",
            "id",
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        Index(
            "ix_ticket_open_requester",
            "team",
            "requester",
            "opened_at",
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        Index(
            "ix_ticket_open_area",
            "team",
            "area",
            "due_on",
            "id",
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        Index(
            "ix_ticket_untaken",
            "team",
            "area",
            "due_on",
            "id",
            sqlite_where=text("closed_at IS NULL AND status IN ('new', 'open')"),
            postgresql_where=text("closed_at IS NULL AND status IN ('new', 'open')"),
        ),
        Index(
            "ix_ticket_waits",
            "team",
            "waits_on",
            "opened_at",
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        Index(
            "ix_ticket_resolved",
            "team",
            "resolved_at",
            sqlite_where=text("closed_at IS NULL AND resolved_at IS NOT NULL"),
            postgresql_where=text("closed_at IS NULL AND resolved_at IS NOT NULL"),
        ),
        Index(
            "ix_ticket_snoozed",
            "team",
            "snoozed_until",
            sqlite_where=text("snoozed_until IS NOT NULL"),
            postgresql_where=text("snoozed_until IS NOT NULL"),
        ),
        Index(
            "ix_ticket_unanswered",
            "team",
            "answer_by",
            sqlite_where=text("answer_by IS NOT NULL"),
            postgresql_where=text("answer_by IS NOT NULL"),
        ),
    )

    team: str = Field(primary_key=True)
    id: int = Field(primary_key=True)
    area: str
    request_type: str
    summary: str
    urgency: str
    needed_by: date | None = None
    requester: str
    filed_by: str | None = None
    owner: str | None = None
    status: str
    waiting_for: str | None = None
    waits_on: str | None = None
    visibility: str = Visibility.BOTH_SIDES
    origin: str = Origin.FORM
    due_on: date
    snoozed_until: datetime | None = None
    answer_by: datetime | None = None
    opened_at: datetime
    resolved_at: datetime | None = None
    closed_at: datetime | None = None
    version: int


class BriefRow(SQLModel, table=True):
    __tablename__ = "brief"
    __table_args__ = (ForeignKeyConstraint(*OF_A_TICKET),)

    team: str = Field(primary_key=True)
    ticket_id: int = Field(primary_key=True)
    purpose: str
    details: str
    acceptance: str = ""
    field_values: str = "[]"


class ApprovalRow(SQLModel, table=True):
    """One asking, whole in its document; the columns are what is looked for.

    `due_at` is when the time of the step is over whose turn it is.
    """

    __tablename__ = "approval"
    __table_args__ = (
        ForeignKeyConstraint(*OF_A_TICKET),
        Index(
            "ix_approval_pending",
            "team",
            "asked_at",
            sqlite_where=text("is_pending"),
            postgresql_where=text("is_pending"),
        ),
        Index(
            "ix_approval_due",
            "team",
            "due_at",
            sqlite_where=text("due_at IS NOT NULL"),
            postgresql_where=text("due_at IS NOT NULL"),
        ),
    )

    team: str = Field(primary_key=True)
    ticket_id: int = Field(primary_key=True)
    round: int = Field(primary_key=True)
    asked_at: datetime
    due_at: datetime | None = None
    is_pending: bool
    outcome: str | None = None
    document: str


class ApproverRow(SQLModel, table=True):
    """Somebody who is or was asked. `turn` is the round and the step that they are asked in.

    `is_asked` while their answer would count: for the list of what waits for them.
    """

    __tablename__ = "approver"
    __table_args__ = (
        ForeignKeyConstraint(
            ["team", "ticket_id", "round"],
            ["approval.team", "approval.ticket_id", "approval.round"],
        ),
        Index(
            "ix_approver_asked",
            "team",
            "person",
            sqlite_where=text("is_asked = 1"),
            postgresql_where=text("is_asked"),
        ),
    )

    team: str = Field(primary_key=True)
    ticket_id: int = Field(primary_key=True)
    round: int = Field(primary_key=True)
    person: str = Field(primary_key=True)
    turn: str
    is_asked: bool


class DeclarationRow(SQLModel, table=True):
    """What was declared about people's data with one sending of the form. Only ever added to."""

    __tablename__ = "declaration"
    __table_args__ = (
        ForeignKeyConstraint(*OF_A_TICKET),
        Index("ix_declaration_ticket", "team", "ticket_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    team: str
    ticket_id: int
    at: datetime
    by: str
    round: int
    answers: str
    because: str = ""
    instead: str | None = None


class ExportRow(SQLModel, table=True):
    """When the privacy record was written out, by whom, since when, and of how many tickets."""

    __tablename__ = "privacy_export"

    id: int | None = Field(default=None, primary_key=True)
    team: str
    at: datetime
    by: str
    since: datetime | None = None
    tickets: int


class EntryRow(SQLModel, table=True):
    """One thing that happened to a ticket. Only ever added to."""

    __tablename__ = "history"
    __table_args__ = (
        ForeignKeyConstraint(*OF_A_TICKET),
        Index("ix_history_ticket", "team", "ticket_id"),
        Index("ix_history_at", "team", "at", "event"),
    )

    id: int | None = Field(default=None, primary_key=True)
    team: str
    ticket_id: int
    event: str
    by: str | None = None
    at: datetime
    status: str
    waits_on: str | None = None
    words: str = ""
    owner: str | None = None
    area: str | None = None


class WatcherRow(SQLModel, table=True):
    """Somebody who follows a ticket without having another part in it."""

    __tablename__ = "watcher"
    __table_args__ = (
        ForeignKeyConstraint(*OF_A_TICKET),
        Index("ix_watcher_person", "team", "person"),
    )

    team: str = Field(primary_key=True)
    ticket_id: int = Field(primary_key=True)
    person: str = Field(primary_key=True)


class ShareRow(SQLModel, table=True):
    """Another area that works on a ticket, too."""

    __tablename__ = "ticket_share"
    __table_args__ = (ForeignKeyConstraint(*OF_A_TICKET),)

    team: str = Field(primary_key=True)
    ticket_id: int = Field(primary_key=True)
    area: str = Field(primary_key=True)


class LinkRow(SQLModel, table=True):
    """Two tickets that belong together, in one direction; `kind` says how."""

    __tablename__ = "ticket_link"
    __table_args__ = (
        ForeignKeyConstraint(*OF_A_TICKET),
        Index("ix_ticket_link_other", "team", "other_id"),
    )

    team: str = Field(primary_key=True)
    ticket_id: int = Field(primary_key=True)
    other_id: int = Field(primary_key=True)
    kind: str = Field(primary_key=True)


class WordsRow(SQLModel, table=True):
    """The words by which a ticket is found, folded; `id` is what full text refers to on SQLite.

    Migration 0003 lays the index over `terms`: a table of FTS5, or a GIN index of PostgreSQL.
    """

    __tablename__ = "ticket_words"
    __table_args__ = (ForeignKeyConstraint(*OF_A_TICKET), UniqueConstraint("team", "ticket_id"))

    id: int | None = Field(default=None, primary_key=True)
    team: str
    ticket_id: int
    summary: str
    terms: str


class CounterRow(SQLModel, table=True):
    """The last number given out, so that no number is ever used twice."""

    __tablename__ = "counter"

    team: str = Field(primary_key=True)
    last: int
