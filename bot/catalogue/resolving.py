"""From names in a file to ids in Slack: everyone, every channel and group is looked up once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Protocol, TypeVar

from bot.catalogue.draft import Draft
from bot.catalogue.mentions import Mention, Named, Noun
from bot.catalogue.policies import named_by, too_many
from bot.catalogue.problems import CatalogueProblems, Problem
from domain.catalogue import Catalogue

T = TypeVar("T")

NO_PERSON = "Nobody in this workspace goes by {}. Check the spelling, or use their member id (U…)."
NO_CHANNEL = (
    "There is no channel {} that I can see. Check its name; a private one must invite me first."
)
NO_GROUP = "There is no user group {} in this workspace. Check its handle, or use its id (S…)."


@dataclass(frozen=True, kw_only=True)
class Person:
    id: str
    name: str
    is_deactivated: bool = False
    is_bot: bool = False
    is_guest: bool = False


@dataclass(frozen=True, kw_only=True)
class Channel:
    """`name` has no # before it."""

    id: str
    name: str
    bot_is_member: bool
    is_archived: bool = False


@dataclass(frozen=True, kw_only=True)
class Group:
    """A user group; `handle` has no @ before it, `people` are ids."""

    id: str
    handle: str
    people: tuple[str, ...]
    is_deleted: bool = False


Found = Person | Channel | Group


class Directory(Protocol):
    """Who and what there is in a workspace; None for what is not there."""

    def person(self, ref: str) -> Person | None:
        """Look up by e-mail or member id."""

    def channel(self, ref: str) -> Channel | None:
        """Look up by name, with or without its #, or by id."""

    def group(self, ref: str) -> Group | None:
        """Look up by handle, with or without its @, or by id."""


@dataclass(frozen=True, kw_only=True)
class Resolved:
    """`groups` are those that the catalogue names, as they are now."""

    catalogue: Catalogue
    groups: tuple[Group, ...]


def resolve(draft: Draft, directory: Directory) -> Resolved:
    """Put ids in the place of all that is named. Raises CatalogueProblems for all not found."""
    found = {m.text: _look_up(m, directory) for m in draft.mentions}
    problems = [Problem(m.line, w) for m in draft.mentions if (w := _wrong_with(m, found[m.text]))]
    if problems:
        raise CatalogueProblems(problems)
    ids = {text: each.id for text, each in found.items() if each}
    names = dict(_name(each) for each in found.values() if each and not isinstance(each, Channel))
    if problems := [*_own_managers(draft, ids), *_outnumbered(draft, ids, found)]:
        raise CatalogueProblems(problems)
    groups = {each.id: each for each in found.values() if isinstance(each, Group)}
    catalogue = replace(_by_id(draft.catalogue, ids), names=names)
    return Resolved(catalogue=catalogue, groups=tuple(groups.values()))


def uninvited(catalogue: Catalogue, directory: Directory) -> Sequence[Channel]:
    """The channels that the bot is to post in and has not been invited to."""
    found = [directory.channel(channel) for channel in catalogue.channels()]
    return [channel for channel in found if channel and not channel.bot_is_member]


def _look_up(mention: Mention, directory: Directory) -> Found | None:
    look_up = {
        Noun.PERSON: directory.person,
        Noun.CHANNEL: directory.channel,
        Noun.GROUP: directory.group,
    }
    return look_up[mention.noun](mention.text)


def _wrong_with(mention: Mention, found: Found | None) -> str | None:
    if isinstance(found, Person):
        return _wrong_with_person(mention, found)
    if isinstance(found, Group):
        return _wrong_with_group(found)
    if isinstance(found, Channel):
        return _wrong_with_channel(found)
    absent = {Noun.PERSON: NO_PERSON, Noun.CHANNEL: NO_CHANNEL, Noun.GROUP: NO_GROUP}
    return absent[mention.noun].format(mention.text)


def _wrong_with_person(mention: Mention, person: Person) -> str | None:
    if person.is_deactivated:
        return f"{person.name} ({mention.text}) is deactivated in Slack. Name somebody else."
    if person.is_bot:
        return f"{person.name} ({mention.text}) is a bot. Name a person."
    if person.is_guest and not mention.may_be_guest:
        return (
            f"{person.name} ({mention.text}) is a guest, who cannot own, approve or lead. "
            "Name a full member."
        )
    return None


def _wrong_with_channel(channel: Channel) -> str | None:
    if channel.is_archived:
        return f"#{channel.name} is archived. Name another channel, or bring it back."
    return None


def _wrong_with_group(group: Group) -> str | None:
    if group.is_deleted:
        return f"@{group.handle} is switched off in Slack. Name another group, or bring it back."
    if not group.people:
        return f"@{group.handle} has nobody in it. Add people to it in Slack, or name another one."
    return None


def _name(found: Person | Channel | Group) -> tuple[str, str]:
    return found.id, f"@{found.handle}" if isinstance(found, Group) else found.name


def _own_managers(draft: Draft, ids: Mapping[str, str]) -> Iterator[Problem]:
    """Who was written in two ways."""
    lines = {m.text: m.line for m in draft.mentions}
    for person, manager in draft.catalogue.managers.items():
        if ids[person] == ids[manager]:
            words = f"{person} and {manager} are one person, who would be their own manager."
            yield Problem(lines[person], words)


def _outnumbered(
    draft: Draft, ids: Mapping[str, str], found: Mapping[str, Found | None]
) -> Iterator[Problem]:
    """Where more voices are needed than there are people, now that groups are known."""
    groups = {text: each.people for text, each in found.items() if isinstance(each, Group)}
    people = {text: groups.get(text, (id,)) for text, id in ids.items()}
    gate = [one for name in draft.catalogue.privacy.data_protection for one in people[name]]
    for asked in draft.asked:
        meant = [people.get(a) or named_by(a, gate) for a in asked.approvers]
        if words := too_many(asked, meant):
            yield Problem(asked.line, words)


def _by_id(value: T, ids: Mapping[str, str]) -> T:
    """The same with ids in it; who was named twice in one list stands there once."""
    changed: object = value
    if isinstance(value, Named):
        changed = ids[value]
    elif isinstance(value, tuple):
        found = tuple(_by_id(each, ids) for each in value)
        changed = tuple(dict.fromkeys(found)) if any(isinstance(v, Named) for v in value) else found
    elif isinstance(value, Mapping):
        changed = {_by_id(key, ids): _by_id(each, ids) for key, each in value.items()}
    elif is_dataclass(value) and not isinstance(value, type):
        parts = {f.name: _by_id(getattr(value, f.name), ids) for f in fields(value)}
        changed = replace(value, **parts)
    return changed  # type: ignore[return-value]  # of the same shape
