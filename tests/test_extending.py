"""What docs/extending.md shows is made in a copy of the project, and its tests are run there."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
PARTS = ("bot", "handlers", "workflows", "views", "storage", "domain", "sandbox", "tests")
MOST_LINES = 20
IMPORTS = """
from domain.approvers import approvers_of
from domain.condition import all_hold
from domain.policy import enough
from domain.routing import Load, route, way
from tests.bot.catalogue_parts import asking, read, with_top
from tests.bot.catalogue_texts import STARTER
from tests.builders import NOOR, T0, TOM, a_case, a_catalogue
"""
SECTIONS = {
    title: (diff.splitlines(), test)
    for title, diff, test in re.findall(
        r"^## (.+?)\n.*?```diff\n(.+?)```.*?```python\n(.+?)```", PAGE, re.DOTALL | re.MULTILINE
    )
}


def made(diff, folder):
    """Make the change: context and removed lines are found once each, and what follows is added."""
    for line in diff:
        mark, words = line[:1], line[1:]
        if line.startswith("--- "):
            path, at = folder / line.removeprefix("--- "), 0
            lines = path.read_text(encoding="utf-8").splitlines()
        elif mark == "+":
            lines.insert(at, words)
            at += 1
        else:
            assert lines.count(words) == 1, f"{path.name} has not one line {words!r}"
            at = lines.index(words)
            if mark == "-":
                del lines[at]
            else:
                at += 1
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    folder = tmp_path_factory.mktemp("extended")
    unneeded = shutil.ignore_patterns("node_modules", "*.png")
    for part in PARTS:
        shutil.copytree(ROOT / part, folder / part, ignore=unneeded)
    for name in ("desk.yaml", "pyproject.toml"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def test_the_page_shows_five_ways_in_under_twenty_lines_each():
    assert list(SECTIONS) == [
        "A condition",
        "A quorum",
        "A kind of approver",
        "A manner of assigning",
        "A request type",
    ]
    assert all(len(diff) + test.count("\n") < MOST_LINES for diff, test in SECTIONS.values())


def test_what_the_page_shows_works(copy):
    tests = copy / "tests" / "test_shown.py"
    tests.write_text(IMPORTS + "\n\n".join(test for _, test in SECTIONS.values()))
    for diff, _ in SECTIONS.values():
        made(diff, copy)

    without = ("--noconftest", "-p", "no:cacheprovider", "-p", "no:xdist")
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", str(tests), "-q", *without],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert f"{len(SECTIONS)} passed" in ran.stdout, ran.stdout + ran.stderr
