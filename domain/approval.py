"""Who may approve a ticket, and what their verdicts add up to."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from domain.catalogue import Area, Catalogue, Policy, Quorum, Role
from domain.errors import AlreadyDecided, AskedAgain, NobodyToAsk, OwnRequest, TicketNotFound
from domain.people import Side
from domain.ticket import Status, Ticket


class Verdict(StrEnum):
    APPROVED = "approved"
    CHANGES_REQUESTED = "changes_requested"
    DECLINED = "declined"


STATUS_AFTER = {
    Verdict.APPROVED: Status.OPEN,
    Verdict.CHANGES_REQUESTED: Status.CHANGES_REQUESTED,
    Verdict.DECLINED: Status.DECLINED,
}


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What one approver said; `verdict` is None until they have."""

    approver: str
    verdict: Verdict | None = None
    comment: str = ""
    decided_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Approval:
    """One asking. `round` counts the askings of a ticket: only a material change raises it.

    It is cancelled when the request was changed or withdrawn before enough people had answered.
    """

    ticket_id: int
    round: int = 1
    needs: Quorum
    answers: tuple[Answer, ...]
    asked_at: datetime
    is_cancelled: bool = False

    @property
    def outcome(self) -> Verdict | None:
        """What the answers add up to so far; None while somebody's yes is missing.

        One who declines or asks for changes speaks for all; for a yes, `needs` decides.
        """
        said = [a.verdict for a in self.answers if a.verdict]
        for verdict in (Verdict.DECLINED, Verdict.CHANGES_REQUESTED):
            if verdict in said:
                return verdict
        enough = len(self.answers) if self.needs is Quorum.ALL else 1
        return Verdict.APPROVED if len(said) >= enough else None

    @property
    def deciding(self) -> Answer | None:
        """The answer that settled it: with it the outcome was reached."""
        answers = [a for a in self.answers if a.verdict is self.outcome and a.decided_at]
        last = self.needs is Quorum.ALL and self.outcome is Verdict.APPROVED
        by_time = sorted(answers, key=lambda a: str(a.decided_at), reverse=last)
        return by_time[0] if self.outcome and by_time else None

    @property
    def missing(self) -> tuple[str, ...]:
        """Who has not answered yet."""
        return tuple(a.approver for a in self.answers if a.verdict is None)


@dataclass(frozen=True, kw_only=True)
class Press:
    """A verdict as it was given: by whom, on which ticket, in the round the button was drawn for.

    `key` is the same for every delivery of one press, and differs for the next press.
    """

    key: str
    by: str
    ticket_id: int
    round: int
    verdict: Verdict
    comment: str = ""


def ask(
    policy: Policy, ticket: Ticket, catalogue: Catalogue, *, round: int, now: datetime
) -> Approval:
    """Ask the people of this policy, never the requester, nor who filed it for them.

    When only they would be left, the next in line for the area is asked instead.
    Raises NobodyToAsk when there is no such person.
    """
    area = catalogue.area(ticket.area)
    assert area is not None
    named = [_person(approver, area, catalogue) for approver in policy.approvers]
    instead = [area.backup, area.owner, catalogue.sides[Side.IT].lead, *catalogue.coordinators]
    people = _others(named, ticket) or _others(instead, ticket)[:1]
    if not people:
        raise NobodyToAsk(area.name)
    return Approval(
        ticket_id=ticket.id,
        round=round,
        needs=policy.needs,
        answers=tuple(Answer(approver=person) for person in people),
        asked_at=now,
    )


def decide(approval: Approval, ticket: Ticket, press: Press, *, now: datetime) -> Approval:
    """Return the approval with this approver's verdict counted.

    Raises what `check` raises.
    """
    check(approval, ticket, press)
    answer = Answer(approver=press.by, verdict=press.verdict, comment=press.comment, decided_at=now)
    answers = tuple(answer if a.approver == press.by else a for a in approval.answers)
    return replace(approval, answers=answers)


def settled(ticket: Ticket, approval: Approval, *, now: datetime) -> Ticket:
    """The ticket once the approval has an outcome; as it is while it has none."""
    if approval.outcome is None:
        return ticket
    closed_at = now if approval.outcome is Verdict.DECLINED else None
    return replace(ticket, status=STATUS_AFTER[approval.outcome], closed_at=closed_at)


def check(approval: Approval | None, ticket: Ticket, press: Press) -> None:
    """Whether this press may count.

    Raises OwnRequest for the requester and who filed it for them, TicketNotFound for a stranger,
    AlreadyDecided when the approval is over, and AskedAgain when the button was drawn for an older
    round.
    """
    if press.by in (ticket.requester, ticket.filed_by):
        raise OwnRequest(ticket.reference)
    if approval is None or press.by not in {a.approver for a in approval.answers}:
        raise TicketNotFound(ticket.id)
    if press.round != approval.round:
        raise AskedAgain(ticket.reference)
    if ticket.status is not Status.AWAITING_APPROVAL:
        first = approval.deciding
        raise AlreadyDecided(
            ticket.reference,
            by=first.approver if first else None,
            verdict=first.verdict if first else None,
        )


def _person(approver: Role | str, area: Area, catalogue: Catalogue) -> str | None:
    match approver:
        case Role.AREA_OWNER:
            return area.owner
        case Role.AREA_BACKUP:
            return area.backup
        case Role.IT_LEAD:
            return catalogue.sides[Side.IT].lead
        case Role.MARKETING_LEAD:
            return catalogue.sides[Side.MARKETING].lead
        case _:
            return approver


def _others(people: Sequence[str | None], ticket: Ticket) -> list[str]:
    own = (ticket.requester, ticket.filed_by)
    return list(dict.fromkeys(p for p in people if p and p not in own))
