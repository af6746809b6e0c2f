"""Charts as a whole, and pies."""

import pytest

from tests.sandbox.blockkit.charting import CHART, PLAIN, drawn, pie, segment, slices, without
from tests.sandbox.blockkit.placing import refusal
from tests.sandbox.blockkit.whole import block, case

pytestmark = pytest.mark.contract("16.2")

WHOLE = [
    block(
        "block.data_visualization.title.max",
        drawn(PLAIN) | {"title": "x" * 50},
        drawn(PLAIN) | {"title": "x" * 51},
        ("must be less than 51 characters", "/title"),
    ),
    block(
        "block.data_visualization.title.min",
        drawn(PLAIN) | {"title": "x"},
        drawn(PLAIN) | {"title": ""},
        ("must be more than 0 characters", "/title"),
    ),
    block(
        "block.data_visualization.title.type",
        drawn(PLAIN),
        drawn(PLAIN) | {"title": {"type": "plain_text", "text": "x"}},
        ("must be a string", "/title"),
    ),
    block(
        "block.data_visualization.needs_title",
        drawn(PLAIN),
        without(drawn(PLAIN), "title"),
        ("missing required field: title", ""),
    ),
    block(
        "block.data_visualization.needs_chart",
        drawn(PLAIN),
        without(drawn(PLAIN), "chart"),
        ("missing required field: chart", ""),
    ),
    block(
        "block.data_visualization.keys",
        drawn(PLAIN) | {"block_id": "b"},
        drawn(PLAIN) | {"caption": "x"},
        ("invalid additional property: caption", ""),
    ),
    *(
        case(
            "block.data_visualization.chart.type",
            CHART,
            PLAIN | {"type": kind},
            PLAIN | {"type": "radar"},
            ("unsupported type: radar", "/type"),
        )
        for kind in ("bar", "area", "line")
    ),
    case("block.data_visualization.chart.type", CHART, PLAIN, "bar", ("must be an object", "")),
]
PIES = [
    case(
        "chart.pie.segments.max",
        CHART,
        slices(12),
        slices(13),
        ("no more than 12 items allowed", "/segments"),
    ),
    case(
        "chart.pie.segments.min",
        CHART,
        slices(1),
        slices(0),
        ("no less than 1 items allowed", "/segments"),
    ),
    case(
        "chart.pie.segments.type",
        CHART,
        slices(1),
        {"type": "pie", "segments": segment()},
        ("must be an array", "/segments"),
    ),
    case(
        "chart.pie.needs_segments",
        CHART,
        slices(1),
        {"type": "pie"},
        ("missing required field: segments", ""),
    ),
    case(
        "chart.pie.keys",
        CHART,
        slices(1),
        slices(1) | {"series": []},
        ("invalid additional property: series", ""),
    ),
    case(
        "chart.pie.segments[].type",
        CHART,
        slices(1),
        pie("a"),
        ("must be an object", "/segments/0"),
    ),
    case(
        "chart.pie.segments[].keys",
        CHART,
        slices(1),
        pie(segment() | {"color": "red"}),
        ("invalid additional property: color", "/segments/0"),
    ),
    case(
        "chart.pie.segments[].label.max",
        CHART,
        pie(segment("x" * 20)),
        pie(segment("x" * 21)),
        ("must be less than 21 characters", "/segments/0/label"),
    ),
    case(
        "chart.pie.segments[].label.type",
        CHART,
        pie(segment("1")),
        pie(segment(1)),
        ("must be a string", "/segments/0/label"),
    ),
    case(
        "chart.pie.segments[].needs_label",
        CHART,
        slices(1),
        pie({"value": 1}),
        ("missing required field: label", "/segments/0"),
    ),
    case(
        "chart.pie.segments[].needs_value",
        CHART,
        slices(1),
        pie({"label": "a"}),
        ("missing required field: value", "/segments/0"),
    ),
    *(
        case(
            "chart.pie.segments[].value.min",
            CHART,
            pie(segment(value=0.001)),
            pie(segment(value=bad)),
            ("must be greater than 0", "/segments/0/value"),
        )
        for bad in (0, -1)
    ),
    case(
        "chart.pie.segments[].value.type",
        CHART,
        pie(segment(value=2.5)),
        pie(segment(value="2.5")),
        ("must be a number", "/segments/0/value"),
    ),
]


@pytest.mark.parametrize(("place", "good", "bad", "told"), [*WHOLE, *PIES])
def test_charts_and_pies_stay_within_their_limits(place, good, bad, told):
    assert refusal(place, good) == ("", [])
    assert refusal(place, bad) == told
