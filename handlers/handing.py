"""Hand over…: to somebody, to another area; sharing with one. And where a request would go."""

from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from domain.message import Post
from handlers.gestures import Body, form_key, person, value
from handlers.lazily import lazily
from handlers.subcommands import typed
from views import handing as view
from views import ids
from views.ticket_buttons import read_button
from workflows import handing, routing
from workflows.desk import Desk

ROUTE = "route"


def register(app: App) -> None:
    app.action(ids.HAND_OVER)(**lazily(open_form, check=may_hand_on))
    app.action(ids.HANDING_WAY)(**lazily(show_chosen, check=may_choose))
    app.view(ids.HANDING_FORM)(hand_on)


def may_hand_on(body: Body, context: BoltContext) -> None:
    """Refuse before the form opens, so that nobody writes in vain."""
    handing.check(context["desk"], _ticket(body), by=person(context))


def open_form(body: Body, context: BoltContext, slack: WebClient) -> None:
    desk: Desk = context["desk"]
    filed, allowed = handing.check(desk, _ticket(body), by=person(context))
    form = view.form(filed, desk.catalogue(), allowed=allowed)
    slack.views_open(trigger_id=body["trigger_id"], view=form)


def may_choose(body: Body, context: BoltContext) -> None:
    ticket_id, way = view.read_way(body["view"])
    handing.check(context["desk"], ticket_id, by=person(context), way=way)


def show_chosen(body: Body, context: BoltContext, slack: WebClient) -> None:
    """The form once more, asking for what was chosen; the reason stays as typed."""
    desk: Desk = context["desk"]
    form: dict[str, Any] = body["view"]
    ticket_id, way = view.read_way(form)
    filed, allowed = handing.check(desk, ticket_id, by=person(context), way=way)
    drawn = view.form(filed, desk.catalogue(), way, allowed=allowed)
    slack.views_update(view_id=form["id"], hash=form["hash"], view=drawn)


def hand_on(ack: Ack, body: Body, context: BoltContext, desk: Desk) -> None:
    chosen = view.read_form(body["view"])
    handing.hand_on(desk, chosen, by=person(context), key=form_key(body))
    ack()


def is_dry_run(body: Body) -> bool:
    """`/request route`, with or without words behind it."""
    return typed(body).split(maxsplit=1)[:1] == [ROUTE]


def answer(body: Body, desk: Desk, *, by: str) -> Post | None:
    """To `/request route <words>`: where they would go. Files nothing."""
    if not is_dry_run(body):
        return None
    words = str(body.get("text") or "").split(maxsplit=1)[1:]
    return routing.by_type(desk, "".join(words), by=by)


def _ticket(body: Body) -> int:
    return read_button(value(body))[0]
