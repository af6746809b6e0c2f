"""The request form: opened, filled, and sent."""

import re

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from domain.draft import Draft, draft_of
from domain.errors import FieldRefusal, FiledAlready, Refusal
from domain.lifecycle import Move
from domain.locked import occasion_of
from handlers import intake_filling as filling
from handlers.gestures import Body, form_key, person, value
from handlers.lazily import lazily
from views import ids
from views import intake as view
from views.intake_reading import inputs_by_name, read
from views.ticket_buttons import read_button
from workflows import drafts, intake
from workflows.desk import Desk

CHOSEN = re.compile(r"type|field\..+")
"""Inputs that tell at once what was chosen in them."""


def register(app: App) -> None:
    for form in (ids.REQUEST_FORM, ids.EDIT_FORM):
        app.view(form)(send)
        app.view_closed(form)(keep_unsent)
    app.action(CHOSEN)(**lazily(filling.fill, check=filling.keep))
    app.action(ids.GO_ON_WITH_DRAFT)(**lazily(filling.show, check=filling.go_on))
    app.action(ids.DROP_DRAFT)(**lazily(filling.fill, check=filling.drop))
    app.action(ids.EDIT)(**lazily(open_found, check=may_edit))
    app.action(ids.ADD_DETAILS)(**lazily(open_found, check=may_add_details))
    app.action(ids.FOLLOW_UP)(**lazily(open_found, check=may_follow_up))


def open_form(body: Body, context: BoltContext, slack: WebClient) -> None:
    """A new request, beginning with a command's words: for commands, shortcuts and buttons."""
    open_with(view.draft_from(body.get("text") or ""), body, context, slack)


def open_with(draft: Draft, body: Body, context: BoltContext, slack: WebClient) -> None:
    """The form with this in it, from what is in memory alone: the trigger lives three seconds."""
    desk: Desk = context["desk"]
    form = view.form(desk.catalogue(), draft)
    opened = slack.views_open(trigger_id=body["trigger_id"], view=form)
    filling.complete(opened, draft, context, slack)


def send(ack: Ack, body: Body, context: BoltContext, desk: Desk) -> None:
    """What is acked is saved; what is refused is kept as a draft."""
    sent, by = body["view"], person(context)
    draft = drafts.whole(desk, read(sent))
    try:
        intake.send(desk, draft, by=by, form=sent["id"], key=form_key(body))
    except Refusal as refusal:
        drafts.keep(desk, draft, by=by, form=sent["id"])
        beside = _asking(refusal, body)
        if beside is None:
            raise
        ack(response_action="update", view=filling.drawn(desk, draft, by=by, beside=beside))
        return
    ack()


def keep_unsent(ack: Ack, body: Body, context: BoltContext, desk: Desk) -> None:
    """Closed without being sent: what was typed is offered again next time."""
    closed = body["view"]
    draft = drafts.whole(desk, read(closed))
    if draft.is_begun:  # Slack may leave out what stood in a form that was closed
        drafts.keep(desk, draft, by=person(context), form=closed["id"])
    ack()


def may_edit(body: Body, context: BoltContext) -> None:
    _find(body, context, what=Move.EDIT)


def may_add_details(body: Body, context: BoltContext) -> None:
    _find(body, context, what=Move.ADD_DETAILS)


def may_follow_up(body: Body, context: BoltContext) -> None:
    desk: Desk = context["desk"]
    filed = intake.to_follow_up(desk, _ticket(body), by=person(context))
    context["draft"] = intake.follow_up_of(filed, desk.catalogue())


def open_found(body: Body, context: BoltContext, slack: WebClient) -> None:
    open_with(context["draft"], body, context, slack)


def _find(body: Body, context: BoltContext, *, what: Move) -> None:
    """Refuse before the form opens; what was found is what it opens with."""
    desk: Desk = context["desk"]
    ticket_id = _ticket(body)
    filed = intake.to_edit(desk, ticket_id, by=person(context), what=what)
    catalogue, is_new = desk.catalogue(), what is Move.ADD_DETAILS
    occasion = occasion_of(filed, catalogue, adds_details=is_new)
    context["draft"] = draft_of(filed.request, catalogue, occasion=occasion)


def _asking(refusal: Refusal, body: Body) -> view.Beside | None:
    """What a whole form has to say of the refusal, where words beside its inputs cannot."""
    if isinstance(refusal, FiledAlready):
        return view.Beside(twin=refusal)
    there = inputs_by_name(body["view"])
    if not isinstance(refusal, FieldRefusal) or set(refusal.problems) <= set(there):
        return None
    return view.Beside(missing=refusal.problems)


def _ticket(body: Body) -> int:
    return read_button(value(body))[0]
