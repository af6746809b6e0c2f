"""Errands: what has to be looked up in Slack before work can go on, kept until it is done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.roster import Delegation
from domain.source import Source, Wanted
from domain.ticket import Origin


class ErrandKind(StrEnum):
    TICKET_FROM_MESSAGE = "ticket_from_message"
    EARLIER_MESSAGES = "earlier_messages"
    PEOPLE = "people"
    GROUPS = "groups"
    STAND_IN = "stand_in"


@dataclass(frozen=True, kw_only=True)
class Errand:
    """`about` are plain strings, by name: a channel, a ts, who asked. Keys make it once."""

    key: str
    kind: ErrandKind
    about: tuple[tuple[str, str], ...]

    def __getitem__(self, name: str) -> str:
        return dict(self.about).get(name, "")


@dataclass(frozen=True, kw_only=True)
class ErrandClaim:
    """One errand, ours for a while; `generation` tells a late finisher that it was taken over."""

    id: int
    team: str
    generation: int
    attempts: int
    errand: Errand


def to_take_in(wanted: Wanted, *, press: str = "") -> Errand:
    """Look the message up and make a ticket of it; `press` tells one pressing from the next."""
    key = f"{wanted.way}:{wanted.channel}:{wanted.ts}:{wanted.by}:{press}"
    return Errand(
        key=key,
        kind=ErrandKind.TICKET_FROM_MESSAGE,
        about=(
            ("channel", wanted.channel),
            ("ts", wanted.ts),
            ("by", wanted.by),
            ("way", wanted.way),
        ),
    )


def to_keep_earlier(ticket_id: int, source: Source) -> Errand:
    """Read what was said in the thread before the ticket was made."""
    return Errand(
        key=f"earlier:MT-{ticket_id}",
        kind=ErrandKind.EARLIER_MESSAGES,
        about=(
            ("ticket", str(ticket_id)),
            ("channel", source.channel),
            ("ts", source.ts),
            ("root", source.root),
        ),
    )


def to_look_at_people(people: Iterable[str], *, now: datetime, part: int = 0) -> Errand:
    """See who has left, is a guest now, or says in their status that they are away. Of many people,
    each `part` is an errand.
    """
    key = f"people:{now.isoformat()}:{part}"
    return Errand(key=key, kind=ErrandKind.PEOPLE, about=(("people", " ".join(people)),))


def to_look_at_groups(*, because: str) -> Errand:
    """See who is in the groups that the catalogue names."""
    return Errand(key=f"groups:{because}", kind=ErrandKind.GROUPS, about=())


def to_stand_in(delegation: Delegation) -> Errand:
    """See who they are, before they speak for anybody."""
    begins, ends = delegation.begins.isoformat(), delegation.ends.isoformat()
    return Errand(
        key=f"stand_in:{delegation.person}:{delegation.to}:{begins}:{ends}",
        kind=ErrandKind.STAND_IN,
        about=(
            ("person", delegation.person),
            ("to", delegation.to),
            ("begins", begins),
            ("ends", ends),
            ("by", delegation.by),
        ),
    )


def people_in(errand: Errand) -> tuple[str, ...]:
    """What `to_look_at_people` wrote."""
    return tuple(errand["people"].split())


def delegation_in(errand: Errand) -> Delegation:
    """What `to_stand_in` wrote."""
    return Delegation(
        person=errand["person"],
        to=errand["to"],
        begins=datetime.fromisoformat(errand["begins"]),
        ends=datetime.fromisoformat(errand["ends"]),
        by=errand["by"],
    )


def wanted_in(errand: Errand) -> Wanted:
    """What `to_take_in` wrote."""
    return Wanted(
        channel=errand["channel"], ts=errand["ts"], by=errand["by"], way=Origin(errand["way"])
    )


def source_in(errand: Errand) -> Source:
    """What `to_keep_earlier` wrote."""
    return Source(channel=errand["channel"], ts=errand["ts"], root=errand["root"])
