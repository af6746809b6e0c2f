"""The Home tab of one person, as things stand now."""

from collections.abc import Sequence
from dataclasses import replace

from domain.catalogue import Catalogue
from domain.home import Spot, Tab, areas_of, is_lead
from domain.notification import USUAL
from storage.home import Asked, Slice
from storage.search import Reader
from storage.transaction import Transaction
from views import away
from views.home import Home
from views.home_rows import Row
from views.lists import listed
from views.preferences import Wished
from workflows.desk import Desk

FIRST = (Tab.WAITING, Tab.BACKLOG, Tab.QUEUE)
"""The tabs to begin with, where there is something on them."""


def look(desk: Desk, person: str, spot: Spot) -> Home:
    """What this person sees there. Raises NoCatalogue before there is one."""
    with desk.reading() as tx:
        catalogue = tx.catalogues.known()
        reader = Reader(person=person, is_on_a_side=person in catalogue.both_sides())
        areas = [area.key for area in areas_of(person, catalogue)]
        counts = _counts(tx, reader, areas)
        if spot.tab not in counts:
            spot = Spot(tab=next((t for t in FIRST if counts.get(t)), Tab.MINE))
        if spot.area and not catalogue.area(spot.area):
            spot = replace(spot, area=None)
        found = _found(tx, reader, areas, spot)
        return Home(
            reader=person,
            spot=spot,
            counts=counts,
            catalogue=catalogue,
            rows=_rows(tx, found.rows, person, catalogue),
            has_more=found.has_more,
            sides=tx.home.sides() if is_lead(person, catalogue) else (),
            wished=_wished(tx, person, catalogue),
            away=away.strip(person, catalogue, desk.clock()),
        )


def _counts(tx: Transaction, reader: Reader, areas: Sequence[str]) -> dict[Tab, int]:
    """How long each list is; a backlog and a queue only for who has one."""
    counts = dict(tx.home.counts(reader, areas))
    if not areas:
        del counts[Tab.QUEUE]
    if not (areas or counts[Tab.BACKLOG]):
        del counts[Tab.BACKLOG]
    return counts


def _found(tx: Transaction, reader: Reader, areas: Sequence[str], spot: Spot) -> Slice:
    match spot.tab:
        case Tab.QUEUE:
            return tx.home.queue(areas, reader, spot)
        case Tab.MINE | Tab.BACKLOG:
            return tx.home.of(spot.tab, reader.person, spot)
        case _:
            return tx.home.waiting(reader.person, spot)


def _rows(
    tx: Transaction, found: Sequence[Asked], reader: str, catalogue: Catalogue
) -> Sequence[Row]:
    tickets = [asked.ticket for asked in found]
    links = tx.card_links.about([ticket.reference for ticket in tickets])
    linked = listed(tickets, reader, catalogue, links=links)
    return [
        Row(ticket=asked.ticket, link=row.link, turn=asked.turn)
        for asked, row in zip(found, linked, strict=True)
    ]


def _wished(tx: Transaction, person: str, catalogue: Catalogue) -> Wished:
    known = tx.people.known([person]).get(person)
    return Wished(
        places=USUAL | {wish.kind: wish.place for wish in tx.preferences.of([person])},
        quiet=tx.preferences.quiet_hours([person]).get(person),
        zone=(known and known.zone) or catalogue.zone,
    )
