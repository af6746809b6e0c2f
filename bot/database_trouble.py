"""What went wrong between us and the database, in one line for whoever runs the bot."""

import sqlite3

UPGRADE = "The database has no tables for this version. Run `tandem db upgrade`."
NO_TABLE = "42P01"
SQLITE = {
    "locked": "The database is locked: another program is writing to it. Stop that one, or try "
    "again in a moment.",
    "unable to open": "The database file cannot be opened. Check that the folder in DATABASE_URL "
    "exists and may be written to.",
    "readonly": "The database file may not be written to. Give yourself permission.",
    "no such table": UPGRADE,
    "no such column": UPGRADE,
    "not a database": "The file in DATABASE_URL is not a database. Name another one.",
    "disk is full": "There is no room left on the disk that holds the database.",
}


def explained(error: BaseException) -> str | None:
    """Words for an error of the database; None when it is of another kind.

    The driver's own error stands in `orig` of the one that storage lets pass.
    """
    cause = getattr(error, "orig", None) or error
    if isinstance(cause, sqlite3.Error):
        known = (words for sign, words in SQLITE.items() if sign in str(cause))
        return next(known, f"The database failed: {cause}.")
    if type(cause).__module__.partition(".")[0] == "psycopg":
        return _postgresql(cause)
    return None


def _postgresql(cause: BaseException) -> str:
    if getattr(cause, "sqlstate", None) == NO_TABLE:
        return UPGRADE
    lines = [line for line in str(cause).splitlines() if line.strip()]
    reason = lines[0].rpartition("failed: ")[2] if lines else type(cause).__name__
    return f"PostgreSQL cannot be used ({reason}). Check DATABASE_URL and that the server runs."
