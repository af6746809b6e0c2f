"""chat.*: posting, changing and removing messages (contract 5)."""

from dataclasses import replace

from sandbox.calls import NOT_BUILT, Call, method
from sandbox.channels import (
    channel_of,
    message_of,
    need_member,
    need_parent,
    need_writable,
    place_of,
)
from sandbox.drafts import draft_of, need_content
from sandbox.model import Channel, Json, Message, Workspace
from sandbox.posting import Origin, post, remove, revise
from sandbox.rules import rule
from sandbox.wire import message_json

TOO_FAST = rule("rate.channel", "ratelimited", contract="16.9")
NO_MESSAGE = rule("chat.message.unknown", "message_not_found", contract="5.2")
NOT_OURS = rule("chat.update.own", "cant_update_message", contract="5.2")
NOT_OURS_TO_DELETE = rule("chat.delete.own", "cant_delete_message", contract="5.3")
TOO_LONG = rule("chat.update.text.max", "msg_too_long", contract="5.2")
NO_READER = rule("chat.ephemeral.member", "user_not_in_channel", contract="5.4")

UPDATE_LONGEST = 4000
CUSTOMIZED = ("username", "icon_emoji", "icon_url")


@method("chat.postMessage", scopes=("chat:write",))
def post_message(call: Call) -> Json:
    workspace = call.workspace
    channel = place_of(call)
    wait = workspace.limits.message(channel.id)
    TOO_FAST.refuse_if(wait > 0, retry_after=wait)
    need_member(workspace, channel, public_scope=True)
    need_writable(workspace, channel)
    draft = draft_of(call)
    need_content(draft)
    _need_plain(call)
    if draft.thread_ts:
        need_parent(channel, draft.thread_ts)
    kept = workspace.faults.keeps_client_msg_ids
    repeated = _already_posted(channel, draft.client_msg_id) if kept else None
    message = repeated or post(
        workspace, channel, draft, origin=_origin(call), user=workspace.app.bot_user
    )
    return _posted(call, message)


@method("chat.postEphemeral", scopes=("chat:write",), tier=4)
def post_ephemeral(call: Call) -> Json:
    workspace = call.workspace
    channel = channel_of(call)
    need_member(workspace, channel)
    need_writable(workspace, channel)
    reader = workspace.people.get(call.text("user"))
    absent = reader is None or reader.deleted or reader.id not in channel.members
    NO_READER.refuse_if(absent)
    draft = draft_of(call)
    need_content(draft)
    shown = replace(draft, only_for=call.text("user"))
    bot = workspace.app.bot_user
    message = post(workspace, channel, shown, origin=_origin(call), user=bot)
    return {"message_ts": message.ts}


@method("chat.update", scopes=("chat:write",), tier=3)
def update(call: Call) -> Json:
    workspace = call.workspace
    channel = channel_of(call)
    message = message_of(channel, call.text("ts"), NO_MESSAGE)
    NOT_OURS.refuse_if(message.bot_id != workspace.app.bot_id)
    need_writable(workspace, channel)
    TOO_LONG.refuse_if(len(call.text("text")) > UPDATE_LONGEST)
    draft = draft_of(call)
    if not draft.given & {"metadata"}:
        need_content(draft)
    revise(workspace, message, draft, origin=_origin(call), by=workspace.app.bot_user)
    return {**_posted(call, message), "text": message.text}


@method("chat.delete", scopes=("chat:write",), tier=3)
def delete(call: Call) -> Json:
    channel = channel_of(call)
    message = message_of(channel, call.text("ts"), NO_MESSAGE)
    NOT_OURS_TO_DELETE.refuse_if(message.bot_id != call.workspace.app.bot_id)
    remove(call.workspace, message, origin=_origin(call))
    return {"channel": channel.id, "ts": message.ts}


@method("chat.getPermalink")
def get_permalink(call: Call) -> Json:
    channel = channel_of(call)
    message = message_of(channel, call.text("message_ts"), NO_MESSAGE)
    return {"channel": channel.id, "permalink": permalink(call.workspace, message)}


def permalink(workspace: Workspace, message: Message) -> str:
    """The address of a message; a reply's names its thread too (contract 5.3)."""
    site = f"https://{workspace.domain}.slack.com/archives/{message.channel}"
    thread = f"?thread_ts={message.thread_ts}&cid={message.channel}" if message.is_reply else ""
    return f"{site}/p{message.ts.replace('.', '')}{thread}"


def _need_plain(call: Call) -> None:
    """Refuse what this sandbox does not play; note what changes nothing here."""
    if any(call.has(name) for name in CUSTOMIZED):
        call.need_scope("chat:write.customize")
    for name in CUSTOMIZED:
        call.refuse_unbuilt(name)
    call.refuse(NOT_BUILT, call.truth("link_names"), "not built in this sandbox", "link_names")
    call.refuse(NOT_BUILT, call.text("parse") == "full", "not built in this sandbox", "parse")
    call.read.update(("unfurl_links", "unfurl_media", "mrkdwn"))


def _already_posted(channel: Channel, client_msg_id: str | None) -> Message | None:
    if client_msg_id is None:
        return None
    same = (each for each in channel.messages.values() if each.client_msg_id == client_msg_id)
    return next(same, None)


def _posted(call: Call, message: Message) -> Json:
    shown = message_json(call.workspace, message)
    return {"channel": message.channel, "ts": message.ts, "message": shown}


def _origin(call: Call) -> Origin:
    return Origin(call.method, "api")
