"""The JSON in which people, user groups and the app's bot travel (contract 11)."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sandbox.model import Group, Json, Person, Workspace

SIZES = (24, 32, 48, 72, 192, 512)


def bot_profile(workspace: Workspace) -> Json:
    """The app's bot as messages carry it."""
    app = workspace.app
    icons = {f"image_{size}": _avatar(workspace, app.bot_user) for size in (36, 48, 72)}
    return {
        "id": app.bot_id,
        "deleted": False,
        "name": app.name,
        "updated": 0,
        "app_id": app.id,
        "icons": icons,
        "team_id": workspace.team,
    }


def person_json(workspace: Workspace, person: Person, *, email: bool) -> Json:
    zone = ZoneInfo(person.tz)
    offset = datetime.fromtimestamp(workspace.clock.unix(), UTC).astimezone(zone).utcoffset()
    return {
        "id": person.id,
        "team_id": workspace.team_of(person.id),
        "name": person.name,
        "deleted": person.deleted,
        "color": person.color,
        "real_name": person.real_name,
        "tz": person.tz,
        "tz_label": person.tz,
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "profile": profile_json(workspace, person, email=email),
        "is_admin": person.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": person.is_restricted,
        "is_ultra_restricted": person.is_ultra_restricted,
        "is_bot": person.id == workspace.app.bot_user,
        "is_app_user": False,
        "has_2fa": False,
        "updated": person.updated,
        **({"is_stranger": True} if person.home_team else {}),
    }


def profile_json(workspace: Workspace, person: Person, *, email: bool) -> Json:
    text, emoji, until = person.status_at(workspace.clock.now().timestamp())
    avatar = _avatar(workspace, person.id)
    profile: Json = {
        "title": person.title,
        "phone": "",
        "skype": "",
        "real_name": person.real_name,
        "real_name_normalized": person.real_name,
        "display_name": person.name,
        "display_name_normalized": person.name,
        "status_text": text,
        "status_emoji": emoji,
        "status_expiration": until,
        "avatar_hash": f"g{person.id.lower()}",
        "image_original": avatar,
        "team": workspace.team_of(person.id),
        **{f"image_{size}": avatar for size in SIZES},
    }
    if person.id == workspace.app.bot_user:
        return profile | {"api_app_id": workspace.app.id, "bot_id": workspace.app.bot_id}
    return profile | {"email": person.email} if email and person.email else profile


def group_json(workspace: Workspace, group: Group, *, users: bool) -> Json:
    creator = next(iter(group.people), "USLACKBOT")
    body: Json = {
        "id": group.id,
        "team_id": workspace.team,
        "is_usergroup": True,
        "is_subteam": True,
        "name": group.name,
        "description": "",
        "handle": group.handle,
        "is_external": False,
        "date_create": group.created,
        "date_update": max(group.created, group.disabled),
        "date_delete": group.disabled,
        "auto_type": None,
        "created_by": creator,
        "updated_by": creator,
        "deleted_by": creator if group.disabled else None,
        "prefs": {"channels": [], "groups": []},
        "user_count": len(group.people),
    }
    return body | {"users": group.people} if users else body


def _avatar(workspace: Workspace, person: str) -> str:
    return f"{workspace.base_url}/avatars/{workspace.team}/{person}.svg"
