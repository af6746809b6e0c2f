"""`tandem route`: where a request would go if it were filed now. Files nothing."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.catalogue.resolving import Directory
from bot.complaints import Complaint
from domain.answers import read
from domain.catalogue import Catalogue, RequestType
from domain.errors import FieldRefusal
from domain.form import Field, FieldKind, FieldValue
from domain.request import Request
from views import routing as view
from views.text import by_name, mentioned
from workflows import routing
from workflows.desk import Desk

CHOSEN = (FieldKind.CHOICE, FieldKind.CHOICES)


def explain(
    desk: Desk,
    words: str,
    directory: Directory,
    *,
    kind: str,
    area: str | None,
    by: str | None,
    given: Sequence[str],
) -> list[str]:
    """Lines to print, with names for ids. Raises Complaint where something is named that is not."""
    desk.refresh()
    catalogue, now = desk.catalogue(), desk.clock()
    request = Request(
        requester=by or "",
        request_type=_type(kind, catalogue).key,
        area=_area(area, catalogue) if area else None,
        summary=words,
        purpose="",
        values=_values(given, _type(kind, catalogue), catalogue, now=now),
    )
    filed = routing.dry_run(desk, request)
    lines = view.dry_run(filed, catalogue, now=now, at=lambda moment: _wall(moment, catalogue))
    names = {**catalogue.names, **_looked_up(lines, catalogue, directory)}
    return [by_name(line, names) for line in lines]


def _looked_up(
    lines: Sequence[str], catalogue: Catalogue, directory: Directory
) -> Mapping[str, str]:
    """The names of those whom the catalogue does not name: they are in one of its groups."""
    ids = {id for line in lines for id in mentioned(line)} - catalogue.names.keys()
    return {id: person.name for id in sorted(ids) if (person := directory.person(id))}


def _type(named: str, catalogue: Catalogue) -> RequestType:
    found = [t for t in catalogue.types if _same(named, t.key, t.name)]
    if not found:
        raise Complaint(_unknown("type", named, [t.key for t in catalogue.types]))
    return found[0]


def _area(named: str, catalogue: Catalogue) -> str:
    found = [a.key for a in catalogue.areas if _same(named, a.key, a.name)]
    if not found:
        raise Complaint(_unknown("area", named, [a.key for a in catalogue.areas]))
    return found[0]


def _values(
    given: Sequence[str], kind: RequestType, catalogue: Catalogue, *, now: datetime
) -> tuple[FieldValue, ...]:
    """What was set, read as a form reads it; what was not set is left open, required or not."""
    asked = catalogue.form_of(kind.key) or kind
    fields = {field.key: field for field in asked.fields}
    typed: dict[str, tuple[str, ...]] = {}
    for each in given:
        key, sign, value = each.partition("=")
        if not sign or key.strip() not in fields:
            raise Complaint(
                f"I cannot read --set {each}: please write field=value.",
                _unknown("field", key.strip(), list(fields)),
            )
        field = fields[key.strip()]
        typed[field.key] = (*typed.get(field.key, ()), _as_chosen(value.strip(), field))
    today = now.astimezone(ZoneInfo(catalogue.zone)).date()
    try:
        return read([fields[key] for key in typed], typed, today=today)
    except FieldRefusal as refusal:
        lines = [f"--set {key}: {words}" for key, words in refusal.problems.items()]
        raise Complaint(*lines) from None


def _as_chosen(value: str, field: Field) -> str:
    """A choice by its key, as forms send it."""
    if field.kind not in CHOSEN:
        return value
    keys = [choice.key for choice in field.choices if _same(value, choice.key, choice.name)]
    if not keys:
        names = [choice.name for choice in field.choices]
        raise Complaint(_unknown(f"choice of {field.key}", value, names))
    return keys[0]


def _unknown(what: str, named: str, known: Mapping[str, object] | Sequence[str]) -> str:
    return f"There is no {what} {named!r}. There is: {', '.join(known) or 'none'}."


def _same(named: str, *names: str) -> bool:
    return named.casefold().strip() in {name.casefold() for name in names}


def _wall(moment: datetime, catalogue: Catalogue) -> str:
    return f"{moment.astimezone(ZoneInfo(catalogue.zone)):%a %d %b %Y, %H:%M}"
