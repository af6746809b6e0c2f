import errno
import json
import os
import sqlite3
import subprocess
import sys

import pytest
from ruamel.yaml import YAML

from bot import complaints
from bot.cli import main
from domain.errors import NoCatalogue
from tests.bot.slack_stub import serving
from tests.bot.test_catalogue_file import SMALL, STARTER, changed

BOT = "xoxb-123-456-abcDEF"
APP = "xapp-1-A1-2-abcdef"
PEOPLE = ("noor", "mara", "anna", "iris", "ivo")
KNOWN = {"ok": True, "team": "Acme", "team_id": "T1", "user": "tandem", "bot_id": "B1"}


class Workspace:
    """What SMALL names is in it; `absent` people are not."""

    def __init__(self, stub):
        self.stub = stub
        self.absent = set()
        stub.says("auth.test", {**KNOWN, "headers": {"x-oauth-scopes": ""}})
        stub.says("apps.connections.open", {"ok": True, "url": "ws://127.0.0.1/link"})
        stub.says("users.conversations", _page("martech", is_member=True))
        stub.says("conversations.list", _page("triage-crm"))
        answer = stub.answer
        stub.answer = lambda method, given: self._person(given) or answer(method, given)

    def _person(self, given):
        name = given.get("email", "").partition("@")[0]
        if not name:
            return None
        if name in self.absent or name not in PEOPLE:
            return {"ok": False, "error": "users_not_found"}
        return {"ok": True, "user": {"id": f"U0{name.upper()}", "real_name": name.title()}}


def _page(*names, **flags):
    channels = [{"id": f"C0{n[:3].upper()}", "name": n, **flags} for n in names]
    return {"ok": True, "channels": channels}


