"""The shortcuts: "File a request" anywhere, "Turn into a request" on a message."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_bolt import App, BoltContext
from slack_sdk import WebClient

from domain.catalogue import Catalogue
from domain.draft import Draft, Occasion
from domain.errors import ThreadTaken
from domain.source import Source
from handlers import intake
from handlers import intake_filling as filling
from handlers.gestures import Body, person
from handlers.lazily import lazily, nothing_to_check
from handlers.messages_read import read_files
from handlers.surface import Shortcut, Surface
from views import ids
from views import intake as form_view
from views import sketch as view
from workflows import sketch
from workflows.desk import Desk

FILE = Shortcut(
    callback_id=ids.FILE_SHORTCUT,
    name="File a request",
    description="Ask IT for something: opens the form",
)
TURN = Shortcut(
    callback_id=ids.MESSAGE_SHORTCUT,
    name="Turn into a request",
    description="Ask IT for what this message says",
    is_on_message=True,
)
SURFACE = Surface(
    shortcuts=(FILE, TURN), scopes={"commands": "answer my commands, and the two shortcuts"}
)


def register(app: App) -> None:
    filing = lazily(intake.open_form, check=nothing_to_check)
    app.global_shortcut(FILE.callback_id)(**filing)
    turning = lazily(open_on_message, check=nothing_to_check)
    app.message_shortcut(TURN.callback_id)(**turning)


def open_on_message(body: Body, context: BoltContext, slack: WebClient) -> None:
    """The form with the message's words in it; where its thread has a ticket, word of that."""
    desk: Desk = context["desk"]
    source = _source(body)
    if _is_ours(body["message"], context):
        raise sketch.taken(desk, source, by=person(context)) or ThreadTaken(None)
    catalogue = desk.catalogue()
    draft = _draft(body, catalogue, bot=str(context.bot_user_id), by=person(context))
    opened = slack.views_open(trigger_id=body["trigger_id"], view=form_view.form(catalogue, draft))
    taken = sketch.taken(desk, source, by=person(context))
    if taken is None:
        filling.complete(opened, draft, context, slack)
        return
    form, told = opened["view"], view.taken_form(str(taken))
    slack.views_update(view_id=form["id"], hash=form["hash"], view=told)


def _draft(body: Body, catalogue: Catalogue, *, bot: str, by: str) -> Draft:
    """For whoever wrote the message, if they are one of us; else for who turns it into one."""
    message = body["message"]
    words = view.words_of(message.get("text") or "", catalogue.names, bot=bot)
    words = view.with_files(words, read_files(message))
    author = str(message.get("user") or "")
    is_for_another = author != by and author in catalogue.both_sides()
    return replace(
        form_view.draft_from(words),
        requester=author if is_for_another else "",
        occasion=Occasion(source=_source(body)),
    )


def _source(body: Body) -> Source:
    message = body["message"]
    root = message.get("thread_ts") or message["ts"]
    return Source(channel=body["channel"]["id"], ts=message["ts"], root=root)


def _is_ours(message: Mapping[str, Any], context: BoltContext) -> bool:
    by_us = message.get("user") == context.bot_user_id
    return by_us or (message.get("bot_id") is not None and message["bot_id"] == context.bot_id)
