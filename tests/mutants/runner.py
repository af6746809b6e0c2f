"""A pytest plugin that runs the marked tests of each rule while that rule is switched off.

Everything happens in one process: the fixtures of the session, the sandbox among them, stay
alive from the first rule to the last.
"""

import importlib
import os
import pkgutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fnmatch import fnmatchcase

import pytest
from _pytest.runner import runtestprotocol

import sandbox
from sandbox.rules import OFF, RULES, Rule
from tests.mutants.findings import Findings

OF_OTHER_PROCESSES = "SANDBOX_RULES_OFF"
STEP = 50
"""Rules between two words of progress."""


class Mutants:
    """`only`: patterns of names, or none for all rules; `say` writes to the terminal."""

    def __init__(
        self, only: list[str] | None, findings: Findings, *, say: Callable[[str], None]
    ) -> None:
        self.only, self.findings, self.say = only, findings, say
        self.tests: dict[str, list[pytest.Item]] = {}
        self.is_done = False

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        _know_every_rule()
        for item in items:
            for name in _named(item):
                self.tests.setdefault(name, []).append(item)
        items[:] = [item for item in items if any(map(self._is_asked, _named(item)))]

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if session.testsfailed:
            return True
        begun = time.monotonic()
        self.findings.strange = sorted(set(self.tests) - set(RULES))
        self._run_unmutated(session)
        rules = [each for name, each in sorted(RULES.items()) if self._is_asked(name)]
        self.findings.untested = [each for each in rules if not self.tests.get(each.name)]
        self._try_all([each for each in rules if self.tests.get(each.name)])
        self.findings.seconds = time.monotonic() - begun
        self.is_done = True
        return True

    def _is_asked(self, name: str) -> bool:
        return not self.only or any(name == each or fnmatchcase(name, each) for each in self.only)

    def _run_unmutated(self, session: pytest.Session) -> None:
        """Keep the tests that are green, each rule's quickest first."""
        seconds: dict[pytest.Item, float] = {}
        for item in session.items:
            reports = _run(item)
            if all(each.passed for each in reports):
                seconds[item] = sum(each.duration for each in reports)
            self._note_red(item, reports)
        for name, tests in self.tests.items():
            self.tests[name] = sorted((each for each in tests if each in seconds), key=seconds.get)
        self.say(f"{len(session.items)} tests run with every rule on\n")

    def _try_all(self, rules: list[Rule]) -> None:
        for n, each in enumerate(rules, 1):
            self._try(each)
            if n % STEP == 0 or n == len(rules):
                self.say(f"{n} of {len(rules)} rules, {len(self.findings.survivors)} survived\n")

    def _try(self, mutant: Rule) -> None:
        """The first red test kills it, if that test is green again with the rule back on."""
        for item in self.tests[mutant.name]:
            with _off(mutant.name):
                red = _red(_run(item))
            if red:
                self.findings.killed += 1
                self.findings.hung += any("Failed: Timeout" in words for words in red)
                self._note_red(item, _run(item))
                return
        self.findings.survivors.append(mutant)

    def _note_red(self, item: pytest.Item, reports: list[pytest.TestReport]) -> None:
        self.findings.red += [f"{item.nodeid}\n{words}" for words in _red(reports)]


def _know_every_rule() -> None:
    """Rules are registered by importing the modules that they stand in."""
    for module in pkgutil.walk_packages(sandbox.__path__, "sandbox."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


class _Rest(pytest.Item):
    """What comes after every test: it shares nothing with it but the session."""

    def runtest(self) -> None:
        pass


def _run(item: pytest.Item) -> list[pytest.TestReport]:
    rest = _Rest.from_parent(item.session, name="rest")
    return runtestprotocol(item, log=False, nextitem=rest)


def _red(reports: list[pytest.TestReport]) -> list[str]:
    return [each.longreprtext for each in reports if each.failed]


def _named(item: pytest.Item) -> list[str]:
    return [str(name) for mark in item.iter_markers("rule") for name in mark.args]


@contextmanager
def _off(name: str) -> Iterator[None]:
    """The rule is off in this process, and in those that a test starts."""
    before = os.environ.get(OF_OTHER_PROCESSES, "")
    OFF.add(name)
    os.environ[OF_OTHER_PROCESSES] = name
    try:
        yield
    finally:
        OFF.discard(name)
        os.environ[OF_OTHER_PROCESSES] = before
