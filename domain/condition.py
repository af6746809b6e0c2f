"""Conditions: what rules and policies ask of a request. A new test is one entry in `TESTS`."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import lru_cache

Facts = Mapping[str, tuple[str, ...]]
"""What is known of a request, by subject: `area`, `type`, ..., and the key of each field."""


class Test(StrEnum):
    IS = "is"
    IS_NOT = "is_not"
    LEAST = "least"
    MOST = "most"
    SAYS = "says"
    ANSWERED = "answered"

    __test__ = False  # no test of pytest's


@dataclass(frozen=True, kw_only=True)
class Condition:
    """One question about one subject; `values` are plain strings, numbers as their digits."""

    subject: str
    test: Test
    values: tuple[str, ...] = ()


def holds(condition: Condition, facts: Facts) -> bool:
    """Whether it is so; of a subject that the request says nothing of, only `is_not` is."""
    return TESTS[condition.test](facts.get(condition.subject, ()), condition.values)


def all_hold(conditions: Iterable[Condition], facts: Facts) -> bool:
    for condition in conditions:  # a plain loop, as five hundred rules are asked for each request
        if not TESTS[condition.test](facts.get(condition.subject, ()), condition.values):
            return False
    return True


def _is(answers: Sequence[str], values: Sequence[str]) -> bool:
    return any(answer in values for answer in answers)


def _is_not(answers: Sequence[str], values: Sequence[str]) -> bool:
    return not _is(answers, values)


def _least(answers: Sequence[str], values: Sequence[str]) -> bool:
    least = Decimal(values[0])
    return any(number >= least for number in _numbers(answers))


def _most(answers: Sequence[str], values: Sequence[str]) -> bool:
    most = Decimal(values[0])
    return any(number <= most for number in _numbers(answers))


def _says(answers: Sequence[str], values: Sequence[str]) -> bool:
    """Any of these words, whole, whatever the capitals."""
    said = [_heard(answer) for answer in answers]
    return any(_looked_for(value) in words for value in values for words in said)


def _answered(answers: Sequence[str], values: Sequence[str]) -> bool:
    wished = values != ("no",)
    return any(answers) is wished


TESTS: Mapping[Test, Callable[[Sequence[str], Sequence[str]], bool]] = {
    Test.IS: _is,
    Test.IS_NOT: _is_not,
    Test.LEAST: _least,
    Test.MOST: _most,
    Test.SAYS: _says,
    Test.ANSWERED: _answered,
}


def _numbers(answers: Sequence[str]) -> Iterable[Decimal]:
    for answer in answers:
        try:
            yield Decimal(answer)
        except InvalidOperation:
            continue


@lru_cache(maxsize=16)
def _heard(words: str) -> str:
    """What a request says: every rule asks for it, one after the other."""
    return _bare(words)


@lru_cache(maxsize=8192)
def _looked_for(words: str) -> str:
    """What a rule looks for, in request after request."""
    return _bare(words)


def _bare(words: str) -> str:
    """Whole words with a space around each."""
    kept = "".join(c if c.isalnum() else " " for c in words.casefold())
    return f" {' '.join(kept.split())} "
