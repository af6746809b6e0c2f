"""Typed values out of sections, with a list of everyone and every channel that was named."""

import re
from collections.abc import Callable, Sequence
from datetime import time
from typing import TypeVar

from bot.catalogue import values
from bot.catalogue.mentions import Asked, Mention, Named, Noun
from bot.catalogue.sections import Notes, Section, Value
from domain.catalogue import Weekly
from domain.policy import FIELD, Role
from domain.weekday import Weekday

T = TypeVar("T")

LONGEST_NAME = 75
"""What Slack shows of an option in a select."""
LONGEST_QUESTION = 300
EMOJI = re.compile("[a-z0-9_+'-]{1,100}")


class Reading:
    def __init__(self, notes: Notes) -> None:
        self.notes = notes
        self.mentions: list[Mention] = []
        self.asked: list[Asked] = []
        self.hours_in_a_day: float = 8

    def words(self, section: Section, key: str, *, longest: int = LONGEST_NAME) -> str:
        return self.short(section.value(key), longest)

    def short(self, value: Value, longest: int) -> str:
        """One line of words within the limit of the place where Slack will show it."""
        text = " ".join(value.text.split())
        if len(text) > longest:
            self.notes.note(value.line, f"This has {len(text)} characters; {longest} fit.")
        return text

    def person(self, section: Section, key: str) -> str:
        return self.one(section.value(key))

    def people(
        self, section: Section, key: str, *, least: int = 1, may_be_guest: bool = False
    ) -> tuple[str, ...]:
        found = section.values(key, least=least)
        return tuple(self.one(v, may_be_guest=may_be_guest) for v in found)

    def members(self, section: Section, key: str) -> tuple[str, ...]:
        """People and user groups."""
        return tuple(self._member(value) for value in section.values(key) if value.text)

    def groups(self, section: Section, key: str) -> tuple[str, ...]:
        found = (v for v in section.values(key) if v.text)
        return tuple(
            self._group(v.text if values.is_group(v.text) else f"@{v.text}", v) for v in found
        )

    def approver(self, value: Value) -> Role | str:
        """A role, a person, a user group, or `field:` and the key of a field."""
        roles = [role.value for role in Role]
        if value.text.lower() in roles:
            return Role(value.text.lower())
        if value.text.startswith(FIELD):
            return FIELD + value.text.removeprefix(FIELD).strip()
        if value.text and not values.is_group(value.text) and values.person(value.text):
            advice = values.meant(value.text.lower(), roles)
            words = f'"{value.text}" is neither a person nor a role. {advice}'
            self.notes.note(value.line, words)
            return ""
        return self._member(value)

    def channel(self, value: Value) -> str:
        self._note(value, values.channel)
        return self._named(value.text, value, Noun.CHANNEL)

    def zone(self, section: Section, key: str) -> str:
        value = section.value(key)
        self._note(value, values.zone)
        return value.text

    def choice(self, section: Section, key: str, choices: Sequence[str], *, noun: str = "") -> str:
        """One of a few words that the file itself defines."""
        value = section.value(key)
        if value.text and choices and value.text not in choices:
            advice = values.meant(value.text, choices)
            self.notes.note(value.line, f'There is no {noun or key} "{value.text}". {advice}')
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
        return self.emoji_named(section.value(key))

    def emoji_named(self, value: Value) -> str:
        """The name of an emoji, with or without its colons."""
        name = value.text.strip(":")
        if value.text and not EMOJI.fullmatch(name):
            words = f'"{value.text}" is no name of an emoji. Write it like "ticket".'
            self.notes.note(value.line, words)
        return name

    def whole(self, section: Section, key: str, *, most: int, noun: str) -> int:
        value = section.value(key)
        is_number = re.fullmatch(r"[0-9]{1,9}", value.text)
        if value.text and not (is_number and 1 <= int(value.text) <= most):
            words = f'"{value.text}" cannot be. Write a whole number of {noun} from 1 to {most}.'
            self.notes.note(value.line, words)
            return 1
        return int(value.text or 1)

    def key(self, value: Value) -> str:
        self._note(value, values.key)
        return value.text

    def one(self, value: Value, *, may_be_guest: bool = False) -> str:
        """A person."""
        self._note(value, values.person)
        return self._named(value.text, value, may_be_guest=may_be_guest)

    def _member(self, value: Value) -> str:
        return self._group(value.text, value) if values.is_group(value.text) else self.one(value)

    def _group(self, text: str, value: Value) -> str:
        self._note(Value(text, value.line), values.group)
        return self._named(text, value, Noun.GROUP)

    def _named(
        self, text: str, value: Value, noun: Noun = Noun.PERSON, *, may_be_guest: bool = False
    ) -> str:
        mention = Mention(text=text, line=value.line, noun=noun, may_be_guest=may_be_guest)
        self.mentions.append(mention)
        return Named(text)

    def _note(self, value: Value, wrong_with: Callable[[str], str | None]) -> None:
        if value.text and (words := wrong_with(value.text)):
            self.notes.note(value.line, words)

    def _either(self, value: Value, read: Callable[[str], T | str], otherwise: T) -> T:
        found = read(value.text) if value.text else otherwise
        if isinstance(found, str):
            self.notes.note(value.line, found)
            return otherwise
        return found