@pytest.fixture
def workspace():
    with serving() as stub:
        yield Workspace(stub)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """An empty folder to work in, and nothing set in the environment."""
    for name in list(os.environ):
        if name.startswith(("SLACK_", "DATABASE_", "COMMAND_", "LOG_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def connected(workspace, folder, tandem):
    """Settings that lead to the workspace, and tables in the database."""
    settings = (f"SLACK_BOT_TOKEN={BOT}", f"SLACK_APP_TOKEN={APP}")
    (folder / ".env").write_text("\n".join([*settings, f"SLACK_API_URL={workspace.stub.url}"]))
    (folder / "desk.yaml").write_text(SMALL, encoding="utf-8")
    tandem("db", "upgrade")
    return workspace


@pytest.fixture
def tandem(capsys):
    """Types a command and returns its exit code and what it printed."""

    def type_in(*words):
        with pytest.raises(SystemExit) as left:
            main(list(words))
        printed = capsys.readouterr()
        return left.value.code or 0, printed.out, printed.err

    return type_in


@pytest.mark.parametrize("command", ["run", "demo", "doctor", "manifest"])
def test_every_command_explains_itself_with_an_example(tandem, command):
    code, out, _ = tandem(command, "--help")

    assert code == 0
    assert f"Example: tandem {command}" in out


@pytest.mark.parametrize("command", [("config", "check"), ("config", "apply"), ("db", "upgrade")])
def test_every_subcommand_explains_itself_with_an_example(tandem, command):
    code, out, _ = tandem(*command, "--help")

    assert code == 0
    assert f"Example: tandem {' '.join(command)}" in out


def test_an_unknown_command_is_a_usage_error(tandem):
    code, _, err = tandem("confgi")

    assert code == 2
    assert "config" in err


def test_help_does_not_wait_for_slack_or_the_database_to_be_imported():
    script = "import sys, bot.cli; print({'slack_sdk', 'sqlalchemy', 'pydantic'} & {*sys.modules})"

    out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert out.stdout == "set()\n"


def test_without_settings_run_names_both_tokens_and_leaves(tandem):
    code, out, err = tandem("run")

    assert (code, out) == (1, "")
    assert "SLACK_BOT_TOKEN: It is not set." in err
    assert "SLACK_APP_TOKEN: It is not set." in err
    assert "Traceback" not in err


def test_a_broken_token_stops_the_start_with_one_line(tandem, connected):
    connected.stub.says("auth.test", {"ok": False, "error": "invalid_auth"})

    code, _, err = tandem("run")

    assert code == 1
    assert err.splitlines()[-1].startswith("Slack does not know the token.")
    assert "Traceback" not in err


def test_the_starter_catalogue_passes_the_check(tandem):
    code, out, _ = tandem("config", "check", str(STARTER))

    assert code == 0
    assert "7 areas and 9 request types" in out


def test_the_check_lists_every_mistake_where_an_editor_can_find_it(tandem, folder):
    text = changed('time: "16:00"', "time: 16:00").replace("name: CRM", "name: NO")
    (folder / "desk.yaml").write_text(text, encoding="utf-8")

    code, out, err = tandem("config", "check")

    assert (code, out) == (1, "")
    first, second, last = err.splitlines()
    assert first.startswith("desk.yaml:12: ")
    assert second.startswith("desk.yaml:25: ")
    assert last == "2 mistakes; nothing was applied."


def test_a_file_that_is_missing_is_named(tandem):
    code, _, err = tandem("config", "check", "dsk.yaml")

    assert code == 1
    assert "There is no file dsk.yaml" in err


def test_applying_says_what_is_new_and_where_the_bot_must_be_invited(tandem, connected):
    code, out, err = tandem("config", "apply", "desk.yaml")

    assert (code, err) == (0, "")
    assert "Version 1 of the catalogue is in force." in out
    assert "It has 1 area and 1 request type." in out
    assert "within 15 seconds" in out
    assert "/invite @tandem in #triage-crm" in out
    assert "martech" not in out


def test_applying_again_changes_nothing(tandem, connected):
    tandem("config", "apply")

    code, out, _ = tandem("config", "apply")

    assert code == 0
    assert "version 1 stays in force" in out


def test_applying_a_change_says_what_changed(tandem, connected, folder):
    tandem("config", "apply")
    text = changed("    triage:", "    backup: iris@acme.example\n    triage:")
    (folder / "desk.yaml").write_text(text.replace('"16:00"', '"15:30"'), encoding="utf-8")

    _, out, _ = tandem("config", "apply")

    assert "Version 2" in out
    assert "area crm: backup is now Iris." in out
    assert "15:30" in out


def test_nothing_is_applied_by_halves(tandem, connected, folder):
    tandem("config", "apply")
    text = changed("name: CRM", "name: Renamed").replace("anna@", "ana@")
    (folder / "desk.yaml").write_text(text, encoding="utf-8")

    code, out, err = tandem("config", "apply")
    (folder / "desk.yaml").write_text(SMALL, encoding="utf-8")
    again = tandem("config", "apply")

    assert (code, out) == (1, "")
    assert "desk.yaml:6: Nobody in this workspace goes by ana@acme.example" in err
    assert "version 1 stays in force" in again[1]


def test_a_mistake_in_the_file_is_named_before_slack_is_asked(tandem, connected, folder):
    (folder / "desk.yaml").write_text("zone: nowhere\n", encoding="utf-8")

    code, _, _ = tandem("config", "apply")

    assert code == 1
    assert connected.stub.calls == []


def test_applying_without_tables_says_how_to_make_them(tandem, connected, folder):
    for path in folder.glob("tandem.db*"):
        path.unlink()

    code, _, err = tandem("config", "apply")

    assert code == 1
    assert "tandem db upgrade" in err


def test_a_locked_database_is_one_line_and_nothing_is_applied(tandem, connected, folder):
    other = sqlite3.connect(folder / "tandem.db")
    other.execute("BEGIN IMMEDIATE")

    code, out, err = tandem("config", "apply")
    other.close()

    assert (code, out) == (1, "")
    assert err.splitlines()[-1].startswith("The database is locked: another program")


def test_applying_where_slack_is_unreachable_is_one_line(tandem, connected, monkeypatch):
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:9/api/")

    code, _, err = tandem("config", "apply")

    assert code == 1
    assert len(err.splitlines()) == 1
    assert "cannot be reached" in err


def test_upgrading_the_database_twice_is_fine(tandem, folder):
    assert tandem("db", "upgrade")[0] == 0
    code, out, _ = tandem("db", "upgrade")

    assert (code, "up to date" in out) == (0, True)
    assert (folder / "tandem.db").exists()


def test_a_database_that_cannot_be_opened_is_one_line(tandem, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "sqlite:///no/such/folder/tandem.db")

    code, _, err = tandem("db", "upgrade")

    assert code == 1
    assert err.splitlines()[-1].startswith("The database file cannot be opened.")


def test_a_postgresql_that_is_not_there_is_one_line_without_its_password(tandem, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:hunter2@127.0.0.1:9/desk")

    code, _, err = tandem("db", "upgrade")

    assert code == 1
    assert err.splitlines()[-1].startswith("PostgreSQL cannot be used")
    assert "hunter2" not in err


def test_the_manifest_can_be_pasted_as_json(tandem):
    code, out, _ = tandem("manifest")

    commands = json.loads(out)["features"]["slash_commands"]
    assert code == 0
    assert "/request" in [c["command"] for c in commands]


def test_the_manifest_can_be_yaml_with_a_prefix(tandem, folder):
    (folder / ".env").write_text("COMMAND_PREFIX=mt-\n")

    _, out, _ = tandem("manifest", "--yaml")
    _, other, _ = tandem("manifest", "--prefix", "x-")

    commands = YAML(typ="safe").load(out)["features"]["slash_commands"]
    assert "/mt-request" in [c["command"] for c in commands]
    assert "/x-request" in other


def test_a_prefix_that_slack_would_refuse_makes_no_manifest(tandem):
    code, out, err = tandem("manifest", "--prefix", "MT ")

    assert (code, out) == (1, "")
    assert "lower-case" in err


def test_the_doctor_without_settings_still_looks_at_the_rest(tandem):
    code, out, _ = tandem("doctor")

    assert code == 1
    assert "mend  SLACK_BOT_TOKEN: It is not set." in out
    assert "mend  Database: " in out
    assert "ok    Time zones: " in out


def test_the_doctor_names_scopes_and_channels_to_mend(tandem, connected):
    connected.stub.says("conversations.info", {"ok": False, "error": "channel_not_found"})
    tandem("config", "apply")

    code, out, _ = tandem("doctor")

    assert code == 1
    assert "ok    Bot token: Works in Acme as @tandem." in out
    assert "mend  Scopes: Missing: " in out
    assert "ok    Catalogue: " in out
    assert "mend  C0TRI: I cannot see it." in out


def test_a_port_in_use_is_one_line():
    lines = complaints.about(OSError(errno.EADDRINUSE, "Address already in use"))

    assert lines == ["The port is in use. Stop what listens there, or choose another with --port."]


def test_a_refusal_is_shown_in_its_own_words():
    assert complaints.about(NoCatalogue()) == [str(NoCatalogue())]


def test_a_mistake_of_ours_is_not_dressed_up():
    assert complaints.about(ZeroDivisionError("x")) is None


def test_the_version_is_shown(tandem):
    code, out, _ = tandem("--version")

    assert (code, out.startswith("tandem 0.")) == (0, True)
