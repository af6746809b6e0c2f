"""The journal: everything accepted from the app, in order; the truth of what people saw."""

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Entry:
    """One accepted thing. `user` is the only reader of an ephemeral, or the partner in a DM.

    `via` is api, response_url, ack (the answer to a command) or view (modals and Home tabs).
    """

    n: int
    at: str
    method: str
    via: str
    channel: str | None = None
    channel_name: str | None = None
    ts: str | None = None
    thread_ts: str | None = None
    text: str = ""
    blocks: list[dict[str, Any]] = field(default_factory=list)
    user: str | None = None
    metadata: dict[str, Any] | None = None
    details: dict[str, Any] = field(default_factory=dict)


class Journal:
    """Entries numbered from 1."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def write(self, *, at: str, method: str, via: str, **facts: Any) -> Entry:
        entry = Entry(n=len(self.entries) + 1, at=at, method=method, via=via, **facts)
        self.entries.append(entry)
        return entry

    def after(self, n: int) -> list[dict[str, Any]]:
        return [asdict(entry) for entry in self.entries[n:]]
