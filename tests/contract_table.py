"""The table in docs/sandbox.md of what the sandbox enforces, made from the marks of the tests.

python -m tests.contract_table --write   makes the table anew
python -m tests.contract_table --check   fails where it is stale, or an item is not proven
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from tests.sandbox_calls import calls_the_sandbox

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "sandbox.md"
BEGIN = "<!-- made by: python -m tests.contract_table --write -->"
END = "<!-- end of the table -->"
HINT = "Make it anew: .venv/bin/python -m tests.contract_table --write"

ITEMS = {
    "16.1": "Tokens, which kind a method takes, and the scopes that the manifest grants",
    "16.2": "Limits and places of blocks, elements and views, refused in Slack's words",
    "16.3": "Three seconds to ack; the person sees what failed; only events are sent again",
    "16.4": "How long trigger ids and response URLs live, and how often they may be used",
    "16.5": "Views: hash, stack of three, external ids, word of a modal that was closed",
    "16.6": "Membership, archived channels, tabs that are off, only one's own messages",
    "16.7": "Ephemeral messages: for one person, never updated, gone after a reload",
    "16.8": "Escaping both ways, and mentions of people, channels and groups",
    "16.9": "Rate limits, answered with 429 and Retry-After, and harsher on demand",
    "16.10": "Socket Mode: up to ten connections, tickets, refresh, and sockets that misbehave",
    "16.11": "HTTP mode: not built, and said so",
    "16.12": "Events only where subscribed, granted and a member; the app hears itself",
    "16.13": "Cursors, with pages shorter than asked for",
    "16.14": "Files in three steps, which are ready later",
    "16.15": "OAuth, rotation and uninstalling: not built, and said so",
    "16.16": "Every form in which the SDKs send a call",
    "16.17": "Unknown methods, unknown arguments, arguments of the wrong type",
    "16.18": "The headers of an answer",
    "16.19": "Never port 443, where one client would speak TLS",
    "16.20": "A log of every refusal, and a suite that fails on one it did not expect",
}


class _Collected:
    """A plugin that keeps what pytest found."""

    def __init__(self) -> None:
        self.items: list[pytest.Item] = []

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.items = [each for each in session.items if each.get_closest_marker("contract")]


def main() -> None:
    options = _parser().parse_args()
    items = collected(options.files or _marked_files())
    table = table_of(items)
    if options.write:
        PAGE.write_text(with_table(PAGE.read_text(), table))
    wrong = [*problems(items), *stale(PAGE.read_text(), table)]
    sys.stderr.writelines(f"{line}\n" for line in wrong)
    sys.exit(1 if wrong else 0)


def collected(files: Sequence[str]) -> list[pytest.Item]:
    """The tests in these files that carry a mark of the contract."""
    if not files:
        return []
    found, quiet = _Collected(), ["--collect-only", "-p", "no:terminal", "-p", "no:xdist"]
    code = pytest.main(
        [*quiet, f"--rootdir={ROOT}", f"-c={ROOT / 'pyproject.toml'}", *files], [found]
    )
    if code:
        sys.exit(f"The tests cannot be collected: pytest {' '.join(files)} --collect-only")
    return found.items


def problems(items: Iterable[pytest.Item]) -> list[str]:
    """A line for each item without a test, each unknown one, and each test that proves nothing."""
    named = [(item, number) for item in items for number in numbers_of(item)]
    proven = {number for _, number in named}
    missing = [f"{n} ({words}) has no test." for n, words in ITEMS.items() if n not in proven]
    unknown = [f"{item.nodeid}: there is no {n}." for item, n in named if n not in ITEMS]
    idle = [f"{item.nodeid} never calls the sandbox." for item, _ in named if not _calls(item)]
    return [*missing, *unknown, *sorted(set(idle))]


def stale(page: str, table: str) -> list[str]:
    return [] if table in page else [f"The table in docs/sandbox.md is stale. {HINT}"]


def numbers_of(item: pytest.Item) -> list[str]:
    """The items that a test is marked with; "16.2" for "§16.2", too."""
    return [str(n).lstrip("§") for mark in item.iter_markers("contract") for n in mark.args]


def table_of(items: Iterable[pytest.Item]) -> str:
    proofs: dict[str, Counter[str]] = {number: Counter() for number in ITEMS}
    known = [(item, n) for item in items for n in numbers_of(item) if n in ITEMS]
    for file, _, number in {_proof(item, n) for item, n in known}:
        proofs[number][file] += 1
    rows = [f"| {n} | {words} | {_listed(proofs[n])} |" for n, words in ITEMS.items()]
    return "\n".join([BEGIN, "", "| Item | What | Tests |", "|---|---|---|", *rows, "", END])


def with_table(page: str, table: str) -> str:
    """The page with its table replaced."""
    before, _, rest = page.partition(BEGIN)
    return before + table + rest.partition(END)[2]


def _proof(item: pytest.Item, number: str) -> tuple[str, str, str]:
    """The file, the function without its parameters, and the item it proves."""
    file, _, name = item.nodeid.partition("::")
    return file, name.partition("[")[0], number


def _listed(files: Counter[str]) -> str:
    return ", ".join(f"`{file.removeprefix('tests/')}` ({n})" for file, n in sorted(files.items()))


def _calls(item: pytest.Item) -> bool:
    assert isinstance(item, pytest.Function)
    return calls_the_sandbox(item)


def _marked_files() -> list[str]:
    files = sorted((ROOT / "tests").rglob("test_*.py"))
    return [str(file) for file in files if "mark.contract" in file.read_text()]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tests.contract_table", description=__doc__)
    one = parser.add_mutually_exclusive_group(required=True)
    one.add_argument("--check", action="store_true")
    one.add_argument("--write", action="store_true")
    parser.add_argument("files", nargs="*", help="only these files of tests")
    return parser


if __name__ == "__main__":
    main()
