"""Sides: the two halves of a company that Tandem keeps in step."""

from enum import StrEnum


class Side(StrEnum):
    MARKETING = "marketing"
    IT = "it"

    @property
    def other(self) -> "Side":
        return Side.IT if self is Side.MARKETING else Side.MARKETING
