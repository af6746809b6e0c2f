"""A person fills in a modal, submits it or closes it (contract 6.4, 6.5)."""

from typing import Any

from sandbox import modals, state
from sandbox.answers import log_refusal
from sandbox.blockkit.check import check_view
from sandbox.delivery import Unanswered
from sandbox.model import Json, View, Workspace
from sandbox.outcomes import TROUBLE, Impossible, SubmitOutcome
from sandbox.payloads import closed_payload, submission_payload, suggestion_payload
from sandbox.places import Spot, element_at, message_for, person_of, view_for
from sandbox.posting import Origin
from sandbox.rules import Refused, rule
from sandbox.wire import view_json

BAD_ERRORS = rule("submission.errors.keys", "bad_response", contract="6.5")
BAD_VIEW = rule("submission.view", "bad_response", contract="6.5")
BAD_ACTION = rule("submission.action", "bad_response", contract="6.5")
TOO_DEEP = rule("submission.push.stack", "push_limit_reached", contract="6.5")

ORIGIN = Origin("view_submission", "ack")


def fill(workspace: Workspace, person: str, view: str, *, values: Json) -> View:
    """Keep what the person has typed so far, without telling the app."""
    form = view_for(workspace, person_of(workspace, person).id, view)
    state.enter(workspace, form.blocks, form.state, values)
    return form


async def submit(workspace: Workspace, person: str, view: str, *, values: Json) -> SubmitOutcome:
    """Fill in and press submit; checked on the person's side first, as Slack does."""
    form = fill(workspace, person, view, values=values)
    if form.kind != "modal" or not form.payload.get("submit"):
        raise Impossible("there is no submit button")
    if complaints := state.complaints(form):
        return SubmitOutcome(False, complaints, _top(workspace, form.person))
    try:
        answer = await workspace.delivery.ask("interactive", submission_payload(workspace, form))
        return _taken(workspace, form, answer)
    except Unanswered:
        return _troubled(workspace, form)
    except Refused as refused:
        log_refusal(workspace, "view_submission", refused)
        return _troubled(workspace, form)


async def close(workspace: Workspace, person: str, view: str, *, everything: bool = False) -> None:
    """Cancel a modal (`everything`: the X, which closes the whole stack)."""
    form = view_for(workspace, person_of(workspace, person).id, view)
    whole = everything or bool(form.payload.get("clear_on_close"))
    told = workspace.views[form.root] if whole else form
    payload = closed_payload(workspace, told, is_cleared=whole)
    if whole:
        modals.all_closed(workspace, form.person)
    else:
        modals.closed(workspace, form)
    if told.payload.get("notify_on_close"):
        await _ask_quietly(workspace, payload)


async def suggest(workspace: Workspace, person: str, spot: Spot, *, query: str) -> list[Json]:
    """The options (or option groups) the app offers for what was typed in an external select."""
    actor = person_of(workspace, person).id
    if spot.view:
        view = view_for(workspace, actor, spot.view)
        block, element = element_at(view.blocks, spot)
        where: Json = {
            "container": {"type": "view", "view_id": view.id},
            "view": view_json(workspace, view),
        }
    else:
        message = message_for(workspace, actor, spot.channel, spot.ts)
        block, element = element_at(message.blocks, spot)
        inside = {"message_ts": message.ts, "channel_id": message.channel}
        where = {"container": {"type": "message", "is_ephemeral": bool(message.only_for), **inside}}
    where |= {"action_id": element["action_id"], "block_id": block["block_id"]}
    return await _suggested(
        workspace, element, suggestion_payload(workspace, actor, where, query=query)
    )


async def _suggested(workspace: Workspace, element: Json, payload: Json) -> list[Json]:
    try:
        answer = await workspace.delivery.ask("interactive", payload)
    except Unanswered:
        return []
    offered: list[Json] = answer.get("options") or answer.get("option_groups") or []
    inner = [each for group in offered for each in group.get("options", [])]
    element["offered"] = inner or offered
    return offered


async def _ask_quietly(workspace: Workspace, payload: Json) -> None:
    try:
        await workspace.delivery.ask("interactive", payload)
    except Unanswered:
        return


def _taken(workspace: Workspace, form: View, answer: Json) -> SubmitOutcome:
    """Do what the ack of a submission says."""
    action = answer.get("response_action")
    if action == "errors":
        return _with_errors(workspace, form, answer.get("errors") or {})
    if action in ("update", "push"):
        return _with_view(workspace, form, action, answer.get("view"))
    BAD_ACTION.refuse_if(action not in (None, "clear"))
    if action == "clear":
        modals.all_closed(workspace, form.person)
    else:
        modals.closed(workspace, form)
    return SubmitOutcome(True, {}, _top(workspace, form.person))


def _with_errors(workspace: Workspace, form: View, errors: dict[str, str]) -> SubmitOutcome:
    inputs = {each["block_id"] for each in form.blocks if each["type"] == "input"}
    BAD_ERRORS.refuse_if(not errors or not set(errors) <= inputs)
    BAD_ERRORS.refuse_if(not all(isinstance(each, str) for each in errors.values()))
    return SubmitOutcome(False, errors, _top(workspace, form.person))


def _with_view(workspace: Workspace, form: View, action: str, view: Any) -> SubmitOutcome:
    BAD_VIEW.refuse_if(not isinstance(view, dict))
    check_view(view, kinds=("modal",))
    if action == "update":
        modals.replaced(workspace, form, view, origin=ORIGIN)
    else:
        TOO_DEEP.refuse_if(len(workspace.stacks[form.person]) >= modals.DEEPEST)
        modals.opened(workspace, form.person, view, origin=ORIGIN)
    return SubmitOutcome(False, {}, _top(workspace, form.person))


def _top(workspace: Workspace, person: str) -> Json | None:
    view = modals.top(workspace, person)
    return view_json(workspace, view) if view else None


def _troubled(workspace: Workspace, form: View) -> SubmitOutcome:
    return SubmitOutcome(False, {}, _top(workspace, form.person), failure=TROUBLE)
