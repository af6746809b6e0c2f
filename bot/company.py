"""Errands about people and groups: looked up in Slack, and kept."""

from bot.looking import Looking
from domain.errand import ErrandClaim, delegation_in, people_in
from domain.people import Person
from workflows import away, people, staffing
from workflows.desk import Desk


def look_at_people(desk: Desk, claim: ErrandClaim, looking: Looking) -> None:
    """Each is kept as soon as it is known: who takes the errand up again asks for fewer."""
    seen = [_look_at(desk, id, looking) for id in people_in(claim.errand)]
    people.looked_at(desk, claim, seen)
    staffing.tick(desk)


def look_at_groups(desk: Desk, claim: ErrandClaim, looking: Looking) -> None:
    """Nobody counts as one of a group before it is known that they are no guest."""
    asked_at = desk.clock()
    groups = looking.groups(clock=desk.clock)
    named = people.groups_named(desk.catalogue())
    members = dict.fromkeys(p for id in named if id in groups for p in groups[id].people)
    for id in people.unknown(desk, list(members)):
        _look_at(desk, id, looking)
    people.keep_groups(desk, claim, groups, asked_at=asked_at)
    staffing.ask_again(desk)


def stand_in(desk: Desk, claim: ErrandClaim, looking: Looking) -> None:
    """Nobody speaks for another before it is known that they are no guest."""
    _look_at(desk, delegation_in(claim.errand).to, looking)
    away.stand_in_known(desk, claim)
    staffing.ask_again(desk)


def _look_at(desk: Desk, id: str, looking: Looking) -> Person:
    person, status = looking.person_and_status(id, team=desk.team, clock=desk.clock)
    people.remember(desk, person)
    away.told_by_status(desk, id, status)
    return person
