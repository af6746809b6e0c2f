"""From names in a file to ids in Slack: everyone and every channel is looked up once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from bot.catalogue.draft import Draft
from bot.catalogue.problems import CatalogueProblems, Problem
from bot.catalogue.reading import Mention
from domain.catalogue import Area, Catalogue, DigestPlan, RequestType, SideMembers
from domain.policy import Role, Step

NO_PERSON = "Nobody in this workspace goes by {}. Check the spelling, or use their member id (U…)."
NO_CHANNEL = (
    "There is no channel {} that I can see. Check its name; a private one must invite me first."
)


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


class Directory(Protocol):
    """Who and what there is in a workspace; None for what is not there."""

    def person(self, ref: str) -> Person | None:
        """Look up by e-mail or member id."""

    def channel(self, ref: str) -> Channel | None:
        """Look up by name, with or without its #, or by id."""


def resolve(draft: Draft, directory: Directory) -> Catalogue:
    """Put ids in the place of people and channels. Raises CatalogueProblems for all not found."""
    people = {m.text: directory.person(m.text) for m in draft.mentions if not m.is_channel}
    channels = {m.text: directory.channel(m.text) for m in draft.mentions if m.is_channel}
    found = [(m, _wrong_with(m, people.get(m.text), channels.get(m.text))) for m in draft.mentions]
    if problems := [Problem(m.line, words) for m, words in found if words]:
        raise CatalogueProblems(problems)
    ids = {text: found.id for text, found in (people | channels).items() if found}
    names = {person.id: person.name for person in people.values() if person}
    return replace(_by_id(draft.catalogue, ids), names=names)


def uninvited(catalogue: Catalogue, directory: Directory) -> Sequence[Channel]:
    """The channels that the bot is to post in and has not been invited to."""
    found = [directory.channel(channel) for channel in catalogue.channels()]
    return [channel for channel in found if channel and not channel.bot_is_member]


def _wrong_with(mention: Mention, person: Person | None, channel: Channel | None) -> str | None:
    if mention.is_channel:
        return _wrong_with_channel(mention.text, channel)
    if person is None:
        return NO_PERSON.format(mention.text)
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


def _wrong_with_channel(text: str, channel: Channel | None) -> str | None:
    if channel is None:
        return NO_CHANNEL.format(text)
    if channel.is_archived:
        return f"#{channel.name} is archived. Name another channel, or bring it back."
    return None


def _by_id(catalogue: Catalogue, ids: Mapping[str, str]) -> Catalogue:
    return replace(
        catalogue,
        coordinators=tuple(ids[p] for p in catalogue.coordinators),
        sides={
            side: SideMembers(lead=ids[m.lead], people=tuple(ids[p] for p in m.people))
            for side, m in catalogue.sides.items()
        },
        areas=tuple(_area_by_id(area, ids) for area in catalogue.areas),
        types=tuple(_type_by_id(kind, ids) for kind in catalogue.types),
        digest=DigestPlan(
            channels=tuple(dict.fromkeys(ids[c] for c in catalogue.digest.channels)),
            when=catalogue.digest.when,
        ),
    )


def _area_by_id(area: Area, ids: Mapping[str, str]) -> Area:
    backup = ids[area.backup] if area.backup else None
    return replace(area, owner=ids[area.owner], backup=backup, triage=ids[area.triage])


def _type_by_id(kind: RequestType, ids: Mapping[str, str]) -> RequestType:
    if kind.approval is None:
        return kind
    steps = tuple(_step_by_id(step, ids) for step in kind.approval.steps)
    return replace(kind, approval=replace(kind.approval, steps=steps))


def _step_by_id(step: Step, ids: Mapping[str, str]) -> Step:
    approvers = (a if isinstance(a, Role) else ids[a] for a in step.approvers)
    return replace(step, approvers=tuple(dict.fromkeys(approvers)))
