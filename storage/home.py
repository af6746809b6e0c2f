"""What Home tabs show: pages of tickets, and counts that stop where nobody reads on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    bindparam,
    func,
    literal,
    literal_column,
    select,
    text,
    union_all,
)

from domain.home import COUNTED, MANY, PAGE, OnSide, Spot, Tab
from domain.people import Side
from domain.ticket import Ticket
from storage.mapping import table_of
from storage.prepared import Prepared, PreparedValues, among
from storage.rows.ticket import ApproverRow, TicketRow
from storage.search import Reader
from storage.ticket_lists import MINE, OPEN, OWNED, TO_ANSWER, TO_DECIDE
from storage.visible import visible_to

TICKET, APPROVER = table_of(TicketRow), table_of(ApproverRow)

IS_UNTAKEN = text("ticket.status IN ('new', 'open')")
"""Word for word as the partial index says it: by a parameter, no database would find it."""
IS_TAKEN = text("ticket.status NOT IN ('new', 'open')")
AWAKE = TICKET.c.snoozed_until.is_(None)

UNASKED = literal("").label("turn")
OWN: dict[Tab, tuple[Select[Any], tuple[ColumnElement[Any], ...]]] = {
    Tab.MINE: (MINE, (TICKET.c.opened_at.desc(), TICKET.c.id.desc())),
    Tab.BACKLOG: (OWNED, (TICKET.c.due_on, TICKET.c.id)),
}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A ticket, and the turn in which its reader is asked to decide; empty if they are not."""

    ticket: Ticket
    turn: str


@dataclass(frozen=True, kw_only=True)
class Slice:
    """A page of a list, and whether there is another one behind it."""

    rows: Sequence[Asked]
    has_more: bool


class HomeLists:
    def __init__(self, connection: Connection, team: str) -> None:
        self._connection = connection
        self._team = team

    def waiting(self, person: str, spot: Spot) -> Slice:
        """What this person has to decide, then what else is their move; the oldest first."""
        is_narrowed = spot.area is not None
        first = self._rows(_decisions(is_narrowed), person, spot, most=_most(spot))
        left = _most(spot) - len(first)
        rest = self._rows(_answers(is_narrowed), person, spot, most=left) if left else []
        return _slice([*first, *rest], spot)

    def decisions(self, person: str, area: str | None, *, most: int) -> Sequence[Asked]:
        """What this person has to decide, in this area or in any; the oldest first."""
        return self._rows(_decisions(area is not None), person, Spot(area=area), most=most)

    def of(self, tab: Tab, person: str, spot: Spot) -> Slice:
        """What this person asked for, newest first; or their backlog, what is due first."""
        query = _own(tab, in_area=spot.area is not None, on_side=spot.side is not None)
        return _slice(self._rows(query, person, spot, most=_most(spot)), spot)

    def queue(self, areas: Sequence[str], reader: Reader, spot: Spot) -> Slice:
        """The open tickets of these areas, first what nobody has taken, by what is due first."""
        chosen = [a for a in areas if spot.area in (None, a)]
        found: list[Asked] = []
        for is_untaken in (True, False):
            left = _most(spot) - len(found)
            if left and chosen:
                query = _queue(
                    len(chosen),
                    is_untaken=is_untaken,
                    on_side=spot.side is not None,
                    by_side=reader.is_on_a_side,
                )
                named = {f"area_{n}": area for n, area in enumerate(chosen)}
                found += self._rows(query, reader.person, spot, most=left, more=named)
        return _slice(found, spot)

    def counts(self, reader: Reader, areas: Sequence[str]) -> Mapping[Tab, int]:
        """How long each list is, no further than `COUNTED`; the queue is that of these areas."""
        person = reader.person
        which = {"of_team": self._team, "person": person, "viewer": person, "areas": areas}
        [counted] = _counts(reader.is_on_a_side).rows(self._connection, which)
        decisions, answers, *others = counted
        return {Tab.WAITING: min(decisions + answers, COUNTED)} | dict(
            zip((Tab.MINE, Tab.BACKLOG, Tab.QUEUE), others, strict=True)
        )

    def sides(self) -> Sequence[OnSide]:
        """Where the open tickets wait, of both sides."""
        return [self._on(side) for side in Side]

    def _on(self, side: Side) -> OnSide:
        which = {"of_team": self._team, "side": side}
        return OnSide(
            side=side,
            count=COUNT_ON_SIDE.scalar(self._connection, which),
            oldest_at=OLDEST_ON_SIDE.scalar(self._connection, which),
        )

    def _rows(
        self,
        query: PreparedValues[Ticket],
        person: str,
        spot: Spot,
        *,
        most: int,
        more: Mapping[str, str] | None = None,
    ) -> list[Asked]:
        which = {"of_team": self._team, "person": person, "viewer": person, "most": most}
        which |= {"in_area": spot.area, "on_side": spot.side}
        found = query.with_last(self._connection, which | dict(more or {}))
        return [Asked(ticket=ticket, turn=asked) for ticket, asked in found]


