"""People come and go: each tick does what is due once, however often and wherever it runs."""

from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import timedelta

from domain.errand import ErrandKind
from domain.history import Event
from domain.people import Person
from domain.roster import Absence, Delegation, Group
from domain.ticket import Status, Visibility
from tests.builders import (
    ANNA,
    IRIS,
    IVO,
    MARA,
    MAYA,
    NOOR,
    T0,
    TOM,
    a_catalogue,
    a_policy,
    filed,
    saved,
)
from tests.marks import on_both
from tests.workflows.saying import cards, events, notices
from workflows import catalogue, people, staffing

DAY = timedelta(days=1)


def leaves(desk, *persons):
    for person in persons:
        people.remember(desk, Person(id=person, is_deactivated=True, known_at=T0))


def hands_on(desk, person, to):
    with desk.transaction() as tx:
        new = Delegation(person=person, to=to, begins=T0, ends=T0 + 5 * DAY, by=person)
        tx.rosters.delegate(new)


def forget_who_is_asked(desk):
    """As a replica would leave it that did not know better."""
    with desk.transaction() as tx:
        approval = tx.tickets.filed(7).approval
        tx.approvals.save(replace(approval, asked=()))


def told(desk, words):
    return sorted(to for to, text in notices(desk) if words in text)


@on_both
def test_two_who_tick_at_once_move_each_ticket_once_and_tell_once(desk):
    for number in (7, 8, 9):
        filed(desk, id=number)
    leaves(desk, IVO)

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(staffing.tick, desk) for _ in range(2)]:
            done.result()

    assert [saved(desk, n).ticket.owner for n in (7, 8, 9)] == [TOM] * 3
    assert [saved(desk, n).ticket.version for n in (7, 8, 9)] == [2] * 3
    assert told(desk, "3 open tickets went on: 3 to <@U0TOM>") == sorted([IRIS, MARA])
    assert events(desk) == [(Event.HANDED_OVER, None)]


@on_both
def test_who_stands_in_is_asked_once_and_what_is_so_already_is_left_alone(desk):
    filed(desk, approvers=(MAYA,))
    hands_on(desk, MAYA, TOM)

    for _ in range(3):
        staffing.tick(desk)

    after = saved(desk)
    assert (after.approval.asked, after.ticket.version) == ((MAYA, TOM), 2)
    assert events(desk) == [(Event.STANDS_IN, TOM)]
    assert "MT-7:approval:U0TOM" in cards(desk)


def test_what_waits_is_looked_at_when_somebody_comes_or_goes_and_else_now_and_then(desk):
    filed(desk, approvers=(MAYA,))
    staffing.tick(desk)
    forget_who_is_asked(desk)

    staffing.tick(desk)
    assert saved(desk).approval.asked == ()
    staffing.tick(replace(desk, clock=lambda: T0 + timedelta(minutes=5)))

    assert saved(desk).approval.asked == (MAYA,)
    forget_who_is_asked(desk)
    hands_on(desk, MAYA, TOM)
    staffing.tick(replace(desk, clock=lambda: T0 + timedelta(minutes=5)))
    assert saved(desk).approval.asked == (MAYA, TOM)


def test_what_was_looked_at_for_one_team_says_nothing_of_another(desk):
    other = desk.of("T2")
    catalogue.apply(other, a_catalogue(), by=NOOR)
    other.refresh()
    filed(other, approvers=(MAYA,))
    forget_who_is_asked(other)

    staffing.tick(desk)
    staffing.tick(other)

    assert saved(other).approval.asked == (MAYA,)


def test_when_the_delegation_is_over_they_are_asked_no_more(desk):
    filed(desk, approvers=(MAYA,))
    hands_on(desk, MAYA, TOM)
    staffing.tick(desk)

    staffing.tick(replace(desk, clock=lambda: T0 + 6 * DAY))

    assert saved(desk).approval.asked == (MAYA,)


def test_a_private_ticket_goes_to_its_lead_and_nobody_else_hears_its_words(desk):
    filed(desk, visibility=Visibility.PRIVATE)
    leaves(desk, IVO, TOM)

    staffing.tick(desk)

    assert saved(desk).ticket.owner == IRIS
    heard = {to for to, text in notices(desk) if "MT-7" in text}
    assert heard <= {IRIS, ANNA}


def test_when_the_last_who_could_have_it_leaves_nothing_loops(desk):
    filed(desk, visibility=Visibility.PRIVATE)
    leaves(desk, IVO, TOM, IRIS, NOOR, MARA)

    for _ in range(3):
        staffing.tick(desk)

    assert saved(desk).ticket.version <= 2


