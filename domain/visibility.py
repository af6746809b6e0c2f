"""Who may see a ticket. Every list, search, card and message asks here, or in SQL that says so."""

from collections.abc import Collection

from domain.request import Filed


def involved(filed: Filed) -> frozenset[str]:
    """Who has a part in it, whatever their side."""
    ticket = filed.ticket
    asked = filed.approval.people if filed.approval else ()
    people = {ticket.requester, ticket.filed_by, ticket.owner, *asked, *filed.watchers}
    return frozenset(person for person in people if person)


def may_see(filed: Filed, person: str, *, both_sides: Collection[str]) -> bool:
    """Whether this person may read it. `both_sides` are the people of marketing and of IT."""
    if person in involved(filed):
        return True
    return filed.ticket.is_for_both_sides and person in both_sides


def may_be_told(filed: Filed, to: str) -> bool:
    """Whether its words may be sent there: a channel, or a person's direct messages.

    In a channel they are read by whoever is in it; so those of a private ticket go to the
    people involved alone, each directly.
    """
    return filed.ticket.is_for_both_sides or to in involved(filed)
