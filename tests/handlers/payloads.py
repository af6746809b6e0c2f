"""Payloads as Slack sends them, and the bot's answer."""

from slack_bolt import BoltRequest

from tests.builders import ANNA, MAYA

RESPONSE_URL = "https://hooks.slack.com/actions/x"


def sent(app, body):
    """The bot's answer to this payload."""
    return app.dispatch(BoltRequest(mode="socket_mode", body=body))


def acted(by, **details):
    """What every payload of a button, form or shortcut has."""
    person = {"user": {"id": by, "team_id": "T1"}, "team": {"id": "T1"}}
    return person | {"trigger_id": "1.2"} | details


def a_press(action_id, value="7:1", *, by=MAYA, action_ts="1700000001.1", **details):
    action = {
        "action_id": action_id,
        "block_id": "b",
        "type": "button",
        "value": value,
        "action_ts": action_ts,
    }
    place = {"type": "message", "message_ts": "1700000000.0", "channel_id": "D1"}
    body = {"type": "block_actions", "container": place, "actions": [action]}
    return acted(by, **body, response_url=RESPONSE_URL) | details


def a_command(text="", *, by=ANNA, command="/request", **details):
    body = {"command": command, "text": text, "user_id": by, "team_id": "T1"}
    return body | {"trigger_id": "1.2", "response_url": RESPONSE_URL} | details


def a_form(view, *, by=ANNA, view_id="V1", hash="h1"):
    """A view, sent; `view` has its values already."""
    return acted(
        by, type="view_submission", view=view | {"type": "modal", "id": view_id, "hash": hash}
    )
