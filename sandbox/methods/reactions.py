"""reactions.*: emoji on messages (contract 11)."""

import re

from sandbox import events
from sandbox.calls import Call, method
from sandbox.channels import channel_of, message_of, need_alive, need_member
from sandbox.methods.chat import permalink
from sandbox.model import Json, Message
from sandbox.rules import rule
from sandbox.wire import message_json

NO_ITEM = rule("reactions.item", "no_item_specified", contract="11")
BAD_STAMP = rule("reactions.timestamp", "bad_timestamp", contract="11")
NO_MESSAGE = rule("reactions.message", "message_not_found", contract="11")
NO_NAME = rule("reactions.name", "invalid_name", contract="11")
TWICE = rule("reactions.twice", "already_reacted", contract="11")
NONE_THERE = rule("reactions.none", "no_reaction", contract="11")

EMOJI = re.compile(r"[a-z0-9_+'-]{1,100}(::skin-tone-[2-6])?")
STAMP = re.compile(r"\d+\.\d+")


@method("reactions.add", scopes=("reactions:write",), tier=3)
def add(call: Call) -> Json:
    message, name, bot = _meant(call)
    users = message.reactions.setdefault(name, [])
    TWICE.refuse_if(bot in users)
    users.append(bot)
    events.reaction_added(call.workspace, message, bot, name)
    return {}


@method("reactions.remove", scopes=("reactions:write",), tier=2)
def take_away(call: Call) -> Json:
    message, name, bot = _meant(call)
    NONE_THERE.refuse_if(bot not in message.reactions.get(name, []))
    message.reactions[name].remove(bot)
    if not message.reactions[name]:
        del message.reactions[name]
    events.reaction_removed(call.workspace, message, bot, name)
    return {}


@method("reactions.get", scopes=("reactions:read",), tier=3)
def get(call: Call) -> Json:
    message = _item(call)
    call.truth("full")
    shown = message_json(call.workspace, message)
    shown["permalink"] = permalink(call.workspace, message)
    return {"type": "message", "channel": message.channel, "message": shown}


def _meant(call: Call) -> tuple[Message, str, str]:
    name = call.text("name").strip(":")
    NO_NAME.refuse_if(not EMOJI.fullmatch(name))
    message = _item(call)
    need_alive(call.workspace.channels[message.channel])
    return message, name, call.workspace.app.bot_user


def _item(call: Call) -> Message:
    stamp = call.text("timestamp")
    NO_ITEM.refuse_if(not call.text("channel") or not stamp)
    BAD_STAMP.refuse_if(not STAMP.fullmatch(stamp))
    channel = channel_of(call)
    need_member(call.workspace, channel)
    return message_of(channel, stamp, NO_MESSAGE)
