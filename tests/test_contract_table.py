"""The checker of the contract's table, on tests that are planted for it."""

import subprocess
import sys

import pytest

from tests.contract_table import BEGIN, END, ITEMS, ROOT, with_table

PLANTED = """
import pytest
import subprocess
import sys
from sandbox.client import Sandbox
from tests.sandbox.conftest import client_of

@pytest.fixture
def sandbox():
    with Sandbox.in_thread() as sandbox:
        yield sandbox

@pytest.fixture
def ws(sandbox):
    return sandbox.workspace()

@pytest.fixture
def nothing():
    return 1

@pytest.mark.contract("16.1")
def test_reads_a_fixture(ws):
    assert ws.team

@pytest.mark.contract("16.4")
def test_reads_it_inside(ws):
    assert [name for name in "a" if ws.person(name)]

@pytest.mark.contract("16.5")
def test_starts_a_process():
    assert subprocess.run([sys.executable, "-m", "sandbox"])

def started():
    return Sandbox.in_thread()

@pytest.mark.contract("16.6")
def test_calls_by_another_function():
    assert started()

@pytest.mark.contract("16.7")
@pytest.mark.parametrize("by", [started, len])
def test_calls_by_what_it_is_handed(by):
    assert by()

@pytest.mark.contract("16.2")
def test_only_asks_for_a_fixture(ws):
    assert True

@pytest.mark.contract("16.3")
def test_never_goes_there(nothing):
    assert nothing

@pytest.mark.contract("16.99")
def test_of_an_item_that_is_not_there(ws):
    assert ws
"""


@pytest.fixture(scope="module")
def complaints(tmp_path_factory):
    """What the checker says of the planted tests."""
    planted = tmp_path_factory.mktemp("planted") / "test_planted.py"
    planted.write_text(PLANTED)
    command = [sys.executable, "-m", "tests.contract_table", "--check", str(planted)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    return ran.stderr


@pytest.mark.parametrize(
    "test",
    [
        "test_only_asks_for_a_fixture",
        "test_never_goes_there",
        "test_calls_by_what_it_is_handed[len]",
    ],
)
def test_a_marked_test_that_never_calls_the_sandbox_is_named(complaints, test):
    assert f"::{test} never calls the sandbox.\n" in complaints


@pytest.mark.parametrize(
    "test",
    [
        "test_reads_a_fixture",
        "test_reads_it_inside",
        "test_starts_a_process",
        "test_calls_by_another_function",
        "test_calls_by_what_it_is_handed[started]",
    ],
)
def test_a_test_that_calls_it_is_not_named(complaints, test):
    assert test not in complaints


def test_an_item_without_a_test_is_named(complaints):
    for proven in ("16.1 (", "16.2 (", "16.6 ("):
        assert f"\n{proven}" not in f"\n{complaints}"
    assert "16.10 (Socket Mode:" in complaints
    assert complaints.count("has no test.") == 20 - 7


def test_an_item_that_is_not_there_is_named(complaints):
    assert "::test_of_an_item_that_is_not_there: there is no 16.99.\n" in complaints


def test_a_stale_table_is_named(complaints):
    assert "docs/sandbox.md is stale" in complaints


def test_writing_changes_nothing_but_the_table():
    page = f"before\n{BEGIN}\nold\n{END}\nafter"

    assert with_table(page, "new") == "before\nnew\nafter"


def test_the_items_are_those_of_the_contract():
    assert list(ITEMS) == [f"16.{n}" for n in range(1, 21)]
