"""People as Slack knows them, and what they want to hear."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, select

from domain.notification import Preference, QuietHours
from domain.people import Person, standing_of
from storage.mapping import columns_of, table_of
from storage.prepared import Prepared, PreparedValues, among
from storage.rosters import Rosters
from storage.rows.person import (
    PersonRow,
    PreferenceRow,
    QuietHoursRow,
    SilentChannelRow,
)

PERSON, PREFERENCE, QUIET = table_of(PersonRow), table_of(PreferenceRow), table_of(QuietHoursRow)
SILENT = table_of(SilentChannelRow)

PEOPLE = PreparedValues(
    Person,
    select(PERSON).where(PERSON.c.team == bindparam("of_team"), among(PERSON.c.id, "people")),
)
WISHES = PreparedValues(
    Preference,
    select(PREFERENCE).where(
        PREFERENCE.c.team == bindparam("of_team"), among(PREFERENCE.c.person, "people")
    ),
)
HOURS = PreparedValues(
    QuietHours,
    select(QUIET).where(QUIET.c.team == bindparam("of_team"), among(QUIET.c.person, "people")),
)

SILENT_ONES = Prepared(select(SILENT.c.channel).where(SILENT.c.team == bindparam("of_team")))


class People:
    """What Slack last told about persons: kept by events, never asked for in a click's path."""

    def __init__(self, connection: Connection, team: str, rosters: Rosters) -> None:
        self._connection = connection
        self._team = team
        self._rosters = rosters

    def known(self, people: Collection[str]) -> Mapping[str, Person]:
        """Those of these people whom we have heard of."""
        which = {"of_team": self._team, "people": people}
        return {person.id: person for person in PEOPLE.values(self._connection, which)}

    def remember(self, person: Person) -> None:
        """Keep it, unless something newer is known: an event may overtake what was looked up."""
        known = self.known([person.id]).get(person.id)
        if known and known.known_at > person.known_at:
            return
        _replace(self._connection, PERSON, self._team, columns_of(person), by=("id",))
        if standing_of(known) != standing_of(person):
            self._rosters.changed()


class Preferences:
    def __init__(self, connection: Connection, team: str) -> None:
        self._connection = connection
        self._team = team

    def of(self, people: Collection[str]) -> Sequence[Preference]:
        return WISHES.values(self._connection, {"of_team": self._team, "people": people})

    def save(self, preference: Preference) -> None:
        columns = columns_of(preference)
        _replace(self._connection, PREFERENCE, self._team, columns, by=("person", "kind"))

    def quiet_hours(self, people: Collection[str]) -> Mapping[str, QuietHours]:
        which = {"of_team": self._team, "people": people}
        return {hours.person: hours for hours in HOURS.values(self._connection, which)}

    def keep_quiet(self, hours: QuietHours) -> None:
        _replace(self._connection, QUIET, self._team, columns_of(hours), by=("person",))

    def be_reachable(self, person: str) -> None:
        """No quiet hours any more."""
        self._connection.execute(
            delete(QUIET).where(QUIET.c.team == self._team, QUIET.c.person == person)
        )

    def silent_channels(self) -> frozenset[str]:
        rows = SILENT_ONES.rows(self._connection, {"of_team": self._team})
        return frozenset(channel for (channel,) in rows)

    def silence(self, channel: str, *, by: str) -> None:
        columns = {"channel": channel, "by": by}
        _replace(self._connection, SILENT, self._team, columns, by=("channel",))

    def unsilence(self, channel: str) -> None:
        self._connection.execute(
            delete(SILENT).where(SILENT.c.team == self._team, SILENT.c.channel == channel)
        )


def _replace(
    connection: Connection, table: Table, team: str, columns: dict[str, Any], *, by: Sequence[str]
) -> None:
    """Put this row in the place of the one with the same key."""
    key = [table.c.team == team, *(table.c[name] == columns[name] for name in by)]
    connection.execute(delete(table).where(*key))
    connection.execute(insert(table).values({"team": team, **columns}))
