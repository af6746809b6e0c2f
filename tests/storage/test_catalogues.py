"""The catalogue in force, its versions, and where the workspace lives."""

import pytest

from domain.errors import NoCatalogue
from domain.message import Place
from storage.transaction import Database
from tests.builders import NOOR, T0, a_catalogue
from tests.marks import on_both
from workflows.desk import Desk

pytestmark = on_both

PLACE = Place(channel="C1", ts="1700000000.000100")


@pytest.fixture
def bare(database):
    """A desk without a catalogue."""
    return Desk(database=database, clock=lambda: T0, team="T1")


def applied(desk, **changes):
    with desk.transaction() as tx:
        return tx.catalogues.apply(a_catalogue(**changes), by=NOOR, now=T0)


def current(desk):
    with desk.reading() as tx:
        return tx.catalogues.current()


def test_before_the_first_catalogue_there_is_none(bare):
    with bare.reading() as tx:
        assert tx.catalogues.version() == 0

    with pytest.raises(NoCatalogue):
        current(bare)


def test_a_catalogue_comes_back_the_same_from_another_process(bare, database_url):
    applied(bare)
    elsewhere = Database(database_url)

    with elsewhere.reading("T1") as tx:
        assert tx.catalogues.current() == a_catalogue()

    elsewhere.close()


def test_the_newest_version_is_in_force(bare):
    assert applied(bare) == 1
    assert current(bare).zone == "Europe/Berlin"

    assert applied(bare, zone="Asia/Tokyo") == 2
    assert current(bare).zone == "Asia/Tokyo"


def test_a_catalogue_is_read_once_for_each_version(bare):
    applied(bare)

    assert current(bare) is current(bare)


def test_a_catalogue_that_was_undone_is_not_kept_in_memory(bare):
    def apply_read_and_fail():
        with bare.transaction() as tx:
            tx.catalogues.apply(a_catalogue(), by=NOOR, now=T0)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        apply_read_and_fail()

    with pytest.raises(NoCatalogue):
        current(bare)


def test_links_need_to_know_where_the_workspace_lives(bare):
    with bare.reading() as tx:
        assert tx.workspaces.url() is None
        assert tx.workspaces.permalink(PLACE) is None


def test_a_post_is_linked_as_slack_does_it(bare):
    for url in ("https://old.slack.com/", "https://acme.slack.com/"):
        with bare.transaction() as tx:
            tx.workspaces.remember(url=url, bot="UBOT")

    with bare.reading() as tx:
        link = tx.workspaces.permalink(PLACE)

    assert link == "https://acme.slack.com/archives/C1/p1700000000000100"
