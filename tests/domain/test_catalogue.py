"""Who is on which side, and where the desk posts."""

from domain.catalogue import Area, RoutingRule
from domain.people import Side
from tests.builders import (
    ANNA,
    BEN,
    IRIS,
    IVO,
    MARA,
    MAYA,
    NOOR,
    SHARED,
    TOM,
    TRIAGE,
    a_catalogue,
)


def test_owners_and_backups_are_on_the_it_side_without_being_listed():
    assert a_catalogue().members(Side.IT) == {IRIS, MAYA, IVO, TOM}
    assert a_catalogue().members(Side.MARKETING) == {MARA, ANNA, BEN}


def test_an_area_without_a_backup_adds_its_owner_only():
    alone = a_catalogue(areas=(Area(key="website", name="Website", owner=IVO, triage=TRIAGE),))

    assert alone.members(Side.IT) == {IRIS, MAYA, IVO}


def test_whoever_a_rule_gives_tickets_to_is_on_the_it_side():
    catalogue = a_catalogue(routing=(RoutingRule(name="Big", when=(), people=(NOOR,)),))

    assert NOOR in catalogue.members(Side.IT)


def test_a_person_is_on_one_side_or_on_none():
    catalogue = a_catalogue()

    assert catalogue.side_of(TOM) is Side.IT
    assert catalogue.side_of(BEN) is Side.MARKETING
    assert catalogue.side_of(NOOR) is None


def test_each_side_has_another():
    assert Side.IT.other is Side.MARKETING
    assert Side.MARKETING.other is Side.IT


def test_every_channel_that_is_posted_in_is_named_once():
    twice = Area(key="crm", name="CRM", owner=IRIS, triage=TRIAGE)
    catalogue = a_catalogue(areas=(*a_catalogue().areas, twice))

    assert catalogue.channels() == (TRIAGE, SHARED)


def test_what_is_not_in_it_is_not_found():
    catalogue = a_catalogue()

    assert catalogue.area("gone") is None
    assert catalogue.type("gone") is None
    assert catalogue.triage_of("gone") is None
    assert catalogue.triage_of("website") == TRIAGE
