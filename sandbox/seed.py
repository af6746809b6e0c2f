"""Makes a workspace from a JSON description and an app manifest."""

import re
from datetime import datetime, timedelta
from typing import Any

from sandbox.clock import Clock
from sandbox.delivery import Delivery
from sandbox.directory import channel_named, named, open_dm, readable
from sandbox.faults import Faults
from sandbox.limits import RateLimits
from sandbox.model import SLACKBOT, App, Channel, Group, Json, Message, Person, Workspace

COLORS = ("9f69e7", "e7392d", "2b6cb0", "2f855a", "b7791f", "b83280", "4a5568", "c05621")


def build(
    *, seed: Json, manifest: Json, team: str, base_url: str, limits: RateLimits | None = None
) -> Workspace:
    """A workspace ready for its first call; ids are readable where the seed gives none."""
    about = seed.get("team", {})
    clock = Clock(datetime.fromisoformat(seed["clock"]) if seed.get("clock") else None)
    app = _app(manifest, team)
    faults = Faults()
    workspace = Workspace(
        team=team,
        name=about.get("name", "Sandbox"),
        domain=about.get("domain", "sandbox"),
        app=app,
        clock=clock,
        base_url=base_url,
        faults=faults,
        delivery=Delivery(app.id, faults),
        limits=limits or RateLimits(),
    )
    _people(workspace, seed)
    _groups(workspace, seed)
    _channels(workspace, seed)
    _messages(workspace, seed)
    return workspace


def _app(manifest: Json, team: str) -> App:
    shown = manifest.get("display_information", {}).get("name", "App")
    name = manifest.get("features", {}).get("bot_user", {}).get("display_name", shown)
    key = re.sub("[^A-Z0-9]", "", name.upper()) or "APP"
    return App(
        id=f"A0{key}",
        name=name,
        bot_id=f"B0{key}",
        bot_user=f"U0{key}",
        manifest=manifest,
        bot_token=f"xoxb-{team}-sandbox",
        app_token=f"xapp-{team}-sandbox",
    )


def _people(workspace: Workspace, seed: Json) -> None:
    app, now = workspace.app, workspace.clock.unix()
    for number, spec in enumerate(seed.get("people", [])):
        person = _person(spec, COLORS[number % len(COLORS)])
        person.updated = now
        workspace.people[person.id] = person
    bot = Person(app.bot_user, app.name, app.name, is_bot=True, updated=now)
    slackbot = Person(SLACKBOT, "slackbot", "Slackbot", is_bot=True, updated=now)
    workspace.people |= {bot.id: bot, slackbot.id: slackbot}


def _person(spec: Json, color: str) -> Person:
    name = spec["name"]
    return Person(
        id=spec.get("id") or readable("U", name),
        name=name,
        real_name=str(spec.get("real_name") or name),
        email=spec.get("email", ""),
        tz=spec.get("tz", "Etc/UTC"),
        title=spec.get("title", ""),
        color=spec.get("avatar") or color,
        is_admin=spec.get("is_admin", False),
        is_restricted=spec.get("is_restricted", False),
        is_ultra_restricted=spec.get("is_ultra_restricted", False),
        home_team=spec.get("home_team", ""),
    )


def _groups(workspace: Workspace, seed: Json) -> None:
    for spec in seed.get("groups", []):
        handle = spec["handle"]
        people = [named(workspace, name).id for name in spec.get("people", [])]
        group_id = spec.get("id") or readable("S", handle)
        created = workspace.clock.unix()
        group = Group(group_id, handle, spec.get("name", handle), people, created)
        group.disabled = created if spec.get("is_disabled") else 0
        workspace.groups[group.id] = group


def _channels(workspace: Workspace, seed: Json) -> None:
    for spec in seed.get("channels", []):
        channel = Channel(
            id=spec.get("id") or readable("C", spec["name"]),
            name=spec["name"],
            kind="group" if spec.get("is_private") else "channel",
            topic=spec.get("topic", ""),
            members=_members(workspace, spec),
            created=workspace.clock.unix(),
        )
        channel.creator = channel.members[0] if channel.members else SLACKBOT
        workspace.channels[channel.id] = channel
    for person in [each for each in workspace.people.values() if not each.is_bot]:
        open_dm(workspace, person.id, workspace.app.bot_user)


def _members(workspace: Workspace, spec: Json) -> list[str]:
    chosen: Any = spec.get("people", "all")
    at_home = (each for each in workspace.people.values() if not each.is_bot and not each.is_guest)
    everyone = [person.id for person in at_home]
    members = everyone if chosen == "all" else [named(workspace, each).id for each in chosen]
    return [*members, workspace.app.bot_user] if spec.get("bot") else members


def _messages(workspace: Workspace, seed: Json) -> None:
    now = workspace.clock.now()
    for spec in sorted(seed.get("messages", []), key=lambda each: -each.get("ago_minutes", 0)):
        at = now - timedelta(minutes=spec.get("ago_minutes", 0))
        channel = channel_named(workspace, spec["channel"])
        author = named(workspace, spec["person"])
        ts = workspace.clock.stamp(at)
        channel.messages[ts] = Message(channel.id, ts, author.id, spec["text"])
        channel.read = dict.fromkeys(channel.members, ts)
