"""Typed values out of sections, with a list of every person and channel that was named."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import time
from typing import TypeVar

from bot.catalogue import values
from bot.catalogue.sections import Notes, Section, Value
from domain.catalogue import Weekly
from domain.policy import Quorum, Role
from domain.weekday import Weekday

T = TypeVar("T")

LONGEST_NAME = 75
"""What Slack shows of an option in a select."""
LONGEST_QUESTION = 300
EMOJI = re.compile("[a-z0-9_+'-]{1,100}")


@dataclass(frozen=True, kw_only=True)
class Mention:
    """A person or a channel, as written, and where. A guest is welcome only on a side."""

    text: str
    line: int
    is_channel: bool = False
    may_be_guest: bool = False


class Reading:
    def __init__(self, notes: Notes) -> None:
        self.notes = notes
        self.mentions: list[Mention] = []

    def words(self, section: Section, key: str, *, longest: int = LONGEST_NAME) -> str:
        return self.short(section.value(key), longest)

    def short(self, value: Value, longest: int) -> str:
        """One line of words within the limit of the place where Slack will show it."""
        text = " ".join(value.text.split())
        if len(text) > longest:
            self.notes.note(value.line, f"This has {len(text)} characters; {longest} fit.")
        return text

    def person(self, section: Section, key: str) -> str:
        return self._person(section.value(key))

    def people(
        self, section: Section, key: str, *, least: int = 1, may_be_guest: bool = False
    ) -> tuple[str, ...]:
        found = section.values(key, least=least)
        return tuple(self._person(v, may_be_guest=may_be_guest) for v in found)

    def approver(self, value: Value) -> Role | str:
        """A role, or a person."""
        roles = [role.value for role in Role]
        if value.text.lower() in roles:
            return Role(value.text.lower())
        if value.text and values.person(value.text):
            advice = values.meant(value.text.lower(), roles)
            words = f'"{value.text}" is neither a person nor a role. {advice}'
            self.notes.note(value.line, words)
            return ""
        return self._person(value)

    def channel(self, value: Value) -> str:
        self._note(value, values.channel)
        self.mentions.append(Mention(text=value.text, line=value.line, is_channel=True))
        return value.text

    def zone(self, section: Section, key: str) -> str:
        value = section.value(key)
        self._note(value, values.zone)
        return value.text

    def quorum(self, section: Section, key: str) -> Quorum:
        value = section.value(key)
        choices = [quorum.value for quorum in Quorum]
        if value.text and value.text not in choices:
            words = f'"{value.text}" cannot be. Write any (one yes is enough) or all.'
            self.notes.note(value.line, words)
        return Quorum(value.text) if value.text in choices else Quorum.ANY

    def choice(self, section: Section, key: str, choices: Sequence[str]) -> str:
        """One of a few words that the file itself defines."""
        value = section.value(key)
        if value.text and choices and value.text not in choices:
            advice = values.meant(value.text, choices)
            self.notes.note(value.line, f'There is no {key} "{value.text}". {advice}')
        return value.text

    def weekly(self, section: Section, zone: str) -> Weekly:
        return Weekly(
            weekday=self._either(section.value("day"), values.weekday, Weekday.MONDAY),
            at=self._either(section.value("time"), values.clock_time, time()),
            zone=zone,
        )

    def switch(self, section: Section, key: str) -> bool:
        """Whether it says true; what is not there is false."""
        if key not in section:
            return False
        value = section.bare_value(key)
        if value.text not in ("true", "false", ""):
            self.notes.note(value.line, f'"{value.text}" cannot be. Write true or false.')
        return value.text == "true"

    def emoji(self, section: Section, key: str) -> str:
        """The name of an emoji, with or without its colons."""
        value = section.value(key)
        name = value.text.strip(":")
        if value.text and not EMOJI.fullmatch(name):
            words = f'"{value.text}" is no name of an emoji. Write it like "ticket".'
            self.notes.note(value.line, words)
        return name

    def whole(self, section: Section, key: str, *, most: int, noun: str) -> int:
        value = section.value(key)
        if value.text and not (value.text.isdecimal() and 1 <= int(value.text) <= most):
            words = f'"{value.text}" cannot be. Write a whole number of {noun} from 1 to {most}.'
            self.notes.note(value.line, words)
            return 1
        return int(value.text or 1)

    def key(self, value: Value) -> str:
        self._note(value, values.key)
        return value.text

    def _person(self, value: Value, *, may_be_guest: bool = False) -> str:
        self._note(value, values.person)
        mention = Mention(text=value.text, line=value.line, may_be_guest=may_be_guest)
        self.mentions.append(mention)
        return value.text

    def _note(self, value: Value, wrong_with: Callable[[str], str | None]) -> None:
        if value.text and (words := wrong_with(value.text)):
            self.notes.note(value.line, words)

    def _either(self, value: Value, read: Callable[[str], T | str], otherwise: T) -> T:
        found = read(value.text) if value.text else otherwise
        if isinstance(found, str):
            self.notes.note(value.line, found)
            return otherwise
        return found
