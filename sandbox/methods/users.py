"""users.* and bots.info: people by id and by e-mail, their profiles, and the app's bot."""

from sandbox.calls import Call, method
from sandbox.model import Json
from sandbox.paging import page
from sandbox.rules import rule
from sandbox.wire_people import bot_profile, person_json, profile_json

NOT_FOUND = rule("users.info.unknown", "user_not_found", contract="11")
NO_PROFILE = rule("users.profile.unknown", "user_not_found", contract="11")
NO_EMAIL = rule("users.email.unknown", "users_not_found", contract="11")
NO_BOT = rule("bots.unknown", "bot_not_found", contract="11")
EMAIL_SCOPE = "users:read.email"


@method("users.info", scopes=("users:read",), tier=4)
def info(call: Call) -> Json:
    person = NOT_FOUND.need(call.workspace.people.get(call.text("user")))
    shown = person_json(call.workspace, person, email=_sees_email(call))
    return {"user": shown | ({"locale": "en-US"} if call.truth("include_locale") else {})}


@method("users.lookupByEmail", scopes=("users:read.email",), tier=3)
def lookup_by_email(call: Call) -> Json:
    wanted = call.text("email").lower()
    people = call.workspace.people.values()
    match = (p for p in people if wanted and p.email.lower() == wanted and not p.deleted)
    person = NO_EMAIL.need(next(match, None))
    return {"user": person_json(call.workspace, person, email=True)}


@method("users.list", scopes=("users:read",), tier=2)
def list_all(call: Call) -> Json:
    everybody = list(call.workspace.people.values())
    shown, metadata = page(call, everybody, default=1000)
    email = _sees_email(call)
    members = [person_json(call.workspace, each, email=email) for each in shown]
    now = call.workspace.clock.unix()
    call.read.update(("include_locale", "team_id"))
    return {"members": members, "cache_ts": now, "response_metadata": metadata}


@method("users.profile.get", scopes=("users.profile:read",), tier=4)
def get_profile(call: Call) -> Json:
    user = call.text("user") or call.workspace.app.bot_user
    person = NO_PROFILE.need(call.workspace.people.get(user))
    shown = profile_json(call.workspace, person, email=_sees_email(call))
    call.read.add("include_labels")
    return {"profile": {**shown, "fields": {}}}


@method("bots.info", scopes=("users:read",), tier=3)
def bot_info(call: Call) -> Json:
    app = call.workspace.app
    NO_BOT.refuse_if(call.text("bot", app.bot_id) != app.bot_id)
    return {"bot": {**bot_profile(call.workspace), "user_id": app.bot_user}}


def _sees_email(call: Call) -> bool:
    return EMAIL_SCOPE in call.workspace.app.scopes
