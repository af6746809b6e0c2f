"""The questions that are asked all day: compiled once, and asked straight of the driver.

Of a short question SQLAlchemy's way costs ten times what the database's does. Errors are
SQLAlchemy's own.
"""

import json
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Generic

from sqlalchemy import ColumnElement, Connection, Dialect, Select, String, bindparam
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel.sql.sqltypes import UTCDateTime

from storage.engine import telling_as_sqlalchemy
from storage.mapping import Maker, Value
from storage.spoken import Convert, Given, Spoken, spoken

Rows = Sequence[tuple[Any, ...]]


class Prepared:
    """A SELECT of which each row is wanted."""

    def __init__(self, statement: Select[Any]) -> None:
        self.statement = statement
        self._asked: dict[str, _Asked] = {}

    @cached_property
    def columns(self) -> tuple[str, ...]:
        return tuple(self.statement.selected_columns.keys())

    def rows(self, connection: Connection, given: Given) -> Rows:
        return list(zip(*self.by_column(connection, given), strict=True))

    def by_column(self, connection: Connection, given: Given) -> list[Sequence[Any]]:
        """The same, turned on its side: quicker to convert. Nothing at all if there is no row."""
        return self._for(connection).of(connection, given)

    def in_turn(self, connection: Connection, given: Given, *, at_once: int) -> Iterator[Rows]:
        """So many rows at a time: SQLite looks for no more of them than somebody asks for."""
        for columns in self._for(connection).in_turn(connection, given, at_once=at_once):
            yield list(zip(*columns, strict=True))

    def scalar(self, connection: Connection, given: Given) -> Any:
        """The first value of the first row; None if there is none."""
        columns = self.by_column(connection, given)
        return columns[0][0] if columns else None

    def _for(self, connection: Connection) -> "_Asked":
        dialect = connection.dialect
        asked = self._asked.get(dialect.name)
        if asked is None:
            asked = self._asked[dialect.name] = _asked(self.statement, dialect)
        return asked


class PreparedValues(Generic[Value]):
    """A SELECT whose rows are values of one kind, maybe with a column more."""

    def __init__(self, kind: type[Value], statement: Select[Any]) -> None:
        self._query = Prepared(statement)
        self._make = Maker(kind, self._query.columns)

    def values(self, connection: Connection, given: Given) -> list[Value]:
        return self._make.values(self._query.by_column(connection, given))

    def with_last(self, connection: Connection, given: Given) -> list[tuple[Value, Any]]:
        """Each with what its last column says."""
        columns = self._query.by_column(connection, given)
        return list(zip(self._make.values(columns), columns[-1], strict=True)) if columns else []


def among(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """`column IN` the parameter of that name, however many are given: one statement for all."""
    return _Among(column, name)


class _Among(ColumnElement[bool]):
    inherit_cache = False

    def __init__(self, column: ColumnElement[Any], name: str) -> None:
        self.column = column
        self.given = bindparam(name, type_=_Many(column.type))


@compiles(_Among, "sqlite")
def _of_sqlite(element: _Among, compiler: SQLCompiler, **how: Any) -> str:
    column, given = (compiler.process(e, **how) for e in (element.column, element.given))
    return f"{column} IN (SELECT value FROM json_each({given}))"


@compiles(_Among, "postgresql")
def _of_postgresql(element: _Among, compiler: SQLCompiler, **how: Any) -> str:
    column, given = (compiler.process(e, **how) for e in (element.column, element.given))
    return f"{column} = ANY ({given})"


class _Many(TypeDecorator[Collection[Any]]):
    """All of them as one parameter: SQLite takes them as a document."""

    impl = String
    cache_ok = True

    def __init__(self, of: TypeEngine[Any]) -> None:
        super().__init__()
        self.of = of

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return ARRAY(self.of) if dialect.name == "postgresql" else String()

    def process_bind_param(self, value: Collection[Any] | None, dialect: Dialect) -> Any:
        many = list(value or ())
        return many if dialect.name == "postgresql" else json.dumps(many)


@dataclass(frozen=True, kw_only=True)
class _Asked(Spoken):
    """`out_of` are the columns that the driver tells otherwise than we want them."""

    out_of: tuple[tuple[int, Convert], ...]

    def of(self, connection: Connection, given: Given) -> list[Sequence[Any]]:
        with telling_as_sqlalchemy(connection):
            return self._converted(self.execute(connection, given).fetchall())

    def in_turn(
        self, connection: Connection, given: Given, *, at_once: int
    ) -> Iterator[list[Sequence[Any]]]:
        with telling_as_sqlalchemy(connection), closing(self.execute(connection, given)) as cursor:
            while rows := cursor.fetchmany(at_once):
                yield self._converted(rows)

    def _converted(self, rows: Rows) -> list[Sequence[Any]]:
        columns: list[Sequence[Any]] = list(zip(*rows, strict=True))
        for place, convert in self.out_of if rows else ():
            columns[place] = [v if v is None else convert(v) for v in columns[place]]
        return columns


def _asked(statement: Select[Any], dialect: Dialect) -> _Asked:
    told = [_out_of(column.type, dialect) for column in statement.selected_columns]
    out_of = tuple((place, convert) for place, convert in enumerate(told) if convert)
    return spoken(_Asked, statement.compile(dialect=dialect), dialect, out_of=out_of)


def _out_of(kind: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    """SQLite's moments are read by quicker means than SQLAlchemy's."""
    if dialect.name == "sqlite" and isinstance(kind, UTCDateTime):
        return _moment
    return kind.dialect_impl(dialect).result_processor(dialect, None)


def _moment(told: str) -> datetime:
    return datetime.fromisoformat(f"{told}+00:00")
