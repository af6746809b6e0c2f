"""What a workflow left to be said."""

from domain.message import Card, Notice
from workflows import delivery


def cards(desk):
    """Names of the cards that wait."""
    return {m.name for m in delivery.waiting(desk) if isinstance(m, Card)}


def notices(desk):
    """Addressee and words of the notices that wait, in order."""
    return [(m.to, m.text) for m in delivery.waiting(desk) if isinstance(m, Notice)]


def events(desk, ticket_id=7):
    """What happened to the ticket, and by whom."""
    with desk.reading() as tx:
        return [(entry.event, entry.by) for entry in tx.history.of(ticket_id)]
