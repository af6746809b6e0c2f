"""Reads the JSON and YAML that people write for the sandbox, and complains in their words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError


class Unusable(Exception):
    """What was given cannot be used; each of `lines` names one thing to mend."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


@dataclass(frozen=True, slots=True)
class Kind:
    """What may stand at a key: `words` for people, `fits` for a value."""

    words: str
    fits: Callable[[Any], bool]


def _all(value: Any, kind: type) -> bool:
    return isinstance(value, list) and all(isinstance(each, kind) for each in value)


def _is_time(value: Any) -> bool:
    if isinstance(value, date):
        return True
    try:
        datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return False
    return True


Keys = dict[str, Kind]

TEXT = Kind("text", lambda value: isinstance(value, str))
FLAG = Kind("true or false", lambda value: isinstance(value, bool))
NUMBER = Kind("a number", lambda value: isinstance(value, int | float) and value is not True)
MAPPING = Kind("a section with keys", lambda value: isinstance(value, dict))
TEXTS = Kind("a list of texts", lambda value: _all(value, str))
MAPPINGS = Kind("a list of sections, each after a dash", lambda value: _all(value, dict))
TIME = Kind("a time such as 2026-11-23T09:00", _is_time)


def read(path: Path) -> dict[str, Any]:
    """The mapping in a JSON or YAML file, without keys that hold nothing. Raises Unusable."""
    try:
        found = YAML(typ="safe", pure=True).load(_text(path))  # JSON is YAML, too
    except YAMLError as error:
        raise Unusable(_syntax(path, error)) from None
    if not isinstance(found, dict):
        raise Unusable(f"{path}: This is no mapping of keys to values.")
    return dict(_filled(found))


def wrong(where: str, given: dict[str, Any], known: Keys, *needed: str) -> Iterator[str]:
    """A line for each key that is missing, unknown, or holds something else than it should."""
    for key in needed:
        if key not in given:
            yield f"{where}: `{key}` is missing."
    for key, value in given.items():
        if key not in known:
            yield f"{where}: There is no `{key}`.{_meant(str(key), known)}"
        elif not known[key].fits(value):
            yield f"{where}: `{key}` should be {known[key].words}."


def repeated(where: str, values: list[str]) -> Iterator[str]:
    """A line for each value that is there more than once."""
    for value in sorted({each for each in values if values.count(each) > 1}):
        yield f"{where}: {value} is there twice."


def sections(given: dict[str, Any], key: str, *, name: str) -> list[tuple[str, dict[str, Any]]]:
    """The sections of a list, each with its place: `people[2] (ben)`."""
    found = given.get(key)
    if not MAPPINGS.fits(found):
        return []
    return [(_place(key, n, each.get(name)), each) for n, each in enumerate(found or (), 1)]


def _filled(value: Any) -> Any:
    if isinstance(value, list):
        return [_filled(each) for each in value]
    if isinstance(value, dict):
        return {key: _filled(each) for key, each in value.items() if each is not None}
    return value


def _place(key: str, number: int, name: Any) -> str:
    return f"{key}[{number}] ({name})" if isinstance(name, str) else f"{key}[{number}]"


def _meant(key: str, known: Keys) -> str:
    close = get_close_matches(key, known, n=1)
    return f" Did you mean `{close[0]}`?" if close else f" There are: {', '.join(known)}."


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise Unusable(f"There is no file {path}.") from None
    except IsADirectoryError:
        raise Unusable(f"{path} is a folder. Name a file in it.") from None
    except PermissionError:
        raise Unusable(f"{path} may not be read.") from None
    except UnicodeDecodeError:
        raise Unusable(f"{path}: This is not UTF-8 text.") from None


def _syntax(path: Path, error: YAMLError) -> str:
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    line = f":{mark.line + 1}" if mark else ""
    problem = getattr(error, "problem", None) or "it holds a control character"
    return f"{path}{line}: This is neither JSON nor YAML: {problem}."
