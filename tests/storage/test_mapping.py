"""Values and rows are kept in step by the names of their fields."""

from dataclasses import fields

import pytest

from domain.approval import Answer, Approval
from domain.history import Entry
from domain.message import Notice
from domain.ticket import Brief, Status, Ticket, Urgency
from storage.mapping import shape_of
from storage.rows.message import MessageRow
from storage.rows.ticket import AnswerRow, ApprovalRow, BriefRow, EntryRow, TicketRow

OF_AN_ANSWER = {"ticket_id", "round", "place"}


@pytest.mark.parametrize(
    ("value", "row", "more"),
    [
        (Ticket, TicketRow, set()),
        (Brief, BriefRow, set()),
        (Approval, ApprovalRow, {"is_pending"}),
        (Answer, AnswerRow, OF_AN_ANSWER),
        (Entry, EntryRow, {"id"}),
    ],
)
def test_every_field_has_a_column_and_every_column_a_field(value, row, more):
    assert set(shape_of(value).plain) == set(row.model_fields) - {"team"} - more


def test_every_field_of_a_notice_has_a_column():
    assert {f.name for f in fields(Notice)} <= set(MessageRow.model_fields)


def test_what_was_an_enum_comes_back_as_one():
    assert shape_of(Ticket).enums == {"urgency": Urgency, "status": Status}
    assert set(shape_of(Answer).enums) == {"verdict"}
    assert set(shape_of(Entry).enums) == {"event", "status", "waits_on"}


def test_a_tuple_has_a_table_of_its_own():
    assert "answers" not in shape_of(Approval).plain
