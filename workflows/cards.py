"""Cards: posts that show something as it is now."""

from domain.message import Card, Post
from views import ticket as ticket_view
from workflows.desk import Desk


def render(desk: Desk, card: Card) -> Post:
    """Draw the card from what is saved at this moment, whatever it was put there for."""
    reference = card.name.partition(":")[0]
    with desk.reading() as tx:
        ticket_id = int(reference.removeprefix("MT-"))
        shown = ticket_view.Shown(
            filed=tx.tickets.filed(ticket_id),
            history=tx.history.of(ticket_id),
            catalogue=tx.catalogues.current(),
        )
    return ticket_view.card(shown, card.name)
