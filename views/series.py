"""Check-in series as people see them: the form that makes one, the list, the first words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from domain.catalogue import Catalogue, CheckInDefaults
from domain.checkin import MOST_OF_A_SIDE, Series
from domain.errors import FieldRefusal
from domain.message import Notice, Post
from domain.people import Side
from domain.recurrence import Repeats, closest_zone, is_zone, next_date
from domain.weekday import Weekday
from views import ids
from views.blocks import Block, labelled, modal, option, section, select, text_input
from views.forms import (
    Sent,
    channel_in,
    choice_in,
    date_in,
    people_in,
    time_in,
    too_long,
    words_in,
)
from views.next_step import SIDE
from views.text import fitted, moment

NAME_LIMIT, ZONE_LIMIT = 100, 60
LISTED = 40

OFTEN: Mapping[str, tuple[str, Repeats, int]] = {
    "week": ("Every week", Repeats.WEEKS, 1),
    "2weeks": ("Every second week", Repeats.WEEKS, 2),
    "3weeks": ("Every third week", Repeats.WEEKS, 3),
    "4weeks": ("Every fourth week", Repeats.WEEKS, 4),
    "weekday": (
        "Every month, on the same weekday: the second Tuesday",
        Repeats.MONTHS_BY_WEEKDAY,
        1,
    ),
    "last": ("Every month, on the last such weekday", Repeats.MONTHS_BY_LAST_WEEKDAY, 1),
    "day": ("Every month, on the same day: the 15th", Repeats.MONTHS_BY_DAY, 1),
    "quarter": ("Every third month, on the same weekday", Repeats.MONTHS_BY_WEEKDAY, 3),
}
"""How often a series may come, by what the form carries."""

ORDINALS = ("first", "second", "third", "fourth")


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A series, and when it meets next."""

    series: Series
    next_at: datetime | None


def form(defaults: CheckInDefaults, *, now: datetime) -> Block:
    """A new series, its next day, time and zone already filled with the catalogue's."""
    when = defaults.when
    first = next_date(when, after=now)
    often = [option(words, key) for key, (words, *_) in OFTEN.items()]
    return modal(
        ids.SERIES_FORM,
        "New check-in",
        [
            text_input("name", "What is it called?", limit=NAME_LIMIT),
            _people("marketing", "Who takes part from marketing?"),
            _people("it", "Who takes part from IT?"),
            labelled(
                "starts", "First on", {"type": "datepicker", "initial_date": first.isoformat()}
            ),
            select("often", "And then", often, initial="week"),
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
    if problems := _problems(view, catalogue.names, now=now):
        raise FieldRefusal(problems)
    defaults = catalogue.check_in
    _, repeats, interval = OFTEN[choice_in(view, "often") or "week"]
    return Series(
        name=words_in(view, "name"),
        channel=channel_in(view, "channel") or "",
        starts=date_in(view, "starts") or next_date(defaults.when, after=now),
        repeats=repeats,
        interval=interval,
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


def _problems(view: Sent, names: Mapping[str, str], *, now: datetime) -> dict[str, str]:
    name, zone = words_in(view, "name"), words_in(view, "zone")
    found = {
        "name": too_long("The name", name, NAME_LIMIT)
        or (None if name else "Please give it a name: it stands above every post."),
        "marketing": _missing_side(people_in(view, "marketing"), Side.MARKETING),
        "it": _missing_side(people_in(view, "it"), Side.IT) or _on_both_sides(view, names),
        "starts": _over(date_in(view, "starts"), zone, now) if is_zone(zone) else None,
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


def _over(starts: date | None, zone: str, now: datetime) -> str | None:
    """Whether the day is over where its clocks are."""
    today = now.astimezone(ZoneInfo(zone)).date()
    if starts is None or starts >= today:
        return None
    return f"{starts:%-d %B %Y} is over. Please choose today or a later day."


def _unknown_zone(typed: str) -> str:
    close = closest_zone(typed)
    guess = f"Did you mean {close}?" if close else "Please name it by its city: Europe/Berlin."
    return f"I do not know this time zone. {guess}"


def _row(one: Listed) -> str:
    series = one.series
    when = f"{_often(series)} at {series.at:%H:%M} ({series.zone})"
    following = f"\nnext {moment(one.next_at)}" if one.next_at else ""
    return f"*{fitted(series.name, 300)}* · {when} in <#{series.channel}>{following}"


def _often(series: Series) -> str:
    """In words, as people say it: "every second Thursday", "every month on the 15th"."""
    starts, by_day = series.starts, Weekday(series.starts.weekday()).name.capitalize()
    nth = ORDINALS[series.interval - 1] if series.interval > 1 else ""
    if series.repeats is Repeats.WEEKS:
        return f"every {nth} {by_day}" if nth else f"every {by_day}"
    month = f"every {nth} month" if nth else "every month"
    if series.repeats is Repeats.MONTHS_BY_DAY:
        return f"{month} on day {starts.day}"
    place = (starts.day - 1) // 7
    is_last = series.repeats is Repeats.MONTHS_BY_LAST_WEEKDAY or place >= len(ORDINALS)
    return f"{month} on the {'last' if is_last else ORDINALS[place]} {by_day}"
