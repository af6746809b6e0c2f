"""Somebody changed in Slack: became a guest, left, moved to another time zone."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App

from domain.people import Person
from handlers.surface import Surface
from workflows import people
from workflows.desk import Desk

SURFACE = Surface(
    events=("user_change",),
    scopes={"users:read": "see who is a guest, has left, or lives in which time zone"},
)

GUEST = ("is_restricted", "is_ultra_restricted")


def register(app: App) -> None:
    app.event("user_change")(changed)


def changed(ack: Ack, event: dict[str, Any], desk: Desk) -> None:
    people.remember(desk, read_person(event["user"], team=desk.team, now=desk.clock()))
    ack()


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
