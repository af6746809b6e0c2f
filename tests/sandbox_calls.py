"""Whether a test calls the sandbox, decided from its code and from the fixtures that it uses."""

import dis
from collections.abc import Callable, Iterator
from inspect import isclass, isfunction, ismodule, signature, unwrap
from types import CodeType
from typing import Any

import pytest


def calls_the_sandbox(item: pytest.Function) -> bool:
    """Whether its code, a fixture that it reads, or a function it is handed reaches the sandbox."""
    test = unwrap(item.function)
    read = {name for code in _codes(test.__code__) for name in _read_arguments(code)}
    asked = [name for name in signature(test).parameters if name in read]
    given = getattr(item, "callspec", None)
    handed = [given.params[name] for name in asked if given and name in given.params]
    fixtures = item._fixtureinfo.name2fixturedefs  # type: ignore[attr-defined]  # has no public name
    return (
        _reaches(test, set())
        or any(_provides(fixtures, name, set()) for name in asked)
        or any(_reaches(each, set()) for each in handed if isfunction(each))
    )


def _provides(fixtures: Any, name: str, seen: set[str]) -> bool:
    """Whether this fixture, or one that it asks for, reaches the sandbox."""
    if name in seen:
        return False
    seen.add(name)
    return any(
        _reaches(unwrap(each.func), set())
        or any(_provides(fixtures, other, seen) for other in each.argnames)
        for each in fixtures.get(name, ())
    )


def _reaches(function: Callable[..., Any], seen: set[Any]) -> bool:
    """Whether a function of the tests, or another of theirs that it names, names the sandbox."""
    if function in seen:
        return False
    seen.add(function)
    codes = list(_codes(function.__code__))
    if any("sandbox" in code.co_consts for code in codes):  # a process: `python -m sandbox`
        return True
    named = [each for code in codes for each in _named(function.__globals__, code)]
    return any(_is_of(each, "sandbox") for each in named) or any(
        _reaches(inner, seen)
        for each in named
        if _is_of(each, "tests") or getattr(each, "__module__", "") == function.__module__
        for inner in _functions(each)
    )


def _named(scope: dict[str, Any], code: CodeType) -> Iterator[Any]:
    """The global things that this code names, and what it names of its modules."""
    for name in code.co_names:
        thing = scope.get(name)
        if ismodule(thing):
            yield from (getattr(thing, other, None) for other in code.co_names)
        else:
            yield thing


def _functions(thing: Any) -> list[Callable[..., Any]]:
    if isclass(thing):
        return [each for each in vars(thing).values() if isfunction(each)]
    return [thing] if isfunction(thing) else []


def _is_of(thing: Any, package: str) -> bool:
    if not (isfunction(thing) or isclass(thing)):
        return False
    return thing.__module__.partition(".")[0] == package


def _codes(code: CodeType) -> Iterator[CodeType]:
    """A function's code, with what is defined inside it."""
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _codes(inner)


def _read_arguments(code: CodeType) -> set[str]:
    loads = ("LOAD_FAST", "LOAD_DEREF", "LOAD_CLOSURE")
    return {str(step.argval) for step in dis.get_instructions(code) if step.opname in loads}
