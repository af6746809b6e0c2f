"""Charts as shapes: every value stands where it belongs, and nothing is told by colour alone."""

import re
from typing import Any

import pytest

from sandbox.page.charts import chart_of
from sandbox.page.scale import number_words, scale_for
from tests.sandbox.test_render_blocks import EVIL, drawn

Json = dict[str, Any]
DAYS = ["Mon", "Tue", "Wed"]


def chart(kind: str, *, days: list[str] = DAYS, **series: list[float]) -> Json:
    """A block with these series over the days."""
    given = [
        {
            "name": name,
            "data": [{"label": d, "value": v} for d, v in zip(days, values, strict=True)],
        }
        for name, values in series.items()
    ]
    axis = {"categories": days, "x_label": "Day", "y_label": "Requests"}
    inside = {"type": kind, "series": given, "axis_config": axis}
    return {"type": "data_visualization", "title": "Requests", "chart": inside}


def pie(**segments: float) -> Json:
    inside = {"type": "pie", "segments": [{"label": n, "value": v} for n, v in segments.items()]}
    return {"type": "data_visualization", "title": "Shares", "chart": inside}


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([3, 7, 12], [0, 5, 10, 15]),
        ([40], [0, 10, 20, 30, 40]),
        ([0], [0, 0.25, 0.5, 0.75, 1]),
        ([-4, 8], [-5, 0, 5, 10]),
        ([0.02], [0, 0.005, 0.01, 0.015, 0.02]),
        ([1_900_000], [0, 500_000, 1_000_000, 1_500_000, 2_000_000]),
    ],
)
def test_scale_has_round_steps_from_zero(values: list[float], ticks: list[float]) -> None:
    assert list(scale_for(values, top=0, bottom=100).ticks) == ticks


def test_scale_runs_from_the_bottom_to_the_top() -> None:
    scale = scale_for([40], top=10, bottom=110)

    assert (scale.at(0), scale.at(40), scale.at(10)) == (110, 10, 85)


@pytest.mark.parametrize(
    ("value", "words"),
    [(0, "0"), (0.25, "0.25"), (950, "950"), (1200, "1.2k"), (-3000, "-3k"), (2.5e6, "2.5M")],
)
def test_numbers_stand_in_few_letters(value: float, words: str) -> None:
    assert number_words(value) == words


def test_bars_are_as_high_as_their_values_and_stand_side_by_side() -> None:
    found = chart_of(chart("bar", Web=[10, 20, 0], Mail=[40, 0, 5]))

    web, mail = found.series
    assert [p.height for p in web.points] == [47, 94, 0]
    assert [p.height for p in mail.points] == [188, 0, 23.5]
    assert all(w.left + w.width <= m.left for w, m in zip(web.points, mail.points, strict=True))


def test_bar_below_zero_hangs_from_the_line() -> None:
    found = chart_of(chart("bar", Change=[-10, 10, 0]))

    below, above, _ = found.series[0].points
    assert (below.top, below.top + below.height > found.base) == (found.base, True)
    assert above.top + above.height == found.base


def test_line_goes_through_every_point() -> None:
    found = chart_of(chart("line", Web=[10, 20, 40]))

    assert found.series[0].line == "120.3,157.0 261.0,110.0 401.7,16.0"


def test_area_is_closed_at_the_line() -> None:
    found = chart_of(chart("area", Web=[10, 20, 40]))

    assert found.series[0].area.startswith("120.3,204.0 120.3,157.0")
    assert found.series[0].area.endswith("401.7,16.0 401.7,204.0")


@pytest.mark.parametrize(("days", "tilted"), [(DAYS, False), (["January 2026"] * 12, True)])
def test_labels_are_tilted_where_they_do_not_fit(days: list[str], tilted: bool) -> None:
    found = chart_of(chart("bar", days=days, Web=[1.0] * len(days)))

    assert found.tilted is tilted


def test_pie_shares_are_told_in_words() -> None:
    slices = chart_of(pie(Web=3, CRM=1)).slices

    assert [(s.name, s.words, s.share) for s in slices] == [
        ("Web", "3", "75%"),
        ("CRM", "1", "25%"),
    ]
    assert slices[0].path == "M0,0 L0.0,-104.0 A104.0,104.0 0 1 1 -104.0,0.0Z"


def test_single_segment_is_a_whole_circle() -> None:
    [only] = chart_of(pie(Web=3)).slices

    assert only.share == "100%"
    assert only.path.count("A104.0") == 2


@pytest.mark.parametrize("kind", ["bar", "line", "area"])
def test_twelve_series_differ_without_their_colours(kind: str) -> None:
    shown = drawn(chart(kind, **{f"S{n}": [n, n + 1, n + 2] for n in range(12)}))

    legend = shown.partition('class="legend"')[2].partition("</ul>")[0]
    marks = [re.sub(r"tone\d", "", each) for each in re.findall(r"<li>(.*?)<span>", legend, re.S)]
    assert len(set(marks)) == 12


def test_drawn_chart_has_title_legend_axes_and_a_name() -> None:
    shown = drawn(chart("bar", Web=[10, 20, 40], Mail=[1, 2, 3]))

    assert "<figcaption>Requests</figcaption>" in shown
    assert 'role="img" aria-label="Bar chart: Requests"' in shown
    assert all(f">{words}<" in shown for words in ("Web", "Mail", "Tue", "Day", "40"))
    assert "<title>Web, Tue: 20</title>" in shown


def test_chart_lets_no_markup_through() -> None:
    evil = f'"{EVIL}'
    block = chart("line", days=[evil], **{evil: [1.0]})

    shown = drawn({**block, "title": evil}, {**pie(**{evil: 1}), "title": evil})

    assert "<script" not in shown
    assert '""<' not in shown
