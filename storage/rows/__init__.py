"""The tables, a file per subject. Rows never leave storage: callers get domain dataclasses."""
