"""What is wrong with a described workspace: people, groups, channels and messages."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sandbox.directory import readable
from sandbox.written import (
    FLAG,
    MAPPING,
    MAPPINGS,
    NUMBER,
    TEXT,
    TEXTS,
    TIME,
    Keys,
    Kind,
    repeated,
    sections,
    wrong,
)

Json = dict[str, Any]

MEMBERS = Kind("a list of names, or all", lambda value: value == "all" or TEXTS.fits(value))
TOP: Keys = {
    "team": MAPPING,
    "people": MAPPINGS,
    "groups": MAPPINGS,
    "channels": MAPPINGS,
    "messages": MAPPINGS,
    "clock": TIME,
}
TEAM: Keys = {"id": TEXT, "name": TEXT, "domain": TEXT}
PERSON: Keys = {
    "id": TEXT,
    "name": TEXT,
    "real_name": TEXT,
    "email": TEXT,
    "tz": TEXT,
    "title": TEXT,
    "avatar": TEXT,
    "is_admin": FLAG,
    "is_restricted": FLAG,
    "is_ultra_restricted": FLAG,
    "home_team": TEXT,
}
GROUP: Keys = {"id": TEXT, "handle": TEXT, "name": TEXT, "people": TEXTS, "is_disabled": FLAG}
CHANNEL: Keys = {
    "id": TEXT,
    "name": TEXT,
    "topic": TEXT,
    "people": MEMBERS,
    "bot": FLAG,
    "is_private": FLAG,
}
MESSAGE: Keys = {"channel": TEXT, "person": TEXT, "text": TEXT, "ago_minutes": NUMBER}
LISTS = {
    "people": (PERSON, ("name",)),
    "groups": (GROUP, ("handle",)),
    "channels": (CHANNEL, ("name",)),
    "messages": (MESSAGE, ("channel", "person", "text")),
}
TITLES = {"people": "name", "groups": "handle", "channels": "name", "messages": "channel"}


def problems(seed: Json) -> list[str]:
    """A line for each mistake; references are looked at once the rest is sound."""
    shapes = [*wrong("The workspace", seed, TOP), *_sections(seed)]
    return shapes or [*_twice(seed), *_strangers(seed), *_zones(seed)]


def settled(seed: Json) -> Json:
    """The same, with the clock as text, where YAML knew it for a time."""
    clock = seed.get("clock")
    return seed | ({"clock": clock.isoformat()} if isinstance(clock, date) else {})


def _sections(seed: Json) -> Iterator[str]:
    if MAPPING.fits(seed.get("team")):
        yield from wrong("team", seed["team"], TEAM)
    for key, (known, needed) in LISTS.items():
        for place, each in sections(seed, key, name=TITLES[key]):
            yield from wrong(place, each, known, *needed)


def _twice(seed: Json) -> Iterator[str]:
    for key, prefix in (("people", "U"), ("groups", "S"), ("channels", "C")):
        found = [each for _, each in sections(seed, key, name=TITLES[key])]
        names = [each[TITLES[key]] for each in found]
        yield from repeated(key, names)
        if len(names) == len(set(names)):
            named = zip(found, names, strict=True)
            ids = [each.get("id") or readable(prefix, name) for each, name in named]
            yield from repeated(f"{key} (the ids; give them other ones by `id`)", ids)


def _strangers(seed: Json) -> Iterator[str]:
    """Names that nobody and nothing bears."""
    people = _known(seed, "people", "name", "id", "email")
    channels = _known(seed, "channels", "name", "id")
    for key in ("groups", "channels"):
        for place, each in sections(seed, key, name=TITLES[key]):
            yield from _missing(place, "people", _members(each), people)
    for place, each in sections(seed, "messages", name="channel"):
        yield from _missing(place, "people", [each["person"].removeprefix("@")], people)
        yield from _missing(place, "channels", [each["channel"].removeprefix("#")], channels)


def _zones(seed: Json) -> Iterator[str]:
    for place, each in sections(seed, "people", name="name"):
        try:
            ZoneInfo(each.get("tz") or "Etc/UTC")
        except (ZoneInfoNotFoundError, ValueError):
            yield f"{place}: `tz` should be a time zone such as Europe/Berlin."


def _missing(place: str, kind: str, names: list[str], known: set[str]) -> Iterator[str]:
    for name in names:
        if name not in known:
            yield f"{place}: {name} is not among the {kind}."


def _members(spec: Json) -> list[str]:
    chosen = spec.get("people") or []
    return [] if chosen == "all" else [name.removeprefix("@") for name in chosen]


def _known(seed: Json, key: str, *by: str) -> set[str]:
    return {each[name] for each in seed.get(key) or [] for name in by if each.get(name)}
