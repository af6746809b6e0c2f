"""The sandbox alone: its files, its port, and what it says when one of them will not do."""

import json
import socket

import pytest

from sandbox.alone import app_in, described_in, listening, opened, welcome
from sandbox.rules import OFF
from sandbox.written import Unusable

WORKSPACE = """
team: {name: Fig, domain: fig}
clock: 2026-11-23T09:00
people:
  - {name: anna, email: anna@fig.test, tz: Europe/Berlin}
  - name: ben
    title:
groups:
  - {handle: it-ops, people: [ben]}
channels:
  - {name: general, people: all, bot: true}
  - {name: leads, is_private: true, people: ["@anna", ben]}
messages:
  - {channel: "#leads", person: anna@fig.test, text: Hi, ago_minutes: 5}
"""
MANIFEST = """
display_information: {name: Echo}
features:
  bot_user: {display_name: echo, always_online: true}
  slash_commands:
    - {command: /echo, description: Say it again, url: "https://x.test"}
  shortcuts:
    - {name: New, type: global, callback_id: new, description: n}
oauth_config: {scopes: {bot: [commands, "chat:write"]}}
settings: {socket_mode_enabled: true, org_deploy_enabled: false}
"""


@pytest.fixture
def written(tmp_path):
    """Writes a file, and says where it is."""

    def write(text, name="acme.yaml"):
        (tmp_path / name).write_text(text)
        return tmp_path / name

    return write


@pytest.fixture
def started():
    """Opens a workspace as the command does; nothing is served."""
    running = []

    def start(**given):
        server, workspace = opened(0, **{"workspace": None, "manifest": None, "at": None} | given)
        running.append(server)
        return workspace

    yield start
    for each in running:
        each.socket.close()


def test_yaml_and_json_make_the_same_workspace(started, written):
    seed = described_in(written(WORKSPACE))
    again = written(json.dumps(seed), "acme.json")

    one, other = started(workspace=written(WORKSPACE)), started(workspace=again)

    assert list(one.people) == ["U0ANNA", "U0BEN", "U0MYAPP", "USLACKBOT"]
    assert one.channels["C0LEADS"].members == ["U0ANNA", "U0BEN"]
    assert [each.text for each in one.channels["C0LEADS"].messages.values()] == ["Hi"]
    assert one.clock.now().isoformat()[:16] == "2026-11-23T09:00"
    assert list(other.people) == list(one.people)
    assert list(other.channels) == list(one.channels)


def test_the_manifest_says_what_the_app_may(started, written):
    workspace = started(manifest=written(MANIFEST, "manifest.yaml"))

    assert workspace.app.scopes == ["commands", "chat:write"]
    assert [each["command"] for each in workspace.app.commands] == ["/echo"]
    assert workspace.app.bot_user == "U0ECHO"


def test_the_time_can_be_given(started):
    assert started(at="2026-12-01T10:00+02:00").clock.now().isoformat()[:16] == "2026-12-01T08:00"


def test_without_files_there_is_a_company_and_an_app_that_may_everything(started):
    workspace = started()

    told = "\n".join(welcome(workspace, has_manifest=False))
    assert f"export SLACK_BOT_TOKEN={workspace.app.bot_token}\n" in told
    assert f"export SLACK_APP_TOKEN={workspace.app.app_token}\n" in told
    assert f"export SLACK_API_URL={workspace.base_url}/api/\n" in told
    assert "No manifest was given" in told
    assert [each.name for each in workspace.people.values()][:3] == ["anna", "ben", "cora"]


