"""The demo's company and its story, against the sandbox."""

import json
from contextlib import closing

import pytest

from bot.assembly import Identity, assemble
from bot.catalogue.applying import apply_draft
from bot.catalogue.draft import read_catalogue
from bot.catalogue.yaml_text import read_text
from bot.demo import COMPANY, STARTER
from bot.demo.story import tell
from bot.demo.tales import TALES
from bot.directory import SlackDirectory
from bot.manifest import manifest
from bot.scopes import SURFACE
from bot.slack_client import KeptAliveClient
from domain.people import Side
from domain.ticket import ENDS
from sandbox.client import Sandbox
from storage import migrate
from storage.transaction import Database
from tests.builders import T0
from tests.scenarios.conftest import settings_for


@pytest.fixture
def company():
    seed = json.loads(COMPANY.read_text()) | {"clock": T0.isoformat()}
    with (
        Sandbox.in_thread() as sandbox,
        closing(sandbox.workspace(seed=seed, manifest=manifest(SURFACE))) as company,
    ):
        yield company


@pytest.fixture
def desk(company, tmp_path):
    """With the starter catalogue in force."""
    settings = settings_for(company, f"sqlite:///{tmp_path}/tandem.db")
    migrate.upgrade(settings.database_url)
    database = Database(settings.database_url)
    slack = KeptAliveClient(settings.slack_bot_token, base_url=settings.slack_api_url)
    desk = assemble(settings, database, Identity.ask(slack), company.now).desk
    draft = read_catalogue(read_text(STARTER))
    apply_draft(draft, desk, SlackDirectory(slack), by="tests")
    yield desk
    slack.close()
    database.close()


def test_people_of_a_group_are_on_its_side_as_soon_as_the_catalogue_is_in_force(desk, company):
    marketing = desk.catalogue().members(Side.MARKETING)

    assert marketing == {company.people[name] for name in ("anna", "ben", "chloe", "mara")}


def test_the_story_can_be_told(desk, company):
    tell(desk, TALES, company.people, now=company.now())

    with desk.reading() as tx:
        told = [tx.tickets.get(number) for number in range(1, len(TALES) + 1)]
    assert 0 < len([ticket for ticket in told if ticket.status in ENDS]) < len(TALES)
    assert all(ticket.owner for ticket in told)
