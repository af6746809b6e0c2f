import errno
import json
import subprocess
import sys

import pytest
from ruamel.yaml import YAML

from bot import complaints
from domain.errors import NoCatalogue


@pytest.mark.parametrize("command", ["run", "demo", "doctor", "manifest", "sandbox"])
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


@pytest.mark.contract("16.19")
def test_a_sandbox_on_port_443_is_one_line_with_the_reason(tandem):
    code, out, err = tandem("sandbox", "--port", "443")

    assert (code, out) == (1, "")
    assert err.startswith("Port 443 cannot be used: ")
    assert "TLS" in err
    assert err.count("\n") == 1


def test_mistakes_in_the_files_of_a_sandbox_are_lines(tandem, folder):
    (folder / "acme.yaml").write_text("people: [{name: ben, mail: x}]\nchanels: []\n")

    code, out, err = tandem("sandbox", "--workspace", "acme.yaml")

    assert (code, out) == (1, "")
    assert err.splitlines() == [
        "acme.yaml: The workspace: There is no `chanels`. Did you mean `channels`?",
        "acme.yaml: people[1] (ben): There is no `mail`. Did you mean `email`?",
    ]


def test_a_refusal_is_shown_in_its_own_words():
    assert complaints.about(NoCatalogue()) == [str(NoCatalogue())]


def test_a_mistake_of_ours_is_not_dressed_up():
    assert complaints.about(ZeroDivisionError("x")) is None


def test_the_version_is_shown(tandem):
    code, out, _ = tandem("--version")

    assert (code, out.startswith("tandem 0.")) == (0, True)
