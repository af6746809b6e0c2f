"""The small language in which the Block Kit tables are written; every check is a rule."""

import math
import re
from collections.abc import Iterator
from typing import Any, ClassVar, TypeVar

from sandbox.rules import Rule, rule

Problem = tuple[Rule, str]
CONTRACT = "16.2"


def said(words: str, at: str) -> str:
    """A complaint in Slack's form."""
    return f"{words} [json-pointer:{at}]"


def is_sound(found: list[Problem]) -> bool:
    """Nothing was found, or nothing but doubts."""
    return all(each.is_doubtful for each, _ in found)


class Spec:
    """What a value must be like; `enlist` gives its checks their names before use."""

    doubtful: tuple[str, ...] = ()
    """Checks of which nobody has seen that Slack makes them: they warn only."""

    def __init__(self) -> None:
        self.rules: dict[str, Rule] = {}

    def enlist(self, name: str, *, error: str = "invalid_blocks") -> None:
        """Register the checks under `name`, once: a shared spec keeps its first name."""
        if self.rules:
            return
        for check in self.checks():
            self.rules[check] = rule(
                f"{name}.{check}", error, contract=CONTRACT, is_doubtful=check in self.doubtful
            )
        for part, spec in self.parts().items():
            spec.enlist(f"{name}{part}", error=error)

    def parts(self) -> "dict[str, Spec]":
        return {}

    def checks(self) -> tuple[str, ...]:
        return ()

    def problems(self, value: Any, at: str, surface: str) -> Iterator[Problem]:
        raise NotImplementedError

    def broken(self, check: str, words: str, at: str) -> Problem:
        return self.rules[check], said(words, at)


S = TypeVar("S", bound=Spec)


def shared(name: str, spec: S) -> S:
    """A spec used in many places and named once."""
    spec.enlist(name)
    return spec


class Anything(Spec):
    """Not looked into."""

    def problems(self, value: Any, at: str, surface: str) -> Iterator[Problem]:
        yield from ()


class Flag(Spec):
    """True or false."""

    def checks(self) -> tuple[str, ...]:
        return ("type",)

    def problems(self, value: Any, at: str, surface: str) -> Iterator[Problem]:
        if not isinstance(value, bool):
            yield self.broken("type", "must be a boolean", at)


FLAG = shared("flag", Flag())


class Number(Spec):
    """A whole number between two others."""

    def __init__(self, low: int = 0, high: int | None = None) -> None:
        super().__init__()
        self.low, self.high = low, high

    def checks(self) -> tuple[str, ...]:
        return ("type", "min", *(["max"] if self.high is not None else []))

    def problems(self, value: Any, at: str, surface: str) -> Iterator[Problem]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield self.broken("type", "must be an integer", at)
        elif value < self.low:
            yield self.broken("min", f"must be greater than {self.low - 1}", at)
        elif self.high is not None and value > self.high:
            yield self.broken("max", f"must be less than {self.high + 1}", at)


class Amount(Spec):
    """A finite number, with or without decimals; more than nothing where `positive`."""

    def __init__(self, *, positive: bool = False) -> None:
        super().__init__()
        self.positive = positive

    def checks(self) -> tuple[str, ...]:
        return ("type", "min") if self.positive else ("type",)

    def problems(self, value: Any, at: str, surface: str) -> Iterator[Problem]:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not math.isfinite(value):
            yield self.broken("type", "must be a number", at)
        elif self.positive and value <= 0:
            yield self.broken("min", "must be greater than 0", at)


class String(Spec):
    """Plain characters: a length, a choice of words or a pattern."""

    def __init__(
        self, longest: int | None = None, *, shortest: int = 0, form: str = "", among: str = ""
    ) -> None:
        super().__init__()
        self.longest, self.shortest = longest, shortest
        self.form, self.among = form, among.split()

    def checks(self) -> tuple[str, ...]:
        wanted = {
            "max": self.longest,
            "min": self.shortest,
            "form": self.form,
            "among": self.among,
        }
        return ("type", *(name for name, there in wanted.items() if there))

    def problems(self, value: Any, at: str, surface: str) -> Iterator[Problem]:
        if not isinstance(value, str):
            yield self.broken("type", "must be a string", at)
            return
        if self.longest is not None and len(value) > self.longest:
            yield self.broken("max", f"must be less than {self.longest + 1} characters", at)
        if len(value) < self.shortest:
            yield self.broken("min", f"must be more than {self.shortest - 1} characters", at)
        if self.form and not re.fullmatch(self.form, value, re.ASCII):
            yield self.broken("form", f"must match pattern {self.form}", at)
        if self.among and value not in self.among:
            yield self.broken("among", f"must be one of: {', '.join(self.among)}", at)


class Text(Spec):
    """A text object; a fault in it is told twice, as Slack does."""

    KEYS: ClassVar[dict[str, set[str]]] = {"plain_text": {"emoji"}, "mrkdwn": {"verbatim"}}

    def __init__(self, longest: int, *, shortest: int = 1, plain: bool = False) -> None:
        super().__init__()
        self.longest, self.shortest = longest, shortest
        self.kinds = ("plain_text",) if plain else ("plain_text", "mrkdwn")
        self.is_told_apart = False

    def checks(self) -> tuple[str, ...]:
        kind = [] if self.is_told_apart else ["kind"]
        return ("max", "min", *kind, "keys", "type")

    def problems(self, value: Any, at: str, surface: str) -> Iterator[Problem]:
        for found in self._inner(value, at):
            yield found[0], said("failed to match all allowed schemas", at)
            yield found

    def _inner(self, value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, dict) or not isinstance(value.get("text"), str):
            yield self.broken("type", "must provide an object", at)
            return
        if value.get("type") not in self.kinds:
            yield self.broken("kind", f"must be a valid enum value: {self.kinds}", f"{at}/type")
        yield from self._extras(value, at)
        if len(value["text"]) > self.longest:
            words = f"must be less than {self.longest + 1} characters"
            yield self.broken("max", words, f"{at}/text")
        if len(value["text"]) < self.shortest:
            words = f"must be more than {self.shortest - 1} characters"
            yield self.broken("min", words, f"{at}/text")

    def _extras(self, value: dict[str, Any], at: str) -> Iterator[Problem]:
        """`emoji` belongs to plain text and `verbatim` to mrkdwn."""
        own = self.KEYS.get(str(value.get("type")), {"emoji", "verbatim"})
        for key in sorted(set(value) - {"type", "text"} - own):
            yield self.broken("keys", f"invalid additional property: {key}", at)
        for key in sorted(own & set(value)):
            yield from FLAG.problems(value[key], f"{at}/{key}", "")


class Many(Spec):
    """A list with a most and a least number of items."""

    def __init__(self, item: Spec, *, most: int | None = None, least: int = 1) -> None:
        super().__init__()
        self.item, self.most, self.least = item, most, least

    def parts(self) -> dict[str, Spec]:
        return {"[]": self.item}

    def checks(self) -> tuple[str, ...]:
        return ("type", *(["max"] if self.most else []), *(["min"] if self.least else []))

    def problems(self, value: Any, at: str, surface: str) -> Iterator[Problem]:
        if not isinstance(value, list):
            yield self.broken("type", "must be an array", at)
            return
        if self.most is not None and len(value) > self.most:
            yield self.broken("max", f"no more than {self.most} items allowed", at)
        if len(value) < self.least:
            yield self.broken("min", f"no less than {self.least} items allowed", at)
        for n, item in enumerate(value):
            yield from self.item.problems(item, f"{at}/{n}", surface)
