"""Whatever our views and our manifest name, somebody listens for."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from slack_bolt import BoltRequest

import handlers
from bot.assembly import Identity, new_app
from bot.manifest import manifest
from bot.scopes import SURFACE
from bot.slack_client import KeptAliveClient
from handlers.replies import Replies
from views import ids

NAMES = {name: value for name, value in vars(ids).items() if name.isupper()}
FORMS = {name: value for name, value in NAMES.items() if name.endswith("_FORM")}
SHORTCUTS = {s["callback_id"]: s["type"] for s in manifest(SURFACE)["features"]["shortcuts"]}
SILENT = {*FORMS.values(), *SHORTCUTS}
BUTTONS = {name: value for name, value in NAMES.items() if value not in SILENT}
COMMANDS = [c["command"] for c in manifest(SURFACE, "x-")["features"]["slash_commands"]]
EVENTS = manifest(SURFACE)["settings"]["event_subscriptions"]["bot_events"]

PERSON = {"user": {"id": "U0ANNA", "team_id": "T1"}, "team": {"id": "T1"}, "trigger_id": "1.2"}


@pytest.fixture
def app(desk):
    identity = Identity(team="T1", bot_user="UB", bot="B1", url="https://acme.slack.com/")
    slack = KeptAliveClient("xoxb-none", base_url="http://127.0.0.1:9/")
    replies = Replies(post=lambda _url, _words: True)
    with ThreadPoolExecutor(2) as lazy_pool:
        app = new_app(identity, slack, lazy_pool)
        handlers.register(app, desk, replies, slack=slack, prefix="x-")
        yield app
    replies.close()


def is_heard(app, body):
    return app.dispatch(BoltRequest(mode="socket_mode", body=body)).status != 404


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("text", ["", "help", "new", "words for a request"])
def test_every_command_of_the_manifest_is_heard_with_its_prefix(app, command, text):
    body = {"command": command, "text": text, "team_id": "T1", "user_id": "U0ANNA"}

    assert is_heard(app, body | {"trigger_id": "1.2", "response_url": "http://127.0.0.1:9/"})


@pytest.mark.parametrize("name", BUTTONS)
def test_every_button_is_heard(app, name):
    action = {"action_id": BUTTONS[name], "block_id": "b", "value": "1:1", "action_ts": "1.1"}
    body = {"type": "block_actions", "container": {"message_ts": "1.1"}, "actions": [action]}

    assert is_heard(app, PERSON | body)


@pytest.mark.parametrize("callback_id", SHORTCUTS)
def test_every_shortcut_of_the_manifest_is_heard(app, callback_id):
    kind = {"global": "shortcut", "message": "message_action"}[SHORTCUTS[callback_id]]
    on = {"channel": {"id": "C1"}, "message": {"ts": "1.1", "user": "U0BEN", "text": "Help"}}

    assert is_heard(app, PERSON | on | {"type": kind, "callback_id": callback_id})


@pytest.mark.parametrize("name", FORMS)
def test_every_form_is_heard(app, name):
    view = {"type": "modal", "callback_id": FORMS[name], "state": {"values": {}}, "blocks": []}
    view |= {"id": "V1", "hash": "h", "private_metadata": ""}

    assert is_heard(app, PERSON | {"type": "view_submission", "view": view})


@pytest.mark.parametrize("event", EVENTS)
def test_every_event_of_the_manifest_is_heard(app, event):
    happened = {"type": event.partition(".")[0], "user": "U0ANNA", "channel": "C1", "ts": "1.1"}
    body = {"type": "event_callback", "team_id": "T1", "event": happened}

    assert is_heard(app, body)


def test_what_nobody_listens_for_is_not_heard(app):
    assert not is_heard(app, {"command": "/other", "team_id": "T1", "user_id": "U0ANNA"})
