"""The command line in an empty folder, and a Slack in which a small company works."""

import os

import pytest

from bot.cli import main
from tests.bot.catalogue_texts import SMALL
from tests.bot.slack_stub import serving

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


@pytest.fixture
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
def tandem(folder, capsys):
    """Types a command and returns its exit code and what it printed."""

    def type_in(*words):
        with pytest.raises(SystemExit) as left:
            main(list(words))
        printed = capsys.readouterr()
        return left.value.code or 0, printed.out, printed.err

    return type_in
