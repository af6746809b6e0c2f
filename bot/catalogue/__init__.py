"""The catalogue file: read it, resolve whom and what it names, and say what changed."""
