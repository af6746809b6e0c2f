"""Measurements of the bot beside a bare Bolt listener and a naive bot: `python -m tests.bench`."""
