"""`python -m tests.mutants`: switch off each rule of the sandbox, exit 1 when no test minds."""

import argparse
import io
import os
import sys
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from tests.mutants.findings import Findings
from tests.mutants.runner import Mutants

ROOT = Path(__file__).parents[2]
WHERE = "tests/sandbox"
WITHOUT = ("xdist", "cacheprovider", "unraisableexception", "threadexception")
"""A test that dies half-way leaves sockets open: no news here."""
QUIET = ("--tb=native", "-o", "timeout_func_only=true", *(f"-pno:{name}" for name in WITHOUT))
SECONDS = 20
"""A test that hangs this long without its rule counts as red."""


def main() -> int:
    asked = _arguments()
    findings = Findings()
    with os.fdopen(os.dup(1), "w", buffering=1) as out:
        mutants = Mutants(asked.only, findings, say=out.write)
        trouble = _pytest(mutants, asked.tests)
        out.write(findings.told() if mutants.is_done else trouble)
    return 1 if findings.is_trouble or not mutants.is_done else 0


def _pytest(mutants: Mutants, tests: list[str]) -> str:
    """What pytest itself has to say: of interest only when it could not collect."""
    options = [*QUIET, f"--timeout={SECONDS}", f"--rootdir={ROOT}", f"-c{ROOT}/pyproject.toml"]
    words = io.StringIO()
    with redirect_stdout(words):
        pytest.main([*options, *tests], plugins=[mutants])
    return words.getvalue()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument(
        "--only", action="append", metavar="GLOB", help="rules of this name, such as 'view.*'"
    )
    parser.add_argument(
        "--tests", action="append", metavar="PATH", help=f"where the tests are ({WHERE})"
    )
    asked = parser.parse_args()
    asked.tests = asked.tests or [str(ROOT / WHERE)]
    return asked


sys.exit(main())
