"""Check-ins: a series of joint meetings, and what each participant answers before one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from domain.errors import CheckInOver, SeriesNotFound
from domain.occurrence import Kind, Occurrence, State
from domain.people import Side
from domain.recurrence import Repeats, Rule, instants

MOST_OF_A_SIDE = 15
"""More people than this do not fit in one post that anybody reads."""


@dataclass(frozen=True, kw_only=True)
class Series:
    """A check-in that comes again and again. `id` is 0 until it is saved.

    It repeats as `recurrence.Rule` says, at a time on the clocks of `zone`.
    """

    id: int = 0
    name: str
    channel: str
    starts: date
    repeats: Repeats = Repeats.WEEKS
    interval: int = 1
    at: time
    zone: str
    ask_hours_before: int
    made_by: str
    made_at: datetime
    marketing: tuple[str, ...]
    it: tuple[str, ...]
    questions: tuple[str, ...]

    @property
    def rule(self) -> Rule:
        return Rule(repeats=self.repeats, interval=self.interval, starts=self.starts)

    @property
    def people(self) -> tuple[str, ...]:
        return self.marketing + self.it

    def of_side(self, side: Side) -> tuple[str, ...]:
        return self.marketing if side is Side.MARKETING else self.it


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What one participant wrote, a text for each question in turn; unanswered ones are empty."""

    person: str
    words: tuple[str, ...]
    answered_at: datetime


@dataclass(frozen=True, kw_only=True)
class CheckIn:
    """One occurrence of a series, with the answers given so far by person."""

    series: Series
    occurrence: Occurrence
    answers: Mapping[str, Answer] = field(default_factory=dict)

    @property
    def held_on(self) -> date:
        """The nominal local date."""
        return date.fromisoformat(self.occurrence.slot)

    @property
    def is_over(self) -> bool:
        """Posted or skipped: answers come too late."""
        return self.occurrence.state is not State.PLANNED

    @property
    def silent(self) -> tuple[str, ...]:
        """Who has not answered."""
        return tuple(p for p in self.series.people if p not in self.answers)


def next_occurrence(series: Series, *, after: datetime) -> Occurrence:
    """The first meeting after this aware moment, as yet planned."""
    day, due_at = next(instants(series.rule, series.at, series.zone, after=after))
    return Occurrence(
        kind=Kind.CHECK_IN,
        schedule=str(series.id),
        slot=day.isoformat(),
        due_at=due_at,
        ask_at=due_at - timedelta(hours=series.ask_hours_before),
    )


def check_answer(check_in: CheckIn, by: str, *, now: datetime) -> None:
    """Whether this person may answer now; at the hour itself the post is made, so no longer.

    Raises SeriesNotFound for whoever does not take part, and CheckInOver once it is posted.
    """
    if by not in check_in.series.people:
        raise SeriesNotFound
    if check_in.is_over or now >= check_in.occurrence.due_at:
        raise CheckInOver(check_in.series.name)
