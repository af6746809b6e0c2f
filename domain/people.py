"""People: the two sides of a company, and what Slack says of a person."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Side(StrEnum):
    MARKETING = "marketing"
    IT = "it"

    @property
    def other(self) -> "Side":
        return Side.IT if self is Side.MARKETING else Side.MARKETING


@dataclass(frozen=True, kw_only=True)
class Person:
    """What Slack last said of somebody, as far as it decides what they may do.

    `zone` is an IANA name. Who is from outside belongs to another organisation.
    """

    id: str
    is_deactivated: bool = False
    is_guest: bool = False
    is_from_outside: bool = False
    zone: str | None = None
    known_at: datetime

    @property
    def may_ask(self) -> bool:
        """Guests and people of other organisations may not, nor who has left."""
        return not (self.is_deactivated or self.is_guest or self.is_from_outside)


def standing_of(person: Person | None) -> tuple[bool, bool]:
    """Whether they have left, and whether they are no colleague: what the roster is made of."""
    if person is None:
        return False, False
    return person.is_deactivated, person.is_guest or person.is_from_outside
