"""What single values of the catalogue may look like, each with the words for what does not fit."""

import re
from collections.abc import Sequence
from datetime import time
from difflib import get_close_matches
from zoneinfo import available_timezones

from domain.weekday import Weekday

SWITCHES = {"y", "yes", "on", "true", "n", "no", "off", "false"}
CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")
E_MAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+")
PERSON_ID = re.compile(r"[UW][A-Z0-9]{2,}")
GROUP_ID = re.compile(r"S[A-Z0-9]{2,}")
GROUP_HANDLE = re.compile(r"@[a-z0-9][a-z0-9._-]{0,79}")
CHANNEL_ID = re.compile(r"[CG][A-Z0-9]{2,}")
CHANNEL_NAME = re.compile(r"#?[\w-]{1,80}")
KEY = re.compile(r"[a-z][a-z0-9_-]{0,39}")


def trap(bare: str) -> str | None:
    """What other YAML readers make of a word without quotes, where that is not the word."""
    if bare.lower() in SWITCHES:
        switch = "true" if bare.lower() in ("y", "yes", "on", "true") else "false"
        return f'Many YAML readers take {bare} for "{switch}".'
    if CLOCK.fullmatch(bare):
        return f"Many YAML readers take {bare} for a number."
    return None


def not_text(bare: str) -> str | None:
    """Why a word needs quotes to be text everywhere, if it does."""
    why = trap(bare)
    return f'{why} Put it in quotes: "{bare}".' if why else None


def clock_time(text: str) -> time | str:
    """A wall-clock time, or what is wrong with it."""
    match = CLOCK.fullmatch(text)
    if not match or match[3] or int(match[1]) > 23 or int(match[2]) > 59:  # noqa: PLR2004  # a day
        return f'"{text}" is not a time of day. Write hours and minutes, such as "16:00".'
    return time(int(match[1]), int(match[2]))


def weekday(text: str) -> Weekday | str:
    """A day of the week, or what is wrong with it."""
    names = [day.name.lower() for day in Weekday]
    if text.lower() in names:
        return Weekday(names.index(text.lower()))
    return f'"{text}" is not a day of the week. {meant(text.lower(), names)}'


def zone(text: str) -> str | None:
    """What is wrong with the name of a time zone, if anything is."""
    zones = sorted(available_timezones())
    if text in zones:
        return None
    by_city = {z.rpartition("/")[2].lower(): z for z in zones}
    wanted = text.rpartition("/")[2].strip().replace(" ", "_").lower()
    close = get_close_matches(wanted, by_city, n=1, cutoff=0.75)
    example = f"Did you mean {by_city[close[0]]}?" if close else "Write it like Europe/Berlin."
    return f'"{text}" is not a time zone. {example}'


def person(text: str) -> str | None:
    """What is wrong with the way a person is named, if anything is."""
    if E_MAIL.fullmatch(text) or PERSON_ID.fullmatch(text):
        return None
    return f'"{text}" names no person. Write their e-mail, or their Slack member id (U…).'


def is_group(text: str) -> bool:
    """Whether it is meant to name a user group rather than a person."""
    return text.startswith("@") or bool(GROUP_ID.fullmatch(text))


def group(text: str) -> str | None:
    """What is wrong with the way a user group is named, if anything is."""
    if GROUP_ID.fullmatch(text) or GROUP_HANDLE.fullmatch(text):
        return None
    return f'"{text}" names no user group. Write "@its-handle" in lower case, or its id (S…).'


def channel(text: str) -> str | None:
    """What is wrong with the way a channel is named, if anything is."""
    if CHANNEL_ID.fullmatch(text):
        return None
    if CHANNEL_NAME.fullmatch(text) and text == text.lower():
        return None
    return f'"{text}" names no channel. Write "#its-name" in lower case, or its id (C…).'


def key(text: str) -> str | None:
    """What is wrong with the key that an area or a type goes by, if anything is."""
    if KEY.fullmatch(text):
        return None
    return f"`{text}` cannot be a key. Use lower-case letters, digits, - and _, a letter first."


def meant(text: str, choices: Sequence[str]) -> str:
    """The probable one of a few choices, or all of them."""
    close = get_close_matches(text, choices, n=1, cutoff=0.5)
    if not choices:
        return "There are none."
    return f"Did you mean {close[0]}?" if close else f"There are {', '.join(choices)}."
