"""Who and what a file names: as it was written, and where."""

from dataclasses import dataclass
from enum import StrEnum

from domain.policy import Needs, Role


class Named(str):
    """A person, channel or group as it was written; an id is put in its place."""

    __slots__ = ()


class Noun(StrEnum):
    PERSON = "person"
    CHANNEL = "channel"
    GROUP = "group"


@dataclass(frozen=True, kw_only=True)
class Mention:
    """A guest is welcome only on a side."""

    text: str
    line: int
    noun: Noun = Noun.PERSON
    may_be_guest: bool = False


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Where so many of these are asked for a yes; `most` is how many a field can name."""

    line: int
    approvers: tuple[Role | str, ...]
    needs: Needs
    most: int | None = None
