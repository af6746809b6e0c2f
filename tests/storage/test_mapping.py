"""Values and rows are kept in step by the names of their fields."""

from dataclasses import fields

import pytest

from domain.comment import Audience, Comment, CommentKind
from domain.history import Entry
from domain.link import Link, LinkKind
from domain.message import Card, CardPlace, Notice
from domain.notification import News, Preference, QuietHours, Where
from domain.people import Person
from domain.ticket import Brief, Origin, Status, Ticket, Urgency, Visibility, Waiting
from storage.mapping import shape_of
from storage.rows.comment import CommentRow
from storage.rows.message import MessageRow, PostRow
from storage.rows.person import PersonRow, PreferenceRow, QuietHoursRow
from storage.rows.ticket import BriefRow, EntryRow, LinkRow, TicketRow

FOLLOW_FROM_THE_REST = {"due_on", "waits_on"}


@pytest.mark.parametrize(
    ("value", "row", "more"),
    [
        (Ticket, TicketRow, FOLLOW_FROM_THE_REST),
        (Brief, BriefRow, {"field_values"}),
        (Entry, EntryRow, {"id"}),
        (Comment, CommentRow, {"attached"}),
        (Link, LinkRow, set()),
        (Person, PersonRow, set()),
        (Preference, PreferenceRow, set()),
        (QuietHours, QuietHoursRow, set()),
    ],
)
def test_every_field_has_a_column_and_every_column_a_field(value, row, more):
    assert set(shape_of(value).plain) == set(row.model_fields) - {"team"} - more


def test_every_field_of_a_notice_has_a_column():
    columns = set(MessageRow.model_fields)

    assert {f.name for f in fields(Notice)} - {"calls"} <= columns, "whom it calls is used before"


@pytest.mark.parametrize("value", [Card, CardPlace])
def test_every_field_of_a_card_has_a_column_of_its_post(value):
    assert {f.name for f in fields(value)} - {"key"} <= set(PostRow.model_fields)


def test_what_was_an_enum_comes_back_as_one():
    assert shape_of(Ticket).enums == {
        "urgency": Urgency,
        "status": Status,
        "waiting_for": Waiting,
        "visibility": Visibility,
        "origin": Origin,
    }
    assert shape_of(Comment).enums == {"audience": Audience, "kind": CommentKind}
    assert shape_of(Link).enums == {"kind": LinkKind}
    assert shape_of(Preference).enums == {"kind": News, "place": Where}
    assert set(shape_of(Entry).enums) == {"event", "status", "waits_on"}


def test_a_tuple_that_no_query_looks_into_is_a_document():
    assert "values" not in shape_of(Brief).plain
    assert "attached" not in shape_of(Comment).plain
