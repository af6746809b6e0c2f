"""The numbers of a digest, against counting by hand."""

from dataclasses import replace
from datetime import timedelta

from domain.approval import Verdict
from domain.digest import Backlog, Moved, Waiting, Weeks
from domain.history import Entry, Event
from domain.people import Side
from domain.ticket import Status
from tests.builders import ANNA, IVO, MAYA, SHARED, T0, TOM, a_catalogue, filed, with_answers
from tests.marks import on_both

DAY = timedelta(days=1)
WEEKS = Weeks(earlier=T0 - 14 * DAY, start=T0 - 7 * DAY, end=T0, zone="Europe/Berlin")


def happened(desk, ticket_id, event, at, *, status=Status.OPEN):
    entry = Entry(ticket_id=ticket_id, event=event, by=ANNA, at=at, status=status, waits_on=None)
    with desk.transaction() as tx:
        tx.history.add(entry)


def told(desk, as_of=T0):
    with desk.reading() as tx:
        return tx.digests.now("2026-W09", WEEKS, as_of=as_of)


@on_both
def test_what_moved_is_counted_week_by_week_with_the_start_and_without_the_end(desk):
    for n in range(1, 5):
        filed(desk, id=n)
    for n, at in enumerate([WEEKS.earlier, WEEKS.start - DAY, WEEKS.start, WEEKS.end], start=1):
        happened(desk, n, Event.FILED, at)
    happened(desk, 1, Event.RESOLVED, WEEKS.start - timedelta(microseconds=1))
    happened(desk, 1, Event.COMMENTED, WEEKS.start)

    digest = told(desk)

    assert digest.moved == Moved(new=1)
    assert digest.before == Moved(new=2, resolved=1)


@on_both
def test_a_ticket_that_moves_twice_counts_once(desk):
    filed(desk)
    for hours in (1, 2):
        happened(desk, 7, Event.RESOLVED, WEEKS.start + timedelta(hours=hours))

    assert told(desk).moved == Moved(resolved=1)


@on_both
def test_a_yes_counts_once_nobody_else_has_to_say_yes(desk):
    filed(desk, approvers=(MAYA, TOM))
    happened(desk, 7, Event.APPROVED, WEEKS.start, status=Status.AWAITING_APPROVAL)
    before = told(desk).moved

    happened(desk, 7, Event.APPROVED, WEEKS.start)

    assert (before, told(desk).moved) == (Moved(), Moved(approved=1))


@on_both
def test_open_tickets_wait_on_a_side_the_oldest_first(desk):
    for n in range(1, 6):
        filed(desk, id=n, opened_at=T0 - n * DAY, summary=f"Page {n}")
    filed(desk, id=6, status=Status.RESOLVED, opened_at=T0 - DAY)
    filed(desk, id=7, status=Status.CLOSED, opened_at=T0, closed_at=T0)

    of_it, of_marketing = told(desk).backlogs

    assert (of_it.side, of_it.count, [w.ticket_id for w in of_it.oldest]) == (Side.IT, 5, [5, 4, 3])
    assert of_it.oldest[0] == Waiting(
        ticket_id=5, summary="Page 5", area="website", person=IVO, days=5
    )
    assert (of_marketing.count, of_marketing.oldest[0].person) == (1, ANNA)


@on_both
def test_approvals_wait_until_they_are_answered(desk):
    filed(desk, id=1, approvers=(MAYA,))
    approval = filed(desk, id=2, approvers=(MAYA,)).approval
    yes = replace(approval.answers[0], verdict=Verdict.APPROVED, decided_at=T0)

    before = told(desk, as_of=T0 + 3 * DAY)
    with desk.transaction() as tx:
        tx.approvals.save(with_answers(approval, yes))
    after = told(desk, as_of=T0 + 3 * DAY)

    assert (before.approvals, before.approval_days, after.approvals) == (2, 3, 1)


@on_both
def test_another_team_is_told_nothing(desk):
    filed(desk, approvers=(MAYA,))
    happened(desk, 7, Event.FILED, WEEKS.start)

    digest = told(desk.of("T2"))

    assert digest.moved == Moved()
    assert digest.backlogs == (
        Backlog(side=Side.IT, count=0),
        Backlog(side=Side.MARKETING, count=0),
    )
    assert digest.approvals == 0


@on_both
def test_what_was_told_is_kept_as_it_was(desk):
    filed(desk, approvers=(MAYA,))
    digest = told(desk)
    with desk.transaction() as tx:
        tx.digests.keep(SHARED, digest)

    with desk.transaction() as tx:
        tx.tickets.save(replace(tx.tickets.get(7), status=Status.RESOLVED, summary="Changed"))

    with desk.reading() as tx:
        assert tx.digests.kept(SHARED, week="2026-W09") == digest


@on_both
def test_a_plan_is_in_force_since_its_catalogue_was_applied(desk):
    with desk.transaction() as tx:
        assert tx.digests.in_force_since() == T0
        tx.catalogues.apply(a_catalogue(), by="U0NOOR", now=T0 + DAY)

        assert tx.digests.in_force_since() == T0 + DAY
