"""Check-in series and the answers given for each meeting, in and out of the database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from sqlalchemy import Connection, RowMapping, Table, delete, insert, select

from domain.checkin import Answer, Series
from domain.errors import SeriesNotFound
from domain.people import Side
from storage.mapping import columns_of, table_of, value_of
from storage.rows.checkin import CheckInAnswerRow, ParticipantRow, QuestionRow, SeriesRow

SERIES, ANSWER = table_of(SeriesRow), table_of(CheckInAnswerRow)
PARTICIPANT, QUESTION = table_of(ParticipantRow), table_of(QuestionRow)


class CheckIns:
    def __init__(self, connection: Connection, team: str) -> None:
        self._connection = connection
        self._team = team

    def add(self, series: Series) -> Series:
        """Save a new series and return it with its number."""
        columns = columns_of(series, team=self._team)
        del columns["id"]
        saved = insert(SERIES).values(columns).returning(SERIES.c.id)
        number = int(self._connection.execute(saved).scalar_one())
        part = {"team": self._team, "series_id": number}
        self._insert(PARTICIPANT, part, self._participants(series))
        self._insert(
            QUESTION, part, [{"place": n, "words": q} for n, q in enumerate(series.questions)]
        )
        return replace(series, id=number)

    def get(self, series_id: int) -> Series:
        """Raises SeriesNotFound."""
        query = select(SERIES).where(SERIES.c.team == self._team, SERIES.c.id == series_id)
        row = self._connection.execute(query).mappings().one_or_none()
        if row is None:
            raise SeriesNotFound
        return self._whole(row)

    def of_person(self, person: str) -> Sequence[Series]:
        """The series that this person takes part in or has made, oldest first."""
        part = select(PARTICIPANT.c.series_id).where(
            PARTICIPANT.c.team == self._team, PARTICIPANT.c.person == person
        )
        query = (
            select(SERIES)
            .where(SERIES.c.team == self._team)
            .where(SERIES.c.id.in_(part) | (SERIES.c.made_by == person))
            .order_by(SERIES.c.id)
        )
        return [self._whole(row) for row in self._connection.execute(query).mappings().all()]

    def answers(self, series_id: int, *, slot: str) -> Mapping[str, Answer]:
        """What was answered for this meeting, by person."""
        query = (
            select(ANSWER)
            .where(ANSWER.c.team == self._team, ANSWER.c.series_id == series_id)
            .where(ANSWER.c.slot == slot)
            .order_by(ANSWER.c.person, ANSWER.c.place)
        )
        rows = self._connection.execute(query).mappings()
        by_person = groupby(rows, key=lambda row: row["person"])
        return {person: _answer(list(group)) for person, group in by_person}

    def save_answer(self, series_id: int, answer: Answer, *, slot: str) -> None:
        """Keep this answer instead of what the person may have answered before."""
        team, person = self._team, answer.person
        self._connection.execute(
            delete(ANSWER)
            .where(ANSWER.c.team == team, ANSWER.c.series_id == series_id)
            .where(ANSWER.c.slot == slot, ANSWER.c.person == person)
        )
        part = columns_of(answer, team=team, series_id=series_id, slot=slot)
        self._insert(ANSWER, part, [{"place": n, "words": w} for n, w in enumerate(answer.words)])

    def _insert(
        self, table: Table, common: Mapping[str, object], rows: Iterable[Mapping[str, object]]
    ) -> None:
        self._connection.execute(insert(table), [{**common, **row} for row in rows])

    def _participants(self, series: Series) -> list[dict[str, object]]:
        return [
            {"person": person, "side": side, "place": n}
            for side in Side
            for n, person in enumerate(series.of_side(side))
        ]

    def _whole(self, row: RowMapping) -> Series:
        asked = (
            select(QUESTION.c.words)
            .where(QUESTION.c.team == self._team, QUESTION.c.series_id == row["id"])
            .order_by(QUESTION.c.place)
        )
        return value_of(
            Series,
            row,
            marketing=self._of_side(row["id"], Side.MARKETING),
            it=self._of_side(row["id"], Side.IT),
            questions=tuple(self._connection.execute(asked).scalars()),
        )

    def _of_side(self, series_id: int, side: Side) -> tuple[str, ...]:
        query = (
            select(PARTICIPANT.c.person)
            .where(PARTICIPANT.c.team == self._team, PARTICIPANT.c.series_id == series_id)
            .where(PARTICIPANT.c.side == side)
            .order_by(PARTICIPANT.c.place)
        )
        return tuple(self._connection.execute(query).scalars())


def _answer(rows: Sequence[RowMapping]) -> Answer:
    return value_of(Answer, rows[0], words=tuple(row["words"] for row in rows))
