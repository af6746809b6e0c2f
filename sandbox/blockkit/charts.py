"""Checks the inside of a data_visualization block (contract 3)."""

from typing import Any

LABEL = 20
MOST = 12
POINTS = 20


def chart_complaint(block: dict[str, Any]) -> str | None:
    """What is wrong with `block["chart"]`, or None."""
    chart = block.get("chart")
    if not isinstance(chart, dict) or chart.get("type") not in ("pie", "bar", "area", "line"):
        return "chart must be a pie, bar, area or line"
    return _pie(chart) if chart["type"] == "pie" else _series(chart)


def _pie(chart: dict[str, Any]) -> str | None:
    segments = chart.get("segments") or []
    if not 1 <= len(segments) <= MOST:
        return f"segments must hold 1 to {MOST} items"
    if any(len(each.get("label", "")) > LABEL for each in segments):
        return f"segment labels must be less than {LABEL + 1} characters"
    return "segment values must be positive" if any(s["value"] <= 0 for s in segments) else None


def _series(chart: dict[str, Any]) -> str | None:
    series = chart.get("series") or []
    categories = (chart.get("axis_config") or {}).get("categories") or []
    names = [each.get("name", "") for each in series]
    if not 1 <= len(series) <= MOST or not 1 <= len(categories) <= POINTS:
        return f"1 to {MOST} series over 1 to {POINTS} categories are allowed"
    if any(len(each) > LABEL for each in (*names, *categories)) or len(set(names)) < len(names):
        return f"names must be unique and less than {LABEL + 1} characters"
    labels = [[point.get("label") for point in each.get("data", [])] for each in series]
    return None if all(each == categories for each in labels) else "one point per category needed"
