"""users.*: people by id and by e-mail (contract 11)."""

from sandbox.calls import Call, method
from sandbox.model import Json
from sandbox.paging import page
from sandbox.rules import rule
from sandbox.wire import person_json

NOT_FOUND = rule("users.info.unknown", "user_not_found", contract="11")
NO_EMAIL = rule("users.email.unknown", "users_not_found", contract="11")
EMAIL_SCOPE = "users:read.email"


@method("users.info", scopes=("users:read",), tier=4)
def info(call: Call) -> Json:
    person = NOT_FOUND.need(call.workspace.people.get(call.text("user")))
    return {"user": person_json(call.workspace, person, email=_sees_email(call))}


@method("users.lookupByEmail", scopes=("users:read.email",), tier=3)
def lookup_by_email(call: Call) -> Json:
    wanted = call.text("email").lower()
    people = call.workspace.people.values()
    match = (p for p in people if wanted and p.email.lower() == wanted and not p.deleted)
    person = NO_EMAIL.need(next(match, None))
    return {"user": person_json(call.workspace, person, email=True)}


@method("users.list", scopes=("users:read",), tier=2)
def list_all(call: Call) -> Json:
    shown, metadata = page(call, list(call.workspace.people.values()))
    email = _sees_email(call)
    members = [person_json(call.workspace, each, email=email) for each in shown]
    now = call.workspace.clock.unix()
    return {"members": members, "cache_ts": now, "response_metadata": metadata}


def _sees_email(call: Call) -> bool:
    return EMAIL_SCOPE in call.workspace.app.scopes
