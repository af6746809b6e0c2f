"""The `/checkin` command, the form that makes a series, and the answers before each meeting."""

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from handlers.gestures import Body, form_key, person, value
from handlers.lazily import lazily, nothing_to_check
from handlers.subcommands import private, typed, unknown
from handlers.surface import Command, Surface, prefixed
from views import checkin as view
from views import ids
from views import series as series_view
from workflows import checkin
from workflows.desk import Desk

COMMAND = Command(
    name="/checkin",
    description="Meet with the other side every week, well prepared",
    usage_hint="new | list | help",
)
SURFACE = Surface(commands=(COMMAND,))

SUBCOMMANDS = ("new", "list", "help")


def register(app: App, prefix: str) -> None:
    name = prefixed(COMMAND.name, prefix)
    opening = lazily(open_series_form, check=nothing_to_check)
    app.command(name, matchers=[makes_one])(**opening)
    app.command(name)(reply)
    app.view(ids.SERIES_FORM)(make)
    app.action(ids.ANSWER_CHECK_IN)(**lazily(open_answer_form, check=may_answer))
    app.view(ids.CHECK_IN_FORM)(answer)


def makes_one(body: Body) -> bool:
    return typed(body) == "new"


def open_series_form(body: Body, context: BoltContext, slack: WebClient) -> None:
    """From what is in memory alone: the trigger lives three seconds."""
    desk: Desk = context["desk"]
    form = series_view.form(desk.catalogue().check_in, now=desk.clock())
    slack.views_open(trigger_id=body["trigger_id"], view=form)


def reply(ack: Ack, body: Body, context: BoltContext, desk: Desk) -> None:
    match typed(body):
        case "" | "list":
            found = checkin.listed(desk, person(context))
            ack(**private(series_view.listed(found, command=body["command"])))
        case "help":
            ack(**private(series_view.help_for(body["command"])))
        case _:
            raise unknown(body, SUBCOMMANDS)


def make(ack: Ack, body: Body, context: BoltContext, desk: Desk) -> None:
    series = series_view.read_form(
        body["view"], desk.catalogue(), made_by=person(context), now=desk.clock()
    )
    checkin.make(desk, series, key=form_key(body))
    ack()


def may_answer(body: Body, context: BoltContext) -> None:
    """Refuse before the form opens, so that nobody writes in vain."""
    checkin.to_answer(context["desk"], *view.read_button(value(body)), by=person(context))


def open_answer_form(body: Body, context: BoltContext, slack: WebClient) -> None:
    by, (series_id, slot) = person(context), view.read_button(value(body))
    check_in = checkin.to_answer(context["desk"], series_id, slot, by=by)
    slack.views_open(trigger_id=body["trigger_id"], view=view.form(check_in, by))


def answer(ack: Ack, body: Body, context: BoltContext, desk: Desk) -> None:
    series_id, slot, words = view.read_form(body["view"])
    by = person(context)
    checkin.answer(desk, series_id, slot, by=by, words=words, key=form_key(body))
    ack()
