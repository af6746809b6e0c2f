"""Similar tickets in the form: follow one of them instead of filing the same again."""

from collections.abc import Sequence

from domain.ticket import Status, Ticket
from views import ids
from views.blocks import Block, button, context, plain_text, section
from views.lists import Listed
from views.text import fitted, link, plain

TITLE = "*Somebody asked for something like this:*"
HAPPENED = {
    Status.RESOLVED: "resolved, being checked",
    Status.CLOSED: "done a short while ago",
}


def blocks(found: Sequence[Listed], *, viewer: str) -> list[Block]:
    """For a form, below the summary; nothing where there is nothing alike."""
    if not found:
        return []
    return [context(TITLE), *(_row(listed, viewer) for listed in found)]


def followed(ticket: Ticket) -> Block:
    """The form once its reader follows the ticket instead."""
    return {
        "type": "modal",
        "callback_id": ids.FOLLOW,
        "title": plain_text("You follow it now"),
        "close": plain_text("Close"),
        "blocks": [section(followed_words(ticket)), context(fitted(ticket.summary, 400))],
        "private_metadata": "",
    }


def followed_words(ticket: Ticket) -> str:
    return f"You follow {ticket.reference} now: you hear when it is resolved. Nothing was filed."


def _row(listed: Listed, viewer: str) -> Block:
    ticket = listed.ticket
    where = HAPPENED.get(ticket.status, plain(ticket.status))
    whose = " · you asked for it yourself" if viewer == ticket.requester else ""
    words = f"{link(listed.link, ticket.reference)} {fitted(ticket.summary, 300)}\n{where}{whose}"
    row = section(words)
    if whose or viewer == ticket.owner or ticket.closed_at:
        return row
    follow = button("Follow instead", action_id=ids.FOLLOW, value=str(ticket.id))
    return row | {"block_id": f"similar.{ticket.id}", "accessory": follow}
