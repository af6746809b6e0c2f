"""Telling people: all that workflows say leaves here, where and when each reader wants it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain import addressing as rules
from domain.addressing import Wishes
from domain.message import Message, Notice, is_person
from domain.notification import USUAL
from storage.transaction import Transaction


@dataclass(frozen=True, kw_only=True)
class Addressed:
    """What leaves as soon as it may, and what waits for the end of its reader's quiet hours."""

    at_once: Sequence[Message]
    held: Sequence[Notice]


def tell(tx: Transaction, *messages: Message, now: datetime, by: str | None = None) -> None:
    """Leave these messages to be sent. `by` is who did it: nobody is told of their own act."""
    put(tx, addressed(tx, *messages, now=now, by=by), now=now)


def addressed(
    tx: Transaction, *messages: Message, now: datetime, by: str | None = None
) -> Addressed:
    """The messages as their readers want them: a question for each kind of wish, if at all."""
    notices = [m for m in messages if isinstance(m, Notice)]
    wishes = _wishes(tx, [n for n in notices if n.news])
    told = rules.addressed(notices, wishes, now=now, by=by)
    cards = [m for m in messages if not isinstance(m, Notice)]
    return Addressed(
        at_once=[*cards, *(n for n in told if not rules.is_held(n))],
        held=[n for n in told if rules.is_held(n)],
    )


def put(tx: Transaction, news: Addressed, *, now: datetime) -> None:
    """Leave what was addressed to be sent."""
    for notice in news.held:
        if not tx.outbox.gather(notice):
            tx.outbox.put(replace(notice, key=f"{notice.key}:{now.isoformat()}"))
    tx.outbox.put(*news.at_once)


def _wishes(tx: Transaction, news: Collection[Notice]) -> Wishes:
    channels = [n for n in news if not is_person(n.to)]
    silent = tx.preferences.silent_channels() if channels else frozenset()
    people = {n.calls if n.to in silent else n.to for n in news if n.news in USUAL}
    readers = [person for person in people if person and is_person(person)]
    if not readers:
        return Wishes(silent=silent)
    quiet = tx.preferences.quiet_hours(readers)
    known = tx.people.known(list(quiet)) if quiet else {}
    return Wishes(
        places={(wish.person, wish.kind): wish.place for wish in tx.preferences.of(readers)},
        quiet=quiet,
        zones={person: known[person].zone for person in known},
        zone=tx.catalogues.known().zone if quiet else "UTC",
        silent=silent,
    )
