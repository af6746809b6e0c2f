"""The gestures and sights of the control API, by name; bodies are plain JSON objects."""

from base64 import b64decode
from typing import Any

from sandbox import interactions, modals, statuses
from sandbox.directory import unread, visible
from sandbox.interactions import Spot
from sandbox.model import Channel, Json, Message, View, Workspace
from sandbox.outcomes import Outcome, SubmitOutcome
from sandbox.places import channel_for, person_of
from sandbox.wire import in_channel, view_json


def _spot(body: Json) -> Spot:
    return Spot(
        action_id=body["action_id"],
        block_id=body.get("block_id"),
        channel=body.get("channel"),
        ts=body.get("ts"),
        view=body.get("view"),
    )


async def say(workspace: Workspace, body: Json) -> Json:
    message = await interactions.say(
        workspace,
        body["as"],
        channel=body["channel"],
        text=body["text"],
        thread_ts=body.get("thread_ts"),
        broadcast=bool(body.get("broadcast")),
    )
    return _shown(workspace, workspace.channels[message.channel], message)


async def edit(workspace: Workspace, body: Json) -> Json:
    where = {"channel": body["channel"], "ts": body["ts"]}
    message = await interactions.edit(workspace, body["as"], text=body["text"], **where)
    return _shown(workspace, workspace.channels[message.channel], message)


async def delete(workspace: Workspace, body: Json) -> None:
    await interactions.delete(workspace, body["as"], channel=body["channel"], ts=body["ts"])


async def open_group(workspace: Workspace, body: Json) -> str:
    return (await interactions.open_group(workspace, body["as"], others=body["others"])).id


async def share_file(workspace: Workspace, body: Json) -> Json:
    """Share a file; `content` is its bytes in base64."""
    message = await interactions.share_file(
        workspace,
        body["as"],
        channel=body["channel"],
        name=body["name"],
        content=b64decode(body["content"]),
        text=body.get("text", ""),
        thread_ts=body.get("thread_ts"),
    )
    return _shown(workspace, workspace.channels[message.channel], message)


async def command(workspace: Workspace, body: Json) -> Outcome:
    return await interactions.command(
        workspace,
        body["as"],
        channel=body["channel"],
        command=body["command"],
        text=body.get("text", ""),
        thread_ts=body.get("thread_ts"),
    )


async def press(workspace: Workspace, body: Json) -> Outcome:
    values = body.get("values")
    return await interactions.press(workspace, body["as"], _spot(body), values=values)


async def choose(workspace: Workspace, body: Json) -> Outcome:
    return await interactions.choose(
        workspace, body["as"], _spot(body), value=body["value"], values=body.get("values")
    )


async def type_in(workspace: Workspace, body: Json) -> list[Outcome]:
    text, enter = body["text"], bool(body.get("enter"))
    return await interactions.type_in(workspace, body["as"], _spot(body), text=text, enter=enter)


async def suggest(workspace: Workspace, body: Json) -> list[Json]:
    return await interactions.suggest(workspace, body["as"], _spot(body), query=body["query"])


async def submit(workspace: Workspace, body: Json) -> SubmitOutcome:
    values = body.get("values") or {}
    return await interactions.submit(workspace, body["as"], body["view"], values=values)


async def close(workspace: Workspace, body: Json) -> None:
    everything = bool(body.get("everything"))
    await interactions.close(workspace, body["as"], body["view"], everything=everything)


async def open_home(workspace: Workspace, body: Json) -> None:
    await interactions.open_home(workspace, body["as"], tab=body.get("tab", "home"))


async def shortcut(workspace: Workspace, body: Json) -> Outcome:
    who, callback_id = body["as"], body["callback_id"]
    if "ts" not in body:
        return await interactions.shortcut(workspace, who, callback_id=callback_id)
    where = {"channel": body["channel"], "ts": body["ts"]}
    return await interactions.message_shortcut(workspace, who, callback_id=callback_id, **where)


async def set_status(workspace: Workspace, body: Json) -> None:
    """Put a status on until a Unix second (0: for good); empty words clear it."""
    person = person_of(workspace, body["as"])
    shown = {"text": body.get("text", ""), "emoji": body.get("emoji", "")}
    statuses.set_status(workspace, person, until=int(body.get("until") or 0), **shown)


async def react(workspace: Workspace, body: Json) -> None:
    where = {"channel": body["channel"], "ts": body["ts"]}
    await interactions.react(workspace, body["as"], name=body["emoji"], **where)


async def unreact(workspace: Workspace, body: Json) -> None:
    where = {"channel": body["channel"], "ts": body["ts"]}
    await interactions.unreact(workspace, body["as"], name=body["emoji"], **where)


async def mark_read(workspace: Workspace, body: Json) -> None:
    where = {"channel": body["channel"], "ts": body.get("ts")}
    interactions.mark_read(workspace, body["as"], **where)


async def messages(workspace: Workspace, body: Json) -> list[Json]:
    """What the person sees in a channel, ephemeral messages and threads included."""
    person = person_of(workspace, body["as"]).id
    channel = channel_for(workspace, person, body["channel"])
    return [_shown(workspace, channel, each) for each in visible(channel, person)]


async def view(workspace: Workspace, body: Json) -> Json | None:
    """The modal on top; waits up to `timeout` seconds for one (with this `title`, if given)."""
    person = person_of(workspace, body["as"]).id
    title = body.get("title")

    def seen() -> View | None:
        top = modals.top(workspace, person)
        return top if top and title in (None, top.title) else None

    found = await workspace.changes.until(seen, seconds=float(body.get("timeout", 0)))
    return view_json(workspace, found) if found else None


async def home(workspace: Workspace, body: Json) -> Json | None:
    """The Home tab published for the person; waits for the first one."""
    person = person_of(workspace, body["as"]).id
    seconds = float(body.get("timeout", 0))
    found = await workspace.changes.until(lambda: workspace.homes.get(person), seconds=seconds)
    return view_json(workspace, found) if found else None


async def badge(workspace: Workspace, body: Json) -> Json:
    person = person_of(workspace, body["as"]).id
    channel = channel_for(workspace, person, body["channel"])
    count, mentions = unread(workspace, channel, person)
    return {"unread": count, "mentions": mentions}


def _shown(workspace: Workspace, channel: Channel, message: Message) -> Json:
    body = in_channel(workspace, channel, message, metadata=True)
    more: dict[str, Any] = {"channel": channel.id, "trouble": sorted(message.trouble)}
    return body | more | ({"only_for": message.only_for} if message.only_for else {})


ACTS = {
    each.__name__: each
    for each in (
        say,
        edit,
        delete,
        open_group,
        share_file,
        command,
        press,
        choose,
        type_in,
        suggest,
        submit,
        close,
        open_home,
        shortcut,
        react,
        unreact,
        mark_read,
        set_status,
    )
}
SIGHTS = {"messages": messages, "view": view, "home": home, "badge": badge}
