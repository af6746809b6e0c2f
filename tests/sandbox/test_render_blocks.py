"""Blocks as HTML: every kind that apps send, with what has been entered, and nothing unescaped."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from sandbox.page.drawing import blocks_html, initials, paint
from sandbox.page.reader import Reader
from sandbox.page.surface import Choice, Surface

Json = dict[str, Any]
EVIL = "<script>alert(1)</script>"
LONG = {"type": "plain_text_input", "multiline": True}
READER = Reader(
    id="U0ANNA",
    name="anna",
    home="/w/T1/",
    domain="northwind",
    zone=ZoneInfo("Europe/Berlin"),
    now=datetime(2026, 11, 20, 14, 0, tzinfo=UTC),
    names={"U0ANNA": "Anna", "U0BEN": "Ben", "C0DESK": "desk"},
)


def drawn(*blocks: Json, **surface: Any) -> str:
    place = Surface(kind="message", reader=READER, target={"view": "V1"}, **surface)
    return blocks_html(list(blocks), place)


def words(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def field(element: Json) -> Json:
    labelled = {"action_id": "v", **element}
    return {"type": "input", "block_id": "b", "label": words("Label"), "element": labelled}


def button(text: str, **more: Any) -> Json:
    return {"type": "button", "action_id": "a", "text": words(text), **more}


def option(value: str) -> Json:
    return {"text": words(value.title()), "value": value}


@pytest.mark.parametrize(
    "block",
    [
        {"type": "header", "text": words(EVIL)},
        {"type": "section", "text": {"type": "mrkdwn", "text": EVIL}},
        {"type": "section", "fields": [words(EVIL)]},
        {"type": "context", "elements": [words(EVIL), {"type": "image", "alt_text": EVIL}]},
        {"type": "image", "alt_text": f'"{EVIL}', "image_url": f'x"{EVIL}', "title": words(EVIL)},
        {"type": "actions", "elements": [button(EVIL, action_id=EVIL)]},
        {"type": "table", "rows": [[{"type": "raw_text", "text": EVIL}]]},
        {"type": EVIL},
        field({"type": "plain_text_input", "initial_value": f'"{EVIL}'}),
        field({"type": "plain_text_input", "placeholder": words(EVIL)}),
        field({**LONG, "initial_value": f"</textarea>{EVIL}"}),
        field({"type": "static_select", "options": [option(f'"{EVIL}')]}),
        {**field({"type": "datepicker"}), "block_id": f'"{EVIL}'},
    ],
)
def test_no_block_lets_markup_through(block: Json) -> None:
    assert "<script" not in drawn(block)


def test_confirm_text_cannot_leave_its_attribute() -> None:
    confirm = {"title": words("'\"><script>"), "text": words("'\"><script>")}
    elements = [button("Go", confirm=confirm)]

    assert "<script" not in drawn({"type": "actions", "elements": elements})


def test_script_address_behind_a_button_leads_nowhere() -> None:
    elements = [button("Go", url="javascript:alert(1)")]

    assert "javascript" not in drawn({"type": "actions", "elements": elements})


@pytest.mark.parametrize(
    ("element", "shown"),
    [
        ({"type": "plain_text_input", "initial_value": "so far"}, 'value="so far"'),
        ({"type": "number_input", "initial_value": "12.5"}, 'value="12.5"'),
        ({"type": "datepicker", "initial_date": "2026-12-01"}, 'value="2026-12-01"'),
        ({"type": "timepicker", "initial_time": "09:30"}, 'value="09:30"'),
        ({"type": "datetimepicker", "initial_date_time": 1796027400}, 'value="2026-11-30T09:30"'),
        (
            {"type": "static_select", "options": [option("crm")], "initial_option": option("crm")},
            '<option value="crm" selected>',
        ),
        ({"type": "users_select", "initial_user": "U0BEN"}, '<option value="U0BEN" selected>'),
        (
            {"type": "checkboxes", "options": [option("a")], "initial_options": [option("a")]},
            'value="a" checked',
        ),
        ({"type": "multi_users_select", "initial_users": ["U0BEN"]}, 'value="U0BEN" checked'),
    ],
)
def test_initial_values_stand_in_their_inputs(element: Json, shown: str) -> None:
    assert shown in drawn(field(element), people=[Choice("U0BEN", "Ben")])


def test_select_that_looks_up_shows_what_was_chosen() -> None:
    element = {"type": "multi_external_select", "initial_options": [option("crm")]}
    later = {"type": "multi_external_select", "selected_options": [option("web")]}

    assert 'aria-label="Remove Crm"' in drawn(field(element))
    assert 'aria-label="Remove Crm"' not in drawn(field(element), state={"b": {"v": later}})
    assert 'aria-label="Remove Web"' in drawn(field(element), state={"b": {"v": later}})


@pytest.mark.parametrize(("given", "least"), [({}, "3"), ({"min_query_length": 0}, "0")])
def test_looking_up_begins_after_three_letters_unless_told(given: Json, least: str) -> None:
    assert f'data-least="{least}"' in drawn(field({"type": "external_select", **given}))


@pytest.mark.parametrize(
    ("rule", "offered"),
    [
        ({}, ["C1", "G1", "D1", "D2"]),
        ({"include": ["public", "im"]}, ["C1", "D1", "D2"]),
        ({"include": ["private"]}, ["G1"]),
        ({"exclude_bot_users": True}, ["C1", "G1", "D1"]),
        ({"include": ["im"], "exclude_bot_users": True}, ["D1"]),
    ],
)
def test_conversations_are_filtered_as_the_element_says(rule: Json, offered: list[str]) -> None:
    all_of_them = [
        Choice("C1", "#web", kind="public"),
        Choice("G1", "#leads", kind="private"),
        Choice("D1", "Ben", kind="im"),
        Choice("D2", "helper", kind="im", is_bot=True),
    ]
    element = {"type": "conversations_select", "filter": rule}

    shown = drawn(field(element), conversations=all_of_them)

    assert [each.value for each in all_of_them if f'value="{each.value}"' in shown] == offered


def test_rich_text_that_stands_in_an_input_is_shown_as_words() -> None:
    line = {"type": "rich_text_section", "elements": [{"type": "text", "text": "so far"}]}
    rich = {"type": "rich_text", "elements": [line]}

    shown = drawn(field({"type": "rich_text_input", "initial_value": rich}))

    assert "so far</textarea>" in shown
    assert "rich_text_section" not in shown


@pytest.mark.parametrize(
    "named", [{"id": "F0ABC"}, {"url": "http://127.0.0.1:1/files-pri/T1-F0ABC/plan.png"}]
)
def test_picture_that_is_a_file_is_shown_from_the_page(named: Json) -> None:
    shown = drawn({"type": "image", "alt_text": "A plan", "slack_file": named})

    assert 'src="/w/T1/files/F0ABC?as=anna"' in shown


def test_input_that_acts_at_once_says_when() -> None:
    plain = {**field({"type": "plain_text_input"}), "dispatch_action": True}
    config = {"trigger_actions_on": ["on_character_entered"]}
    each = field({"type": "plain_text_input", "dispatch_action_config": config})

    assert 'data-dispatch="on_enter_pressed"' in drawn(plain)
    assert 'data-dispatch="on_character_entered"' in drawn({**each, "dispatch_action": True})
    assert "data-dispatch" not in drawn(each)


def test_entered_value_wins_over_the_initial_one() -> None:
    element = {"type": "plain_text_input", "initial_value": "first"}
    state = {"b": {"v": {"type": "plain_text_input", "value": "second"}}}

    shown = drawn(field(element), state=state)

    assert 'value="second"' in shown
    assert "first" not in shown


def test_emptied_input_stays_empty() -> None:
    element = {"type": "plain_text_input", "initial_value": "first"}
    state = {"b": {"v": {"type": "plain_text_input", "value": None}}}

    assert "first" not in drawn(field(element), state=state)


def test_grouped_options_keep_their_groups() -> None:
    groups = [{"label": words("Stack"), "options": [option("crm")]}]

    shown = drawn(field({"type": "static_select", "option_groups": groups}))

    assert '<optgroup label="Stack">' in shown


def test_label_is_bound_to_its_input() -> None:
    shown = drawn(field({"type": "plain_text_input"}))

    assert '<label for="f-V1-b">Label</label>' in shown
    assert 'id="f-V1-b"' in shown


def test_button_that_failed_has_a_warning() -> None:
    block = {"type": "actions", "elements": [button("Go")]}

    shown = drawn(block, trouble=frozenset({"a"}))

    assert "This app did not respond" in shown


def test_table_has_a_heading_row_and_alignment() -> None:
    rows = [[{"type": "raw_text", "text": "Side"}], [{"type": "raw_number", "value": 3}]]

    shown = drawn({"type": "table", "rows": rows, "column_settings": [{"align": "right"}]})

    assert '<th class="right">Side</th>' in shown
    assert '<td class="right">3</td>' in shown


def test_rich_text_shows_styles_lists_and_names() -> None:
    bold = {"type": "text", "text": EVIL, "style": {"bold": True, "code": True}}
    item = {"type": "rich_text_section", "elements": [{"type": "user", "user_id": "U0BEN"}]}
    inside = [
        {"type": "rich_text_section", "elements": [bold, {"type": "emoji", "name": "tada"}]},
        {"type": "rich_text_list", "style": "ordered", "elements": [item]},
        {"type": "rich_text_quote", "elements": [{"type": "text", "text": "said"}]},
        {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "x = 1"}]},
    ]

    shown = drawn({"type": "rich_text", "elements": inside})

    escaped = "&lt;script&gt;alert(1)&lt;/script&gt;"
    assert f"<strong><code>{escaped}</code></strong>🎉" in shown
    assert '<li><span class="mention">@Ben</span></li></ol>' in shown
    assert "<blockquote>said</blockquote><pre>x = 1</pre>" in shown


def test_unknown_block_says_that_it_is_not_drawn() -> None:
    assert "a block of type carousel is not drawn" in drawn({"type": "carousel"})


@pytest.mark.parametrize(
    ("name", "letters"), [("Anna Kovač", "AK"), ("Dora Lindqvist-O'Hara", "DL"), ("ben", "BE")]
)
def test_avatars_show_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


@pytest.mark.parametrize(
    ("color", "css"),
    [
        ("fde047", "background:#fde047;color:#1d1c1d"),
        ("#1e3a8a", "background:#1e3a8a;color:#ffffff"),
        ("red;x", "background:#4a5568;color:#ffffff"),
        ("e7392d", "background:#db362a;color:#ffffff"),
    ],
)
def test_avatar_ink_can_be_read(color: str, css: str) -> None:
    assert paint(color) == css
