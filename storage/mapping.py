"""Between rows and domain values: by field name, the same way for every table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from enum import Enum
from types import UnionType
from typing import Any, Generic, TypeVar, get_args, get_origin, get_type_hints

from sqlalchemy import BindParameter, RowMapping, Table, bindparam
from sqlmodel import SQLModel

Value = TypeVar("Value")
Row = RowMapping | Mapping[str, Any]
"""A row by the names of its columns, however it was asked for."""


@dataclass(frozen=True, kw_only=True)
class Shape:
    """The fields of a value that are columns, and which of them are enums."""

    plain: tuple[str, ...]
    enums: dict[str, type[Enum]]


_SHAPES: dict[type, Shape] = {}


def table_of(row: type[SQLModel]) -> Table:
    """The Core table of a row class: Core statements cost half of what ORM ones do."""
    return row.__table__  # type: ignore[attr-defined, no-any-return]


def columns_of(value: Any, **more: object) -> dict[str, object]:
    """The value's plain fields as columns; tuples have tables of their own."""
    return {name: getattr(value, name) for name in shape_of(type(value)).plain} | more


def new_columns(kind: type) -> dict[str, BindParameter[Any]]:
    """What an UPDATE that is built once sets: every column, from what `changes_of` gives."""
    return {name: bindparam(f"new_{name}") for name in shape_of(kind).plain}


def changes_of(value: Any) -> dict[str, object]:
    """The value's plain fields as parameters of an UPDATE that sets `new_columns`."""
    return {f"new_{name}": column for name, column in columns_of(value).items()}


def value_of(kind: type[Value], row: Row, **more: object) -> Value:
    """The domain value that `columns_of` took apart."""
    shape = shape_of(kind)
    found = {name: row[name] for name in shape.plain if name not in more}
    for name, enum in shape.enums.items():
        if found.get(name) is not None:
            found[name] = enum(found[name])
    return kind(**found, **more)


class Maker(Generic[Value]):
    """Makes values of one kind out of these columns, many at a time.

    The generated `__init__` of a frozen value costs more than reading its row. So this is for
    kinds that have none of their own, and whose every field is a column.
    """

    def __init__(self, kind: type[Value], columns: Sequence[str]) -> None:
        shape = shape_of(kind)
        left = {f.name for f in fields(kind)} - set(shape.plain)  # type: ignore[arg-type]
        if left or hasattr(kind, "__post_init__"):
            raise TypeError(f"{kind.__name__} is more than its columns.")
        self._kind = kind
        self._names = shape.plain
        self._places = [columns.index(name) for name in shape.plain]
        self._enums = [(shape.plain.index(name), _members(e)) for name, e in shape.enums.items()]

    def values(self, columns: Sequence[Sequence[Any]]) -> list[Value]:
        if not columns:
            return []
        told: list[Any] = [columns[place] for place in self._places]
        for place, members in self._enums:
            told[place] = map(members.__getitem__, told[place])
        made = [object.__new__(self._kind) for _ in columns[0]]
        for value, row in zip(made, zip(*told, strict=True), strict=True):
            value.__dict__.update(zip(self._names, row, strict=True))
        return made


def _members(enum: type[Enum]) -> dict[str | None, Enum | None]:
    return {None: None, **{member.value: member for member in enum}}


def shape_of(kind: type) -> Shape:
    if kind not in _SHAPES:
        hints = get_type_hints(kind)
        plain = tuple(f.name for f in fields(kind) if get_origin(hints[f.name]) is not tuple)
        enums = {name: enum for name in plain if (enum := _enum_in(hints[name]))}
        _SHAPES[kind] = Shape(plain=plain, enums=enums)
    return _SHAPES[kind]


def _enum_in(hint: Any) -> type[Enum] | None:
    choices = get_args(hint) if isinstance(hint, UnionType) else (hint,)
    return next((c for c in choices if isinstance(c, type) and issubclass(c, Enum)), None)
