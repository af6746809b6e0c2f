"""What others have asked for already, shown before the same is filed again."""

from collections.abc import Sequence
from datetime import timedelta

from domain.catalogue import Catalogue
from domain.search import words_of
from storage.search import Reader
from views.lists import Listed, listed
from workflows.desk import Desk

SHOWN = 3
RECENTLY = timedelta(days=30)
"""So long after its end a ticket may still hold what somebody is about to ask for."""


def similar(desk: Desk, words: str, viewer: str) -> Sequence[Listed]:
    """At most three open or recently ended tickets that ask for much the same."""
    since = desk.clock() - RECENTLY
    with desk.reading() as tx:
        catalogue = tx.catalogues.known()
        reader = Reader(person=viewer, is_on_a_side=viewer in catalogue.both_sides())
        usual = _usual(catalogue)
        found = tx.search.similar(words, reader, usual=usual, since=since, limit=SHOWN)
        links = tx.card_links.about([ticket.reference for ticket in found])
        return listed(found, viewer, catalogue, links=links)


def _usual(catalogue: Catalogue) -> frozenset[str]:
    """Words that say what kind of request it is, and so nothing of what it is about."""
    names = [kind.name for kind in catalogue.types] + [area.name for area in catalogue.areas]
    return frozenset(words_of(" ".join(names)))
