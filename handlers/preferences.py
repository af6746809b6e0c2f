"""The Notifications form on the Home tab, and `/request silence` in a channel."""

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from domain.errors import NotAChannel
from domain.message import Post
from handlers.gestures import Body, form_key, person, value
from handlers.lazily import lazily, nothing_to_check
from handlers.subcommands import typed
from views import ids
from views import preferences as view
from workflows import preferences
from workflows.desk import Desk

SILENCE, UNSILENCE = "silence", "unsilence"


def register(app: App) -> None:
    app.action(ids.PREFERENCES)(**lazily(open_form, check=nothing_to_check))
    app.view(ids.PREFERENCES_FORM)(save)


def open_form(body: Body, context: BoltContext, slack: WebClient) -> None:
    """From what the button carries, as that was drawn when the tab was opened."""
    wished = view.read_carried(value(body), person=person(context))
    slack.views_open(trigger_id=body["trigger_id"], view=view.form(wished))


def save(ack: Ack, body: Body, context: BoltContext, desk: Desk) -> None:
    by = person(context)
    wishes, hours = view.read_form(body["view"], person=by)
    preferences.save(desk, by, wishes, hours, key=form_key(body))
    ack()


def answer(body: Body, desk: Desk, *, by: str) -> Post | None:
    """To `/request silence` and `unsilence`, for the channel in which it was typed."""
    words = typed(body)
    if words not in (SILENCE, UNSILENCE):
        return None
    channel, command, is_on = body["channel_id"], body["command"], words == SILENCE
    if not channel.startswith(("C", "G")):
        raise NotAChannel(f"{command} {SILENCE}")
    preferences.silence(desk, channel, by=by, is_on=is_on)
    return view.silenced(channel, command=command) if is_on else view.unsilenced(channel)
