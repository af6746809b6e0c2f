"""Who hears of what, where and when."""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from domain.catalogue import Catalogue


class News(StrEnum):
    """Kinds of news about a ticket; what asks for a decision or an answer always arrives."""

    NEEDS_YOU = "needs_you"
    PROGRESS = "progress"
    TALK = "talk"
    SMALL_CHANGES = "small_changes"


class Where(StrEnum):
    """In the ticket's thread, as a direct message of its own, both, or not at all."""

    THREAD = "thread"
    DIRECT = "direct"
    BOTH = "both"
    NOWHERE = "nowhere"


USUAL = {News.PROGRESS: Where.THREAD, News.TALK: Where.THREAD, News.SMALL_CHANGES: Where.NOWHERE}


@dataclass(frozen=True, kw_only=True)
class Preference:
    person: str
    kind: News
    place: Where


@dataclass(frozen=True, kw_only=True)
class QuietHours:
    """By the person's own clock; `begins` after `ends` means over night."""

    person: str
    begins: time
    ends: time


def may_silence(person: str, channel: str, catalogue: Catalogue) -> bool:
    """Coordinators anywhere; who owns or backs up an area, in its triage channel."""
    areas = [area for area in catalogue.areas if area.triage == channel]
    return person in catalogue.coordinators or any(
        person in (area.owner, area.backup) for area in areas
    )
