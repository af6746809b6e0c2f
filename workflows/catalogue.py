"""Putting a catalogue in force, and keeping the one in memory fresh."""

from collections.abc import Sequence

from domain.catalogue import Catalogue
from domain.roster import Group
from workflows.desk import Desk, rerun_on_conflict


@rerun_on_conflict
def apply(desk: Desk, catalogue: Catalogue, *, by: str, groups: Sequence[Group] = ()) -> int:
    """Put this catalogue in force for new requests, and know who is in the groups it names.

    Returns its version.
    """
    with desk.transaction() as tx:
        for group in groups:
            tx.rosters.keep_group(group)
        tx.catalogues.apply(catalogue, by=by, now=desk.clock())
    return refresh(desk)


def refresh(desk: Desk) -> int:
    """Read the catalogue again if another version is in force; return the version, 0 for none."""
    return desk.refresh()


def remember_workspace(desk: Desk, *, url: str, bot: str) -> None:
    """Keep what links to cards are made of."""
    with desk.transaction() as tx:
        tx.workspaces.remember(url=url, bot=bot)
