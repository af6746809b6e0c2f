"""Being away: the form by `/request away` and on Home, and the buttons about it."""

from zoneinfo import ZoneInfo

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from domain.errors import DelegationRefused, NobodyChosen, NotTheirLead
from domain.home import is_lead
from handlers.gestures import Body, form_key, person, press_key, value
from handlers.lazily import lazily, nothing_to_check
from handlers.subcommands import typed
from views import away as view
from views import ids
from workflows import away, staffing
from workflows.desk import Desk

AWAY = "away"


def register(app: App) -> None:
    app.action(ids.AWAY)(**lazily(open_form, check=nothing_to_check))
    app.view(ids.AWAY_FORM)(ack=save, lazy=[ask_again])
    app.action(ids.AWAY_WHO)(saying_nothing)
    app.action(ids.AWAY_LET)(ack=let, lazy=[ask_again])
    app.action(ids.AWAY_BACK)(ack=be_back, lazy=[ask_again])


def is_meant(body: Body) -> bool:
    return typed(body) == AWAY


def open_form(body: Body, context: BoltContext, slack: WebClient) -> None:
    """From memory: nothing is read before it opens."""
    desk: Desk = context["desk"]
    catalogue, by = desk.catalogue(), person(context)
    today = desk.clock().astimezone(ZoneInfo(catalogue.zone)).date()
    form = view.form(by, is_lead=is_lead(by, catalogue), today=today)
    slack.views_open(trigger_id=body["trigger_id"], view=form)


def save(ack: Ack, body: Body, context: BoltContext, desk: Desk) -> None:
    zone = desk.catalogue().zone
    wish = view.read_form(body["view"], by=person(context), now=desk.clock(), zone=zone)
    try:
        away.be_away(desk, wish, key=form_key(body))
    except DelegationRefused as refusal:
        raise view.beside_stand_in(refusal) from refusal
    except NotTheirLead as refusal:
        raise view.beside_person(str(refusal)) from refusal
    ack()


def let(ack: Ack, body: Body, context: BoltContext, desk: Desk) -> None:
    chosen = view.chosen_in((body.get("state") or {}).get("values") or {})
    if chosen is None:
        raise NobodyChosen
    key = press_key(body, context)
    away.let(desk, value(body), chosen, by=person(context), key=key)
    ack()


def be_back(ack: Ack, body: Body, context: BoltContext, desk: Desk) -> None:
    away.be_back(desk, value(body), by=person(context), key=press_key(body, context))
    ack()


def saying_nothing(ack: Ack) -> None:
    """What was chosen is read when the button beside it is pressed."""
    ack()


def ask_again(desk: Desk) -> None:
    """Cards come and go at once; if we do not get to it, at the next tick."""
    staffing.ask_again(desk)
