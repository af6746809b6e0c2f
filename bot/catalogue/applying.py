"""Putting a catalogue file to work: look everyone up, save it, say what it changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import workflows.catalogue
import workflows.holidays
from bot.catalogue.changes import changes
from bot.catalogue.draft import Draft
from bot.catalogue.resolving import Channel, Directory, Group, resolve, uninvited
from domain import roster
from domain.catalogue import Catalogue
from workflows.desk import Desk


@dataclass(frozen=True, kw_only=True)
class Applied:
    """`version` is the one in force; without `changes` it is the one that was."""

    version: int
    changes: Sequence[str]
    uninvited: Sequence[Channel]


def apply_draft(draft: Draft, desk: Desk, directory: Directory, *, by: str) -> Applied:
    """Put the draft in force, whole. Raises CatalogueProblems, and then nothing was applied."""
    resolved = resolve(draft, directory)
    catalogue = resolved.catalogue
    version = workflows.catalogue.refresh(desk)
    old = desk.catalogue() if version else None
    found = changes(old, catalogue, _names(catalogue, directory))
    if catalogue != old:
        groups = tuple(_known(group, now=desk.clock()) for group in resolved.groups)
        version = workflows.catalogue.apply(desk, catalogue, by=by, groups=groups)
        workflows.holidays.tick(desk)
    return Applied(version=version, changes=found, uninvited=uninvited(catalogue, directory))


def _names(catalogue: Catalogue, directory: Directory) -> dict[str, str]:
    channels = (directory.channel(each) for each in catalogue.channels())
    return {**catalogue.names, **{c.id: f"#{c.name}" for c in channels if c}}


def _known(group: Group, *, now: datetime) -> roster.Group:
    """What the roster keeps of it, so that its people count from the start."""
    return roster.Group(id=group.id, handle=group.handle, people=group.people, known_at=now)
