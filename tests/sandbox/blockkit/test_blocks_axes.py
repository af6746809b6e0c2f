"""Bars, areas and lines: series, points and categories."""

import pytest

from tests.sandbox.blockkit.charting import (
    CHART,
    PLAIN,
    axes,
    bar,
    many_categories,
    many_series,
    one_series,
    point,
    without,
)
from tests.sandbox.blockkit.placing import case, refusal

pytestmark = pytest.mark.contract("16.2")

SERIES = [
    case(
        "chart.axes.series.max",
        CHART,
        many_series(12),
        many_series(13),
        ("no more than 12 items allowed", "/series"),
    ),
    case(
        "chart.axes.series.min",
        CHART,
        many_series(1),
        many_series(0),
        ("no less than 1 items allowed", "/series"),
    ),
    case(
        "chart.axes.series.type",
        CHART,
        PLAIN,
        PLAIN | {"series": one_series(point())},
        ("must be an array", "/series"),
    ),
    case(
        "chart.axes.needs_series",
        CHART,
        PLAIN,
        without(PLAIN, "series"),
        ("missing required field: series", ""),
    ),
    case(
        "chart.axes.needs_axis_config",
        CHART,
        PLAIN,
        without(PLAIN, "axis_config"),
        ("missing required field: axis_config", ""),
    ),
    case(
        "chart.axes.keys",
        CHART,
        PLAIN | {"type": "line"},
        PLAIN | {"stacked": True},
        ("invalid additional property: stacked", ""),
    ),
    case(
        "chart.axes.names",
        CHART,
        axes(one_series(point(), name="one"), one_series(point(), name="two")),
        axes(one_series(point(), name="one"), one_series(point(), name="one")),
        ("series names must be unique", ""),
    ),
    case(
        "chart.axes.points",
        CHART,
        axes(one_series(point("a"), point("b", -2)), categories=["a", "b"]),
        axes(one_series(point("a")), categories=["a", "b"]),
        ("one point per category needed", ""),
    ),
    *(
        case(
            "chart.axes.points",
            CHART,
            PLAIN,
            axes(one_series(*points)),
            ("one point per category needed", ""),
        )
        for points in ([], [point("b")], [point("a"), point("a")])
    ),
    case("chart.axes.series[].type", CHART, PLAIN, axes("one"), ("must be an object", "/series/0")),
    case(
        "chart.axes.series[].keys",
        CHART,
        PLAIN,
        axes(one_series(point()) | {"color": "red"}),
        ("invalid additional property: color", "/series/0"),
    ),
    case(
        "chart.axes.series[].needs_name",
        CHART,
        PLAIN,
        axes({"data": [point()]}),
        ("missing required field: name", "/series/0"),
    ),
    case(
        "chart.axes.series[].needs_data",
        CHART,
        PLAIN,
        axes({"name": "one"}),
        ("missing required field: data", "/series/0"),
    ),
    case(
        "chart.axes.series[].name.max",
        CHART,
        axes(one_series(point(), name="x" * 20)),
        axes(one_series(point(), name="x" * 21)),
        ("must be less than 21 characters", "/series/0/name"),
    ),
    case(
        "chart.axes.series[].name.type",
        CHART,
        axes(one_series(point(), name="1")),
        axes(one_series(point(), name=1)),
        ("must be a string", "/series/0/name"),
    ),
    case(
        "chart.axes.series[].data.type",
        CHART,
        PLAIN,
        axes({"name": "one", "data": point()}),
        ("must be an array", "/series/0/data"),
    ),
]
POINTS = [
    case(
        "chart.axes.series[].data[].type",
        CHART,
        PLAIN,
        axes(one_series(1)),
        ("must be an object", "/series/0/data/0"),
    ),
    case(
        "chart.axes.series[].data[].keys",
        CHART,
        PLAIN,
        axes(one_series(point() | {"x": 1})),
        ("invalid additional property: x", "/series/0/data/0"),
    ),
    case(
        "chart.axes.series[].data[].needs_label",
        CHART,
        PLAIN,
        axes(one_series({"value": 1})),
        ("missing required field: label", "/series/0/data/0"),
    ),
    case(
        "chart.axes.series[].data[].needs_value",
        CHART,
        axes(one_series(point(value=0))),
        axes(one_series({"label": "a"})),
        ("missing required field: value", "/series/0/data/0"),
    ),
    case(
        "chart.axes.series[].data[].label.type",
        CHART,
        PLAIN,
        axes(one_series(point(1))),
        ("must be a string", "/series/0/data/0/label"),
    ),
    *(
        case(
            "chart.axes.series[].data[].value.type",
            CHART,
            bar(point(value=-1.5)),
            bar(point(value=bad)),
            ("must be a number", "/series/0/data/0/value"),
        )
        for bad in ("1", True, float("nan"))
    ),
]
CATEGORIES = [
    case(
        "chart.axes.axis_config.categories.max",
        CHART,
        many_categories(20),
        many_categories(21),
        ("no more than 20 items allowed", "/axis_config/categories"),
    ),
    case(
        "chart.axes.axis_config.categories.min",
        CHART,
        many_categories(1),
        many_categories(0),
        ("no less than 1 items allowed", "/axis_config/categories"),
    ),
    case(
        "chart.axes.axis_config.categories.type",
        CHART,
        PLAIN,
        axes(one_series(point()), categories="a"),
        ("must be an array", "/axis_config/categories"),
    ),
    case(
        "chart.axes.axis_config.categories[].max",
        CHART,
        bar(point("x" * 20)),
        bar(point("x" * 21)),
        ("must be less than 21 characters", "/axis_config/categories/0"),
    ),
    case(
        "chart.axes.axis_config.categories[].type",
        CHART,
        PLAIN,
        axes(one_series(point()), categories=[1]),
        ("must be a string", "/axis_config/categories/0"),
    ),
    case(
        "chart.axes.axis_config.needs_categories",
        CHART,
        PLAIN,
        PLAIN | {"axis_config": {"x_label": "x"}},
        ("missing required field: categories", "/axis_config"),
    ),
    case(
        "chart.axes.axis_config.keys",
        CHART,
        PLAIN,
        axes(one_series(point()), title="x"),
        ("invalid additional property: title", "/axis_config"),
    ),
    case(
        "chart.axes.axis_config.type",
        CHART,
        PLAIN,
        PLAIN | {"axis_config": ["a"]},
        ("must be an object", "/axis_config"),
    ),
    *(
        case(
            f"chart.axes.axis_config.{label}.max",
            CHART,
            axes(one_series(point()), **{label: "x" * 50}),
            axes(one_series(point()), **{label: "x" * 51}),
            ("must be less than 51 characters", f"/axis_config/{label}"),
        )
        for label in ("x_label", "y_label")
    ),
    *(
        case(
            f"chart.axes.axis_config.{label}.type",
            CHART,
            axes(one_series(point()), **{label: "1"}),
            axes(one_series(point()), **{label: 1}),
            ("must be a string", f"/axis_config/{label}"),
        )
        for label in ("x_label", "y_label")
    ),
]


@pytest.mark.parametrize(("place", "good", "bad", "told"), [*SERIES, *POINTS, *CATEGORIES])
def test_series_and_axes_stay_within_their_limits(place, good, bad, told):
    assert refusal(place, good) == ("", [])
    assert refusal(place, bad) == told
