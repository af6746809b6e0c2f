"""reactions.*: emoji on messages (contract 11)."""

from sandbox.calls import Call, method
from sandbox.channels import channel_of, message_of, need_member
from sandbox.model import Json, Message
from sandbox.rules import rule

NO_MESSAGE = rule("reactions.message", "message_not_found", contract="11")
NO_NAME = rule("reactions.name", "invalid_name", contract="11")
TWICE = rule("reactions.twice", "already_reacted", contract="11")
NONE_THERE = rule("reactions.none", "no_reaction", contract="11")


@method("reactions.add", scopes=("reactions:write",), tier=3)
def add(call: Call) -> Json:
    message, name, bot = _meant(call)
    users = message.reactions.setdefault(name, [])
    TWICE.refuse_if(bot in users)
    users.append(bot)
    _tell(call, message)
    return {}


@method("reactions.remove", scopes=("reactions:write",), tier=2)
def take_away(call: Call) -> Json:
    message, name, bot = _meant(call)
    NONE_THERE.refuse_if(bot not in message.reactions.get(name, []))
    message.reactions[name].remove(bot)
    if not message.reactions[name]:
        del message.reactions[name]
    _tell(call, message)
    return {}


def _meant(call: Call) -> tuple[Message, str, str]:
    channel = channel_of(call)
    need_member(call.workspace, channel)
    name = call.text("name").strip(":")
    NO_NAME.refuse_if(not name)
    message = message_of(channel, call.text("timestamp"), NO_MESSAGE)
    return message, name, call.workspace.app.bot_user


def _tell(call: Call, message: Message) -> None:
    where = {"channel": message.channel, "ts": message.ts, "thread_ts": message.thread_ts}
    call.workspace.changes.publish("message_changed", only_for=None, **where)
