"""Charts (data_visualization blocks) worked out as shapes, which chart.html draws as SVG."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.page.scale import Scale, number_words, scale_for

Json = dict[str, Any]

LEFT, RIGHT, TOP, BOTTOM = 50.0, 472.0, 16.0, 204.0
LETTER = 6.6
TILT = 4.6
LABEL_ROOM, AXIS_ROOM = 26, 18
LABELLED = 14
RADIUS = 104.0
ONE_PERCENT, LABEL_FITS, HALF, WHOLE = 0.01, 0.06, 0.5, 0.9999
NAMES = {"bar": "Bar chart", "line": "Line chart", "area": "Area chart", "pie": "Pie chart"}


@dataclass(frozen=True, kw_only=True)
class Point:
    """One value in the drawing: where its mark stands, how wide and high its bar is."""

    x: float
    y: float
    left: float = 0
    top: float = 0
    width: float = 0
    height: float = 0
    words: str
    about: str


@dataclass(frozen=True, kw_only=True)
class Series:
    """One line, area or set of bars; `n` chooses its colour, hatch, dash and marker."""

    n: int
    name: str
    points: Sequence[Point]
    line: str = ""
    area: str = ""


@dataclass(frozen=True, kw_only=True)
class Slice:
    """One segment of a pie, with the share it takes in words."""

    n: int
    name: str
    path: str
    words: str
    share: str
    x: float
    y: float
    is_labelled: bool


@dataclass(frozen=True, kw_only=True)
class Chart:
    """Everything that chart.html needs; `slices` for a pie, the rest for charts with axes."""

    kind: str
    title: str
    about: str
    height: float = 0
    slices: Sequence[Slice] = ()
    series: Sequence[Series] = ()
    lines: Sequence[tuple[float, str]] = ()
    categories: Sequence[tuple[float, str]] = ()
    base: float = BOTTOM
    tilted: bool = False
    labelled: bool = False
    x_label: str = ""
    y_label: str = ""


def chart_of(block: Json) -> Chart:
    """The chart of a data_visualization block that was accepted."""
    chart = block["chart"]
    about = f"{NAMES[chart['type']]}: {block['title']}"
    if chart["type"] == "pie":
        slices = _slices(chart["segments"])
        return Chart(kind="pie", title=block["title"], about=about, slices=slices)
    return _with_axes(chart, title=block["title"], about=about)


def _with_axes(chart: Json, *, title: str, about: str) -> Chart:
    axis, given = chart["axis_config"], chart["series"]
    names: list[str] = axis["categories"]
    scale = scale_for([float(p["value"]) for s in given for p in s["data"]], top=TOP, bottom=BOTTOM)
    slot = (RIGHT - LEFT) / len(names)
    longest = max(len(name) for name in names)
    tilted = longest * LETTER > slot - 4
    return Chart(
        kind=chart["type"],
        title=title,
        about=about,
        height=_height(longest, tilted=tilted, has_axis=bool(axis.get("x_label"))),
        series=[_series(s, n, chart, scale) for n, s in enumerate(given)],
        lines=[(scale.at(value), number_words(value)) for value in scale.ticks],
        categories=[(round(LEFT + slot * (i + 0.5), 1), name) for i, name in enumerate(names)],
        base=scale.at(0),
        tilted=tilted,
        labelled=len(names) * len(given) <= LABELLED,
        x_label=axis.get("x_label") or "",
        y_label=axis.get("y_label") or "",
    )


def _height(longest: int, *, tilted: bool, has_axis: bool) -> float:
    labels = LABEL_ROOM + (longest * TILT if tilted else 0)
    return round(BOTTOM + labels + (AXIS_ROOM if has_axis else 0))


def _series(series: Json, n: int, chart: Json, scale: Scale) -> Series:
    points = [
        _point(point, place, n=n, chart=chart, scale=scale, name=series["name"])
        for place, point in enumerate(series["data"])
    ]
    line = " ".join(f"{p.x},{p.y}" for p in points)
    base = scale.at(0)
    area = f"{points[0].x},{base} {line} {points[-1].x},{base}"
    return Series(n=n, name=series["name"], points=points, line=line, area=area)


def _point(point: Json, place: int, *, n: int, chart: Json, scale: Scale, name: str) -> Point:
    many, value = len(chart["series"]), float(point["value"])
    slot = (RIGHT - LEFT) / len(chart["axis_config"]["categories"])
    is_bar = chart["type"] == "bar"
    width = slot * 0.72 / many
    left = LEFT + slot * (place + 0.14) + width * n
    y, base = scale.at(value), scale.at(0)
    return Point(
        x=round(left + width / 2 if is_bar else LEFT + slot * (place + 0.5), 1),
        y=y,
        left=round(left + 0.5, 1),
        top=min(y, base),
        width=round(max(width - 1, 1), 1),
        height=round(abs(base - y), 1),
        words=number_words(value),
        about=f"{name}, {point['label']}: {value:,.12g}",
    )


def _slices(segments: Sequence[Json]) -> list[Slice]:
    total = sum(float(segment["value"]) for segment in segments)
    slices, start = [], 0.0
    for n, segment in enumerate(segments):
        part = float(segment["value"]) / total
        slices.append(_slice(segment, n, start=start, part=part))
        start += part
    return slices


def _slice(segment: Json, n: int, *, start: float, part: float) -> Slice:
    middle = _on_circle(start + part / 2, RADIUS * 0.68)
    return Slice(
        n=n,
        name=segment["label"],
        path=_wedge(start, part),
        words=f"{float(segment['value']):,.12g}",
        share=f"{part:.0%}" if part >= ONE_PERCENT else f"{part:.1%}",
        x=middle[0],
        y=middle[1],
        is_labelled=part >= LABEL_FITS,
    )


def _wedge(start: float, part: float) -> str:
    """The outline of a slice; a whole circle is two halves, as one arc cannot go all round."""
    if part > WHOLE:
        half = f"A{RADIUS},{RADIUS} 0 1 1 0,"
        return f"M0,-{RADIUS} {half}{RADIUS} {half}-{RADIUS}Z"
    from_x, from_y = _on_circle(start, RADIUS)
    to_x, to_y = _on_circle(start + part, RADIUS)
    is_large = int(part > HALF)
    return f"M0,0 L{from_x},{from_y} A{RADIUS},{RADIUS} 0 {is_large} 1 {to_x},{to_y}Z"


def _on_circle(turn: float, radius: float) -> tuple[float, float]:
    """Clockwise from the top, with the middle of the circle at 0,0."""
    angle = turn * math.tau
    return round(radius * math.sin(angle), 2), round(-radius * math.cos(angle), 2)
