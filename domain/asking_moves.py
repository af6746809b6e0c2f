"""The moves that ask somebody: for a yes by hand, once more, and by a reminder."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from domain import lifecycle
from domain.asking import ask, by_hand
from domain.catalogue import Catalogue
from domain.errors import FieldRefusal, NobodyToAsk, RemindedAlready
from domain.history import Entry, Event
from domain.lifecycle import Move, company_of
from domain.policy import Quorum
from domain.request import Filed, case_of
from domain.rewriting import asked_anew, carried_on
from domain.taking_in import awaiting_answer, policy_of
from domain.ticket import Status

MOST_ASKED = 20


def ask_by_hand(
    filed: Filed,
    people: Sequence[str],
    *,
    needs: Quorum,
    by: str,
    because: str,
    catalogue: Catalogue,
    now: datetime,
) -> Filed:
    """The ticket, waiting for a yes of these people; then it goes on where it stands.

    Raises what `lifecycle.move` raises, and FieldRefusal where they cannot be asked.
    """
    company = company_of(catalogue)
    lifecycle.move(filed, by, Move.ASK_APPROVAL, company=company, now=now, words=because)
    case = case_of(filed, catalogue, now=now)
    if problem := _amiss(people, filed, by=by, catalogue=catalogue):
        raise FieldRefusal({"people": problem})
    approval = by_hand(people, case, needs=needs, by=by, because=because)
    if approval is None:
        raise NobodyToAsk(filed.ticket.area)
    return asked_anew(filed, approval)


def ask_again(filed: Filed, *, by: str, catalogue: Catalogue, now: datetime) -> Filed:
    """The ticket, asked about in a new round; where nobody has to say yes any more, open.

    Raises what `lifecycle.check` raises, and NobodyToAsk.
    """
    lifecycle.check(filed, by, Move.ASK_AGAIN, company=company_of(catalogue), now=now)
    case = case_of(filed, catalogue, now=now)
    policy = policy_of(case)
    approval = carried_on(ask(policy, case, round=1) if policy else None, filed, case)
    if approval:
        return asked_anew(filed, approval)
    opened = replace(filed, ticket=replace(filed.ticket, status=Status.OPEN))
    return awaiting_answer(opened, catalogue, now=now)


def check_reminder(
    filed: Filed, history: Sequence[Entry], *, by: str, catalogue: Catalogue, now: datetime
) -> None:
    """Whether the requester may remind those who decide: once on each day of the desk's calendar.

    Raises what `lifecycle.check` raises, and RemindedAlready.
    """
    lifecycle.check(filed, by, Move.REMIND, company=company_of(catalogue), now=now)
    zone = ZoneInfo(catalogue.zone)
    today = now.astimezone(zone).date()
    reminded = (e for e in history if e.event is Event.REMINDED and e.by == by)
    if any(entry.at.astimezone(zone).date() == today for entry in reminded):
        raise RemindedAlready(filed.ticket.reference)


def _amiss(people: Sequence[str], filed: Filed, *, by: str, catalogue: Catalogue) -> str:
    case = case_of(filed, catalogue, now=filed.ticket.opened_at)
    if not people:
        return "Please choose at least one person."
    if len(people) > MOST_ASKED:
        return f"Please choose at most {MOST_ASKED} people."
    if by in people:
        return "You cannot ask yourself. Please choose somebody else."
    if case.own.intersection(people):
        return "Nobody decides on their own request. Please choose somebody else than who asked."
    if not all(catalogue.roster.may_approve(person) for person in people):
        return "Guests and who has left cannot decide. Please choose colleagues."
    return ""
