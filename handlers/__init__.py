"""Slack in: each module listens for one subject and passes it to a workflow."""

from collections.abc import Callable

from slack_bolt import App, BoltContext
from slack_sdk import WebClient

from handlers import (
    approval,
    asking,
    away,
    bulk,
    checkin,
    digest,
    emoji,
    errors,
    fulfilment,
    groups,
    handing,
    home,
    intake,
    membership,
    mention,
    messages,
    people,
    preferences,
    privacy,
    replying,
    request,
    shortcuts,
    similar,
    verdicts,
)
from handlers.gestures import Body
from handlers.homeward import HomewardClient, is_from_home
from handlers.replies import Replies
from handlers.surface import Surface
from workflows.desk import Desk

LISTENING = (
    home,
    request,
    checkin,
    digest,
    membership,
    shortcuts,
    emoji,
    mention,
    messages,
    people,
    groups,
)
SURFACE: Surface = sum(
    (module.SURFACE for module in LISTENING),
    start=Surface(),
)
"""All that the handlers need from Slack."""


def register(app: App, desk: Desk, replies: Replies, *, slack: WebClient, prefix: str = "") -> None:
    """`app` runs with process_before_response=True: what is acked is saved.

    `slack` is the client that opens forms; `prefix` stands before the names of our commands.
    """

    def hand_over(body: Body, context: BoltContext, next: Callable[[], None]) -> None:
        context["desk"] = desk.of(_installed_in(context))
        context["replies"] = replies
        context["slack"] = HomewardClient(slack, body) if is_from_home(body) else slack
        people.refuse_leavers(body, context)
        next()

    app.use(hand_over)
    # Bolt asks one listener after the other: what has to commit before its ack comes first
    intake.register(app)
    approval.register(app)
    bulk.register(app)
    verdicts.register(app)
    away.register(app)
    for command in (request, checkin, digest, messages):
        command.register(app, prefix)
    for module in (
        fulfilment,
        asking,
        handing,
        similar,
        replying,
        shortcuts,
        emoji,
        mention,
        people,
        groups,
        membership,
        home,
        preferences,
        privacy,
        errors,
    ):
        module.register(app)


def _installed_in(context: BoltContext) -> str:
    """Whose workspace it is about: ours, also where somebody of another one acts in it, as people
    of a sibling in the same Grid do.
    """
    installed = context.authorize_result
    return str((installed and installed.team_id) or context["team_id"])
