"""`tandem privacy export`: every round and decision, as CSV that reckons nothing, and as JSON."""

import csv
import io
import json
from datetime import timedelta

import pytest

from bot import privacy_command as command
from bot.complaints import Complaint
from domain.approval import Verdict
from domain.privacy_questions import LEAVING, NOBODY, WHOSE
from tests.builders import (
    ANNA,
    DANA,
    NOOR,
    T0,
    a_gate,
    a_gated_catalogue,
    a_press,
    a_request,
    declared,
)
from workflows import approval, catalogue, intake, privacy

LEAVES = declared(WHOSE[0], kind=("Payments",), leaves=LEAVING[0])
EVIL = '=HYPERLINK("https://evil.example")'


@pytest.fixture
def gated(desk):
    catalogue.apply(desk, a_gated_catalogue(), by=NOOR)
    return desk


def file(desk, values=LEAVES, key="form:1", **changes):
    intake.take_in(desk, a_request(values=values, **changes), key=key)


def decide(desk, verdict=Verdict.APPROVED, *, turn="1.0", key="press:1", comment=""):
    press = a_press(verdict, key=key, by=DANA, ticket_id=1, turn=turn, comment=comment)
    approval.decide(desk, press)


def exported(desk, since=None):
    text, _ = command.export(desk, form=command.Format.CSV, since=since)
    return list(csv.DictReader(io.StringIO(text)))


def test_there_is_a_row_for_each_round_and_decision(gated):
    file(gated)
    decide(gated, Verdict.CHANGES_REQUESTED, comment="Fewer people, please")
    other = a_request(values=declared(WHOSE[0], kind=("Names and addresses",), leaves=LEAVING[0]))
    intake.edit(gated, 1, other, key="form:2")
    decide(gated, turn="2.0", key="press:2")
    intake.edit(gated, 1, a_request(values=declared(NOBODY)), key="form:3")

    first, second, third = exported(gated)

    assert (first["ticket"], first["round"], first["visibility"]) == ("MT-1", "1", "restricted")
    assert "Which kind of data? Payments" in first["answers"]
    assert first["because"].startswith("customers' data (payments) leaves the company")
    assert (first["asked"], first["decided_by"]) == ("Dana (U0DANA)", "Dana (U0DANA)")
    assert (first["decision"], first["words"]) == ("changes_requested", "Fewer people, please")
    assert first["outcome"] == "changes requested"
    assert (second["round"], second["decision"], second["outcome"]) == ("2", "approved", "approved")
    assert "Names and addresses" in second["answers"]
    assert (third["round"], third["asked"], third["decision"]) == ("", "", "")
    assert third["outcome"] == "not asked"
    assert NOBODY in third["answers"]


def test_what_waits_is_there_and_what_asked_nobody_is_not(gated):
    file(gated)
    file(gated, declared(NOBODY), key="form:2", summary="Another page")

    [row] = exported(gated)

    assert (row["ticket"], row["decided_by"]) == ("MT-1", "")
    assert row["outcome"] == "waits for a decision"


def test_who_was_asked_in_place_of_data_protection_is_marked(desk):
    catalogue.apply(desk, a_gated_catalogue(privacy=a_gate(data_protection=(ANNA,))), by=NOOR)
    file(desk)

    [row] = exported(desk)

    assert (row["asked"], row["in_place_of_data_protection"]) == ("Tom (U0TOM)", "yes")


@pytest.mark.parametrize(
    "words", [EVIL, "+1", "-2", "@SUM(A1)", "\t=1", "  =1", "\u00a0=1", "\uff1d1", "\r=1"]
)
def test_no_cell_is_a_formula(gated, words):
    file(gated)
    decide(gated, Verdict.DECLINED, comment=f"x{words}")
    assert exported(gated)[0]["words"] == f"x{words}"

    assert command._inert(words) == f"'{words}"


def test_a_formula_in_somebodys_words_is_written_as_text(gated):
    file(gated)
    decide(gated, Verdict.DECLINED, comment=EVIL)

    [row] = exported(gated)

    assert row["words"] == f"'{EVIL}"


def test_json_holds_the_same_by_ticket(gated):
    file(gated)
    decide(gated, Verdict.DECLINED, comment=EVIL)

    text, tickets = command.export(gated, form=command.Format.JSON, since=None)

    [ticket] = json.loads(text)
    [round] = ticket["rounds"]
    assert (tickets, ticket["ticket"]) == (1, "MT-1")
    assert round["answers"][0] == {
        "question": "Whose personal data does it touch?",
        "answer": WHOSE[0],
    }
    assert round["decisions"][0]["words"] == EVIL


def test_since_leaves_out_what_was_settled_before(gated):
    file(gated)
    tomorrow = (T0 + timedelta(days=1)).date().isoformat()

    assert len(exported(gated, since=T0.date().isoformat())) == 1
    assert exported(gated, since=tomorrow) == []


def test_what_is_no_date_or_no_format_is_named(gated, tmp_path):
    with pytest.raises(Complaint, match="no date"):
        command.export(gated, form=command.Format.CSV, since="last week")
    with pytest.raises(Complaint, match="--format csv or --format json"):
        command.run(gated, form="xlsx", since=None, to=None)
    with pytest.raises(Complaint, match="cannot write"):
        command.run(gated, form="csv", since=None, to=tmp_path / "no" / "folder.csv")


def test_a_file_is_for_its_owner_alone_and_the_export_is_kept(gated, tmp_path, capsys):
    file(gated)
    there = tmp_path / "privacy.csv"

    command.run(gated, form="csv", since=None, to=there)

    assert there.read_text(encoding="utf-8").startswith('"ticket"')
    assert there.stat().st_mode & 0o077 == 0
    assert "has the record of 1 ticket" in capsys.readouterr().out
    kept = privacy.overview(gated, viewer=NOOR)
    assert (kept.tickets, kept.waiting, kept.last.tickets, kept.last.at) == (1, 1, 1, T0)
