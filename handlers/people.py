"""Somebody changed in Slack: became a guest, left, moved to another time zone."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from slack_bolt import Ack, App, BoltContext

from domain.away import Status
from domain.errors import HasLeft
from domain.people import Person
from handlers.errors import GESTURES
from handlers.gestures import Body
from handlers.surface import Surface
from workflows import away, people, staffing
from workflows.desk import Desk

SURFACE = Surface(
    events=("user_change",),
    scopes={"users:read": "see who is a guest, has left, or lives in which time zone"},
)

GUEST = ("is_restricted", "is_ultra_restricted")


def register(app: App) -> None:
    app.event("user_change")(ack=changed, lazy=[settle])


def changed(ack: Ack, event: dict[str, Any], context: BoltContext, desk: Desk) -> None:
    """Kept now; what follows from it for tickets can wait for the next tick, but need not."""
    user = event["user"]
    person = read_person(user, team=desk.team, now=desk.clock())
    is_news = people.remember(desk, person)
    is_away = away.told_by_status(desk, person.id, read_status(user))
    context["is_news"] = is_news or is_away
    ack()


def refuse_leavers(body: Body, context: BoltContext) -> None:
    """Whatever they press or type: who has left does nothing any more. Raises HasLeft."""
    is_gesture = "command" in body or body.get("type") in GESTURES
    if is_gesture and context.user_id in context["desk"].gone():
        raise HasLeft


def settle(desk: Desk, context: BoltContext) -> None:
    if context.get("is_news"):
        staffing.tick(desk)


def read_status(user: Mapping[str, Any]) -> Status:
    """What stands beside their name."""
    profile = user.get("profile") or {}
    until = int(profile.get("status_expiration") or 0)
    return Status(
        text=str(profile.get("status_text") or ""),
        emoji=str(profile.get("status_emoji") or ""),
        until=datetime.fromtimestamp(until, UTC) if until else None,
    )


def read_person(user: Mapping[str, Any], *, team: str, now: datetime) -> Person:
    """What Slack's description of somebody says that matters to us."""
    of_grid = (user.get("enterprise_user") or {}).get("teams") or ()
    home = user.get("team_id") or team
    return Person(
        id=str(user["id"]),
        is_deactivated=bool(user.get("deleted")),
        is_guest=any(user.get(flag) for flag in GUEST),
        is_from_outside=bool(user.get("is_stranger")) or team not in (home, *of_grid),
        zone=user.get("tz"),
        known_at=now,
    )
