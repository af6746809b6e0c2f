"""conversations.*: channels and what was said in them (contract 11)."""

import re

from sandbox.calls import Call, method
from sandbox.channels import NO_THREAD, channel_of, message_of, need_member
from sandbox.directory import replies
from sandbox.model import Channel, Json, Message
from sandbox.paging import page
from sandbox.rules import rule
from sandbox.wire import FAMILY, channel_json, in_channel

BAD_TYPES = rule("conversations.types", "invalid_types", contract="11")
BAD_OLDEST = rule("conversations.oldest", "invalid_ts_oldest", contract="11")
BAD_LATEST = rule("conversations.latest", "invalid_ts_latest", contract="11")

TYPES = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}
READING = tuple(f"{family}:read" for family in FAMILY.values())
HISTORY = tuple(f"{family}:history" for family in FAMILY.values())
# one fewer than elsewhere (contract 2.1)
MOST_HISTORY = 999


@method("conversations.info", any_of=READING, tier=3)
def info(call: Call) -> Json:
    channel = channel_of(call)
    call.need_scope(f"{FAMILY[channel.kind]}:read")
    body = channel_json(call.workspace, channel)
    if call.truth("include_num_members"):
        body["num_members"] = len(channel.members)
    if call.truth("include_locale"):
        body["locale"] = "en-US"
    return {"channel": body}


@method("conversations.list", any_of=READING, tier=2)
def list_all(call: Call) -> Json:
    return _listed(call, mine=False)


@method("users.conversations", any_of=READING, tier=2)
def list_mine(call: Call) -> Json:
    return _listed(call, mine=True)


@method("conversations.history", any_of=HISTORY, tier=3)
def history(call: Call) -> Json:
    channel = _readable(call)
    shown = [each for each in _between(call, channel) if not each.is_reply or each.broadcast]
    newest_first, metadata = page(call, shown[::-1], most=MOST_HISTORY)
    more = bool(metadata["next_cursor"])
    return {
        "messages": _as_json(call, channel, newest_first),
        "has_more": more,
        "pin_count": 0,
        **({"response_metadata": metadata} if more else {}),
    }


@method("conversations.replies", any_of=HISTORY, tier=3)
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
    return re.fullmatch(r"[0-9]+(\.[0-9]*)?", text) is not None


def _key(ts: str) -> tuple[int, str]:
    """Orders ts strings without losing digits."""
    seconds, _, rest = ts.partition(".")
    return int(seconds or 0), rest.ljust(6, "0")


def _as_json(call: Call, channel: Channel, messages: list[Message]) -> list[Json]:
    metadata = call.truth("include_all_metadata")
    return [in_channel(call.workspace, channel, each, metadata=metadata) for each in messages]


def _listed(call: Call, *, mine: bool) -> Json:
    """Channels page by page; like Slack's, a page is thinned out after it was cut."""
    types = call.names("types") or ["public_channel"]
    BAD_TYPES.refuse_if(bool(set(types) - set(TYPES)))
    kinds = [TYPES[each] for each in types]
    for kind in kinds:
        call.need_scope(f"{FAMILY[kind]}:read")
    call.read.add("team_id")
    found = [each for each in call.workspace.channels.values() if each.kind in kinds]
    without = call.truth("exclude_archived")
    whole, metadata = page(call, found)
    bot = call.workspace.app.bot_user
    shown = [
        each
        for each in whole
        if (bot in each.members or (each.kind == "channel" and not mine))
        and not (each.is_archived and without)
    ]
    bodies = [_with_count(call, each, counted=not mine) for each in shown]
    return {"channels": bodies, "response_metadata": metadata}


def _with_count(call: Call, channel: Channel, *, counted: bool) -> Json:
    body = channel_json(call.workspace, channel)
    if counted and not channel.is_im:
        body["num_members"] = len(channel.members)
    return body
