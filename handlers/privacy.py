"""The privacy record: how much there is, how to get it, and opening what was restricted."""

from slack_bolt import App, BoltContext
from slack_sdk import WebClient

from domain.message import Post
from handlers.fulfilment import history_of
from handlers.gestures import Body, person, press_key, value
from handlers.lazily import lazily
from handlers.subcommands import typed
from views import ids
from views import privacy as view
from workflows import privacy
from workflows.desk import Desk

PRIVACY = "privacy"


def register(app: App) -> None:
    app.action(ids.OPEN_UP)(**lazily(show_again, check=open_up))


def open_up(body: Body, context: BoltContext) -> None:
    ticket_id, by = int(value(body)), person(context)
    privacy.open_up(context["desk"], ticket_id, by=by, key=press_key(body, context))


def show_again(body: Body, context: BoltContext, slack: WebClient) -> None:
    """The window in which it was pressed, as it is now."""
    window = history_of(context["desk"], int(value(body)), viewer=person(context))
    slack.views_update(view_id=body["view"]["id"], view=window)


def answer(body: Body, desk: Desk, *, by: str) -> Post | None:
    """For data protection and coordinators. Raises NotYourRecords for everybody else."""
    if typed(body) != PRIVACY:
        return None
    found = privacy.overview(desk, viewer=by)
    return view.overview(tickets=found.tickets, waiting=found.waiting, last=found.last)
