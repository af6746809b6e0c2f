"""The state of one workspace, as plain values.

A `Workspace` owns everything that people and the app can see: `people` and `channels` by id
(direct messages are channels of kind "im", one per pair), the messages of a channel by ts in
order, open `views` by id with one `stacks` entry per person (bottom first), published `homes` by
person, and one installed `app`. Ephemeral messages are ordinary messages with `only_for` set to
the one person who sees them. Nothing here talks to anybody: interactions.py is what a person
does, methods/ is what the app asks for, delivery.py carries payloads to the app, and `changes`
tells pages what to draw again.
"""

from dataclasses import dataclass, field
from typing import Any

from sandbox.changes import Changes
from sandbox.clock import Clock
from sandbox.delivery import Delivery
from sandbox.faults import Faults
from sandbox.journal import Journal
from sandbox.limits import RateLimits
from sandbox.refusals import RefusalLog
from sandbox.stored import File

Json = dict[str, Any]

SLACKBOT = "USLACKBOT"


@dataclass(slots=True)
class Person:
    """A member of the workspace; the app's bot user and Slackbot are people too.

    `home_team` is the team of someone from another organisation, "" for everybody else.
    """

    id: str
    name: str
    real_name: str
    email: str = ""
    tz: str = "Etc/UTC"
    title: str = ""
    color: str = "4a5568"
    is_admin: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    home_team: str = ""
    is_bot: bool = False
    deleted: bool = False
    status_text: str = ""
    status_emoji: str = ""
    status_expiration: int = 0
    updated: int = 0

    @property
    def is_guest(self) -> bool:
        """Who sees only the channels they were asked into."""
        return self.is_restricted or self.is_ultra_restricted or self.is_stranger

    @property
    def is_stranger(self) -> bool:
        """Someone of another organisation, in a shared channel."""
        return bool(self.home_team)

    def status_at(self, now: float) -> tuple[str, str, int]:
        """Text, emoji and the Unix second when it ends (0 for never); empty once it has ended."""
        if 0 < self.status_expiration <= now:
            return "", "", 0
        return self.status_text, self.status_emoji, self.status_expiration


@dataclass(slots=True)
class Group:
    """A user group (`@it-ops`)."""

    id: str
    handle: str
    name: str
    people: list[str]
    created: int = 0
    disabled: int = 0


@dataclass(slots=True)
class Message:
    """What stands in a channel; `trouble` holds the action ids with a warning icon."""

    channel: str
    ts: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    thread_ts: str | None = None
    bot_id: str | None = None
    metadata: Json | None = None
    client_msg_id: str | None = None
    only_for: str | None = None
    subtype: str | None = None
    broadcast: bool = False
    edited_ts: str | None = None
    edited_by: str | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    state: dict[str, dict[str, Json]] = field(default_factory=dict)
    trouble: set[str] = field(default_factory=set)

    @property
    def is_reply(self) -> bool:
        return self.thread_ts is not None and self.thread_ts != self.ts


@dataclass(slots=True)
class Channel:
    """A conversation. `kind`: channel (public), group (private), im (of two), mpim (of several)."""

    id: str
    name: str
    kind: str = "channel"
    topic: str = ""
    members: list[str] = field(default_factory=list)
    is_archived: bool = False
    created: int = 0
    creator: str = ""
    previous_names: list[str] = field(default_factory=list)
    messages: dict[str, Message] = field(default_factory=dict)
    read: dict[str, str] = field(default_factory=dict)

    @property
    def is_im(self) -> bool:
        return self.kind == "im"


@dataclass(slots=True)
class View:
    """A modal or a Home tab; `state` is what the person has entered: block → action → value."""

    id: str
    kind: str
    person: str
    hash: str
    payload: Json
    root: str
    previous: str | None = None
    state: dict[str, dict[str, Json]] = field(default_factory=dict)
    trouble: set[str] = field(default_factory=set)

    @property
    def blocks(self) -> list[Json]:
        return list(self.payload.get("blocks", []))

    @property
    def title(self) -> str:
        return str((self.payload.get("title") or {}).get("text", ""))


@dataclass(slots=True)
class App:
    """The installed app, as its manifest describes it."""

    id: str
    name: str
    bot_id: str
    bot_user: str
    manifest: Json
    bot_token: str
    app_token: str

    @property
    def scopes(self) -> list[str]:
        return list(self.manifest.get("oauth_config", {}).get("scopes", {}).get("bot", []))

    @property
    def commands(self) -> list[Json]:
        return list(self.features.get("slash_commands", []))

    @property
    def shortcuts(self) -> list[Json]:
        return list(self.features.get("shortcuts", []))

    @property
    def bot_events(self) -> list[str]:
        settings: Json = self.manifest.get("settings", {})
        return list(settings.get("event_subscriptions", {}).get("bot_events", []))

    @property
    def is_interactive(self) -> bool:
        settings: Json = self.manifest.get("settings", {})
        return bool(settings.get("interactivity", {}).get("is_enabled"))

    @property
    def home(self) -> Json:
        """`features.app_home`; a messages tab that is not mentioned is on."""
        return dict(self.features.get("app_home", {}))

    @property
    def features(self) -> Json:
        return dict(self.manifest.get("features", {}))


@dataclass(slots=True)
class Trigger:
    """A trigger id: one use within three seconds of real time (contract 6.3)."""

    person: str
    born: float
    used: bool = False


@dataclass(slots=True)
class ResponseUrl:
    """A response URL: five uses within thirty minutes of real time (contract 6.2)."""

    person: str
    channel: str
    born: float
    origin_ts: str | None = None
    thread_ts: str | None = None
    uses: int = 0


@dataclass
class Workspace:
    """One team with everything in it."""

    team: str
    name: str
    domain: str
    app: App
    clock: Clock
    base_url: str
    delivery: Delivery
    people: dict[str, Person] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    file_seconds: float | None = 0.1
    views: dict[str, View] = field(default_factory=dict)
    stacks: dict[str, list[str]] = field(default_factory=dict)
    offered: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    homes: dict[str, View] = field(default_factory=dict)
    triggers: dict[str, Trigger] = field(default_factory=dict)
    response_urls: dict[str, ResponseUrl] = field(default_factory=dict)
    changes: Changes = field(default_factory=Changes)
    journal: Journal = field(default_factory=Journal)
    faults: Faults = field(default_factory=Faults)
    limits: RateLimits = field(default_factory=RateLimits)
    refusals: RefusalLog = field(default_factory=RefusalLog)
    serial: int = 0

    def team_of(self, person: str) -> str:
        """The team that someone belongs to."""
        known = self.people.get(person)
        return (known.home_team if known else "") or self.team

    def next_serial(self) -> int:
        """A number never given before in this workspace: ids are made of it."""
        self.serial += 1
        return self.serial

    def listed_until(self) -> str:
        """The ts up to which messages stand in the history, where that lags behind on purpose."""
        lag = self.faults.history_lag
        return f"{self.clock.now().timestamp() - lag:.6f}" if lag else "9999999999.999999"
