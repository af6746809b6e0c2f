"""What people do on the page, each by its name in the address, told in plain answers.

Every answer has `ok`; `text` is what the person reads when it did not work.
"""

from collections.abc import Awaitable, Callable
from typing import Any
from zoneinfo import ZoneInfo

from sandbox import interactions
from sandbox.interactions import Spot
from sandbox.model import Json, Workspace
from sandbox.outcomes import Impossible, Outcome
from sandbox.page import troubles
from sandbox.page.clock_words import NotUnderstood, time_named
from sandbox.page.values import as_taken, one_as_taken
from sandbox.places import message_for

Deed = Callable[[Workspace, str, Json], Awaitable[Json]]
DEEDS: dict[str, Deed] = {}
_DONE: Json = {"ok": True}


def deed(work: Deed) -> Deed:
    """Register what a person can do; what is impossible is answered in words, not by a crash."""

    async def answered(workspace: Workspace, person: str, asked: Json) -> Json:
        try:
            return await work(workspace, person, asked)
        except (Impossible, NotUnderstood) as refusal:
            return {"ok": False, "text": str(refusal)}

    DEEDS[work.__name__] = answered
    return answered


@deed
async def say(workspace: Workspace, person: str, asked: Json) -> Json:
    where = {"channel": asked["channel"], "thread_ts": asked.get("thread_ts")}
    also = bool(asked.get("broadcast"))
    await interactions.say(workspace, person, text=asked["text"], broadcast=also, **where)
    return _DONE


@deed
async def edit(workspace: Workspace, person: str, asked: Json) -> Json:
    where = {"channel": asked["channel"], "ts": asked["ts"]}
    await interactions.edit(workspace, person, text=asked["text"], **where)
    return _DONE


@deed
async def delete(workspace: Workspace, person: str, asked: Json) -> Json:
    await interactions.delete(workspace, person, channel=asked["channel"], ts=asked["ts"])
    return _DONE


@deed
async def command(workspace: Workspace, person: str, asked: Json) -> Json:
    name, _, words = asked["text"].partition(" ")
    if asked.get("thread_ts"):
        return {"ok": False, "text": f"{name} is not supported in threads. Sorry!"}
    outcome = await interactions.command(
        workspace, person, channel=asked["channel"], command=name, text=words
    )
    return _told(outcome)


@deed
async def press(workspace: Workspace, person: str, asked: Json) -> Json:
    values = _values(workspace, person, asked)
    return _told(await interactions.press(workspace, person, _spot(asked), values=values))


@deed
async def choose(workspace: Workspace, person: str, asked: Json) -> Json:
    value = one_as_taken(asked["value"], asked["kind"], _zone(workspace, person))
    values = _values(workspace, person, asked)
    return _told(
        await interactions.choose(workspace, person, _spot(asked), value=value, values=values)
    )


@deed
async def fill(workspace: Workspace, person: str, asked: Json) -> Json:
    values = _values(workspace, person, asked)
    interactions.fill(workspace, person, asked["view"], values=values or {})
    return _DONE


@deed
async def submit(workspace: Workspace, person: str, asked: Json) -> Json:
    values = _values(workspace, person, asked)
    outcome = await interactions.submit(workspace, person, asked["view"], values=values or {})
    ok = not outcome.errors and not outcome.failure
    return {"ok": ok, "errors": outcome.errors, "text": outcome.failure or ""}


@deed
async def close(workspace: Workspace, person: str, asked: Json) -> Json:
    everything = bool(asked.get("everything"))
    await interactions.close(workspace, person, asked["view"], everything=everything)
    return _DONE


@deed
async def home(workspace: Workspace, person: str, asked: Json) -> Json:
    await interactions.open_home(workspace, person, tab=asked["tab"])
    return _DONE


@deed
async def shortcut(workspace: Workspace, person: str, asked: Json) -> Json:
    callback = asked["callback_id"]
    if ts := asked.get("ts"):
        work = interactions.message_shortcut(
            workspace, person, callback_id=callback, channel=asked["channel"], ts=ts
        )
    else:
        work = interactions.shortcut(workspace, person, callback_id=callback)
    return _told(await work)


@deed
async def react(workspace: Workspace, person: str, asked: Json) -> Json:
    """Add a reaction, or take it back where it is mine."""
    where = {"channel": asked["channel"], "ts": asked["ts"], "name": asked["name"]}
    message = message_for(workspace, person, asked["channel"], asked["ts"])
    is_mine = person in message.reactions.get(asked["name"], [])
    await (interactions.unreact if is_mine else interactions.react)(workspace, person, **where)
    return _DONE


@deed
async def suggest(workspace: Workspace, person: str, asked: Json) -> Json:
    """What the app offers for the words typed in a select that it fills."""
    offered = await interactions.suggest(workspace, person, _spot(asked), query=asked["query"])
    return {"ok": True, "offered": offered}


@deed
async def read(workspace: Workspace, person: str, asked: Json) -> Json:
    interactions.mark_read(workspace, person, channel=asked["channel"])
    return _DONE


@deed
async def clock(workspace: Workspace, person: str, asked: Json) -> Json:
    """Move the workspace's clock to what the words say, in the person's own zone."""
    words = asked["words"]
    if words == "real time":
        workspace.clock.advance(-workspace.clock.offset.total_seconds())
    else:
        here = workspace.clock.now().astimezone(_zone(workspace, person))
        workspace.clock.move_to(time_named(words, here))
    workspace.changes.publish("clock")
    return _DONE


@deed
async def plan_fault(workspace: Workspace, person: str, asked: Json) -> Json:
    troubles.plan(workspace, asked)
    return _DONE


@deed
async def trouble(workspace: Workspace, person: str, asked: Json) -> Json:
    """Clear what was planned, cut or renew the sockets, take Slack down or let it be up."""
    if asked["kind"] == "clear":
        workspace.faults.clear()
    elif asked["kind"] == "cut":
        troubles.cut(workspace)
    elif asked["kind"] == "refresh":
        await troubles.refresh(workspace)
    else:
        troubles.set_outage(workspace, asked["down"])
    return _DONE


def _spot(asked: Json) -> Spot:
    where = {key: asked.get(key) for key in ("channel", "ts", "view")}
    return Spot(action_id=asked["action_id"], block_id=asked.get("block_id"), **where)


def _told(outcome: Outcome) -> Json:
    return {"ok": outcome.ok, "text": outcome.text, "failure": outcome.failure, "ts": outcome.ts}


def _zone(workspace: Workspace, person: str) -> ZoneInfo:
    return ZoneInfo(workspace.people[person].tz)


def _values(workspace: Workspace, person: str, asked: Json) -> Json | None:
    values: Any = asked.get("values")
    if values is None:
        return None
    return as_taken(values, _blocks(workspace, person, asked), _zone(workspace, person))


def _blocks(workspace: Workspace, person: str, asked: Json) -> list[Json]:
    """The blocks of the view or message that the person acts in."""
    if view := asked.get("view"):
        home_view = workspace.homes.get(person)
        found = home_view if home_view and home_view.id == view else workspace.views.get(view)
        return found.blocks if found else []
    channel = workspace.channels.get(asked.get("channel", ""))
    message = channel.messages.get(asked.get("ts", "")) if channel else None
    return message.blocks if message else []
