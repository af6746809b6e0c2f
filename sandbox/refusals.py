"""The log of what a workspace refused, so that a green run means "Slack would have taken it"."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Logged:
    """One refusal; `rule` names the registered rule, `details` Slack's words."""

    at: str
    method: str
    error: str
    rule: str
    details: list[str]


class RefusalLog:
    """Refusals and warnings of one workspace, in order."""

    def __init__(self) -> None:
        self.entries: list[Logged] = []

    def write(self, entry: Logged) -> None:
        self.entries.append(entry)

    def as_json(self) -> list[dict[str, Any]]:
        return [asdict(entry) for entry in self.entries]
