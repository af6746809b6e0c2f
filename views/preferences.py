"""What people want to hear: the form for it, read back, and the small print below news."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from typing import Any

from domain.addressing import is_held, parts_of
from domain.errors import FieldRefusal
from domain.message import Notice, Post, is_person, ticket_of
from domain.notification import USUAL, News, Preference, QuietHours, Where
from views import ids
from views.blocks import Block, context, labelled, modal, option, section, select
from views.forms import choice_in, time_in
from views.text import shortened

KINDS = {
    News.PROGRESS: ("Progress", "Somebody takes, resolves, closes or reopens a ticket of yours."),
    News.TALK: ("Talk", "Somebody comments on it or replies."),
    News.SMALL_CHANGES: ("Small changes", "Its urgency, its date or its links change."),
}
PLACES = {
    Where.THREAD: "In the ticket's thread",
    Where.DIRECT: "As a message of its own",
    Where.BOTH: "Both",
    Where.NOWHERE: "Nowhere: I look at the card",
}
HOW = "Change what you hear on my Home tab."
WAITED = "It waited until your quiet hours were over."
SHOWN, PART_LIMIT = 8, 250
_LINES = re.compile(r"\s*\n(?:&gt; |> )?\s*")


@dataclass(frozen=True, kw_only=True)
class Wished:
    """What one person wants to hear, as the form shows it."""

    places: Mapping[News, Where] = field(default_factory=lambda: dict(USUAL))
    quiet: QuietHours | None = None
    zone: str = "UTC"


def form(wished: Wished) -> Block:
    places = [option(words, place) for place, words in PLACES.items()]
    kinds = [
        select(kind, label, places, initial=wished.places[kind], hint=hint)
        for kind, (label, hint) in KINDS.items()
    ]
    blocks = [
        section("What asks for your decision or your answer always comes at once. For the rest:"),
        *kinds,
        _time("begins", "Quiet from", wished.quiet.begins if wished.quiet else None),
        _time("ends", "Quiet until", wished.quiet.ends if wished.quiet else None),
        context(
            f"By your own clock ({wished.zone}). News wait until your quiet hours are over, and "
            "what came in about one ticket is then one message."
        ),
    ]
    return modal(ids.PREFERENCES_FORM, "Notifications", blocks, submit="Save")


def read_form(
    view: Mapping[str, Any], *, person: str
) -> tuple[list[Preference], QuietHours | None]:
    """What was chosen. Raises FieldRefusal where quiet hours do not begin or do not end."""
    chosen = {kind: choice_in(view, kind) or place for kind, place in USUAL.items()}
    wishes = [Preference(person=person, kind=k, place=Where(p)) for k, p in chosen.items()]
    begins, ends = time_in(view, "begins"), time_in(view, "ends")
    if bool(begins) != bool(ends):
        missing = "ends" if begins else "begins"
        raise FieldRefusal({missing: "Please choose both times, or clear both."})
    if not (begins and ends):
        return wishes, None
    if begins == ends:
        raise FieldRefusal({"ends": "They would end as they begin. Please choose another time."})
    hours = QuietHours(
        person=person, begins=time.fromisoformat(begins), ends=time.fromisoformat(ends)
    )
    return wishes, hours


def carried(wished: Wished) -> str:
    """For the button that opens the form: it opens at once, from what the button knows."""
    quiet = wished.quiet
    hours = f"{quiet.begins:%H:%M}-{quiet.ends:%H:%M}" if quiet else ""
    return "|".join([*(wished.places[kind] for kind in KINDS), hours, wished.zone])


def read_carried(value: str, *, person: str) -> Wished:
    *places, hours, zone = value.split("|")
    begins, _, ends = hours.partition("-")
    quiet = None
    if hours:
        quiet = QuietHours(
            person=person, begins=time.fromisoformat(begins), ends=time.fromisoformat(ends)
        )
    chosen = {kind: Where(place) for kind, place in zip(KINDS, places, strict=True)}
    return Wished(places=chosen, quiet=quiet, zone=zone)


def silenced(channel: str, *, command: str) -> Post:
    words = (
        f"Done: in <#{channel}> I only post cards and keep them up to date. Whoever I would have "
        f"called there hears it directly. To undo it, type `{command} unsilence` here."
    )
    return Post(text=words, blocks=())


def unsilenced(channel: str) -> Post:
    words = f"Done: in <#{channel}> I say again below its card what happens to a ticket."
    return Post(text=words, blocks=())


def words_of(notice: Notice) -> str:
    """Its words; of what waited together, a line each."""
    parts = parts_of(notice)
    if not is_held(notice) or len(parts) == 1:
        return parts[0]
    ticket = ticket_of(notice)
    about = f" on MT-{ticket}" if ticket else ""
    lines = [f"• {shortened(_LINES.sub(' ', part), PART_LIMIT)}" for part in parts[:SHOWN]]
    more = f"and {len(parts) - SHOWN} more" if len(parts) > SHOWN else ""
    heading = f"*{len(parts)} things happened{about}* in your quiet hours:"
    return "\n".join(line for line in (heading, *lines, more) if line)


def why(notice: Notice) -> str | None:
    """The small print: why this person reads it, and where they can change that."""
    if not is_person(notice.to):  # in a channel, others read it as well
        return None
    waited = WAITED if is_held(notice) else ""
    how = HOW if notice.news in USUAL else ""
    return " ".join(words for words in (notice.why, waited, how) if words) or None


def _time(name: str, label: str, initial: time | None) -> Block:
    element: Block = {"type": "timepicker"}
    if initial:
        element["initial_time"] = f"{initial:%H:%M}"
    return labelled(name, label, element, optional=True)
