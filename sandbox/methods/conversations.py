"""conversations.*: channels, their members and what was said in them (contract 11)."""

from sandbox.calls import Call, method
from sandbox.channels import NO_THREAD, channel_of, dm_with, message_of, need_member
from sandbox.directory import replies
from sandbox.model import Channel, Json, Message
from sandbox.paging import page
from sandbox.rules import rule
from sandbox.wire import channel_json, in_channel

NO_USERS = rule("conversations.open.users", "users_list_not_supplied", contract="11")
NO_USER = rule("conversations.open.unknown", "user_not_found", contract="11")
ONE_ONLY = rule("conversations.open.mpim", "invalid_user_combination", contract="11")
BAD_TYPES = rule("conversations.types", "invalid_types", contract="11")
NO_JOIN = rule("conversations.join.kind", "method_not_supported_for_channel_type", contract="11")
JOIN_ARCHIVED = rule("conversations.join.archived", "is_archived", contract="11")
BAD_OLDEST = rule("conversations.oldest", "invalid_ts_oldest", contract="11")
BAD_LATEST = rule("conversations.latest", "invalid_ts_latest", contract="11")

FAMILY = {"channel": "channels", "group": "groups", "im": "im"}
TYPES = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}


@method("conversations.open", scopes=("im:write",), tier=3)
def open_dm(call: Call) -> Json:
    users = call.names("users")
    NO_USERS.refuse_if(not users and not call.text("channel"))
    if not users:
        return {"channel": {"id": channel_of(call).id}}
    ONE_ONLY.refuse_if(len(users) > 1)
    person = NO_USER.need(call.workspace.people.get(users[0]))
    channel = dm_with(call.workspace, person.id)
    body = channel_json(call.workspace, channel)
    return {"channel": body if call.truth("return_im") else {"id": channel.id}}


@method("conversations.info", tier=3)
def info(call: Call) -> Json:
    channel = channel_of(call)
    call.need_scope(f"{FAMILY[channel.kind]}:read")
    body = channel_json(call.workspace, channel)
    if call.truth("include_num_members"):
        body["num_members"] = len(channel.members)
    return {"channel": body}


@method("conversations.list", tier=2)
def list_all(call: Call) -> Json:
    return _listed(call, mine=False)


@method("users.conversations", tier=2)
def list_mine(call: Call) -> Json:
    return _listed(call, mine=True)


@method("conversations.members", tier=4)
def members(call: Call) -> Json:
    channel = channel_of(call)
    call.need_scope(f"{FAMILY[channel.kind]}:read")
    shown, metadata = page(call, channel.members)
    return {"members": shown, "response_metadata": metadata}


@method("conversations.join", scopes=("channels:join",), tier=3)
def join(call: Call) -> Json:
    channel = channel_of(call)
    NO_JOIN.refuse_if(channel.kind != "channel")
    JOIN_ARCHIVED.refuse_if(channel.is_archived)
    bot = call.workspace.app.bot_user
    if bot not in channel.members:
        channel.members.append(bot)
        call.workspace.changes.publish("channel", channel=channel.id)
    return {"channel": channel_json(call.workspace, channel)}


@method("conversations.history", tier=3)
def history(call: Call) -> Json:
    channel = _readable(call)
    shown = [each for each in _between(call, channel) if not each.is_reply or each.broadcast]
    newest_first, metadata = page(call, shown[::-1])
    more = bool(metadata["next_cursor"])
    return {
        "messages": _as_json(call, channel, newest_first),
        "has_more": more,
        "pin_count": 0,
        **({"response_metadata": metadata} if more else {}),
    }


@method("conversations.replies", tier=3)
def thread(call: Call) -> Json:
    channel = _readable(call)
    asked = message_of(channel, call.text("ts"), NO_THREAD)
    top = asked.thread_ts if asked.is_reply else asked.ts
    parent = message_of(channel, top or asked.ts, NO_THREAD)
    under = {each.ts for each in replies(channel, parent.ts)}
    below = [each for each in _between(call, channel) if each.ts in under]
    shown, metadata = page(call, [parent, *below], default=1000)
    more = bool(metadata["next_cursor"])
    messages = _as_json(call, channel, shown)
    return {"messages": messages, "has_more": more, "response_metadata": metadata}


def _readable(call: Call) -> Channel:
    channel = channel_of(call)
    call.need_scope(f"{FAMILY[channel.kind]}:history")
    need_member(call.workspace, channel)
    return channel


def _between(call: Call, channel: Channel) -> list[Message]:
    """The messages everyone sees between `oldest` and `latest`; the ends only if inclusive."""
    oldest, latest = call.text("oldest", "0"), call.text("latest")
    BAD_OLDEST.refuse_if(not _is_ts(oldest))
    BAD_LATEST.refuse_if(bool(latest) and not _is_ts(latest))
    low, high = _key(oldest), _key(latest or "9999999999.999999")
    ends = call.truth("inclusive")
    listed_until = call.workspace.listed_until()
    return [
        each
        for each in channel.messages.values()
        if each.only_for is None
        and each.ts <= listed_until
        and (low < _key(each.ts) < high or (ends and _key(each.ts) in (low, high)))
    ]


def _is_ts(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()


def _key(ts: str) -> tuple[int, str]:
    """Orders ts strings without losing digits."""
    seconds, _, rest = ts.partition(".")
    return int(seconds or 0), rest.ljust(6, "0")


def _as_json(call: Call, channel: Channel, messages: list[Message]) -> list[Json]:
    metadata = call.truth("include_all_metadata")
    return [in_channel(call.workspace, channel, each, metadata=metadata) for each in messages]


def _listed(call: Call, *, mine: bool) -> Json:
    types = call.names("types") or ["public_channel"]
    BAD_TYPES.refuse_if(bool(set(types) - set(TYPES)))
    kinds = [TYPES[each] for each in types]
    for kind in kinds:
        call.need_scope(f"{FAMILY.get(kind, kind)}:read")
    bot = call.workspace.app.bot_user
    found = [
        each
        for each in call.workspace.channels.values()
        if each.kind in kinds
        and (bot in each.members or (each.kind == "channel" and not mine))
        and not (each.is_archived and call.truth("exclude_archived"))
    ]
    shown, metadata = page(call, found)
    bodies = [channel_json(call.workspace, each) for each in shown]
    return {"channels": bodies, "response_metadata": metadata}
