"""views.*: modals and the Home tab (contract 6.3, 6.4)."""

from sandbox import modals
from sandbox.blockkit.check import check_view
from sandbox.calls import Call, method
from sandbox.clock import real_seconds
from sandbox.filing import need_pictures
from sandbox.model import Json, View, Workspace
from sandbox.posting import Origin
from sandbox.rules import rule
from sandbox.wire import view_json

NO_TRIGGER = rule("trigger.unknown", "invalid_trigger_id", contract="6.3")
LATE = rule("trigger.expired", "expired_trigger_id", contract="6.3")
USED = rule("trigger.used", "exchanged_trigger_id", contract="6.3")
NOT_FOUND = rule("view.unknown", "not_found", contract="6.4")
STALE = rule("view.hash", "hash_conflict", contract="6.4")
TWICE = rule("view.external_id", "duplicate_external_id", contract="6.4")
TOO_DEEP = rule("view.stack", "push_limit_reached", contract="6.4")
NOTHING_BELOW = rule("view.push.root", "invalid_trigger_id", contract="6.4")
HOME_OFF = rule("view.home.off", "not_enabled", contract="6.4")
NO_USER = rule("view.home.user", "user_not_found", contract="6.4")

TRIGGER_SECONDS = 3.0


@method("views.open", tier=4)
def open_view(call: Call) -> Json:
    payload = _payload(call, "modal")
    person = spend_trigger(call.workspace, call.text("trigger_id"))
    modals.all_closed(call.workspace, person)
    return _shown(call, modals.opened(call.workspace, person, payload, origin=_origin(call)))


@method("views.push", tier=4)
def push(call: Call) -> Json:
    workspace = call.workspace
    payload = _payload(call, "modal")
    person = spend_trigger(workspace, call.text("trigger_id"))
    depth = len(workspace.stacks.get(person, []))
    NOTHING_BELOW.refuse_if(depth == 0)
    TOO_DEEP.refuse_if(depth >= modals.DEEPEST)
    return _shown(call, modals.opened(workspace, person, payload, origin=_origin(call)))


@method("views.update", tier=4)
def update(call: Call) -> Json:
    workspace = call.workspace
    named = modals.by_external_id(workspace, call.text("external_id"))
    view = NOT_FOUND.need(workspace.views.get(call.text("view_id")) or named)
    payload = _payload(call, view.kind, besides=view)
    _fresh(call, view)
    return _shown(call, modals.replaced(workspace, view, payload, origin=_origin(call)))


@method("views.publish", tier=4)
def publish(call: Call) -> Json:
    workspace = call.workspace
    HOME_OFF.refuse_if(not workspace.app.home.get("home_tab_enabled"))
    person = NO_USER.need(workspace.people.get(call.text("user_id")))
    old = workspace.homes.get(person.id)
    payload = _payload(call, "home", besides=old)
    if old:
        _fresh(call, old)
    return _shown(call, modals.published(workspace, person.id, payload, origin=_origin(call)))


def spend_trigger(workspace: Workspace, trigger_id: str) -> str:
    """Use up a trigger; the person whose gesture it was."""
    trigger = NO_TRIGGER.need(workspace.triggers.get(trigger_id))
    USED.refuse_if(trigger.used)
    LATE.refuse_if(real_seconds() - trigger.born > TRIGGER_SECONDS)
    trigger.used = True
    return trigger.person


def _fresh(call: Call, view: View) -> None:
    given = call.text("hash")
    STALE.refuse_if(bool(given) and given != view.hash)


def _payload(call: Call, kind: str, *, besides: View | None = None) -> Json:
    try:
        view = call.decoded("view")
    except ValueError:
        view = None
    check_view(view, kinds=(kind,))
    need_pictures(call.workspace, view["blocks"], error="invalid_arguments", at="/view/blocks")
    same = modals.by_external_id(call.workspace, view.get("external_id", ""))
    TWICE.refuse_if(same is not None and same is not besides)
    return dict(view)


def _shown(call: Call, view: View) -> Json:
    return {"view": view_json(call.workspace, view)}


def _origin(call: Call) -> Origin:
    return Origin(call.method, "view")
