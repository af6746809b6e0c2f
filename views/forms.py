"""Reading sent forms back: each field by its name."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from views.text import typed

Sent = Mapping[str, Any]


def words_in(view: Sent, name: str) -> str:
    """The words of a text field, tidied; empty if nothing was typed."""
    return typed(_element(view, name).get("value") or "").strip()


def choice_in(view: Sent, name: str) -> str | None:
    chosen = _element(view, name).get("selected_option")
    return chosen["value"] if chosen else None


def date_in(view: Sent, name: str) -> date | None:
    chosen = _element(view, name).get("selected_date")
    return date.fromisoformat(chosen) if chosen else None


def time_in(view: Sent, name: str) -> str | None:
    return _element(view, name).get("selected_time")


def people_in(view: Sent, name: str) -> tuple[str, ...]:
    return tuple(_element(view, name).get("selected_users") or ())


def channel_in(view: Sent, name: str) -> str | None:
    element = _element(view, name)
    return element.get("selected_conversation") or element.get("selected_channel")


def too_long(label: str, words: str, limit: int) -> str | None:
    """The words for a field that holds more than it may."""
    if len(words) <= limit:
        return None
    return f"{label} can have {limit} characters; this has {len(words)}. Please shorten it."


def _element(view: Sent, name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = view["state"]["values"].get(name, {}).get(name, {})
    return found
