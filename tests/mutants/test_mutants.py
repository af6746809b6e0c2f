"""The runner names what survives, what has no test, and what names no rule."""

import re
import subprocess
import sys

PLANTED = """
import pytest
from sandbox.rules import Refused, rule

WATCHED = rule("planted.watched", "no", contract="16.2")
UNWATCHED = rule("planted.unwatched", "no", contract="16.4")
BARE = rule("planted.bare", "no", contract="16.5")
WRECKED = rule("planted.wrecked", "no", contract="16.7")
BROKEN = rule("planted.broken", "no", contract="16.6")


@pytest.fixture
def switch():
    state = {"used": 0}
    yield state
    assert state["used"] == 1, "a test shares its fixtures with its next run"


@pytest.mark.rule("planted.watched")
@pytest.mark.rule("planted.nowhere")
def test_it_refuses(switch):
    switch["used"] += 1
    with pytest.raises(Refused):
        WATCHED.refuse_if(True)


@pytest.mark.rule("planted.unwatched")
def test_it_looks_away(switch):
    switch["used"] += 1
    assert UNWATCHED.error == "no"


STATE = []


@pytest.mark.rule("planted.wrecked")
def test_it_leaves_a_wreck_behind():
    STATE.append(WRECKED.is_on)
    assert all(STATE)


@pytest.mark.rule("planted.broken")
def test_it_is_red_anyhow():
    assert not BROKEN.is_on
"""


def test_what_no_test_minds_is_named(tmp_path):
    done = mutate(tmp_path, PLANTED)

    assert "2 rules killed, 1 survived, 2 without a test" in done.stdout
    assert "survived: planted.unwatched (16.4)" in done.stdout
    assert "no test: planted.bare (16.5)" in done.stdout
    assert "no test: planted.broken (16.6)" in done.stdout
    assert re.search("red with every rule on: .*test_it_is_red_anyhow", done.stdout)
    assert re.search("red with every rule on: .*test_it_leaves_a_wreck_behind", done.stdout)
    assert "mark of no rule: planted.nowhere" in done.stdout
    assert done.returncode == 1


def test_it_is_content_when_every_rule_is_watched(tmp_path):
    watched = PLANTED.replace('@pytest.mark.rule("planted.nowhere")', "")

    done = mutate(tmp_path, watched, only="planted.watched")

    assert "1 rules killed, 0 survived, 0 without a test" in done.stdout
    assert done.returncode == 0


def mutate(tmp_path, tests, *, only="planted.*"):
    (tmp_path / "test_planted.py").write_text(tests)
    command = [sys.executable, "-m", "tests.mutants", "--only", only, "--tests", str(tmp_path)]
    return subprocess.run(command, capture_output=True, text=True, check=False)