def test_what_somebody_had_begun_is_for_the_next_to_take(desk):
    filed(desk, status=Status.IN_PROGRESS)
    leaves(desk, IVO)

    staffing.tick(desk)

    assert (saved(desk).ticket.owner, saved(desk).ticket.status) == (TOM, Status.OPEN)


def test_who_is_only_away_keeps_what_they_own(desk):
    filed(desk)
    with desk.transaction() as tx:
        tx.rosters.be_away(Absence(person=IVO, begins=T0, ends=T0 + DAY))

    staffing.tick(desk)

    assert saved(desk).ticket.owner == IVO
    assert events(desk) == []


def test_a_vacancy_is_named_once_for_each_catalogue(desk):
    leaves(desk, TOM)

    for _ in range(2):
        staffing.tick(desk)

    assert told(desk, "still names them: backup of Website") == [NOOR]
    catalogue.apply(desk, a_catalogue(zone="Europe/Paris"), by=NOOR)
    staffing.tick(desk)
    assert told(desk, "still names them: backup of Website") == [NOOR, NOOR]


def errands_of(desk, kind):
    with desk.transaction() as tx:
        claims = tx.errands.claim(real=T0, held_until=T0 + DAY, limit=50)
    return [claim for claim in claims if claim.errand.kind is kind]


def test_people_are_looked_at_once_a_day(desk):
    people.tick(desk)
    people.tick(desk)
    [claim] = errands_of(desk, ErrandKind.PEOPLE)
    seen = [Person(id=p, known_at=T0) for p in claim.errand["people"].split()]
    people.looked_at(desk, claim, seen)

    people.tick(desk)
    assert errands_of(desk, ErrandKind.PEOPLE) == []

    people.tick(replace(desk, clock=lambda: T0 + DAY + timedelta(seconds=1)))
    assert len(errands_of(desk, ErrandKind.PEOPLE)) == 1


def asks_a_group(desk):
    types = tuple(replace(kind, approval=a_policy("S0SEC")) for kind in a_catalogue().types)
    catalogue.apply(desk, a_catalogue(types=types), by=NOOR)


def listed(desk, *members, asked_at=T0):
    """These are in the group by a list of Slack's that was asked for then."""
    [claim, *_] = errands_of(desk, ErrandKind.GROUPS)
    group = Group(id="S0SEC", handle="security", people=members, known_at=asked_at)
    people.keep_groups(desk, claim, {"S0SEC": group}, asked_at=asked_at)


def group_of(desk):
    with desk.reading() as tx:
        return tx.rosters.groups()["S0SEC"].people


def test_groups_are_looked_at_each_minute_while_the_catalogue_names_some(desk):
    people.tick(desk)
    assert errands_of(desk, ErrandKind.GROUPS) == []

    asks_a_group(desk)
    people.tick(desk)
    listed(desk, MAYA)

    people.tick(desk)
    assert errands_of(desk, ErrandKind.GROUPS) == []
    people.tick(replace(desk, clock=lambda: T0 + timedelta(seconds=45)))
    assert len(errands_of(desk, ErrandKind.GROUPS)) == 1


def test_a_list_from_before_somebody_left_brings_nobody_back(desk):
    asks_a_group(desk)
    people.tick(desk)
    listed(desk, MAYA)
    people.group_changed(desk, "S0SEC", gone={MAYA}, event="E1")

    listed(desk, MAYA, asked_at=T0 - timedelta(seconds=1))

    assert group_of(desk) == ()
    assert told(desk, "has nobody in it") == sorted([IRIS, MARA, NOOR])


@on_both
def test_of_two_who_leave_at_once_both_are_gone_and_it_is_told_once(desk):
    asks_a_group(desk)
    people.tick(desk)
    listed(desk, MAYA, TOM)

    with ThreadPoolExecutor(1) as pool:
        with desk.transaction() as tx:
            group = tx.rosters.groups(lock=True)["S0SEC"]
            later = pool.submit(people.group_changed, desk, "S0SEC", gone={TOM}, event="E2")
            wait([later], timeout=0.2)
            tx.rosters.keep_group(replace(group, people=(TOM,)))
        later.result()

    assert group_of(desk) == ()
    assert told(desk, "has nobody in it") == sorted([IRIS, MARA, NOOR])


def test_a_look_that_comes_late_takes_back_nothing(desk):
    leaves(desk, IVO)

    people.remember(desk, Person(id=IVO, known_at=T0 - timedelta(seconds=1)))

    assert desk.catalogue().roster.gone == {IVO}
