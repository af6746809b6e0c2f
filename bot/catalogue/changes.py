"""What a new catalogue changes, in words for whoever applies it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import time
from enum import IntEnum

from domain.catalogue import Area, Catalogue, RequestType
from domain.form import Field


def changes(old: Catalogue | None, new: Catalogue, names: Mapping[str, str]) -> Sequence[str]:
    """One line for each difference; `names` are shown in the place of ids."""
    if old is None:
        return [f"It has {contents(new)}."]
    return [
        *_of_entries("area", old.areas, new.areas, names),
        *_of_entries("type", old.types, new.types, names),
        *_of_fields("", _rest(old), _rest(new), names),
    ]


def contents(catalogue: Catalogue) -> str:
    """How much is in it: "7 areas and 9 request types"."""
    areas, types = len(catalogue.areas), len(catalogue.types)
    return f"{areas} area{'s'[: areas != 1]} and {types} request type{'s'[: types != 1]}"


def _rest(catalogue: Catalogue) -> Mapping[str, object]:
    """What is left beside the areas and the types, a level down where there are levels."""
    return {
        "zone": catalogue.zone,
        "coordinators": catalogue.coordinators,
        **{f"sides.{side}": members for side, members in catalogue.sides.items()},
        "digest": catalogue.digest,
        "check_in": catalogue.check_in,
        "intake": catalogue.intake,
    }


def _of_entries(
    noun: str,
    old: Sequence[Area | RequestType],
    new: Sequence[Area | RequestType],
    names: Mapping[str, str],
) -> Iterator[str]:
    before, after = {e.key: e for e in old}, {e.key: e for e in new}
    yield from (f"{noun} {key} is new." for key in after if key not in before)
    yield from (f"{noun} {key} is gone." for key in before if key not in after)
    for key in (k for k in after if k in before):
        yield from _of_fields(f"{noun} {key}: ", _values(before[key]), _values(after[key]), names)


def _of_fields(
    where: str, old: Mapping[str, object], new: Mapping[str, object], names: Mapping[str, str]
) -> Iterator[str]:
    for name, value in new.items():
        if value != old.get(name):
            yield f"{where}{name} is now {_shown(value, names)}."


def _values(value: object) -> Mapping[str, object]:
    assert is_dataclass(value)
    return {f.name: getattr(value, f.name) for f in fields(value)}


def _shown(value: object, names: Mapping[str, str]) -> str:
    """A field by its key alone: what a form asks is read in the file."""
    if value is None or value == ():
        return "none"
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, tuple):
        return ", ".join(_shown(each, names) for each in value)
    if isinstance(value, Field):
        return value.key
    if is_dataclass(value):
        inner = _values(value).items()
        return "; ".join(f"{name} {_shown(each, names)}" for name, each in inner)
    return _in_words(value, names)


def _in_words(value: object, names: Mapping[str, str]) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, IntEnum):
        return value.name.lower()
    return names.get(str(value), str(value))