def _most(spot: Spot) -> int:
    """One row more than the page shows: then there is another page."""
    return (spot.page + 1) * PAGE + 1


def _slice(rows: Sequence[Asked], spot: Spot) -> Slice:
    start = spot.page * PAGE
    return Slice(rows=rows[start : start + PAGE], has_more=len(rows) > start + PAGE)


# built once each: building a question costs more than asking it


@cache
def _decisions(in_area: bool) -> PreparedValues[Ticket]:
    query = _narrowed(TO_DECIDE, in_area=in_area).add_columns(APPROVER.c.turn)
    return _turns(_first(query, TICKET.c.opened_at, TICKET.c.id))


@cache
def _answers(in_area: bool) -> PreparedValues[Ticket]:
    query = _narrowed(TO_ANSWER, in_area=in_area).add_columns(UNASKED)
    return _turns(_first(query, TICKET.c.opened_at, TICKET.c.id))


@cache
def _own(tab: Tab, *, in_area: bool, on_side: bool) -> PreparedValues[Ticket]:
    query, order = OWN[tab]
    narrowed = _narrowed(query, in_area=in_area, on_side=on_side)
    return _turns(_first(narrowed.add_columns(UNASKED), *order))


@cache
def _queue(areas: int, *, is_untaken: bool, on_side: bool, by_side: bool) -> PreparedValues[Ticket]:
    """The first of each area, each by the index, and of those the first of all."""
    firsts = [
        _of_area(n, is_untaken=is_untaken, on_side=on_side, by_side=by_side) for n in range(areas)
    ]
    merged = union_all(*(select(first.subquery()) for first in firsts)).subquery()
    return _turns(_first(select(merged), merged.c.due_on, merged.c.id))


def _of_area(n: int, *, is_untaken: bool, on_side: bool, by_side: bool) -> Select[Any]:
    status = IS_UNTAKEN if is_untaken else IS_TAKEN
    query = OPEN.where(TICKET.c.area == bindparam(f"area_{n}"), status, AWAKE)
    query = _narrowed(query.where(visible_to(is_on_a_side=by_side)), on_side=on_side)
    return _first(query.add_columns(UNASKED), TICKET.c.due_on, TICKET.c.id)


def _narrowed(query: Select[Any], *, in_area: bool = False, on_side: bool = False) -> Select[Any]:
    if in_area:
        query = query.where(TICKET.c.area == bindparam("in_area"))
    return query.where(TICKET.c.waits_on == bindparam("on_side")) if on_side else query


def _turns(query: Select[Any]) -> PreparedValues[Ticket]:
    """Tickets, and as the last column the turn."""
    return PreparedValues(Ticket, query)


def _first(query: Select[Any], *order: ColumnElement[Any]) -> Select[Any]:
    return query.order_by(*order).limit(bindparam("most"))


def _count(query: Select[Any], most: int = COUNTED) -> Select[Any]:
    """How many there are, of which `most` are counted."""
    some: Select[Any] = query.with_only_columns(
        literal_column("1"), maintain_column_froms=True
    ).limit(most)
    return select(func.count()).select_from(some.subquery())


@cache
def _counts(by_side: bool) -> Prepared:
    """Asked as one: each of these takes less than to ask it."""
    in_areas = among(TICKET.c.area, "areas")
    queue = OPEN.where(in_areas, AWAKE, visible_to(is_on_a_side=by_side))
    lists = (TO_DECIDE, TO_ANSWER, MINE, OWNED, queue)
    return Prepared(select(*(_count(one).scalar_subquery() for one in lists)))


ON_SIDE = OPEN.where(TICKET.c.waits_on == bindparam("side"))
COUNT_ON_SIDE = Prepared(_count(ON_SIDE, MANY))
OLDEST_ON_SIDE = Prepared(
    ON_SIDE.with_only_columns(TICKET.c.opened_at).order_by(TICKET.c.opened_at).limit(1)
)
