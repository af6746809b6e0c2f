"""Setting up a workspace from the command line, against the sandbox: no answer is made up here."""

import pytest

from bot.catalogue.draft import read_catalogue
from bot.catalogue.mentions import Noun
from bot.cli import main
from bot.manifest import manifest
from bot.scopes import SURFACE
from sandbox.client import Sandbox
from tests.bot.catalogue_texts import STARTER

DRAFT = read_catalogue(STARTER.read_text(encoding="utf-8"))
E_MAILS = sorted({m.text for m in DRAFT.mentions if m.noun is Noun.PERSON})
CHANNELS = sorted({m.text.removeprefix("#") for m in DRAFT.mentions if m.noun is Noun.CHANNEL})
GROUPS = sorted({m.text.removeprefix("@") for m in DRAFT.mentions if m.noun is Noun.GROUP})


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox.in_thread() as sandbox:
        yield sandbox


def opened(sandbox, *, surface=SURFACE, with_bot=CHANNELS):
    """A workspace with everybody that the starter catalogue names."""
    people = [
        {"name": e.partition(".")[0], "real_name": e.partition("@")[0].title(), "email": e}
        for e in E_MAILS
    ]
    channels = [{"name": c, "people": "all", "bot": c in with_bot} for c in CHANNELS]
    groups = [{"handle": g, "people": [people[0]["name"]]} for g in GROUPS]
    seed = {"people": people, "channels": channels, "groups": groups}
    seed["team"] = {"name": "Acme", "domain": "acme"}
    return sandbox.workspace(seed=seed, manifest=manifest(surface))


@pytest.fixture
def tandem(tmp_path, monkeypatch, capsys):
    """Types a command in a workspace's folder; returns its exit code and what it printed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/tandem.db")

    def type_in(workspace, *words):
        monkeypatch.setenv("SLACK_BOT_TOKEN", workspace.bot_token)
        monkeypatch.setenv("SLACK_APP_TOKEN", workspace.app_token)
        monkeypatch.setenv("SLACK_API_URL", workspace.api_url)
        with pytest.raises(SystemExit) as left:
            main(list(words))
        printed = capsys.readouterr()
        return left.value.code or 0, printed.out, printed.err

    return type_in


def test_a_workspace_is_set_up_and_found_well(sandbox, tandem):
    workspace = opened(sandbox)

    upgraded = tandem(workspace, "db", "upgrade")
    applied = tandem(workspace, "config", "apply", str(STARTER))
    examined = tandem(workspace, "doctor")

    assert (upgraded[0], applied[0], examined[0]) == (0, 0, 0), applied[2] + examined[1]
    assert "It has 7 areas and 9 request types." in applied[1]
    assert "/invite" not in applied[1]
    assert "mend" not in examined[1]


def test_an_invitation_that_is_missing_is_asked_for_by_apply_and_doctor(sandbox, tandem):
    workspace = opened(sandbox, with_bot=[c for c in CHANNELS if c != "martech"])

    tandem(workspace, "db", "upgrade")
    applied = tandem(workspace, "config", "apply", str(STARTER))
    examined = tandem(workspace, "doctor")

    assert (applied[0], examined[0]) == (0, 1)
    assert applied[1].count("/invite") == 1
    assert "/invite @tandem in #martech" in applied[1]
    assert "mend  #martech: I am not in it." in examined[1]


@pytest.mark.parametrize("scope", sorted(SURFACE.scopes))
def test_a_scope_that_was_not_granted_is_named(sandbox, tandem, scope):
    less = {s: why for s, why in SURFACE.scopes.items() if s != scope}
    surface = type(SURFACE)(commands=SURFACE.commands, events=SURFACE.events, scopes=less)

    code, out, _ = tandem(opened(sandbox, surface=surface), "doctor")

    assert code == 1
    assert f"mend  Scopes: Missing: {scope} (" in out


def test_a_person_who_has_left_is_named_with_the_line(sandbox, tandem):
    workspace = opened(sandbox)
    workspace.person("lena").deactivate()

    tandem(workspace, "db", "upgrade")
    code, _, err = tandem(workspace, "config", "apply", str(STARTER))

    assert code == 1
    assert f"{STARTER}:32: Nobody in this workspace goes by lena.fox@acme.example" in err


def test_mixed_up_tokens_are_told_apart_before_slack_is_asked(sandbox, tandem):
    workspace = opened(sandbox)
    workspace.bot_token, workspace.app_token = workspace.app_token, workspace.bot_token

    code, _, err = tandem(workspace, "run")

    assert code == 1
    assert "belongs in SLACK_APP_TOKEN" in err
    assert "belongs in SLACK_BOT_TOKEN" in err
