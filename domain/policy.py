"""Approval policies: which steps of whose yes a request needs, as the catalogue says it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.condition import Condition

FIELD = "field:"
"""Begins an approver who is named in the form: `field:manager` is whoever stands in that field."""


class Quorum(StrEnum):
    """How many of those asked must say yes."""

    ANY = "any"
    ALL = "all"
    MAJORITY = "majority"


Needs = Quorum | int
"""A quorum by name, or so many of those asked."""

QUORUMS: Mapping[Quorum, Callable[[int], int]] = {
    Quorum.ANY: lambda _asked: 1,
    Quorum.ALL: lambda asked: asked,
    Quorum.MAJORITY: lambda asked: asked // 2 + 1,
}
"""How many yeses, of so many who are asked. A new quorum is one entry."""


def enough(needs: Needs, *, asked: int) -> int:
    """How many yeses settle it: never more than there are people, never none."""
    wanted = QUORUMS[needs](asked) if isinstance(needs, Quorum) else needs
    return max(1, min(wanted, asked))


class Role(StrEnum):
    """An approver named by position; the person is looked up when they are asked."""

    AREA_OWNER = "area owner"
    AREA_BACKUP = "area backup"
    IT_LEAD = "it lead"
    MARKETING_LEAD = "marketing lead"
    DATA_PROTECTION = "data protection"
    MANAGER = "manager"


class TimeOut(StrEnum):
    """What happens when a step is not decided in time."""

    REMIND = "remind"
    ADD_BACKUP = "add backup"
    REPLACE = "replace"
    CANCEL = "cancel"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One stage. Approvers are Slack ids of people or groups, roles, or `field:` and a key.

    It is asked only of requests for which `when` holds. `within` is in working hours; without it,
    there is no time-out but a reminder each working day.
    """

    name: str = ""
    approvers: tuple[Role | str, ...]
    needs: Needs = Quorum.ANY
    when: tuple[Condition, ...] = ()
    within: int | None = None
    then: TimeOut = TimeOut.REMIND


@dataclass(frozen=True, kw_only=True)
class Policy:
    """Steps, one after the other.

    A change of what is `material` asks anew; None means every field but urgency, date and
    acceptance. What is `locked` cannot be changed while somebody is asked.
    """

    steps: tuple[Step, ...]
    material: tuple[str, ...] | None = None
    locked: tuple[str, ...] = ()
