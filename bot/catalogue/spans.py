"""Working time as the file says it: hours of the week, days off, and how long things may take."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, time
from math import ceil

from bot.catalogue.reading import Reading
from bot.catalogue.regions import known_region, nearest_region
from bot.catalogue.sections import Section, Value
from bot.catalogue.values import clock_time
from domain.calendar import Span, WorkingHours
from domain.weekday import Weekday

Week = Mapping[Weekday, tuple[Span, ...]]

SPAN = re.compile(r"(\d{1,2}:\d{2})\s*(?:-|\u2013|to)\s*(\d{1,2}:\d{2})")
TIME = re.compile(r"(\d{1,4})\s*(?:working )?(h|hours?|d|days?)")
DAY, WEEK, LONGEST_NIGHT = 24 * 60, 7 * 24 * 60, 12 * 60
"""In minutes. What goes on longer past midnight was rather written the wrong way round."""
LONGEST = 2000
NEVER = "There are no open hours in it: nothing would ever be due. Name at least one day."


def read_hours(root: Section, reading: Reading) -> WorkingHours:
    """Without `hours`, nine to five from Monday to Friday."""
    usual = WorkingHours()
    spans = _week(root, reading) if "hours" in root else usual.spans
    regions = root.values("holidays", least=0) if "holidays" in root else ()
    closed = root.values("closed", least=0) if "closed" in root else ()
    hours = WorkingHours(
        spans=spans,
        regions=tuple(dict.fromkeys(_region(value, reading) for value in regions)),
        closed=tuple(dict.fromkeys(day for value in closed for day in _date(value, reading))),
    )
    reading.hours_in_a_day = hours_in_a_day(hours.spans)
    return hours


def read_time(section: Section, key: str, reading: Reading) -> int | None:
    """Working hours; a day is as long as the calendar's days are on average."""
    if key not in section:
        return None
    value = section.value(key)
    match = TIME.fullmatch(value.text.lower())
    if value.text and not match:
        words = f'"{value.text}" cannot be. Write working hours or days: 16h, or 2 days.'
        reading.notes.note(value.line, words)
    if not match:
        return None
    hours = int(match[1]) * (reading.hours_in_a_day if match[2].startswith("d") else 1)
    if not 0 < hours <= LONGEST:
        words = f'"{value.text}" cannot be. Write at least 1h, and at most {LONGEST}h.'
        reading.notes.note(value.line, words)
    return ceil(hours)


def hours_in_a_day(week: Week) -> float:
    """How long its working days are on average."""
    lengths = [sum(_length(span) for span in spans) for spans in week.values() if spans]
    return sum(lengths) / len(lengths) / 60 if lengths else 8


def _week(root: Section, reading: Reading) -> Week:
    if root.holds_keys("hours"):
        days = root.section("hours").only(*(day.name.lower() for day in Weekday))
        named = {d: days.values(d.name.lower(), least=0) for d in Weekday if d.name.lower() in days}
    else:
        values = root.values("hours", least=0)
        named = {day: values for day in Weekday if day < Weekday.SATURDAY}
    found = {day: tuple(_spans(values, reading)) for day, values in named.items()}
    if not any(named.values()):
        reading.notes.note(root.line_of("hours"), NEVER)
    _note_overlaps(found, named, reading, line=root.line_of("hours"))
    return {day: tuple(sorted(spans)) for day, spans in found.items()}


def _spans(values: tuple[Value, ...], reading: Reading) -> Iterator[Span]:
    for value in values:
        span = _span(value.text)
        if isinstance(span, str):
            if value.text:
                reading.notes.note(value.line, span)
        else:
            yield span


def _span(text: str) -> Span | str:
    match = SPAN.fullmatch(text)
    if not match:
        return f'"{text}" are no hours. Write from when to when: "09:00-17:00".'
    opens, is_midnight = clock_time(match[1]), match[2] == "24:00"
    closes = time() if is_midnight else clock_time(match[2])
    if isinstance(opens, str) or isinstance(closes, str):
        return opens if isinstance(opens, str) else str(closes)
    if opens == closes and not is_midnight:
        return f'"{text}" ends when it begins. The whole day is "00:00-24:00".'
    if closes < opens and not is_midnight and _length((opens, closes)) > LONGEST_NIGHT:
        return f'"{text}" ends before it begins. A night shift may last 12 hours.'
    return opens, closes


def _note_overlaps(
    week: Week, named: Mapping[Weekday, tuple[Value, ...]], reading: Reading, *, line: int
) -> None:
    spans = sorted((_minute(day, span), day, span) for day in week for span in week[day])
    after = spans[1:] + [(start + WEEK, day, span) for start, day, span in spans[:1]]
    for (begin, day, span), (following, next_day, next_span) in zip(spans, after, strict=True):
        if begin + _length(span) > following:
            where = next((value.line for value in named[next_day]), line)
            words = (
                f"{_told(next_day, next_span)} begins before {_told(day, span)} has ended. "
                "Hours may follow one another, not overlap."
            )
            reading.notes.note(where, words)


def _minute(day: Weekday, span: Span) -> int:
    return day * DAY + span[0].hour * 60 + span[0].minute


def _length(span: Span) -> int:
    """In minutes; where closing is not later, it is on the next day."""
    opens, closes = (each.hour * 60 + each.minute for each in span)
    return closes - opens if closes > opens else closes - opens + DAY


def _told(day: Weekday, span: Span) -> str:
    return f"{day.name.capitalize()} {span[0]:%H:%M}-{span[1]:%H:%M}"


def _region(value: Value, reading: Reading) -> str:
    if value.text and not known_region(value.text):
        near = nearest_region(value.text)
        advice = f"Did you mean {near}?" if near else "Write a country, or a part of it: DE, DE-BY."
        words = f'No holidays are known of "{value.text}". {advice}'
        reading.notes.note(value.line, words)
    return value.text


def _date(value: Value, reading: Reading) -> Iterator[date]:
    try:
        yield date.fromisoformat(value.text)
    except ValueError:
        if value.text:
            words = f'"{value.text}" is no date. Write year, month and day: 2026-12-24.'
            reading.notes.note(value.line, words)
