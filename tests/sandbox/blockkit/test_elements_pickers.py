"""Date, time and moment pickers: their limits, literally."""

import pytest

from tests.sandbox.blockkit.placing import (
    ACCESSORY,
    ACTIONS,
    HOME_ACTIONS,
    HOME_INPUT,
    INPUT,
    MESSAGE_INPUT,
    MODAL_ACTIONS,
    case,
    plain,
    refusal,
    text_cases,
)

pytestmark = pytest.mark.contract("16.2")

DATE = "must match pattern \\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])"
TIME = "must match pattern ([01]\\d|2[0-3]):[0-5]\\d"


def day(initial, **more):
    return {"type": "datepicker", "initial_date": initial, **more}


def hour(initial, **more):
    return {"type": "timepicker", "initial_time": initial, **more}


def moment(initial, **more):
    return {"type": "datetimepicker", "initial_date_time": initial, **more}


DAYS = [
    case("element.datepicker.initial_date.form", INPUT, day(good), day(bad), (DATE, at))
    for good, bad, at in [
        ("2026-12-31", "2026-12-1", "/initial_date"),
        ("1999-01-01", "31.12.2026", "/initial_date"),
        ("2026-02-28", "2026-12-311", "/initial_date"),
        ("2026-02-28", "tomorrow", "/initial_date"),
        ("2026-01-31", "2026-01-32", "/initial_date"),
        ("2026-10-10", "2026-13-10", "/initial_date"),
        ("2026-09-09", "2026-00-09", "/initial_date"),
        ("2026-09-20", "2026-09-00", "/initial_date"),
        ("2026-02-28", "", "/initial_date"),
        ("2026-02-28", "٢٠٢٦-٠٢-٢٨", "/initial_date"),
    ]
]
HOURS = [
    case("element.timepicker.initial_time.form", INPUT, hour(good), hour(bad), (TIME, at))
    for good, bad, at in [
        ("00:00", "24:00", "/initial_time"),
        ("23:59", "23:60", "/initial_time"),
        ("09:05", "9:05", "/initial_time"),
        ("20:00", "20:00:00", "/initial_time"),
        ("13:00", "1 pm", "/initial_time"),
    ]
]
REST = [
    case(
        "element.datepicker.initial_date.type",
        INPUT,
        day("2026-12-31"),
        day(20261231),
        ("must be a string", "/initial_date"),
    ),
    case(
        "element.datepicker.keys",
        ACTIONS,
        day("2026-12-31", action_id="a", focus_on_load=True),
        day("2026-12-31", initial_time="12:00"),
        ("invalid additional property: initial_time", ""),
    ),
    case(
        "element.timepicker.initial_time.type",
        INPUT,
        hour("12:00"),
        hour(12),
        ("must be a string", "/initial_time"),
    ),
    case(
        "element.timepicker.keys",
        ACTIONS,
        hour("12:00", action_id="a", focus_on_load=True),
        hour("12:00", initial_date="2026-12-31"),
        ("invalid additional property: initial_date", ""),
    ),
    case(
        "element.timepicker.timezone.type",
        INPUT,
        hour("12:00", timezone="Europe/Berlin"),
        hour("12:00", timezone=1),
        ("must be a string", "/timezone"),
    ),
    case(
        "element.timepicker.timezone",
        INPUT,
        hour("12:00", timezone="America/Los_Angeles"),
        hour("12:00", timezone="CET/Berlin"),
        ("unknown timezone: CET/Berlin", ""),
    ),
    case(
        "element.datetimepicker.initial_date_time.max",
        INPUT,
        moment(9_999_999_999),
        moment(10_000_000_000),
        ("must be less than 10000000000", "/initial_date_time"),
    ),
    case(
        "element.datetimepicker.initial_date_time.min",
        INPUT,
        moment(1_000_000_000),
        moment(999_999_999),
        ("must be greater than 999999999", "/initial_date_time"),
    ),
    case(
        "element.datetimepicker.initial_date_time.type",
        ACTIONS,
        moment(1_764_000_000),
        moment("1764000000"),
        ("must be an integer", "/initial_date_time"),
    ),
    case(
        "element.datetimepicker.keys",
        INPUT,
        moment(1_764_000_000, action_id="a", focus_on_load=True),
        moment(1_764_000_000, placeholder=plain("When")),
        ("invalid additional property: placeholder", ""),
    ),
]


@pytest.mark.parametrize(("place", "good", "bad", "told"), [*DAYS, *HOURS, *REST])
def test_a_picker_is_held_to_its_form(place, good, bad, told):
    assert refusal(place, good) == ("", [])
    assert refusal(place, bad) == told


@pytest.mark.parametrize(
    ("place", "good", "bad", "told"),
    text_cases(
        "placeholder",
        INPUT,
        lambda text: {"type": "datepicker", "placeholder": text},
        at="/placeholder",
        longest=150,
    ),
)
def test_a_placeholder_is_short_plain_text(place, good, bad, told):
    assert refusal(place, good) == ("", [])
    assert refusal(place, bad) == told


@pytest.mark.parametrize("place", [INPUT, MESSAGE_INPUT, HOME_INPUT, ACTIONS, ACCESSORY])
@pytest.mark.parametrize("element", [{"type": "datepicker"}, {"type": "timepicker"}])
def test_days_and_hours_are_picked_everywhere(place, element):
    assert refusal(place, element) == ("", [])


@pytest.mark.rule("element.datetimepicker.surface")
def test_a_moment_is_picked_in_messages_and_modals_but_not_on_the_home_tab():
    element = {"type": "datetimepicker"}
    here = [refusal(place, element)[0] for place in (INPUT, ACTIONS, MODAL_ACTIONS)]
    words = "unsupported type: datetimepicker [json-pointer:/view/blocks/0/element/type]"
    acting = "unsupported type: datetimepicker [json-pointer:/view/blocks/0/elements/0/type]"

    assert here == ["", "", ""]
    assert refusal(HOME_INPUT, element) == ("invalid_arguments", [words])
    assert refusal(HOME_ACTIONS, element) == ("invalid_arguments", [acting])


def test_a_moment_is_not_picked_beside_a_section():
    words = "unsupported type: datetimepicker [json-pointer:/blocks/0/accessory/type]"

    assert refusal(ACCESSORY, {"type": "datetimepicker"}) == ("invalid_blocks", [words])
