"""Keeping the holidays of the catalogue's regions, and saying so where they are not known."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from domain import holidays as rules
from domain.catalogue import Catalogue
from domain.staffing import who_hears
from views import holidays as view
from workflows.desk import Desk, rerun_on_conflict
from workflows.telling import tell

RegionDay = tuple[str, date]
Days = Mapping[date, str]
"""Names of holidays."""


def of_library(region: str, years: Sequence[int]) -> Days:
    """None where the library does not know the region, or not these years."""
    # loading it takes a while, and only who has holidays pays for it
    from holidays import country_holidays  # noqa: PLC0415

    country, _, part = region.partition("-")
    try:
        found = country_holidays(country, subdiv=part or None, years=years, language="en_US")
    except NotImplementedError:
        return {}
    return dict(found)


def tick(desk: Desk, *, days_of: Callable[[str, Sequence[int]], Days] = of_library) -> None:
    """Once a day, and at once for other regions: keep this year and the two after."""
    with desk.reading() as tx:
        if not tx.catalogues.version():
            return
        hours = tx.catalogues.current().hours
        today = _today(desk, tx.catalogues.current())
        is_kept = not hours.regions or tx.handled.knows(_key(hours.regions, today))
    if not hours.ever_opens:
        _tell_no_hours(desk, today=today)
    if is_kept:
        return
    regions, years = hours.regions, rules.years_kept(today)
    found = {region: days_of(region, years) for region in regions}
    kept = {(r, d): name for r in regions for d, name in found[r].items() if d.year in years}
    _keep(desk, kept, regions, today=today)


@rerun_on_conflict
def _tell_no_hours(desk: Desk, *, today: date) -> None:
    now = desk.clock()
    with desk.transaction() as tx:
        if tx.handled.first_time(f"no_hours:{today}", now=now):
            catalogue = tx.catalogues.known()
            tellees = who_hears(catalogue.coordinators, catalogue)
            tell(tx, *view.no_hours(tellees, today=today), now=now)


@rerun_on_conflict
def _keep(
    desk: Desk, days: Mapping[tuple[str, date], str], regions: Sequence[str], *, today: date
) -> None:
    now = desk.clock()
    with desk.transaction() as tx:
        if tx.handled.first_time(_key(regions, today), now=now):
            tx.rosters.keep_holidays(days, since=today)
            until = rules.known_until(tx.rosters.holidays(), regions, today=today)
            if until is not None and not rules.is_enough(until, today=today):
                catalogue = tx.catalogues.known()
                tellees = who_hears(catalogue.coordinators, catalogue)
                tell(tx, *view.ending(tellees, regions, until=until, today=today), now=now)


def _today(desk: Desk, catalogue: Catalogue) -> date:
    return desk.clock().astimezone(ZoneInfo(catalogue.zone)).date()


def _key(regions: Sequence[str], today: date) -> str:
    return f"holidays:{today}:{'+'.join(regions)}"
