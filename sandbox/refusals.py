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
    """Refusals of one workspace in order, and remarks on what was taken without effect."""

    def __init__(self) -> None:
        self.entries: list[Logged] = []
        self.remarks: list[dict[str, str]] = []

    def write(self, entry: Logged) -> None:
        self.entries.append(entry)

    def remark(self, method: str, words: str) -> None:
        self.remarks.append({"method": method, "words": words})

    def as_json(self) -> list[dict[str, Any]]:
        return [asdict(entry) for entry in self.entries]
