"""What every workflow needs: the database, the time, and whose workspace it works for."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec, Self, TypeVar

from domain.catalogue import Catalogue
from domain.errors import NoCatalogue
from domain.link import is_told_on
from domain.message import Card
from domain.request import Filed
from domain.ticket import Ticket
from storage.conflicts import Conflict
from storage.transaction import Database, Transaction
from views.links import Linked, seen_elsewhere
from views.ticket import Shown, cards

TRIES = 5

Given = ParamSpec("Given")
Result = TypeVar("Result")


def _nobody_to_wake() -> None:
    pass


@dataclass(frozen=True, kw_only=True)
class Desk:
    """`wake` is called after each commit that leaves a message to send, `wake_reader` after each
    that leaves an errand to run.

    `memory` is what this process knows to have looked at: it may be lost at any time.
    """

    database: Database
    clock: Callable[[], datetime]
    team: str
    wake: Callable[[], None] = _nobody_to_wake
    wake_reader: Callable[[], None] = _nobody_to_wake
    memory: dict[str, object] = field(default_factory=dict)

    def of(self, team: str) -> Self:
        """The same desk, working for another team."""
        return replace(self, team=team)

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Read, decide and write. Raises NestedTransaction inside another one."""
        with self.database.writing(self.team) as tx:
            yield tx
        if tx.has_changed_roster:
            self.refresh()
        if tx.outbox.is_filled:
            self.wake()
        if tx.errands.is_filled:
            self.wake_reader()

    def reading(self) -> AbstractContextManager[Transaction]:
        """Only look. Raises NestedTransaction inside another one."""
        return self.database.reading(self.team)

    def refresh(self) -> int:
        """Read catalogue and roster again if others are in force; return the catalogue's version,
        0 if there is none.
        """
        with self.reading() as tx:
            if version := tx.catalogues.version():
                tx.catalogues.current()
            return version

    def catalogue(self) -> Catalogue:
        """The catalogue as last read, from memory: the ticks keep it fresh.

        Raises NoCatalogue before the first one was applied.
        """
        known = self.database.cache.known(self.team)
        if known is None:
            raise NoCatalogue
        return known[1]

    def gone(self) -> frozenset[str]:
        """Who has left, as last heard."""
        known = self.database.cache.known(self.team)
        return known[1].roster.gone if known else frozenset()

    def __deepcopy__(self, _memo: object) -> Self:
        """Bolt copies the context for lazy listeners; there is one desk."""
        return self


def rerun_on_conflict(
    workflow: Callable[Concatenate[Desk, Given], Result],
) -> Callable[Concatenate[Desk, Given], Result]:
    """Run the workflow again when another transaction got in its way: no person is told."""

    @wraps(workflow)
    def rerunning(desk: Desk, /, *args: Given.args, **kwargs: Given.kwargs) -> Result:
        for _ in range(TRIES - 1):
            try:
                return workflow(desk, *args, **kwargs)
            except Conflict:
                continue
        return workflow(desk, *args, **kwargs)

    return rerunning


def shown_of(tx: Transaction, filed: Filed) -> Shown:
    """All that the card of this ticket is drawn from."""
    ticket = filed.ticket
    linked = tx.tickets.linked(ticket.id)
    return Shown(
        filed=filed,
        history=tx.history.of(ticket.id),
        catalogue=tx.catalogues.known(),
        linked=[Linked(link=k, other=o) for k, o in linked if is_told_on(ticket, of=o)],
        comments=tx.comments.count(ticket.id),
    )


def cards_after(tx: Transaction, before: Filed, after: Filed) -> list[Card]:
    """The cards of a ticket that was changed and saved; of those linked with it, too, if they tell
    of the change.
    """
    ticket = after.ticket
    own = cards(after, tx.catalogues.known(), tx.posts.about(ticket.reference))
    is_told = seen_elsewhere(before.ticket) != seen_elsewhere(ticket)
    return [*own, *cards_of_linked(tx, ticket)] if is_told else own


def cards_of_linked(tx: Transaction, ticket: Ticket) -> list[Card]:
    """The cards of the tickets linked with this one, which did not change themselves."""
    catalogue, because = tx.catalogues.known(), f"{ticket.reference}.v{ticket.version}"
    found = []
    for _, other in tx.tickets.linked(ticket.id):
        standing = tx.posts.about(other.reference)
        found += cards(tx.tickets.filed(other.id), catalogue, standing, because=because)
    return found
