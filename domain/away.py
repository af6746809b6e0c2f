"""Being away: what a Slack status says of it, who may enter it for whom, and who is missed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.catalogue import AwayPlan, Catalogue
from domain.policy import Policy, Role
from domain.roster import Absence, ToldBy

FURTHEST = timedelta(days=366)
"""So far ahead somebody may be away; whoever does not know when they are back speaks up earlier."""


@dataclass(frozen=True, kw_only=True)
class Status:
    """What stands beside somebody's name in Slack; `until` is None where it stays."""

    text: str = ""
    emoji: str = ""
    until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Somebody is to be away from the one moment to the other, or until they are back.

    `stand_in` decides for them meanwhile; `by` is who says so.
    """

    person: str
    by: str
    begins: datetime
    ends: datetime | None = None
    stand_in: str | None = None


def says_away(status: Status, plan: AwayPlan) -> bool:
    """Whether one of the plan's words stands in it, whole, or it bears one of the emoji."""
    emoji = status.emoji.strip(":").partition("::")[0]
    if emoji and emoji in {known.strip(":") for known in plan.emoji}:
        return True
    return any(_stands_in(word, status.text) for word in plan.words)


def told_by_status(
    person: str, status: Status, known: Absence | None, plan: AwayPlan, *, now: datetime
) -> Absence | None:
    """The absence that this status tells of; None where it tells of none.

    `known` is the one that their status told of before: it goes on. Who has said themselves that
    they are back (`by`) is, as long as that status stays.
    """
    if not says_away(status, plan) or (status.until and status.until <= now):
        return None
    if known and known.by:
        return known
    is_same = known is not None and (known.ends is None or known.ends > now)
    begins = known.begins if known and is_same else now
    return Absence(person=person, begins=begins, ends=status.until, told_by=ToldBy.STATUS)


def back_by_hand(absence: Absence, *, now: datetime) -> Absence:
    """An absence by status, when they say that they are here: kept, as the status may stay."""
    return replace(absence, ends=max(now, absence.begins), by=absence.person)


def may_enter(by: str, person: str, catalogue: Catalogue) -> bool:
    """Everybody for themselves, a lead for the people of their side."""
    if by == person:
        return True
    led = [side for side, members in catalogue.sides.items() if members.lead == by]
    return any(person in catalogue.members(side) for side in led)


def decides_or_owns(person: str, catalogue: Catalogue) -> bool:
    """Whether the catalogue asks them for decisions or gives them work."""
    return person in catalogue.roster.people_in(duties(catalogue))


def duties(catalogue: Catalogue) -> Iterable[str]:
    """The ids of people and groups that are named for decisions or work, some several times."""
    for area in catalogue.areas:
        yield from (p for p in (area.owner, area.backup, *area.people) if p)
    for rule in catalogue.routing:
        yield from rule.people
    for kind in catalogue.types:
        yield from _asked(kind.approval)
    yield from catalogue.privacy.data_protection
    yield from catalogue.leads


def _asked(policy: Policy | None) -> Iterable[str]:
    steps = policy.steps if policy else ()
    named = (name for step in steps for name in step.approvers)
    return (n for n in named if n not in set(Role) and n.startswith(("U", "W", "S")))


def _stands_in(word: str, text: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(word.casefold())}(?!\w)", text.casefold()))
