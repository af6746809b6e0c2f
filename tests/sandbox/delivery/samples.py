"""Slack's own sample payloads, where they lie beside the project, and how to compare with them."""

import json
from pathlib import Path

import pytest

WIRE = Path(__file__).parents[4] / "shared" / "slack-samples" / "wire"


def sample(name):
    """The sample of this name; without it the test is not run, and says so by name."""
    path = WIRE / f"{name}.json"
    if not path.exists():
        pytest.skip("not run: slack-samples missing")
    return json.loads(path.read_text())


def missing(expected, got, *, at="", but=()):
    """The keys of `expected`, nested ones too, that `got` does not have; `but` are left out."""
    if not isinstance(expected, dict):
        return []
    if not isinstance(got, dict):
        return [at]
    found = []
    for key, value in expected.items():
        where = f"{at}.{key}".removeprefix(".")
        if where in but:
            continue
        found += missing(value, got[key], at=where, but=but) if key in got else [where]
    return found
