"""What happens in an open request form: choices that change it, and drafts offered in it."""

import logging
from dataclasses import replace
from typing import Any

from slack_bolt import BoltContext
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from domain.draft import Draft, so_far
from domain.errors import Refusal
from handlers.gestures import Body, person, value
from views import intake as view
from views import similar as similar_view
from views.intake_reading import read
from workflows import drafts, routing, similar
from workflows.desk import Desk

TRIES = 10
"""As often is a form drawn for one gesture at most, while newer ones keep coming in between."""

log = logging.getLogger(__name__)


def keep(body: Body, context: BoltContext) -> None:
    """Remember what the form holds before anything else can go wrong."""
    desk: Desk = context["desk"]
    draft, by, form = _whole(desk, body), person(context), body["view"]["id"]
    drafts.keep(desk, draft, by=by, form=form, stamp=_stamp(body))


def fill(body: Body, context: BoltContext, slack: WebClient) -> None:
    """Draw the form for what was chosen in it."""
    desk: Desk = context["desk"]
    form, by = body["view"], person(context)
    draft = drafts.held(desk, by=by, form=form["id"]) or _whole(desk, body)
    _update(form, draft, context, slack)


def go_on(body: Body, context: BoltContext) -> None:
    """Take up what was begun earlier; what stands in the form is kept in its place."""
    desk: Desk = context["desk"]
    now, form = _whole(desk, body), body["view"]["id"]
    taken_up = drafts.go_on(desk, now, by=person(context), form=form, begun=value(body))
    context["draft"] = taken_up or now


def show(body: Body, context: BoltContext, slack: WebClient) -> None:
    _update(body["view"], context["draft"], context, slack)


def drop(body: Body, context: BoltContext) -> None:
    desk: Desk = context["desk"]
    drafts.drop(desk, by=person(context), form=value(body))
    keep(body, context)


def complete(opened: Any, draft: Draft, context: BoltContext, slack: WebClient) -> None:
    """Add to an open form what has to be looked up: a draft, similar tickets, who will own it."""
    desk: Desk = context["desk"]
    form = opened["view"]
    beside = _beside(desk, draft, by=person(context), form=form["id"])
    if beside != view.NOTHING:
        drawn = view.form(desk.catalogue(), draft, beside=beside)
        _sent(desk, slack, view_id=form["id"], hash=form["hash"], view=drawn)


def drawn(desk: Desk, draft: Draft, *, by: str, beside: view.Beside) -> dict[str, Any]:
    """The whole form, with what has to be said of it."""
    sure = replace(draft, occasion=replace(draft.occasion, is_sure=beside.twin is not None))
    told = _expected(desk, draft, by=by)
    both = replace(beside, expected=told.expected, why_not=told.why_not)
    return view.form(desk.catalogue(), sure, beside=both)


def _update(view_then: Body, draft: Draft, context: BoltContext, slack: WebClient) -> None:
    """Draw the form; where a newer gesture was first, draw what that one left.

    The last one to draw looks once more, so that what is seen in the end is what was last chosen.
    """
    desk: Desk = context["desk"]
    form, hash, by = view_then["id"], view_then["hash"], person(context)
    for _ in range(TRIES):
        beside = _beside(desk, draft, by=by, form=form)
        drawing = view.form(desk.catalogue(), draft, beside=beside)
        is_drawn = _sent(desk, slack, view_id=form, hash=hash, view=drawing)
        if is_drawn and hash:
            return
        newest = drafts.held(desk, by=by, form=form) or draft
        if is_drawn and newest == draft:
            return
        known = drafts.hash_of(desk, form=form)
        draft, hash = newest, known if known != hash else ""


def _sent(desk: Desk, slack: WebClient, **update: Any) -> bool:
    """Whether there is nothing more to do. False where the form has changed since."""
    try:
        answer = slack.views_update(**{name: value for name, value in update.items() if value})
    except SlackApiError as error:
        why = error.response.get("error")
        if why == "hash_conflict":
            return False
        log.warning("could not draw a form anew: %s", why)
        return True
    drafts.is_shown(desk, form=update["view_id"], hash=answer["view"]["hash"])
    return True


def _beside(desk: Desk, draft: Draft, *, by: str, form: str) -> view.Beside:
    begun = drafts.begun(desk, by=by, form=form, ticket_id=draft.occasion.edits)
    alike = similar.similar(desk, draft.summary, by) if _is_new(draft) else []
    is_fresh = draft.occasion.turn == 0 if draft.occasion.edits else not draft.is_begun
    return replace(
        _expected(desk, draft, by=by),
        begun=begun if is_fresh else None,
        similar=tuple(similar_view.blocks(alike, viewer=by)),
    )


def _is_new(draft: Draft) -> bool:
    """Whether it can still be left unfiled."""
    return bool(draft.summary) and not draft.occasion.edits and not draft.occasion.follows


def _expected(desk: Desk, draft: Draft, *, by: str) -> view.Beside:
    """Who will own it and be asked, as far as it can be told yet."""
    request = so_far(draft, desk.catalogue(), by=by, now=desk.clock())
    try:
        return view.Beside(expected=routing.dry_run(desk, request) if request else None)
    except Refusal as refusal:
        return view.Beside(why_not=str(refusal))


def _whole(desk: Desk, body: Body) -> Draft:
    """What the form holds, with what it could not ask."""
    return drafts.whole(desk, read(body["view"]))


def _stamp(body: Body) -> str:
    return str(body["actions"][0]["action_ts"])
