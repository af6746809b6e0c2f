"""What Slack tells of people, kept for when it matters."""

from dataclasses import replace

from domain.people import Person
from workflows.desk import Desk, rerun_on_conflict


@rerun_on_conflict
def remember(desk: Desk, person: Person) -> None:
    """Keep it, if it is news: most of what Slack tells of people does not matter here."""
    with desk.reading() as tx:
        known = tx.people.known([person.id]).get(person.id)
    if known and replace(known, known_at=person.known_at) == person:
        return
    with desk.transaction() as tx:
        tx.people.remember(person)
