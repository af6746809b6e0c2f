"""Check-ins: setting them up, asking people beforehand, posting what both sides say."""

from collections.abc import Sequence
from dataclasses import replace

from domain import checkin as rules
from domain.checkin import Answer, CheckIn, Series
from domain.errors import SeriesNotFound
from domain.occurrence import Kind, Occurrence, State, has_to_ask, settle
from storage.transaction import Transaction
from views import checkin as view
from views import series as series_view
from views.series import Listed
from workflows.desk import Desk, rerun_on_conflict
from workflows.telling import tell


@rerun_on_conflict
def make(desk: Desk, series: Series, *, key: str) -> None:
    """Set the series up, once for each sent form, and tell whoever made it when it starts."""
    now = desk.clock()
    with desk.transaction() as tx:
        if not tx.handled.first_time(key, now=now):
            return
        saved = tx.checkins.add(series)
        first = rules.next_occurrence(saved, after=now)
        tx.occurrences.plan(first)
        tell(tx, series_view.made(saved, first.due_at), now=now)


def listed(desk: Desk, person: str) -> Sequence[Listed]:
    """The series that this person made or takes part in, each with its next time."""
    with desk.reading() as tx:
        planned = {o.schedule: o.due_at for o in tx.occurrences.planned(Kind.CHECK_IN)}
        found = tx.checkins.of_person(person)
    return [Listed(series=series, next_at=planned.get(str(series.id))) for series in found]


def to_answer(desk: Desk, series_id: int, slot: str, *, by: str) -> CheckIn:
    """The check-in, if this person may answer now; for the form.

    Raises the refusal that the answer would raise.
    """
    with desk.reading() as tx:
        check_in = _check_in(tx, series_id, slot)
    rules.check_answer(check_in, by, now=desk.clock())
    return check_in


@rerun_on_conflict
def answer(
    desk: Desk, series_id: int, slot: str, *, by: str, words: tuple[str, ...], key: str
) -> None:
    """Keep what this person answers, instead of what they answered before."""
    now = desk.clock()
    with desk.transaction() as tx:
        if not tx.handled.first_time(key, now=now):
            return
        check_in = _check_in(tx, series_id, slot, lock=True)
        rules.check_answer(check_in, by, now=now)
        given = Answer(person=by, words=words, answered_at=now)
        tx.checkins.save_answer(series_id, given, slot=slot)
        tell(tx, view.prompt_card(check_in, by, because=key), now=now)


def tick(desk: Desk) -> None:
    """Ask who is to be asked, post what is due, record what was missed, plan what comes next."""
    now = desk.clock()
    with desk.reading() as tx:
        planned = tx.occurrences.planned(Kind.CHECK_IN)
    for occurrence in planned:
        if has_to_ask(occurrence, now=now):
            _ask(desk, occurrence)
        while occurrence.due_at <= now:
            occurrence = _hold(desk, occurrence)  # noqa: PLW2901


@rerun_on_conflict
def _ask(desk: Desk, occurrence: Occurrence) -> None:
    with desk.transaction() as tx:
        now = desk.clock()
        if not tx.occurrences.ask(replace(occurrence, asked_at=now)):
            return
        check_in = _check_in(tx, int(occurrence.schedule), occurrence.slot)
        tell(tx, *view.asking(check_in), now=now)


@rerun_on_conflict
def _hold(desk: Desk, occurrence: Occurrence) -> Occurrence:
    """Post it, or skip it where it is too late; return the one after it, now planned."""
    now = desk.clock()
    with desk.transaction() as tx:
        series = tx.checkins.get(int(occurrence.schedule))
        following = rules.next_occurrence(series, after=occurrence.due_at)
        planned = tx.occurrences.get(
            Kind.CHECK_IN, occurrence.schedule, slot=occurrence.slot, lock=True
        )
        if planned and planned.state is State.PLANNED:
            settled = settle(planned, following=following.due_at, now=now)
            tx.occurrences.settle(settled)
            tx.occurrences.plan(following)
            tell(tx, *view.settled(CheckIn(series=series, occurrence=settled)), now=now)
    return following


def _check_in(tx: Transaction, series_id: int, slot: str, *, lock: bool = False) -> CheckIn:
    occurrence = tx.occurrences.get(Kind.CHECK_IN, str(series_id), slot=slot, lock=lock)
    if occurrence is None:
        raise SeriesNotFound
    return CheckIn(
        series=tx.checkins.get(series_id),
        occurrence=occurrence,
        answers=tx.checkins.answers(series_id, slot=slot),
    )
