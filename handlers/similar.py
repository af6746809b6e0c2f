"""Follow instead: the button beside a similar ticket, in the form that then files nothing."""

import logging

from slack_bolt import App, BoltContext
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from domain.lifecycle import Move
from handlers.gestures import Body, person, press_key, value
from handlers.lazily import lazily
from views import ids
from views import similar as view
from workflows import drafts, fulfilment, lists

log = logging.getLogger(__name__)


def register(app: App) -> None:
    app.action(ids.FOLLOW)(**lazily(show_followed, check=follow))


def follow(body: Body, context: BoltContext) -> None:
    """What is acked is saved; the form changes after it. What was begun in it is done with."""
    desk, by, key = context["desk"], person(context), press_key(body, context)
    fulfilment.move(desk, int(value(body)), Move.WATCH, by=by, key=key)
    drafts.drop(desk, by=by, form=body["view"]["id"])
    drafts.drop(context["desk"], by=by, form=body["view"]["id"])


def show_followed(body: Body, context: BoltContext, slack: WebClient) -> None:
    """In the place of the form; if that is closed already, in words."""
    desk = context["desk"]
    ticket = lists.ticket(desk, int(value(body)), viewer=person(context)).shown.filed.ticket
    try:
        slack.views_update(view_id=body["view"]["id"], view=view.followed(ticket))
    except SlackApiError as error:
        log.warning("could not change a form: %s", error.response.get("error"))
        context["replies"].say(view.followed_words(ticket), body=body, desk=desk)
