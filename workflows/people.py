"""What Slack tells of people and user groups, kept for when it matters, and asked for in time."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from domain.away import duties
from domain.catalogue import Catalogue
from domain.errand import Errand, ErrandClaim, ErrandKind, to_look_at_groups, to_look_at_people
from domain.people import Person
from domain.roster import Group, is_group
from storage.transaction import Transaction
from views import staffing as view
from workflows.desk import Desk, rerun_on_conflict
from workflows.telling import tell

KNOWN_FOR = timedelta(days=1)
GROUPS_KNOWN_FOR = timedelta(seconds=45)
"""With a tick on top, a membership that we go by is at most a minute old."""

AT_ONCE = 40


@rerun_on_conflict
def remember(desk: Desk, person: Person) -> bool:
    """Keep it, if it is news: most of what Slack tells of people does not matter here."""
    with desk.reading() as tx:
        known = tx.people.known([person.id]).get(person.id)
    if known and replace(known, known_at=person.known_at) == person:
        return False
    with desk.transaction() as tx:
        tx.people.remember(person)
    return True


def look_again(desk: Desk) -> None:
    """Have all looked at who matter, when we begin: what was told meanwhile, nobody has heard."""
    now = desk.clock()
    with desk.reading() as tx:
        if not tx.catalogues.version():
            return
        people = sorted(_who_matter(tx, tx.catalogues.current()))
    parts = [people[n : n + AT_ONCE] for n in range(0, len(people), AT_ONCE)]
    _leave(desk, [to_look_at_people(p, now=now, part=n) for n, p in enumerate(parts)])


def tick(desk: Desk) -> None:
    """Have those looked at of whom we have not heard for too long."""
    now = desk.clock()
    with desk.reading() as tx:
        if not tx.catalogues.version():
            return
        catalogue = tx.catalogues.current()
        running = {key.partition(":")[0] for key in tx.errands.waiting()}
        found = [
            *(_groups_due(tx, catalogue, now) if "groups" not in running else ()),
            *(_people_due(tx, catalogue, now) if "people" not in running else ()),
        ]
    if found:
        _leave(desk, found)


@rerun_on_conflict
def _leave(desk: Desk, errands: Sequence[Errand]) -> None:
    with desk.transaction() as tx:
        for errand in errands:
            tx.errands.put(errand)
            if errand.kind is ErrandKind.PEOPLE:
                tx.rosters.forget_before(desk.clock())


def _groups_due(tx: Transaction, catalogue: Catalogue, now: datetime) -> Iterable[Errand]:
    named = groups_named(catalogue)
    known = tx.rosters.groups() if named else {}
    if any(id not in known or known[id].known_at <= now - GROUPS_KNOWN_FOR for id in named):
        yield to_look_at_groups(because=now.isoformat())


def _people_due(tx: Transaction, catalogue: Catalogue, now: datetime) -> Iterable[Errand]:
    people = _who_matter(tx, catalogue)
    fresh = tx.staffing.looked_at_since(people, since=now - KNOWN_FOR)
    if due := sorted(people - fresh)[:AT_ONCE]:
        yield to_look_at_people(due, now=now)


def _who_matter(tx: Transaction, catalogue: Catalogue) -> frozenset[str]:
    """Whoever decides or owns, or may soon."""
    roster = catalogue.roster
    people = {*roster.people_in([*duties(catalogue), *catalogue.coordinators])}
    stand_ins = {d.to for d in roster.delegations}
    return frozenset(people | stand_ins | tx.staffing.owners() | tx.staffing.asked())


def groups_named(catalogue: Catalogue) -> frozenset[str]:
    """The ids of the user groups that the catalogue counts on."""
    of_sides = (group for members in catalogue.sides.values() for group in members.groups)
    return frozenset(id for id in (*of_sides, *duties(catalogue)) if is_group(id))


@rerun_on_conflict
def looked_at(desk: Desk, claim: ErrandClaim, people: Collection[Person]) -> None:
    """All of them were; that nothing is new about them is worth knowing, too."""
    with desk.transaction() as tx:
        if tx.errands.settle(claim, now=desk.clock()):
            for person in people:
                tx.people.remember(person)


def unknown(desk: Desk, people: Collection[str]) -> Sequence[str]:
    """Those of these people of whom Slack has never told."""
    with desk.reading() as tx:
        known = tx.people.known(sorted(people))
    return [person for person in people if person not in known]


@rerun_on_conflict
def keep_groups(
    desk: Desk, claim: ErrandClaim, groups: Mapping[str, Group], *, asked_at: datetime
) -> None:
    """The groups that the catalogue names, as Slack listed them: what is not listed is gone.

    What an event told after we had asked stands: it put another errand.
    """
    now = desk.clock()
    with desk.transaction() as tx:
        if not tx.errands.settle(claim, now=now):
            return
        catalogue, known = tx.catalogues.current(), tx.rosters.groups(lock=True)
        for id in sorted(groups_named(catalogue)):
            before = known.get(id)
            if before and before.known_at > asked_at:
                continue
            gone = replace(before, is_deleted=True) if before else _never_seen(id, now)
            after = replace(groups.get(id, gone), known_at=asked_at)
            tx.rosters.keep_group(after)
            _tell_if_empty(tx, before, after, now=now)


@rerun_on_conflict
def group_changed(
    desk: Desk, group: str, *, gone: Collection[str], event: str, is_deleted: bool = False
) -> None:
    """Who is out of it counts no more from now on; who came in is looked at first."""
    now = desk.clock()
    with desk.transaction() as tx:
        if not tx.catalogues.version() or group not in groups_named(tx.catalogues.current()):
            return
        if known := tx.rosters.groups(lock=True).get(group):
            left = tuple(person for person in known.people if person not in gone)
            after = replace(known, people=left, is_deleted=is_deleted, known_at=now)
            tx.rosters.keep_group(after)
            _tell_if_empty(tx, known, after, now=now)
        tx.errands.put(to_look_at_groups(because=event))


def _never_seen(id: str, now: datetime) -> Group:
    return Group(id=id, handle=id, people=(), is_deleted=True, known_at=now)


def _tell_if_empty(tx: Transaction, before: Group | None, after: Group, *, now: datetime) -> None:
    """Once, when the last one has left it or it was deleted."""
    was_empty = before is not None and (before.is_deleted or not before.people)
    if was_empty or (after.people and not after.is_deleted):
        return
    catalogue = tx.catalogues.current()
    hear = catalogue.still_here(*catalogue.coordinators, *catalogue.leads)
    told = view.empty_group(
        after.id, after.handle, catalogue, hear, on=now.isoformat(), is_gone=after.is_deleted
    )
    tell(tx, *told, now=now)
