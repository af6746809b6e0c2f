"""`tandem privacy export`: the record of the privacy gate, as CSV or JSON."""

import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from enum import StrEnum
from getpass import getuser
from pathlib import Path
from typing import Any
from unicodedata import normalize
from zoneinfo import ZoneInfo

from bot.complaints import Complaint
from bot.console import say
from domain.approval import Answer
from domain.form import FieldValue
from domain.privacy import Record, Round
from views.privacy import outcome_of
from workflows import privacy
from workflows.desk import Desk

COLUMNS = (
    *("ticket", "opened_at", "requester", "filed_by", "area", "type", "visibility", "round"),
    *("declared_at", "declared_by", "answers", "because", "asked", "in_place_of_data_protection"),
    *("decided_by", "decided_for", "decision", "words", "decided_at", "outcome"),
)
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What makes a formula of a cell in a spreadsheet, where it comes first."""


class Format(StrEnum):
    CSV = "csv"
    JSON = "json"


def run(desk: Desk, *, form: str, since: str | None, to: Path | None) -> None:
    """Write the record to the file, or out. Raises Complaint."""
    if form not in tuple(Format):
        raise Complaint(f"I cannot write {form!r}. Choose --format csv or --format json.")
    text, tickets = export(desk, form=Format(form), since=since)
    if to is None:
        sys.stdout.write(text)
        return
    write(text, to)
    say(f"{to} has the record of {tickets} {'ticket' if tickets == 1 else 'tickets'}.")


def export(desk: Desk, *, form: Format, since: str | None) -> tuple[str, int]:
    """The text, and how many tickets are in it. Raises Complaint where the date is none."""
    desk.refresh()
    catalogue = desk.catalogue()
    start = _moment(since, catalogue.zone) if since else None
    records = privacy.export(desk, by=_who(), since=start)
    names = catalogue.names
    return (_as_csv if form is Format.CSV else _as_json)(records, names), len(records)


def write(text: str, to: Path) -> None:
    """For its owner's eyes only. Raises Complaint where it cannot be written."""
    try:
        to.touch(mode=0o600)
        to.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise Complaint(f"I cannot write {to}: {error.strerror}.") from None


def _moment(words: str, zone: str) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(words), time(), ZoneInfo(zone))
    except ValueError:
        raise Complaint(f"{words!r} is no date. Write it like 2026-11-30.") from None


def _who() -> str:
    try:
        return getuser()
    except (KeyError, OSError):
        return "somebody unnamed"


def _as_csv(records: Iterable[Record], names: Mapping[str, str]) -> str:
    written = io.StringIO()
    rows = csv.DictWriter(written, COLUMNS, quoting=csv.QUOTE_ALL)
    rows.writeheader()
    for record in records:
        for row in _rows(record, names):
            rows.writerow({column: _inert(row[column]) for column in COLUMNS})
    return written.getvalue()


def _inert(cell: object) -> str:
    """The cell as plain text: no spreadsheet reckons with it."""
    text = "" if cell is None else str(cell)
    read = normalize("NFKC", text).lstrip(" ")  # as wide signs count, too, and spaces do not
    return f"'{text}" if read.startswith(FORMULAS) else text


def _rows(record: Record, names: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """One for each round and decision; of a round that nobody decided, one."""
    for each in record.rounds:
        told = _of_ticket(record, names) | _of_round(each, names)
        told["answers"] = "; ".join(f"{a['question']} {a['answer']}" for a in told["answers"])
        told["asked"] = ", ".join(told["asked"])
        for decision in _decisions(each, names) or [dict.fromkeys(DECIDED)]:
            yield told | decision


def _as_json(records: Iterable[Record], names: Mapping[str, str]) -> str:
    told = [
        _of_ticket(record, names)
        | {
            "rounds": [
                _of_round(each, names) | {"decisions": _decisions(each, names)}
                for each in record.rounds
            ]
        }
        for record in records
    ]
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _of_ticket(record: Record, names: Mapping[str, str]) -> dict[str, Any]:
    ticket = record.ticket
    return {
        "ticket": ticket.reference,
        "opened_at": _at(ticket.opened_at),
        "requester": _named(ticket.requester, names),
        "filed_by": _named(ticket.filed_by, names),
        "area": ticket.area,
        "type": ticket.request_type,
        "visibility": ticket.visibility.value,
    }


def _of_round(each: Round, names: Mapping[str, str]) -> dict[str, Any]:
    declared, step = each.declaration, each.step
    return {
        "round": each.number or None,
        "declared_at": _at(declared.at),
        "declared_by": _named(declared.by, names),
        "answers": [_answer(value) for value in declared.values],
        "because": declared.because,
        "asked": [_named(a.approver, names) for a in step.answers] if step else [],
        "in_place_of_data_protection": "yes" if declared.instead else "",
        "outcome": outcome_of(each),
    }


def _answer(value: FieldValue) -> dict[str, str]:
    return {"question": value.label, "answer": ", ".join(value.answers)}


DECIDED = ("decided_by", "decided_for", "decision", "words", "decided_at")


def _decisions(each: Round, names: Mapping[str, str]) -> Sequence[dict[str, Any]]:
    answers = each.step.answers if each.step else ()
    return [_decision(answer, names) for answer in answers if answer.verdict]


def _decision(answer: Answer, names: Mapping[str, str]) -> dict[str, Any]:
    is_for_another = answer.by is not None and answer.by != answer.approver
    return {
        "decided_by": _named(answer.given_by, names),
        "decided_for": _named(answer.approver, names) if is_for_another else None,
        "decision": answer.verdict.value if answer.verdict else None,
        "words": answer.comment,
        "decided_at": _at(answer.decided_at),
    }


def _named(person: str | None, names: Mapping[str, str]) -> str | None:
    """By name and id, or by the id alone where the catalogue does not name them."""
    if person is None:
        return None
    return f"{names[person]} ({person})" if person in names else person


def _at(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
