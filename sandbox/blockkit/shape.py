"""Objects in the language of the Block Kit tables: named fields, and kinds told by `type`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sandbox.blockkit.spec import CONTRACT, Problem, Spec, is_sound, said
from sandbox.rules import Rule, rule

UNBUILT_BLOCKS = (
    "alert auth_provider call card carousel container context_actions data_table file plan "
    "task_card video"
)
UNBUILT_ELEMENTS = "feedback_buttons file_input icon_button url workflow_button"
NOT_BUILT = frozenset([*UNBUILT_BLOCKS.split(), *UNBUILT_ELEMENTS.split()])


@dataclass(frozen=True, slots=True)
class Extra:
    """A check over several fields: the complaint, or None when all is well."""

    name: str
    complaint: Callable[[dict[str, Any]], str | None]


@dataclass(frozen=True, slots=True)
class Choice:
    """At least one of `keys` must be there; exactly one unless `many`."""

    keys: tuple[str, ...]
    many: bool = False


class Shape(Spec):
    """An object with named fields; names ending in * are required."""

    def __init__(
        self,
        fields: dict[str, Spec],
        *,
        choice: Choice | None = None,
        extras: tuple[Extra, ...] = (),
    ) -> None:
        super().__init__()
        self.fields = {key.rstrip("*"): spec for key, spec in fields.items()}
        self.required = [key.rstrip("*") for key in fields if key.endswith("*")]
        self.choice, self.extras = choice, extras
        self.is_told_apart = False

    def parts(self) -> dict[str, Spec]:
        return {f".{key}": spec for key, spec in self.fields.items()}

    def checks(self) -> tuple[str, ...]:
        needs = [f"needs_{key}" for key in self.required]
        choice = ["choice"] if self.choice else []
        kind = [] if self.is_told_apart else ["type"]
        return (*kind, "keys", *needs, *choice, *(each.name for each in self.extras))

    def problems(self, value: Any, at: str, surface: str) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield self.broken("type", "must be an object", at)
            return
        found = [*self._presence(value, at), *self._inside(value, at, surface)]
        yield from found
        if is_sound(found):
            yield from self._across(value, at)

    def _inside(self, value: dict[str, Any], at: str, surface: str) -> Iterator[Problem]:
        for key, inner in value.items():
            if key in self.fields and inner is not None:
                yield from self.fields[key].problems(inner, f"{at}/{key}", surface)

    def _across(self, value: dict[str, Any], at: str) -> Iterator[Problem]:
        """Looked at only when each field is sound by itself."""
        for extra in self.extras:
            if words := extra.complaint(value):
                yield self.broken(extra.name, words, at)

    def _presence(self, value: dict[str, Any], at: str) -> Iterator[Problem]:
        for key in self.required:
            if value.get(key) is None:
                yield self.broken(f"needs_{key}", f"missing required field: {key}", at)
        for key in set(value) - set(self.fields) - {"type"}:
            yield self.broken("keys", f"invalid additional property: {key}", at)
        if self.choice:
            there = [key for key in self.choice.keys if value.get(key) is not None]
            if not there:
                yield self.broken("choice", f"must define either `{self.choice.keys[0]}`", at)
            elif len(there) > 1 and not self.choice.many:
                yield self.broken("choice", f"only one of {', '.join(there)} allowed", at)


class Kinds(Spec):
    """An object whose `type` chooses its shape; the table is shared and named once."""

    def __init__(self, table: dict[str, "Kind"], among: str = "") -> None:
        super().__init__()
        self.table = table
        self.among = among.split()

    def checks(self) -> tuple[str, ...]:
        return ("type",)

    def problems(self, value: Any, at: str, surface: str) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield self.broken("type", "must be an object", at)
            return
        kind = str(value.get("type"))
        if kind in NOT_BUILT:
            yield self.broken("type", f"not built in this sandbox: {kind}", f"{at}/type")
            return
        known = self.table.get(kind)
        if known is None or (self.among and kind not in self.among):
            yield self.broken("type", f"unsupported type: {kind}", f"{at}/type")
            return
        if known.misplaced and surface not in known.surfaces:
            yield known.misplaced, said(f"unsupported type: {kind}", f"{at}/type")
        yield from known.shape.problems(value, at, surface)


class Kind:
    """One entry of a table: a shape, and the surfaces where it may stand (all of them if "")."""

    def __init__(self, name: str, shape: Shape, surfaces: str = "") -> None:
        self.shape = shape
        self.surfaces = surfaces.split()
        self.misplaced = _misplaced(name) if surfaces else None
        shape.is_told_apart = True
        shape.enlist(name)


def _misplaced(name: str) -> Rule:
    return rule(f"{name}.surface", "invalid_blocks", contract=CONTRACT)
