"""usergroups.*: user groups and who is in them (contract 11)."""

from sandbox.calls import Call, method
from sandbox.model import Json
from sandbox.rules import rule
from sandbox.wire_people import group_json

NOT_FOUND = rule("usergroups.unknown", "no_such_subteam", contract="11")
DISABLED = rule("usergroups.disabled", "no_such_subteam", contract="11")


@method("usergroups.list", scopes=("usergroups:read",), tier=2)
def list_all(call: Call) -> Json:
    users, disabled = call.truth("include_users"), call.truth("include_disabled")
    call.read.update(("include_count", "team_id"))
    groups = [each for each in call.workspace.groups.values() if disabled or not each.disabled]
    return {"usergroups": [group_json(call.workspace, each, users=users) for each in groups]}


@method("usergroups.users.list", scopes=("usergroups:read",), tier=2)
def list_users(call: Call) -> Json:
    group = NOT_FOUND.need(call.workspace.groups.get(call.text("usergroup")))
    DISABLED.refuse_if(bool(group.disabled) and not call.truth("include_disabled"))
    return {"users": list(group.people)}
