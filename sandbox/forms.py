"""A person fills in a modal, submits it or closes it (contract 6.4, 6.5)."""

from typing import Any

from sandbox import modals, state
from sandbox.answers import log_refusal
from sandbox.asking import ask, words_of
from sandbox.blockkit.check import check_view
from sandbox.delivery import Unanswered
from sandbox.model import Json, View, Workspace
from sandbox.outcomes import TROUBLE, Impossible, SubmitOutcome
from sandbox.payloads import closed_payload, submission_payload
from sandbox.places import view_for
from sandbox.posting import Origin
from sandbox.rules import Refused, rule
from sandbox.saying import actor
from sandbox.wire import view_json

BAD_ERRORS = rule("submission.errors.keys", "bad_response", contract="6.5")
BAD_ACTION = rule("submission.action", "bad_response", contract="6.5")
SAME_ID = rule("submission.external_id", "duplicate_external_id", contract="16.5")
TOO_DEEP = rule("submission.push.stack", "push_limit_reached", contract="6.5")

ORIGIN = Origin("view_submission", "ack")


def fill(workspace: Workspace, person: str, view: str, *, values: Json) -> View:
    """Keep what the person has typed so far, without telling the app."""
    form = view_for(workspace, actor(workspace, person).id, view)
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
        answer = await ask(workspace, submission_payload(workspace, form))
        return _taken(workspace, form, answer)
    except Unanswered as silence:
        return _troubled(workspace, form, words_of(silence))
    except Refused as refused:
        log_refusal(workspace, "view_submission", refused)
        return _troubled(workspace, form, TROUBLE)


async def close(workspace: Workspace, person: str, view: str, *, everything: bool = False) -> None:
    """Cancel a modal (`everything`: the X, which closes the whole stack)."""
    form = view_for(workspace, actor(workspace, person).id, view)
    whole = everything or bool(form.payload.get("clear_on_close"))
    told = workspace.views[form.root] if whole else form
    payload = closed_payload(workspace, told, is_cleared=whole)
    if whole:
        modals.all_closed(workspace, form.person)
    else:
        modals.closed(workspace, form)
    if told.payload.get("notify_on_close"):
        await _ask_quietly(workspace, payload)


async def _ask_quietly(workspace: Workspace, payload: Json) -> None:
    try:
        await ask(workspace, payload)
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
    check_view(view, kinds=("modal",))
    same = modals.by_external_id(workspace, view.get("external_id", ""))
    SAME_ID.refuse_if(same is not None and (action == "push" or same is not form))
    if action == "update":
        modals.replaced(workspace, form, view, origin=ORIGIN)
    else:
        TOO_DEEP.refuse_if(len(workspace.stacks[form.person]) >= modals.DEEPEST)
        modals.opened(workspace, form.person, view, origin=ORIGIN)
    return SubmitOutcome(False, {}, _top(workspace, form.person))


def _top(workspace: Workspace, person: str) -> Json | None:
    view = modals.top(workspace, person)
    return view_json(workspace, view) if view else None


def _troubled(workspace: Workspace, form: View, words: str) -> SubmitOutcome:
    return SubmitOutcome(False, {}, _top(workspace, form.person), failure=words)
