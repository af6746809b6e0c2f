"""Small charts to change one thing in."""

from tests.sandbox.blockkit.placing import Place


def drawn(chart):
    return {"type": "data_visualization", "title": "Requests", "chart": chart}


CHART = Place("message", drawn, "/blocks/0/chart")


def without(whole, key):
    return {name: value for name, value in whole.items() if name != key}


def pie(*segments):
    return {"type": "pie", "segments": list(segments)}


def slices(count):
    return pie(*[segment()] * count)


def segment(label="a", value=1):
    return {"label": label, "value": value}


def point(label="a", value=1):
    return {"label": label, "value": value}


def one_series(*points, name="one"):
    return {"name": name, "data": list(points)}


def axes(*series, kind="bar", **config):
    given = {"categories": ["a"]} | config
    return {"type": kind, "series": list(series), "axis_config": given}


def bar(*points):
    return axes(one_series(*points), categories=[each.get("label") for each in points])


def many_series(count):
    return axes(*[one_series(point(), name=str(n)) for n in range(count)])


def many_categories(count):
    return bar(*[point(str(n)) for n in range(count)])


PLAIN = axes(one_series(point()))
