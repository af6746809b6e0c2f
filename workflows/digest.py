"""The weekly digest: posted in the shared channels on its day, and told to whoever asks."""

from datetime import datetime

from domain import digest as rules
from domain.catalogue import DigestPlan, Weekly
from domain.digest import Digest, Waiting, Weeks
from domain.occurrence import Kind, Occurrence, State, settle
from domain.recurrence import iso_week
from storage.transaction import Transaction
from views import digest as view
from workflows.desk import Desk, rerun_on_conflict
from workflows.telling import tell


def so_far(desk: Desk) -> Digest:
    """This week until now, against last week."""
    now = desk.clock()
    with desk.reading() as tx:
        weeks = rules.weeks_so_far(now, tx.catalogues.current().zone)
        week = iso_week(rules.first_day(weeks))
        return _told(tx, week, weeks, as_of=now)


def tick(desk: Desk) -> None:
    """Plan what comes next, post what is due, record what was missed."""
    with desk.reading() as tx:
        if not tx.catalogues.version():
            return
        plan = tx.catalogues.current().digest
        planned = tx.occurrences.planned(Kind.DIGEST)
    kept = {o.schedule for o in planned if rules.follows(o, plan)}
    for channel in {*plan.channels, *(o.schedule for o in planned)} - kept:
        _plan(desk, channel)
    _post_due(desk, plan.when)


@rerun_on_conflict
def _plan(desk: Desk, channel: str) -> None:
    """Plan this channel's next digest by the plan in force, from when it came into force."""
    with desk.transaction() as tx:
        plan = tx.catalogues.current().digest
        for planned in tx.occurrences.planned(Kind.DIGEST):
            if planned.schedule == channel:
                if rules.follows(planned, plan):
                    return
                tx.occurrences.call_off(planned)
        if channel in plan.channels:
            _plan_first_free(tx, plan, channel)


def _plan_first_free(tx: Transaction, plan: DigestPlan, channel: str) -> None:
    """A week that was told or skipped is not told again, even if the day of the digest moves."""
    occurrence = rules.next_occurrence(plan.when, channel, after=tx.digests.in_force_since())
    while not tx.occurrences.plan(occurrence):
        taken = tx.occurrences.get(Kind.DIGEST, channel, slot=occurrence.slot)
        if taken and taken.state is State.PLANNED:
            return
        occurrence = rules.next_occurrence(plan.when, channel, after=occurrence.due_at)


def _post_due(desk: Desk, when: Weekly) -> None:
    now = desk.clock()
    with desk.reading() as tx:
        due = [o for o in tx.occurrences.planned(Kind.DIGEST) if o.due_at <= now]
    told: dict[str, Digest] = {}
    for occurrence in due:
        while occurrence.due_at <= now:
            occurrence = _post(desk, occurrence, when, told=told)  # noqa: PLW2901


@rerun_on_conflict
def _post(
    desk: Desk, occurrence: Occurrence, when: Weekly, *, told: dict[str, Digest]
) -> Occurrence:
    """Post it, or skip it where it is too late; return the one after it, now planned.

    `told` keeps what each week's digest says: it is counted once for all channels.
    """
    now, channel, week = desk.clock(), occurrence.schedule, occurrence.slot
    following = rules.next_occurrence(when, channel, after=occurrence.due_at)
    settled = settle(occurrence, following=following.due_at, now=now)
    with desk.transaction() as tx:
        if not tx.occurrences.settle(settled):
            return following
        tx.occurrences.plan(following)
        if settled.state is State.DONE:
            if week not in told:
                weeks = rules.weeks_told(when, occurrence.due_at)
                told[week] = _told(tx, week, weeks, as_of=now)
            tx.digests.keep(channel, told[week])
            tell(tx, view.card_of(channel, week), now=now)
    return following


def _told(tx: Transaction, week: str, weeks: Weeks, *, as_of: datetime) -> Digest:
    catalogue = tx.catalogues.current()

    def link_of(waiting: Waiting) -> str | None:
        channel = catalogue.triage_of(waiting.area)
        place = tx.posts.place_of(f"{waiting.reference}:triage:{channel}")
        return tx.workspaces.permalink(place) if place else None

    return rules.linked(tx.digests.now(week, weeks, as_of=as_of), link_of)
