"""The payloads that a person's gestures become (contract 7)."""

from secrets import token_hex

from sandbox.clock import real_seconds
from sandbox.model import Channel, Json, Message, ResponseUrl, Trigger, View, Workspace
from sandbox.wire import message_json, view_json

CHANNEL_NAMES = {"im": "directmessage", "group": "privategroup"}


def new_trigger(workspace: Workspace, person: str) -> str:
    trigger_id = f"{workspace.next_serial()}.{workspace.clock.unix()}.{token_hex(16)}"
    workspace.triggers[trigger_id] = Trigger(person, real_seconds())
    return trigger_id


def new_response_url(workspace: Workspace, person: str, channel: Channel, kind: str) -> str:
    """A secret address at which the app may answer; `kind` is commands, actions or app."""
    return _answer_address(workspace, ResponseUrl(person, channel.id, real_seconds()), kind)


def response_url_for(workspace: Workspace, person: str, message: Message) -> str:
    """The response URL of a gesture on a message."""
    answer = ResponseUrl(
        person,
        message.channel,
        real_seconds(),
        origin_ts=message.ts,
        thread_ts=message.thread_ts,
    )
    return _answer_address(workspace, answer, "actions")


def _answer_address(workspace: Workspace, answer: ResponseUrl, kind: str) -> str:
    key = token_hex(12)
    workspace.response_urls[key] = answer
    return f"{workspace.base_url}/respond/{workspace.team}/{kind}/{key}"


def common(workspace: Workspace, person: str, kind: str) -> Json:
    """What every interactive payload has."""
    name, team = workspace.people[person].name, workspace.team_of(person)
    domain = workspace.domain if team == workspace.team else team.lower()
    return {
        "type": kind,
        "team": {"id": team, "domain": domain},
        "user": {"id": person, "username": name, "name": name, "team_id": team},
        "api_app_id": workspace.app.id,
        "token": "sandbox",
        "trigger_id": new_trigger(workspace, person),
        "enterprise": None,
        "is_enterprise_install": False,
    }


def command_payload(
    workspace: Workspace, person: str, channel: Channel, *, command: str, text: str
) -> Json:
    return {
        "token": "sandbox",
        "team_id": workspace.team,
        "team_domain": workspace.domain,
        "channel_id": channel.id,
        "channel_name": shown_name(channel),
        "user_id": person,
        "user_name": workspace.people[person].name,
        "command": command,
        "text": text,
        "api_app_id": workspace.app.id,
        "is_enterprise_install": "false",
        "response_url": new_response_url(workspace, person, channel, "commands"),
        "trigger_id": new_trigger(workspace, person),
    }


def message_action_payload(
    workspace: Workspace, person: str, message: Message, action: Json
) -> Json:
    """A press or a choice in a message."""
    channel = workspace.channels[message.channel]
    body = common(workspace, person, "block_actions") | {
        "container": {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": channel.id,
            "is_ephemeral": message.only_for is not None,
        },
        "channel": {"id": channel.id, "name": shown_name(channel)},
        "state": {"values": message.state},
        "response_url": response_url_for(workspace, person, message),
        "actions": [action],
    }
    if message.thread_ts:
        body["container"]["thread_ts"] = message.thread_ts
    if message.only_for is None:
        body["message"] = message_json(workspace, message)
    return body


def view_action_payload(workspace: Workspace, view: View, action: Json) -> Json:
    """A press or a choice in a modal or on the Home tab."""
    return common(workspace, view.person, "block_actions") | {
        "container": {"type": "view", "view_id": view.id},
        "view": view_json(workspace, view),
        "actions": [action],
    }


def submission_payload(workspace: Workspace, view: View) -> Json:
    return common(workspace, view.person, "view_submission") | {
        "view": view_json(workspace, view),
        "response_urls": _response_urls(workspace, view),
    }


def closed_payload(workspace: Workspace, view: View, *, is_cleared: bool) -> Json:
    body = common(workspace, view.person, "view_closed")
    del body["trigger_id"]
    return body | {"view": view_json(workspace, view), "is_cleared": is_cleared}


def shortcut_payload(workspace: Workspace, person: str, callback_id: str) -> Json:
    return common(workspace, person, "shortcut") | {
        "callback_id": callback_id,
        "action_ts": workspace.clock.stamp(),
    }


def message_shortcut_payload(
    workspace: Workspace, person: str, message: Message, callback_id: str
) -> Json:
    channel = workspace.channels[message.channel]
    return common(workspace, person, "message_action") | {
        "callback_id": callback_id,
        "action_ts": workspace.clock.stamp(),
        "channel": {"id": channel.id, "name": shown_name(channel)},
        "message_ts": message.ts,
        "message": message_json(workspace, message),
        "response_url": response_url_for(workspace, person, message),
    }


def suggestion_payload(workspace: Workspace, person: str, where: Json, *, query: str) -> Json:
    body = common(workspace, person, "block_suggestion")
    del body["trigger_id"]
    return body | {"value": query, **where}


def shown_name(channel: Channel) -> str:
    """A channel's name as payloads give it."""
    return CHANNEL_NAMES.get(channel.kind, channel.name)


def _response_urls(workspace: Workspace, view: View) -> list[Json]:
    """One address per channel chosen in a select that asks for it (contract 6.2)."""
    found = []
    for block in view.blocks:
        element = block.get("element") or {}
        if block["type"] != "input" or not element.get("response_url_enabled"):
            continue
        value = view.state[block["block_id"]][element["action_id"]]
        chosen = value.get("selected_channel") or value.get("selected_conversation")
        if chosen:
            channel = workspace.channels[chosen]
            url = new_response_url(workspace, view.person, channel, "app")
            where = {"block_id": block["block_id"], "action_id": element["action_id"]}
            found.append({**where, "channel_id": chosen, "response_url": url})
    return found
