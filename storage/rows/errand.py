"""The table of errands: what has to be looked up in Slack before work can go on."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel


class ErrandRow(SQLModel, table=True):
    """`document` says what is wanted. `held_until` is real time, as in the outbox."""

    __tablename__ = "errand"
    __table_args__ = (
        UniqueConstraint("team", "key"),
        Index(
            "ix_errand_waiting",
            "team",
            "id",
            sqlite_where=text("settled_at IS NULL"),
            postgresql_where=text("settled_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    team: str
    key: str
    kind: str
    document: str
    attempts: int = 0
    generation: int = 0
    held_until: datetime | None = None
    settled_at: datetime | None = None
    reason: str | None = None