def test_a_manifest_that_will_not_work_here_is_told_so(started, written):
    manifest = written("oauth_config: {scopes: {user: [chat:write]}}", "manifest.yaml")

    told = "\n".join(welcome(started(manifest=manifest), has_manifest=True))

    assert "does not turn Socket Mode on" in told
    assert "no user token" in told
    assert "grants no bot scopes" in told


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("people: [", ":1: This is neither JSON nor YAML: "),
        ("- anna", ": This is no mapping of keys to values."),
        ("", ": This is no mapping of keys to values."),
        ("people: [{name: a}]\npeople: []", ":2: This is neither JSON nor YAML: "),
        ("peopel: []", ": The workspace: There is no `peopel`. Did you mean `people`?"),
        ("people: anna", ": The workspace: `people` should be a list of sections, each after a"),
        ("people: [anna]", ": The workspace: `people` should be a list of sections, each after a"),
        ("team: Acme", ": The workspace: `team` should be a section with keys."),
        ("team: {nam: Acme}", ": team: There is no `nam`. Did you mean `name`?"),
        ("clock: noon", ": The workspace: `clock` should be a time such as 2026-11-23T09:00."),
        ("people: [{name:}]", ": people[1]: `name` is missing."),
        ("people: [{email: x}]", ": people[1]: `name` is missing."),
        ("people: [{name: ben, e-mail: x}]", "people[1] (ben): There is no `e-mail`. Did you"),
        (
            "people: [{name: ben, zzz: x}]",
            "people[1] (ben): There is no `zzz`. There are: id, name",
        ),
        ("people: [{name: 7}]", ": people[1]: `name` should be text."),
        ("people: [{name: a, is_admin: 'no'}]", "(a): `is_admin` should be true or false."),
        ("people: [{name: a, tz: Berlin}]", "(a): `tz` should be a time zone such as Europe/"),
        ("people: [{name: a}, {name: a}]", ": people: a is there twice."),
        ("channels: [{name: it-desk}, {name: itdesk}]", "give them other ones by `id`): C0ITDESK"),
        ("channels: [{name: x, people: [zoe]}]", ": channels[1] (x): zoe is not among the people."),
        ("channels: [{name: x, people: zoe}]", "(x): `people` should be a list of names, or all."),
        ("groups: [{handle: g, people: [zoe]}]", ": groups[1] (g): zoe is not among the people."),
        (
            "people: [{name: a}]\nmessages: [{channel: x, person: a, text: t}]",
            ": messages[1] (x): x is not among the channels.",
        ),
        (
            "channels: [{name: x}]\nmessages: [{channel: x, person: a, text: t, ago_minutes: 1}]",
            ": messages[1] (x): a is not among the people.",
        ),
        (
            "messages: [{channel: x, person: a, text: t, ago_minutes: 1h}]",
            ": messages[1] (x): `ago_minutes` should be a number.",
        ),
    ],
)
def test_a_mistake_in_the_workspace_file_is_named(written, text, line):
    path = written(text)

    with pytest.raises(Unusable) as told:
        described_in(path)

    assert f"{path}" in told.value.lines[0]
    assert line in "\n".join(told.value.lines)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("feature: {}", ": The manifest: There is no `feature`. Did you mean `features`?"),
        ("features: []", ": The manifest: `features` should be a section with keys."),
        ("oauth_config: {scopes: [chat:write]}", "oauth_config: `scopes` should be a section"),
        ("oauth_config: {scopes: {bot: chat:write}}", "oauth_config.scopes: `bot` should be a"),
        ("features: {slash_commands: [{command: /x}]}", "(/x): `description` is missing."),
        (
            "features: {slash_commands: [{command: x, description: x}]}",
            "slash_commands[1] (x): A command begins with a slash.",
        ),
        (
            "features: {slash_commands: [{command: /x, description: x}, "
            "{command: /x, description: y}]}",
            ": slash_commands: /x is there twice.",
        ),
        (
            "features: {shortcuts: [{name: x, type: menu, callback_id: x}]}",
            "shortcuts[1] (x): `type` should be global or message.",
        ),
        (
            "settings: {event_subscriptions: {bot_events: app_mention}}",
            "settings.event_subscriptions: `bot_events` should be a list of texts.",
        ),
    ],
)
def test_a_mistake_in_the_manifest_is_named(written, text, line):
    path = written(text)

    with pytest.raises(Unusable) as told:
        app_in(path)

    assert line in "\n".join(told.value.lines)


def test_all_mistakes_are_named_at_once(written):
    with pytest.raises(Unusable) as told:
        described_in(written("people: [{nam: a}]\nchannels: [{}]\nx: 1"))

    assert len(told.value.lines) == 4


def test_a_file_that_cannot_be_read_is_named(tmp_path, written):
    no_text = tmp_path / "latin.yaml"
    no_text.write_bytes("people: ä".encode("latin-1"))

    for path, words in [
        (tmp_path / "nope.yaml", f"There is no file {tmp_path / 'nope.yaml'}."),
        (tmp_path, f"{tmp_path} is a folder. Name a file in it."),
        (no_text, f"{no_text}: This is not UTF-8 text."),
        (written("a: \x01"), "This is neither JSON nor YAML: it holds a control character."),
    ]:
        with pytest.raises(Unusable) as told:
            described_in(path)
        assert words in told.value.lines[0]


def test_a_person_cannot_be_called_what_the_app_is_called(started, written):
    with pytest.raises(Unusable, match="echo is what the app is called, too"):
        started(workspace=written("people: [{name: echo}]"), manifest=written(MANIFEST, "m.yaml"))


def test_a_time_that_is_none_is_named(started):
    with pytest.raises(Unusable, match="noon is no time"):
        started(at="noon")


def test_a_rule_that_is_not_there_cannot_be_switched_off(started):
    OFF.add("block.header.txt.max")

    try:
        with pytest.raises(
            Unusable, match=r"no rule block\.header\.txt\.max. Did you mean block\.h"
        ):
            started()
    finally:
        OFF.remove("block.header.txt.max")


@pytest.mark.contract("16.19")
def test_port_443_is_refused_with_the_reason():
    with pytest.raises(Unusable, match=r"Port 443 cannot be used: .* speaks TLS"):
        listening(443)


@pytest.mark.contract("16.19")
def test_any_other_port_may_be_taken_once():
    running = listening(0)
    port = running.socket.getsockname()[1]

    try:
        with pytest.raises(Unusable, match=f"Port {port} cannot be used: Address already in use"):
            listening(port)
    finally:
        running.socket.close()


def test_a_listening_port_answers(started):
    workspace = started()
    port = int(workspace.base_url.rpartition(":")[2])

    with socket.create_connection(("127.0.0.1", port), timeout=2):
        assert workspace.base_url == f"http://127.0.0.1:{port}"
