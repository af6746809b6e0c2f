"""The tables of check-ins: the series, who takes part, what is asked and what was answered."""

from datetime import date, datetime, time

from sqlalchemy import ForeignKeyConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

OF_A_SERIES = (["team", "series_id"], ["checkin_series.team", "checkin_series.id"])


class SeriesRow(SQLModel, table=True):
    __tablename__ = "checkin_series"
    __table_args__ = (UniqueConstraint("team", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    team: str
    name: str
    channel: str
    starts: date
    repeats: str
    interval: int
    at: time
    zone: str
    ask_hours_before: int
    made_by: str
    made_at: datetime


class ParticipantRow(SQLModel, table=True):
    """`place` keeps the order in which people were named."""

    __tablename__ = "checkin_participant"
    __table_args__ = (ForeignKeyConstraint(*OF_A_SERIES),)

    team: str = Field(primary_key=True)
    series_id: int = Field(primary_key=True)
    person: str = Field(primary_key=True)
    side: str
    place: int


class QuestionRow(SQLModel, table=True):
    __tablename__ = "checkin_question"
    __table_args__ = (ForeignKeyConstraint(*OF_A_SERIES),)

    team: str = Field(primary_key=True)
    series_id: int = Field(primary_key=True)
    place: int = Field(primary_key=True)
    words: str


class CheckInAnswerRow(SQLModel, table=True):
    """What one person answered to one question; `slot` is the meeting's date."""

    __tablename__ = "checkin_answer"
    __table_args__ = (ForeignKeyConstraint(*OF_A_SERIES),)

    team: str = Field(primary_key=True)
    series_id: int = Field(primary_key=True)
    slot: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    place: int = Field(primary_key=True)
    words: str
    answered_at: datetime
