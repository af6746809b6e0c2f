"""Errands: what has to be looked up in Slack before work can go on, kept until it is done."""

from dataclasses import dataclass
from enum import StrEnum


class ErrandKind(StrEnum):
    TICKET_FROM_MESSAGE = "ticket_from_message"
    EARLIER_MESSAGES = "earlier_messages"


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
