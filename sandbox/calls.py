"""A call of the Web API: its arguments in whatever form they came, and the table of methods."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.model import Json, Workspace
from sandbox.rules import rule

BAD_ARGUMENT = rule("argument.type", "invalid_arguments", contract="16.17")
MISSING_SCOPE = rule("auth.scope", "missing_scope", contract="2.3")

Handler = Callable[["Call"], Json]


@dataclass(frozen=True, slots=True)
class Method:
    """One method: who may call it (`token`: bot, app or none), with which scopes, how often."""

    name: str
    run: Handler
    scopes: tuple[str, ...] = ()
    token: str = "bot"
    tier: int | None = None


METHODS: dict[str, Method] = {}


def method(
    name: str, *, scopes: tuple[str, ...] = (), token: str = "bot", tier: int | None = None
) -> Callable[[Handler], Handler]:
    """Register the function below as the Web API method `name`."""

    def register(run: Handler) -> Handler:
        METHODS[name] = Method(name, run, scopes, token, tier)
        return run

    return register


@dataclass(frozen=True, slots=True)
class Call:
    """One call with merged arguments; numbers, truths and JSON may have come as text."""

    workspace: Workspace
    method: str
    args: Json

    def text(self, name: str, default: str = "") -> str:
        value = self.args.get(name, default)
        if value is None:
            return default
        BAD_ARGUMENT.refuse_if(isinstance(value, dict | list), _pointer("must be a string", name))
        return str(value)

    def number(self, name: str, default: int) -> int:
        value = self.args.get(name)
        if value in (None, ""):
            return default
        try:
            return int(str(value))
        except ValueError:
            BAD_ARGUMENT.refuse_if(True, _pointer("must be an integer", name))
            return default

    def truth(self, name: str, *, default: bool = False) -> bool:
        value = self.args.get(name)
        if value in (None, ""):
            return default
        return str(value).lower() in ("1", "true")

    def names(self, name: str) -> list[str]:
        """A list, also when it came joined by commas."""
        value = self.args.get(name)
        if isinstance(value, list):
            return [str(each) for each in value]
        return [each.strip() for each in str(value or "").split(",") if each.strip()]

    def has(self, name: str) -> bool:
        return self.args.get(name) is not None

    def decoded(self, name: str) -> Any:
        """A structure, also when it came as JSON text; ValueError when that is broken."""
        value = self.args.get(name)
        return json.loads(value) if isinstance(value, str) and value else value

    def need_scope(self, scope: str) -> None:
        provided = self.workspace.app.scopes
        missing = scope not in provided
        MISSING_SCOPE.refuse_if(missing, needed=scope, provided=",".join(provided))


def _pointer(words: str, name: str) -> str:
    return f"[ERROR] {words} [json-pointer:/{name}]"
