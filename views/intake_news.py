"""What others are told when a request is written anew, or gets its details."""

from collections.abc import Sequence

from domain.catalogue import Catalogue
from domain.message import Notice
from domain.notification import News
from domain.request import Filed
from domain.ticket import Ticket
from views.text import fitted, mentions


def sent_again(
    filed: Filed, catalogue: Catalogue, *, by: str, is_asked_again: bool
) -> list[Notice]:
    """Triage hears of the edit in the ticket's thread; who is asked again, beside their card."""
    ticket, approval = filed.ticket, filed.approval
    again = approval.missing if approval and is_asked_again else ()
    asked = f" Asked again: {mentions(again)}." if again else ""
    words = f"<@{by}> edited the request.{asked}"
    told = [_asked_again(ticket, approver) for approver in again]
    return [*told, *_in_triage(ticket, catalogue, event="edited", words=words)]


def detailed(filed: Filed, catalogue: Catalogue, *, by: str) -> list[Notice]:
    """Triage hears that the details are there; who did not write them hears it, too."""
    ticket = filed.ticket
    words = f"<@{by}> added the details to {ticket.reference}."
    told = list(_in_triage(ticket, catalogue, event="detailed", words=words))
    if by != ticket.requester:
        told.append(_to_requester(ticket, words))
    return told


def _asked_again(ticket: Ticket, approver: str) -> Notice:
    return Notice(
        key=f"{ticket.reference}.v{ticket.version}:asked:{approver}",
        to=approver,
        thread=f"{ticket.reference}:approval:{approver}",
        text=f"{ticket.reference} has changed and waits for you again: "
        f"_{fitted(ticket.summary, 200)}_. The card above shows how it stands now.",
        why="Your yes is needed.",
        news=News.NEEDS_YOU,
    )


def _to_requester(ticket: Ticket, words: str) -> Notice:
    return Notice(
        key=f"{ticket.reference}.v{ticket.version}:detailed:{ticket.requester}",
        to=ticket.requester,
        thread=f"{ticket.reference}:requester",
        text=f"{words} The card above shows what happens next.",
        why="You asked for it.",
        news=News.PROGRESS,
    )


def _in_triage(ticket: Ticket, catalogue: Catalogue, *, event: str, words: str) -> Sequence[Notice]:
    channel = catalogue.triage_of(ticket.area) if ticket.is_for_both_sides else None
    if channel is None:
        return ()
    return (
        Notice(
            key=f"{ticket.reference}.v{ticket.version}:{event}",
            to=channel,
            thread=f"{ticket.reference}:triage:{channel}",
            text=words,
            news=News.PROGRESS,
        ),
    )
