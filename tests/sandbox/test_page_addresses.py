"""The page over plain HTTP: who may see what, and that people's words stay words."""

from collections.abc import Iterator
from http.client import HTTPConnection
from urllib.parse import quote, urlsplit

import pytest

from sandbox.client import Sandbox, Workspace

EVIL = "<script>alert(1)</script>"
SEED = {
    "team": {"name": f"North{EVIL}", "domain": "northwind"},
    "people": [
        {"name": "anna", "real_name": f"Anna {EVIL}", "title": f'"{EVIL}'},
        {"name": "ben", "real_name": "Ben"},
    ],
    "groups": [{"handle": "ops", "name": EVIL, "people": ["ben"]}],
    "channels": [
        {"name": "desk", "topic": f'"{EVIL}', "people": "all", "bot": True},
        {"name": "leads", "is_private": True, "people": ["anna"]},
    ],
    "messages": [
        {"channel": "desk", "person": "anna", "text": EVIL},
        {"channel": "leads", "person": "anna", "text": "a secret"},
    ],
}
COMMANDS = [{"command": "/x", "description": f'"{EVIL}', "usage_hint": EVIL}]
MANIFEST = {
    "display_information": {"name": EVIL},
    "features": {"slash_commands": COMMANDS},
    "oauth_config": {"scopes": {"bot": ["commands"]}},
}


@pytest.fixture
def ws(sandbox: Sandbox) -> Iterator[Workspace]:
    workspace = sandbox.workspace(seed=SEED, manifest=MANIFEST)
    yield workspace
    workspace.close()


def opened(ws: Workspace, query: str, *, team: str = "") -> tuple[int, str]:
    """Status and text of the page at this query."""
    address = urlsplit(ws.page)
    connection = HTTPConnection(address.netloc)
    path = address.path.replace(ws.team, team or ws.team)
    connection.request("GET", f"{path}?{query}")
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text


def test_nothing_people_write_becomes_markup(ws: Workspace) -> None:
    status, text = opened(ws, "as=anna&channel=desk&thread=" + quote(f'1"{EVIL}'))

    assert status == 200
    assert "<script>alert" not in text


def test_private_channel_is_shown_to_its_members_only(ws: Workspace) -> None:
    assert "a secret" in opened(ws, "as=anna&channel=leads")[1]
    assert "leads" not in opened(ws, "as=ben&channel=leads")[1]
    assert "a secret" not in opened(ws, "as=ben&channel=C0LEADS")[1]


def test_ephemeral_message_is_shown_to_its_person_only(ws: Workspace) -> None:
    ws.person("anna").command("/x", "", channel="desk")

    assert "dispatch_failed" in opened(ws, "as=anna&channel=desk")[1]
    assert "dispatch_failed" not in opened(ws, "as=ben&channel=desk")[1]


def test_without_a_name_i_am_the_first_person(ws: Workspace) -> None:
    assert 'data-me="anna"' in opened(ws, "")[1]


def test_unknown_people_and_workspaces_are_named(ws: Workspace) -> None:
    assert opened(ws, "as=zoe") == (404, "Nobody is called zoe in this workspace.")
    assert opened(ws, "", team="T9") == (404, "This sandbox has no workspace T9.")
