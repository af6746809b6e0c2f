"""A call of the Web API: its arguments in whatever form they came, and the table of methods."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sandbox.model import Json, Workspace
from sandbox.rules import Rule, rule

BAD_STRING = rule("argument.string", "invalid_arguments", contract="16.17")
BAD_NUMBER = rule("argument.integer", "invalid_arguments", contract="16.17")
BAD_TRUTH = rule("argument.boolean", "invalid_arguments", contract="16.17")
BAD_LIST = rule("argument.list", "invalid_arguments", contract="16.17")
MISSING = rule("argument.required", "invalid_arguments", contract="16.17")
MISSING_SCOPE = rule("auth.scope", "missing_scope", contract="2.3")
NOT_BUILT = rule(
    "argument.not_built",
    "invalid_arguments",
    contract="16.17",
    about="an argument that Slack knows and this sandbox does not play",
)
TRUTHS = {"1": True, "true": True, "0": False, "false": False}

Handler = Callable[["Call"], Json]


@dataclass(frozen=True, slots=True)
class Method:
    """One method: who may call it (`token`: bot or app), how often, with which scopes.

    `scopes` are all needed; of `any_of` the call itself says which one it needs.
    """

    name: str
    run: Handler
    scopes: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    token: str = "bot"
    tier: int | None = None


METHODS: dict[str, Method] = {}


def method(
    name: str,
    *,
    scopes: tuple[str, ...] = (),
    any_of: tuple[str, ...] = (),
    token: str = "bot",
    tier: int | None = None,
) -> Callable[[Handler], Handler]:
    """Register the function below as the Web API method `name`."""

    def register(run: Handler) -> Handler:
        METHODS[name] = Method(name, run, scopes, any_of, token, tier)
        return run

    return register


@dataclass(frozen=True, slots=True)
class Call:
    """One call with merged arguments; numbers, truths and JSON may have come as text.

    `read` gathers the names that were asked for: the others had no effect.
    """

    workspace: Workspace
    method: str
    args: Json
    read: set[str] = field(default_factory=set)

    def given(self, name: str) -> Any:
        """The argument as it came, or None."""
        self.read.add(name)
        return self.args.get(name)

    def has(self, name: str) -> bool:
        return self.given(name) is not None

    def text(self, name: str, default: str = "") -> str:
        value = self.given(name)
        if value is None:
            return default
        self.refuse(BAD_STRING, not isinstance(value, str), "must be a string", name)
        return str(value)

    def needed(self, name: str) -> str:
        """A text that may not be missing."""
        value = self.text(name)
        self.refuse(MISSING, not value, f"missing required field: {name}", "")
        return value

    def number(self, name: str, default: int) -> int:
        value = self.given(name)
        if value in (None, ""):
            return default
        try:
            return int(str(value))
        except ValueError:
            self.refuse(BAD_NUMBER, True, "must be an integer", name)
            return default

    def truth(self, name: str, *, default: bool = False) -> bool:
        value = self.given(name)
        if value in (None, ""):
            return default
        known = TRUTHS.get(str(value).lower())
        self.refuse(BAD_TRUTH, known is None, "must be a boolean", name)
        return bool(known)

    def names(self, name: str) -> list[str]:
        """A list, also when it came joined by commas or as JSON text."""
        value = self.given(name)
        if isinstance(value, str) and value.startswith("["):
            value = _loaded(value)
        if isinstance(value, str):
            value = [each.strip() for each in value.split(",") if each.strip()]
        whole = isinstance(value, list) and all(isinstance(each, str) for each in value)
        self.refuse(BAD_LIST, value is not None and not whole, "must be a list", name)
        return list(value or [])

    def decoded(self, name: str) -> Any:
        """A structure, also when it came as JSON text; ValueError when that is broken."""
        value = self.given(name)
        return json.loads(value) if isinstance(value, str) and value else value

    def refuse(self, broken_rule: Rule, broken: bool, words: str, name: str) -> None:
        """Refuse an argument in Slack's words."""
        where = f" [json-pointer:/{name}]" if name else ""
        broken_rule.refuse_if(broken, f"[ERROR] {words}{where}")

    def refuse_unbuilt(self, name: str) -> None:
        self.refuse(NOT_BUILT, self.has(name), "not built in this sandbox", name)

    def need_scope(self, *any_of: str) -> None:
        """Refuse unless the app has one of these scopes."""
        provided = self.workspace.app.scopes
        missing = not set(any_of) & set(provided)
        MISSING_SCOPE.refuse_if(missing, needed=",".join(any_of), provided=",".join(provided))


def _loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text
