"""The table of charts, the inside of a data_visualization block (contract 3)."""

from typing import Any

from sandbox.blockkit.objects import Fields
from sandbox.blockkit.shape import Extra, Kind, Shape
from sandbox.blockkit.spec import Amount, Many, String

LABEL = 20
TITLE = 50
MOST = 12
CATEGORIES = 20


def _same_name(chart: dict[str, Any]) -> str | None:
    names = [each["name"] for each in chart["series"]]
    return "series names must be unique" if len(set(names)) < len(names) else None


def _points_astray(chart: dict[str, Any]) -> str | None:
    wanted = chart["axis_config"]["categories"]
    given = ([point["label"] for point in each["data"]] for each in chart["series"])
    return None if all(each == wanted for each in given) else "one point per category needed"


def _pie() -> Shape:
    segment: Fields = {"label*": String(LABEL), "value*": Amount(positive=True)}
    return Shape({"segments*": Many(Shape(segment), most=MOST)})


def _axes() -> Shape:
    point: Fields = {"label*": String(), "value*": Amount()}
    series: Fields = {"name*": String(LABEL), "data*": Many(Shape(point), least=0)}
    config: Fields = {
        "categories*": Many(String(LABEL), most=CATEGORIES),
        "x_label": String(TITLE),
        "y_label": String(TITLE),
    }
    fields: Fields = {"series*": Many(Shape(series), most=MOST), "axis_config*": Shape(config)}
    return Shape(fields, extras=(Extra("names", _same_name), Extra("points", _points_astray)))


AXES = Kind("chart.axes", _axes())
CHARTS = {"pie": Kind("chart.pie", _pie()), "bar": AXES, "area": AXES, "line": AXES}
