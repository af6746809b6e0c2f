"""What a person does in Slack; called by the page and by the control API.

`values` is `{block_id or action_id: plain value}`: text; an option's value; "2026-12-01"; "14:30";
a person's, channel's or option's id; a list of these for the multi kinds; None for nothing.
Every function raises Impossible when a person could not do that.
"""

from sandbox import events
from sandbox.answers import take_command_answer
from sandbox.asking import ask, words_of
from sandbox.delivery import Unanswered
from sandbox.directory import visible
from sandbox.forms import close, fill, submit
from sandbox.model import SLACKBOT, Channel, Json, View, Workspace
from sandbox.outcomes import Impossible, Outcome
from sandbox.payloads import command_payload, message_shortcut_payload, shortcut_payload
from sandbox.places import Spot, channel_for, message_for, person_of
from sandbox.posting import Draft, post
from sandbox.pressing import choose, press, type_in
from sandbox.rules import Refused, rule
from sandbox.saying import (
    actor,
    delete,
    edit,
    open_group,
    react,
    say,
    share_file,
    unreact,
    writable,
)
from sandbox.suggesting import suggest
from sandbox.typed import as_command_text

__all__ = [
    "Spot",
    "choose",
    "close",
    "command",
    "delete",
    "edit",
    "fill",
    "mark_read",
    "message_shortcut",
    "open_group",
    "open_home",
    "press",
    "react",
    "say",
    "share_file",
    "shortcut",
    "submit",
    "suggest",
    "type_in",
    "unreact",
]

NO_COMMAND = rule("command.manifest", "not_found", contract="6.7")
NO_COMMAND_SCOPE = rule("command.scope", "not_found", contract="11")
IN_THREAD = rule("command.thread", "not_in_threads", contract="6.7")
NO_SHORTCUT = rule("shortcut.manifest", "not_found", contract="6.7")
NO_SHORTCUT_SCOPE = rule("shortcut.scope", "not_found", contract="11")


async def command(
    workspace: Workspace,
    person: str,
    *,
    channel: str,
    command: str,
    text: str = "",
    thread_ts: str | None = None,
) -> Outcome:
    """Run a slash command and wait up to 3 s for the ack; a failure is shown as Slack does."""
    author = actor(workspace, person).id
    place = writable(workspace, author, channel)
    try:
        _need_command(workspace, command, thread_ts)
    except Refused as refused:
        return _slackbot_says(workspace, place, author, refused.details[0], failure=refused.error)
    words = as_command_text(workspace, text) if _escapes(workspace, command) else text
    payload = command_payload(workspace, author, place, command=command, text=words)
    try:
        answer = await workspace.delivery.ask("slash_commands", payload)
    except Unanswered as silence:
        sentence = f'{command} failed with the error "{silence.reason}"'
        return _slackbot_says(workspace, place, author, sentence, failure=silence.reason)
    typed = f"{command} {text}".strip()
    return take_command_answer(workspace, place, author, answer=answer, typed=typed)


def _need_command(workspace: Workspace, command: str, thread_ts: str | None) -> None:
    """Refuse what the manifest does not have, and every command in a thread (contract 6.7)."""
    app = workspace.app
    unknown = f"{command} is not a valid command."
    NO_COMMAND.refuse_if(command not in (each["command"] for each in app.commands), unknown)
    NO_COMMAND_SCOPE.refuse_if("commands" not in app.scopes, unknown)
    IN_THREAD.refuse_if(thread_ts is not None, f"{command} is not supported in threads. Sorry!")


def _escapes(workspace: Workspace, command: str) -> bool:
    known = (each for each in workspace.app.commands if each["command"] == command)
    return any(each.get("should_escape") for each in known)


async def open_home(workspace: Workspace, person: str, *, tab: str = "home") -> View | None:
    """Open the app's Home (or messages) tab; the view published so far, if any."""
    reader = actor(workspace, person).id
    place = channel_for(workspace, reader, "dm")
    events.home_opened(workspace, reader, place, tab)
    return workspace.homes.get(reader)


async def shortcut(workspace: Workspace, person: str, *, callback_id: str) -> Outcome:
    """Run a global shortcut."""
    author = actor(workspace, person).id
    _offered_shortcut(workspace, callback_id, "global")
    return await _asked(workspace, shortcut_payload(workspace, author, callback_id))


async def message_shortcut(
    workspace: Workspace, person: str, *, callback_id: str, channel: str, ts: str
) -> Outcome:
    """Run a message shortcut on a message."""
    author = actor(workspace, person).id
    _offered_shortcut(workspace, callback_id, "message")
    message = message_for(workspace, author, channel, ts)
    payload = message_shortcut_payload(workspace, author, message, callback_id)
    return await _asked(workspace, payload)


def mark_read(workspace: Workspace, person: str, *, channel: str, ts: str | None = None) -> None:
    """Mark a channel read up to `ts`, or wholly."""
    reader = person_of(workspace, person).id
    place = channel_for(workspace, reader, channel)
    seen = visible(place, reader)
    place.read[reader] = ts or (seen[-1].ts if seen else "")
    workspace.changes.publish("read", person=reader, channel=place.id)


def _need_shortcut(workspace: Workspace, callback_id: str, kind: str) -> None:
    """A person finds only the shortcuts of the manifest, of an app that has the scope."""
    known = ((each["callback_id"], each["type"]) for each in workspace.app.shortcuts)
    missing = f"the app has no {kind} shortcut {callback_id}"
    NO_SHORTCUT.refuse_if((callback_id, kind) not in known, missing)
    NO_SHORTCUT_SCOPE.refuse_if("commands" not in workspace.app.scopes, missing)


def _offered_shortcut(workspace: Workspace, callback_id: str, kind: str) -> None:
    try:
        _need_shortcut(workspace, callback_id, kind)
    except Refused as refused:
        raise Impossible(refused.details[0]) from None


async def _asked(workspace: Workspace, payload: Json) -> Outcome:
    try:
        await ask(workspace, payload)
    except Unanswered as silence:
        return Outcome(ok=False, failure=silence.reason, text=words_of(silence))
    return Outcome(ok=True)


def _slackbot_says(
    workspace: Workspace, channel: Channel, reader: str, text: str, *, failure: str = "not_found"
) -> Outcome:
    shown = Draft(text=text, only_for=reader)
    message = post(workspace, channel, shown, origin=None, user=SLACKBOT)
    return Outcome(ok=False, text=text, failure=failure, ts=message.ts)
