"""The Home tab: drawn when it is opened, when something is chosen on it, and after each press."""

import logging
import re
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from domain.errors import NoCatalogue
from domain.home import Spot
from handlers import intake
from handlers.gestures import Body, person, value
from handlers.lazily import lazily, nothing_to_check
from handlers.surface import Surface
from views import home as view
from views import ids
from workflows import home
from workflows.desk import Desk

SURFACE = Surface(events=("app_home_opened",), has_home=True)

TURNING = re.compile(rf"^({re.escape(ids.HOME_TAB)}|{re.escape(ids.HOME_PAGE)})(\.|$)")
NARROWING = re.compile(rf"^({re.escape(ids.HOME_AREA)}|{re.escape(ids.HOME_SIDE)})$")

log = logging.getLogger(__name__)


def register(app: App) -> None:
    app.event("app_home_opened")(ack=saying_nothing, lazy=[show])
    # past HomewardApp, which would show the tab anew once more
    App.action(app, TURNING)(ack=saying_nothing, lazy=[turn])
    App.action(app, NARROWING)(ack=saying_nothing, lazy=[narrow])
    app.action(ids.NEW_REQUEST)(**lazily(intake.open_form, check=nothing_to_check))


def saying_nothing(ack: Ack) -> None:
    ack()


def show(event: dict[str, Any], context: BoltContext, slack: WebClient) -> None:
    """As it was left; the first time there is nothing there yet.

    The same event tells that our messages were opened: there is nothing to show.
    """
    if event.get("tab") == "messages":
        return
    there = event.get("view") or {}
    spot = view.read_spot(there.get("private_metadata") or "")
    publish(spot, context, slack, drawn=there.get("hash"))


def turn(body: Body, context: BoltContext, slack: WebClient) -> None:
    publish(view.read_spot(value(body)), context, slack, drawn=body["view"]["hash"])


def narrow(body: Body, context: BoltContext, slack: WebClient) -> None:
    [action] = body["actions"]
    chosen = action["selected_option"]["value"]
    spot = view.narrowed(spot_in(body), action["action_id"], chosen)
    publish(spot, context, slack, drawn=body["view"]["hash"])


def spot_in(body: Body) -> Spot:
    return view.read_spot(body["view"]["private_metadata"])


def publish(spot: Spot, context: BoltContext, slack: WebClient, *, drawn: str | None) -> None:
    """Show it as things stand now. `drawn` is the hash of what its reader saw when they acted.

    Where that has changed meanwhile, what is shown now is newer still. Nobody waits for this, and
    the next opening of the tab draws it anyway: so what Slack refuses is for the log.
    """
    desk: Desk = context["desk"]
    try:
        try:
            _publish(spot, desk, slack, reader=person(context), drawn=drawn)
        except SlackApiError as error:
            if not drawn or error.response.get("error") != "hash_conflict":
                raise
            _publish(spot, desk, slack, reader=person(context), drawn=None)
    except SlackApiError as error:
        log.warning("could not show a Home tab: %s", error.response.get("error"))
    except Exception:  # told to the log: Bolt would swallow it
        log.exception("could not draw a Home tab")


def _publish(spot: Spot, desk: Desk, slack: WebClient, *, reader: str, drawn: str | None) -> None:
    try:
        shown = view.view(home.look(desk, reader, spot))
    except NoCatalogue:
        shown = view.not_ready()
    slack.views_publish(user_id=reader, view=shown, **({"hash": drawn} if drawn else {}))
