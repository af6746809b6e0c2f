"""Bringing a database's tables to the state that this code expects."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from storage.engine import open_engine

if TYPE_CHECKING:
    from alembic.config import Config

# Alembic takes a third of a second to import, and most starts have nothing to migrate: hence the
# exceptions from PLC0415 below.

MIGRATIONS = Path(__file__).with_name("migrations")


def upgrade(url: str, revision: str = "head") -> None:
    """Apply what is missing; nothing happens where nothing is. Safe on several replicas at once."""
    if revision == "head" and is_current(url):
        return
    from alembic import command  # noqa: PLC0415

    command.upgrade(_config(url), revision)


def downgrade(url: str, revision: str) -> None:
    """Go back to an older revision; "base" leaves no table."""
    from alembic import command  # noqa: PLC0415

    command.downgrade(_config(url), revision)


def is_current(url: str) -> bool:
    """Whether the database is at the newest revision."""
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return False
            at = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
            return at == _newest()
    finally:
        engine.dispose()


def _newest() -> str:
    """Revisions are numbered, and their files begin with the number."""
    return max(path.name for path in (MIGRATIONS / "versions").glob("*.py")).partition("_")[0]


def _config(url: str) -> Config:
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["url"] = url
    return config
