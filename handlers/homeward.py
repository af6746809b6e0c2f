"""What is pressed on the Home tab works as on a card, and then the tab shows how things stand.

The same holds for forms that were opened there, once they are sent.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from slack_bolt import App, BoltContext
from slack_sdk import WebClient

from handlers.gestures import Body
from handlers.home import publish
from views.home import read_spot

FROM_HOME = "home:"
EXTERNAL_ID_LIMIT = 255

Registering = Callable[..., Any]


class HomewardApp(App):
    """Every button and form is listened for twice: pressed on Home, and anywhere else."""

    def action(self, constraints: Any, matchers: Any = None, middleware: Any = None) -> Registering:
        return self._both(partial(super().action, constraints, middleware=middleware), matchers)

    def view(self, constraints: Any, matchers: Any = None, middleware: Any = None) -> Registering:
        return self._both(partial(super().view, constraints, middleware=middleware), matchers)

    def _both(self, listen: Registering, matchers: Sequence[Any] | None) -> Registering:
        others = list(matchers or ())

        def registering(*listeners: Any, **parts: Any) -> Any:
            [ack, *more] = listeners or [parts["ack"]]
            lazy = [*more, *parts.get("lazy", ())]
            again = [show_unless_a_form_opens if lazy else show_again]
            listen(matchers=[*others, is_from_home])(ack=ack, lazy=[*lazy, *again])
            return listen(matchers=others)(*listeners, **parts)

        return registering


class HomewardClient:
    """Slack's client, for gestures from Home: the form that it opens knows where it began."""

    def __init__(self, slack: WebClient, body: Body) -> None:
        self._slack = slack
        self._origin = (origin_of(body) or "")[:EXTERNAL_ID_LIMIT]
        self._is_on_top = body["view"]["type"] == "home"

    def views_open(self, *, view: dict[str, Any], **more: Any) -> Any:
        known = {"external_id": self._origin} if self._is_on_top else {}
        return self._slack.views_open(view=known | view, **more)

    def views_update(self, *, view: dict[str, Any], **more: Any) -> Any:
        return self._slack.views_update(view={"external_id": self._origin} | view, **more)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._slack, name)

    def __deepcopy__(self, _memo: object) -> "HomewardClient":
        """Bolt copies the context for lazy listeners; there is one client."""
        return self


def is_from_home(body: Body) -> bool:
    return origin_of(body) is not None


def origin_of(body: Body) -> str | None:
    """For a gesture on Home, or in a form opened there: what such forms carry."""
    view = body.get("view") or {}
    if view.get("type") == "home":
        return f"{FROM_HOME}{body.get('trigger_id')}:{view.get('private_metadata') or ''}"
    known = str(view.get("external_id") or "")
    return known if known.startswith(FROM_HOME) else None


def show_again(body: Body, context: BoltContext, slack: WebClient) -> None:
    """Whether it was done or refused, the tab shows what is true now."""
    origin = origin_of(body) or ""
    is_pressed_there = body["view"].get("type") == "home"
    spot = read_spot(origin.split(":", 2)[-1])
    publish(spot, context, slack, drawn=body["view"]["hash"] if is_pressed_there else None)


def show_unless_a_form_opens(body: Body, context: BoltContext, slack: WebClient) -> None:
    """The form lies over the tab; only a refusal has something to show."""
    if not context.get("is_granted"):
        show_again(body, context, slack)
