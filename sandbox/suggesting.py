"""A person types into an external select, and the app offers options (contract 6.1, 7)."""

from typing import Any

from sandbox.answers import log_refusal
from sandbox.asking import ask
from sandbox.blockkit.check import check_message
from sandbox.delivery import Unanswered
from sandbox.model import Json, Message, View, Workspace
from sandbox.outcomes import Impossible
from sandbox.payloads import suggestion_payload
from sandbox.places import Spot, element_at, message_for, view_for
from sandbox.rules import Refused, rule
from sandbox.saying import actor
from sandbox.wire import message_json, view_json

TOO_SHORT = rule("suggestion.query.min", "no_query", contract="3.1")
BAD_ANSWER = rule("suggestion.answer", "bad_response", contract="6.1")

ASKED_FROM = 3
KINDS = ("external_select", "multi_external_select")


async def suggest(workspace: Workspace, person: str, spot: Spot, *, query: str) -> list[Json]:
    """The options (or option groups) the app offers; [] where it is not asked or says nothing."""
    asker = actor(workspace, person).id
    place = _place(workspace, asker, spot)
    block, element = element_at(place.blocks, spot)
    if element["type"] not in KINDS:
        raise Impossible(f"{spot.action_id} does not ask the app")
    where = {"action_id": element["action_id"], "block_id": block["block_id"]}
    payload = suggestion_payload(workspace, asker, _around(workspace, place) | where, query=query)
    try:
        TOO_SHORT.refuse_if(len(query) < element.get("min_query_length", ASKED_FROM))
        offered = await _offered(workspace, payload)
    except Refused:
        return []
    inner = [each for group in offered for each in group.get("options", [])]
    known = workspace.offered.setdefault((block["block_id"], element["action_id"]), [])
    known += [each for each in inner or offered if each not in known]
    return offered


async def _offered(workspace: Workspace, payload: Json) -> list[Json]:
    try:
        answer = await ask(workspace, payload)
        _check(answer)
    except Unanswered:
        return []
    except Refused as refused:
        log_refusal(workspace, "block_suggestion", refused)
        return []
    return answer.get("options") or answer.get("option_groups") or []


def _check(answer: Json) -> None:
    """Refuse an answer that is not exactly one list of options or groups, as selects have it."""
    given: Json = {key: answer[key] for key in ("options", "option_groups") if key in answer}
    lists = [each for each in given.values() if isinstance(each, list)]
    BAD_ANSWER.refuse_if(len(given) != 1 or len(lists) != 1, "must provide options")
    if not any(lists):
        return
    select: dict[str, Any] = {"type": "static_select", "action_id": "a", **given}
    try:
        check_message([{"type": "actions", "elements": [select]}])
    except Refused as refused:
        BAD_ANSWER.refuse_if(True, *refused.details)


def _place(workspace: Workspace, person: str, spot: Spot) -> View | Message:
    if spot.view:
        return view_for(workspace, person, spot.view)
    return message_for(workspace, person, spot.channel, spot.ts)


def _around(workspace: Workspace, place: View | Message) -> Json:
    if isinstance(place, View):
        inside: Json = {"type": "view", "view_id": place.id}
        return {"container": inside, "view": view_json(workspace, place)}
    inside = {"type": "message", "message_ts": place.ts, "channel_id": place.channel}
    container = {**inside, "is_ephemeral": place.only_for is not None}
    channel = {"id": place.channel, "name": workspace.channels[place.channel].name}
    found = {"container": container, "channel": channel}
    if place.only_for is None:
        found["message"] = message_json(workspace, place)
    return found
