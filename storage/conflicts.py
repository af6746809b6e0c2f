"""Conflicts between transactions: the work is done anew, and nobody hears of it."""


class Conflict(Exception):
    """Somebody saved the same thing meanwhile: run the workflow again from its start."""
