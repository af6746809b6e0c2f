"""A user group changed in Slack: who came in or went out, or it was deleted."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App

from domain.roster import Group
from handlers.surface import Surface
from workflows import people, staffing
from workflows.desk import Desk

SURFACE = Surface(
    events=("subteam_updated", "subteam_members_changed"),
    scopes={"usergroups:read": "see who is in the user groups that the catalogue names"},
)


def register(app: App) -> None:
    app.event("subteam_members_changed")(ack=members_changed, lazy=[ask_again])
    app.event("subteam_updated")(ack=updated, lazy=[ask_again])


def members_changed(ack: Ack, event: dict[str, Any], desk: Desk) -> None:
    gone = event.get("removed_users") or ()
    people.group_changed(desk, event["subteam_id"], gone=gone, event=_key(event))
    ack()


def updated(ack: Ack, event: dict[str, Any], desk: Desk) -> None:
    """How it is now; whoever is not in it any more is out at once."""
    group = event["subteam"]
    is_deleted = bool(group.get("date_delete"))
    stay = () if is_deleted else group.get("users") or ()
    known = desk.catalogue().roster.groups.get(group["id"], ())
    gone = [person for person in known if person not in stay]
    people.group_changed(desk, group["id"], gone=gone, event=_key(event), is_deleted=is_deleted)
    ack()


def ask_again(desk: Desk) -> None:
    """Whoever is asked in their place hears of it now, or at the next tick."""
    staffing.ask_again(desk)


def read_group(group: Mapping[str, Any], *, now: datetime) -> Group:
    """What Slack's description of a group says that matters to us."""
    return Group(
        id=str(group["id"]),
        handle=str(group.get("handle") or group["id"]),
        people=tuple(group.get("users") or ()),
        is_deleted=bool(group.get("date_delete")),
        known_at=now,
    )


def _key(event: dict[str, Any]) -> str:
    return f"{event['type']}:{event.get('event_ts')}"
