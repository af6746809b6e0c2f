"""Putting a catalogue in force, and noticing that somebody else did."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from domain.errors import NoCatalogue
from storage.transaction import Database
from tests.builders import NOOR, T0, a_catalogue
from tests.marks import on_both
from workflows import catalogue
from workflows.desk import Desk


@pytest.fixture
def replica(database_url):
    """Another process on the same database."""
    database = Database(database_url)
    yield Desk(database=database, clock=lambda: T0, team="T1")
    database.close()


@on_both
def test_each_version_counts_one_up(desk):
    assert catalogue.apply(desk, a_catalogue(zone="Asia/Tokyo"), by=NOOR) == 2
    assert catalogue.apply(desk, a_catalogue(), by=NOOR) == 3


@on_both
def test_another_process_sees_the_new_one_once_it_looked(desk, replica):
    catalogue.refresh(replica)
    catalogue.apply(desk, a_catalogue(zone="Asia/Tokyo"), by=NOOR)
    assert replica.catalogue().zone == "Europe/Berlin"

    assert catalogue.refresh(replica) == 2

    assert replica.catalogue().zone == "Asia/Tokyo"


@on_both
def test_two_who_apply_at_once_both_have_a_version(desk, replica):
    with ThreadPoolExecutor(2) as pool:
        versions = pool.map(lambda d: catalogue.apply(d, a_catalogue(), by=NOOR), (desk, replica))

    assert sorted(versions) == [2, 3]


def test_where_there_is_none_yet_there_is_nothing_to_refresh(desk):
    other = desk.of("T2")

    assert catalogue.refresh(other) == 0
    with pytest.raises(NoCatalogue):
        other.catalogue()


def test_the_workspace_is_remembered_as_slack_told_it_last(desk):
    for name in ("old", "acme"):
        catalogue.remember_workspace(desk, url=f"https://{name}.slack.com/", bot="UBOT")

    with desk.reading() as tx:
        assert tx.workspaces.url() == "https://acme.slack.com/"
