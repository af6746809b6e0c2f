"""Several decisions with one press: what waits for somebody, and their yes to what they chose."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from domain import deciding as rules
from domain.approval import Press, Verdict
from domain.errors import Refusal
from domain.history import Entry
from domain.message import Message
from domain.request import Filed
from domain.ticket import Ticket
from domain.verdicts import has_said
from storage.transaction import Transaction
from views.bulk import MOST, Decided
from views.home_rows import Row
from workflows import telling
from workflows.desk import Desk, rerun_on_conflict

Change = tuple[Filed, Filed, Press]
"""A ticket before and after a press that counted, and the press."""


def waiting(desk: Desk, person: str, *, area: str | None) -> Sequence[Row]:
    """What this person has to decide, the oldest first; one more than a form holds, if there is."""
    with desk.reading() as tx:
        found = tx.home.decisions(person, area, most=MOST + 1)
    return [Row(ticket=asked.ticket, link=None, turn=asked.turn) for asked in found]


@rerun_on_conflict
def approve(desk: Desk, chosen: Mapping[int, str], *, by: str, key: str) -> Decided:
    """Say yes to all of these tickets, each in the turn its line was drawn for; in one commit.

    What may not be decided so is left out, with why. Sent again it finds its own yes everywhere,
    as nobody says anything twice in one turn.
    """
    now = desk.clock()
    with desk.transaction() as tx:
        catalogue = tx.catalogues.known()
        approved: list[Ticket] = []
        changes: list[Change] = []
        left_out: list[Refusal] = []
        for ticket_id in sorted(chosen):  # everybody locks in this order, so nobody waits in a ring
            press = _yes(ticket_id, chosen[ticket_id], by=by, key=key)
            try:
                filed = tx.tickets.filed(ticket_id, lock=True)
                if not has_said(filed.approval, press):
                    after = rules.counted(filed, press, catalogue, now=now)
                    after = replace(after, ticket=tx.tickets.save(after.ticket))
                    changes.append((filed, after, press))
                approved.append(filed.ticket)
            except Refusal as refusal:
                telling.keep_refused(tx, press, refusal, now=now)
                left_out.append(refusal)
        _keep(tx, changes, by=by, now=now)
    return Decided(approved=approved, left_out=left_out)


def _keep(tx: Transaction, changes: Sequence[Change], *, by: str, now: datetime) -> None:
    """Save what was decided, and tell of each as if it had been decided alone."""
    catalogue = tx.catalogues.known()
    entries: list[Entry] = []
    told: list[Message] = []
    for before, after, press in changes:
        entries += telling.recorded(before, after, press, catalogue=catalogue, now=now)
        told += telling.of_verdict(tx, before, after)
    if not changes:
        return
    news = telling.addressed(tx, *told, now=now, by=by)
    with tx.together():
        for _, after, _ in changes:
            assert after.approval is not None, "it was decided on"
            tx.approvals.save(after.approval)
        tx.history.add(*entries)
        telling.put(tx, news, now=now)


def _yes(ticket_id: int, turn: str, *, by: str, key: str) -> Press:
    return Press(key=key, by=by, ticket_id=ticket_id, turn=turn, verdict=Verdict.APPROVED)
