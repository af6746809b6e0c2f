"""Check-in series as people see them: the form that makes one, the list, the first words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from domain.catalogue import Catalogue, CheckInDefaults
from domain.checkin import MOST_OF_A_SIDE, Series
from domain.errors import FieldRefusal
from domain.message import Notice, Post
from domain.people import Side
from domain.recurrence import closest_zone, is_zone
from domain.weekday import Weekday
from views import ids
from views.blocks import Block, labelled, modal, option, section, select, text_input
from views.forms import Sent, channel_in, choice_in, people_in, time_in, too_long, words_in
from views.next_step import SIDE
from views.text import fitted, moment

NAME_LIMIT, ZONE_LIMIT = 100, 60
LISTED = 40


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A series, and when it meets next."""

    series: Series
    next_at: datetime | None


def form(defaults: CheckInDefaults) -> Block:
    """A new series, its day, time and zone already filled with the catalogue's."""
    when = defaults.when
    days = [option(_weekday(day), day.name) for day in Weekday]
    return modal(
        ids.SERIES_FORM,
        "New check-in",
        [
            text_input("name", "What is it called?", limit=NAME_LIMIT),
            _people("marketing", "Who takes part from marketing?"),
            _people("it", "Who takes part from IT?"),
            select("weekday", "Every week on", days, initial=when.weekday.name),
            labelled("time", "At", {"type": "timepicker", "initial_time": f"{when.at:%H:%M}"}),
            text_input(
                "zone",
                "On the clocks of",
                limit=ZONE_LIMIT,
                initial=when.zone,
                hint="A time zone by its city, such as Europe/Berlin.",
            ),
            _channel(),
        ],
        submit="Set it up",
    )


def read_form(view: Sent, catalogue: Catalogue, *, made_by: str, now: datetime) -> Series:
    """The series that was typed. Raises FieldRefusal with words for each field amiss."""
    if problems := _problems(view, catalogue.names):
        raise FieldRefusal(problems)
    defaults = catalogue.check_in
    return Series(
        name=words_in(view, "name"),
        channel=channel_in(view, "channel") or "",
        weekday=Weekday[choice_in(view, "weekday") or defaults.when.weekday.name],
        at=time.fromisoformat(time_in(view, "time") or defaults.when.at.isoformat()),
        zone=words_in(view, "zone"),
        ask_hours_before=defaults.ask_hours_before,
        made_by=made_by,
        made_at=now,
        marketing=people_in(view, "marketing"),
        it=people_in(view, "it"),
        questions=defaults.questions,
    )


def made(series: Series, first_at: datetime) -> Notice:
    """Whoever made it hears when it starts, and what happens until then."""
    hours = series.ask_hours_before
    ahead = f"{hours} hours" if hours != 1 else "an hour"
    return Notice(
        key=f"checkin:{series.id}:made",
        to=series.made_by,
        text=f"*{fitted(series.name, 300)}* is set up. The first one: {moment(first_at)} in "
        f"<#{series.channel}>. I ask everybody {ahead} ahead, by direct message; "
        "please make sure that I am in the channel.",
    )


def listed(found: Sequence[Listed], *, command: str) -> Post:
    """The check-ins of one person."""
    if not found:
        words = f"You take part in no check-in yet. To set one up: `{command} new`"
        return Post(text=words, blocks=(section(words),))
    title = "Your check-ins"
    rows = [section(_row(one)) for one in found[:LISTED]]
    over = [section(f"+{len(found) - LISTED} more")] if len(found) > LISTED else []
    return Post(text=f"{title}: {len(found)}", blocks=(section(f"*{title}*"), *rows, *over))


def help_for(command: str) -> Post:
    words = "\n".join(
        [
            "*Meet with the other side every week*",
            f"`{command} new` sets up a check-in: who, when and where",
            f"`{command} list` your check-ins, and when each is next",
            "",
            "I ask everybody beforehand by direct message, then post both sides' answers and the "
            "open tickets between you in one message.",
            "A time that a clock change leaves out comes later that day, by as much as is left "
            "out; a time that comes twice counts once, the first time.",
        ]
    )
    return Post(text="How check-ins work", blocks=(section(words),))


def _people(name: str, label: str) -> Block:
    return labelled(
        name, label, {"type": "multi_users_select", "max_selected_items": MOST_OF_A_SIDE}
    )


def _channel() -> Block:
    element: Block = {
        "type": "conversations_select",
        "default_to_current_conversation": True,
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    hint = "Both sides' answers are posted here. Please invite me: /invite @Tandem"
    return labelled("channel", "Channel", element, hint=hint)


def _problems(view: Sent, names: Mapping[str, str]) -> dict[str, str]:
    name, zone = words_in(view, "name"), words_in(view, "zone")
    found = {
        "name": too_long("The name", name, NAME_LIMIT)
        or (None if name else "Please give it a name: it stands above every post."),
        "marketing": _missing_side(people_in(view, "marketing"), Side.MARKETING),
        "it": _missing_side(people_in(view, "it"), Side.IT) or _on_both_sides(view, names),
        "zone": None if is_zone(zone) else _unknown_zone(zone),
        "channel": None
        if (channel_in(view, "channel") or "").startswith(("C", "G"))
        else "Please choose the channel that both sides read.",
    }
    return {field: words for field, words in found.items() if words}


def _missing_side(people: Sequence[str], side: Side) -> str | None:
    if not people:
        return f"Please choose at least one person from {SIDE[side]}: a check-in has two sides."
    if len(people) > MOST_OF_A_SIDE:
        return f"Please choose at most {MOST_OF_A_SIDE} people; this has {len(people)}."
    return None


def _on_both_sides(view: Sent, names: Mapping[str, str]) -> str | None:
    both = [p for p in people_in(view, "it") if p in people_in(view, "marketing")]
    if not both:
        return None
    who = ", ".join(names.get(person, "Somebody") for person in dict.fromkeys(both))
    return f"{who} cannot be on both sides. Please keep each person on one."


def _unknown_zone(typed: str) -> str:
    close = closest_zone(typed)
    guess = f"Did you mean {close}?" if close else "Please name it by its city: Europe/Berlin."
    return f"I do not know this time zone. {guess}"


def _row(one: Listed) -> str:
    series = one.series
    when = f"every {_weekday(series.weekday)} at {series.at:%H:%M} ({series.zone})"
    following = f"\nnext {moment(one.next_at)}" if one.next_at else ""
    return f"*{fitted(series.name, 300)}* · {when} in <#{series.channel}>{following}"


def _weekday(day: Weekday) -> str:
    return day.name.capitalize()
