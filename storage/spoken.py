"""A statement in the words of one database, for those who speak straight to its driver."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Dialect
from sqlalchemy.sql.compiler import Compiled, SQLCompiler
from sqlalchemy.types import TypeEngine
from sqlmodel.sql.sqltypes import UTCDateTime

Given = Mapping[str, Any]
Convert = Callable[[Any], Any]
Kind = TypeVar("Kind", bound="Spoken")


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """`wants` are its parameters: the name of each, what it usually is, how the driver wants it.

    Listeners to `before_cursor_execute` hear of it, too. Errors are the driver's own.
    """

    words: str
    wants: tuple[tuple[str, Any, Convert | None], ...]
    is_by_name: bool

    def execute(self, connection: Connection, given: Given) -> Any:
        """The driver's cursor."""
        values = self._values(given)
        if listeners := connection.dispatch.before_cursor_execute:
            listeners(connection, None, self.words, values, None, False)
        driver: Any = connection.connection.dbapi_connection
        return driver.execute(self.words, values)

    def execute_each(self, connection: Connection, rows: Sequence[Given]) -> None:
        values = [self._values(given) for given in rows]
        if listeners := connection.dispatch.before_cursor_execute:
            listeners(connection, None, self.words, values, None, True)
        driver: Any = connection.connection.dbapi_connection
        driver.cursor().executemany(self.words, values)

    def _values(self, given: Given) -> Any:
        values = [
            convert(given.get(name, usual)) if convert else given.get(name, usual)
            for name, usual, convert in self.wants
        ]
        if not self.is_by_name:
            return values
        return {name: value for (name, *_), value in zip(self.wants, values, strict=True)}


def spoken(kind: type[Kind], compiled: Compiled, dialect: Dialect, **more: Any) -> Kind:
    """What SQLAlchemy has compiled, as a value of this kind; `more` are its own fields."""
    assert isinstance(compiled, SQLCompiler)
    usual = compiled.params | _left_out(compiled)
    wants = tuple(
        (name, usual[name], _into(compiled.binds[name].type, dialect))
        for name in compiled.positiontup or usual
    )
    return kind(words=str(compiled), wants=wants, is_by_name=not compiled.positional, **more)


def _left_out(compiled: SQLCompiler) -> dict[str, Any]:
    """What the columns hold that an INSERT does not name."""
    found: dict[str, Any] = {}
    for column in compiled.insert_prefetch:
        default: Any = column.default
        assert default.is_scalar, f"{column} is reckoned by SQLAlchemy"
        found[column.key] = default.arg
    return found


def _into(kind: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    """How the driver wants values of this kind; None where it takes them as they are.

    Moments go to SQLite by quicker means than SQLAlchemy's.
    """
    if dialect.name == "sqlite" and isinstance(kind, UTCDateTime):
        return _moment
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _moment(given: datetime | None) -> str | None:
    """As SQLAlchemy writes it. Raises ValueError for one without a zone."""
    if given is None:
        return None
    if given.tzinfo is None:
        raise ValueError("A moment needs timezone information.")
    return given.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
