"""What a person does in Slack; called by the page and by the control API.

`values` is `{block_id or action_id: plain value}`: text; an option's value; "2026-12-01"; "14:30";
a person's, channel's or option's id; a list of these for the multi kinds; None for nothing.
Every function raises Impossible when a person could not do that.
"""

import uuid

from sandbox import events
from sandbox.answers import take_command_answer
from sandbox.delivery import Unanswered
from sandbox.directory import visible
from sandbox.forms import close, fill, submit, suggest
from sandbox.model import SLACKBOT, Channel, Json, Message, View, Workspace
from sandbox.outcomes import TROUBLE, Impossible, Outcome
from sandbox.payloads import command_payload, message_shortcut_payload, shortcut_payload
from sandbox.places import Spot, channel_for, message_for, person_of
from sandbox.posting import Draft, post
from sandbox.pressing import choose, press
from sandbox.typed import as_command_text, as_sent

__all__ = [
    "Spot",
    "choose",
    "close",
    "command",
    "fill",
    "mark_read",
    "message_shortcut",
    "open_home",
    "press",
    "react",
    "say",
    "shortcut",
    "submit",
    "suggest",
]


async def say(
    workspace: Workspace, person: str, *, channel: str, text: str, thread_ts: str | None = None
) -> Message:
    """Post what the person typed; it reaches the app where it is subscribed and a member."""
    author = person_of(workspace, person).id
    place = _writable(workspace, author, channel)
    if thread_ts:
        message_for(workspace, author, place.id, thread_ts)
    draft = Draft(
        text=as_sent(workspace, text), thread_ts=thread_ts, client_msg_id=str(uuid.uuid4())
    )
    return post(workspace, place, draft, origin=None, user=author)


async def command(
    workspace: Workspace, person: str, *, channel: str, command: str, text: str = ""
) -> Outcome:
    """Run a slash command and wait up to 3 s for the ack; a failure is shown as Slack does."""
    author = person_of(workspace, person).id
    place = _writable(workspace, author, channel)
    known = next((each for each in workspace.app.commands if each["command"] == command), None)
    if known is None:
        return _slackbot_says(workspace, place, author, f"{command} is not a valid command.")
    words = as_command_text(workspace, text) if known.get("should_escape") else text
    payload = command_payload(workspace, author, place, command=command, text=words)
    try:
        answer = await workspace.delivery.ask("slash_commands", payload)
    except Unanswered as silence:
        sentence = f'{command} failed with the error "{silence.reason}"'
        return _slackbot_says(workspace, place, author, sentence, failure=silence.reason)
    typed = f"{command} {text}".strip()
    return take_command_answer(workspace, place, author, answer=answer, typed=typed)


async def open_home(workspace: Workspace, person: str, *, tab: str = "home") -> View | None:
    """Open the app's Home (or messages) tab; the view published so far, if any."""
    reader = person_of(workspace, person).id
    place = channel_for(workspace, reader, "dm")
    events.home_opened(workspace, reader, place, tab)
    return workspace.homes.get(reader)


async def shortcut(workspace: Workspace, person: str, *, callback_id: str) -> Outcome:
    """Run a global shortcut."""
    author = person_of(workspace, person).id
    _known_shortcut(workspace, callback_id, "global")
    return await _asked(workspace, shortcut_payload(workspace, author, callback_id))


async def message_shortcut(
    workspace: Workspace, person: str, *, callback_id: str, channel: str, ts: str
) -> Outcome:
    """Run a message shortcut on a message."""
    author = person_of(workspace, person).id
    _known_shortcut(workspace, callback_id, "message")
    message = message_for(workspace, author, channel, ts)
    payload = message_shortcut_payload(workspace, author, message, callback_id)
    return await _asked(workspace, payload)


async def react(workspace: Workspace, person: str, *, channel: str, ts: str, name: str) -> None:
    """Add a reaction."""
    author = person_of(workspace, person).id
    message = message_for(workspace, author, channel, ts)
    users = message.reactions.setdefault(name.strip(":"), [])
    if author in users:
        raise Impossible("this reaction is there already")
    users.append(author)
    events.reaction_added(workspace, message, author, name.strip(":"))


def mark_read(workspace: Workspace, person: str, *, channel: str, ts: str | None = None) -> None:
    """Mark a channel read up to `ts`, or wholly."""
    reader = person_of(workspace, person).id
    place = channel_for(workspace, reader, channel)
    seen = visible(place, reader)
    place.read[reader] = ts or (seen[-1].ts if seen else "")
    workspace.changes.publish("read", person=reader, channel=place.id)


def _writable(workspace: Workspace, person: str, name: str) -> Channel:
    channel = channel_for(workspace, person, name)
    if channel.is_archived:
        raise Impossible(f"#{channel.name} is archived")
    if person not in channel.members:
        raise Impossible(f"{workspace.people[person].name} is not in #{channel.name}")
    home = workspace.app.home
    closed = home.get("messages_tab_enabled") is False or home.get("messages_tab_read_only_enabled")
    if channel.is_im and workspace.app.bot_user in channel.members and closed:
        raise Impossible("Sending messages to this app has been turned off.")
    return channel


def _known_shortcut(workspace: Workspace, callback_id: str, kind: str) -> None:
    for each in workspace.app.shortcuts:
        if each["callback_id"] == callback_id and each["type"] == kind:
            return
    raise Impossible(f"the app has no {kind} shortcut {callback_id}")


async def _asked(workspace: Workspace, payload: Json) -> Outcome:
    try:
        await workspace.delivery.ask("interactive", payload)
    except Unanswered as silence:
        return Outcome(ok=False, failure=silence.reason, text=TROUBLE)
    return Outcome(ok=True)


def _slackbot_says(
    workspace: Workspace, channel: Channel, reader: str, text: str, *, failure: str = "not_found"
) -> Outcome:
    shown = Draft(text=text, only_for=reader)
    message = post(workspace, channel, shown, origin=None, user=SLACKBOT)
    return Outcome(ok=False, text=text, failure=failure, ts=message.ts)
