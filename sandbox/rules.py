"""Every refusal is one rule, registered here: it can be listed, switched off and tested."""

import logging
import os
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")

RULES: dict[str, "Rule"] = {}
LOG = logging.getLogger("sandbox")
OFF: set[str] = set(filter(None, os.environ.get("SANDBOX_RULES_OFF", "").split(",")))


class Refused(Exception):
    """Slack says no: `rule` which, `details` in Slack's words, `extra` keys of the answer."""

    def __init__(self, rule: "Rule", details: list[str], extra: dict[str, Any]) -> None:
        super().__init__(rule.error)
        self.rule = rule
        self.error = str(extra.pop("error", rule.error))
        self.details = details
        self.extra = extra


@dataclass(frozen=True, slots=True)
class Rule:
    """`name` is unique, `error` is Slack's code, `contract` the section of the contract.

    A doubtful one stands on a statement that has no source: it warns instead of refusing.
    """

    name: str
    error: str
    contract: str
    about: str = ""
    is_doubtful: bool = False

    @property
    def is_on(self) -> bool:
        return self.name not in OFF

    def refuse_if(self, broken: bool, *details: str, **extra: Any) -> None:
        """Raise Refused when `broken`; a doubtful rule warns, one switched off is silent."""
        if not broken or not self.is_on:
            return
        if not self.is_doubtful:
            raise Refused(self, list(details), extra)
        LOG.warning("Slack may refuse this (%s): %s", self.name, "; ".join(details))

    def need(self, value: T | None, *details: str) -> T:
        """The value, which must be there."""
        self.refuse_if(value is None, *details)
        assert value is not None, f"{self.name} is switched off and was needed"
        return value


def rule(
    name: str, error: str, *, contract: str, about: str = "", is_doubtful: bool = False
) -> Rule:
    """Register a rule; two rules of one name are a mistake."""
    if name in RULES:
        raise ValueError(f"two rules are called {name}")
    RULES[name] = Rule(name, error, contract, about, is_doubtful)
    return RULES[name]
