"""A small Bolt app to try the page with: a form of every input, a card with buttons."""

import json
from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

Json = dict[str, Any]
NAMES = ["Ada", "Bo", "Cy", "Di", "Ed", "Flo", "Gil", "Hal", "Ida"]
SCOPES = ["chat:write", "commands", "im:write", "users:read", "channels:history", "im:history"]
MANIFEST: Json = {
    "display_information": {"name": "Helper"},
    "features": {
        "bot_user": {"display_name": "helper"},
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "slash_commands": [
            {"command": "/form", "description": "Open a form", "usage_hint": "[summary]"},
            {"command": "/card", "description": "Post a card"},
        ],
        "shortcuts": [
            {"type": "message", "name": "Quote it", "callback_id": "quote", "description": "q"},
            {"type": "global", "name": "New form", "callback_id": "new", "description": "n"},
        ],
    },
    "oauth_config": {"scopes": {"bot": SCOPES}},
    "settings": {
        "event_subscriptions": {"bot_events": ["app_home_opened"]},
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}


def made(client: WebClient) -> App:
    """The app; connect it to a workspace."""
    app = App(client=client, signing_secret="unused", process_before_response=True)
    _listen(app)
    return app


def _listen(app: App) -> None:
    app.command("/form")(open_form)
    app.command("/card")(post_card)
    app.shortcut("new")(open_form)
    app.shortcut("quote")(quote)
    app.view("form")(filed)
    app.action("approve")(approve)
    app.action("approve_sure")(approve)
    app.action("more")(pick)
    app.action("silent")(stay_silent)
    app.action("pick")(pick)
    app.event("app_home_opened")(show_home)


def open_form(ack: Any, body: Json, client: WebClient) -> None:
    ack()
    view = form(body.get("text", ""), channel=body.get("channel_id", "C0DESK"))
    client.views_open(trigger_id=body["trigger_id"], view=view)


def quote(ack: Any, shortcut: Json, client: WebClient) -> None:
    ack()
    message = shortcut["message"]
    client.chat_postMessage(
        channel=shortcut["channel"]["id"], thread_ts=message["ts"], text=f"> {message['text']}"
    )


def filed(ack: Any, view: Json, client: WebClient) -> None:
    values = {block: _plain(state["v"]) for block, state in view["state"]["values"].items()}
    if "silent" in values["summary"]:
        return
    if "bad" in values["summary"]:
        ack(response_action="errors", errors={"summary": "Say it without “bad”."})
        return
    client.chat_postMessage(channel=view["private_metadata"], text=json.dumps(values))
    ack()


def post_card(ack: Any, command: Json, client: WebClient) -> None:
    ack("Posted. Only you read this.")
    client.chat_postMessage(channel=command["channel_id"], text="A card", blocks=card())


def approve(ack: Any, body: Json, client: WebClient) -> None:
    channel, ts = body["channel"]["id"], body["message"]["ts"]
    client.chat_update(channel=channel, ts=ts, text="*Approved.*", blocks=[])
    ack()


def stay_silent(body: Json) -> None:
    """Never answers."""


def pick(ack: Any, body: Json, client: WebClient) -> None:
    chosen = body["actions"][0]["selected_option"]["value"]
    client.chat_postMessage(channel=body["channel"]["id"], text=f"picked {chosen}")
    ack()


def show_home(event: Json, client: WebClient) -> None:
    blocks = [{"type": "header", "text": _words("Your home")}]
    client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})


def form(summary: str, *, channel: str) -> Json:
    """A modal with every kind of input."""
    return {
        "type": "modal",
        "callback_id": "form",
        "title": _words("New request"),
        "submit": _words("File it"),
        "close": _words("Cancel"),
        "private_metadata": channel,
        "blocks": [
            _text("summary", "Summary", initial_value=summary, max_length=40),
            _text("purpose", "What is it for?", multiline=True),
            _input("area", "Area", "static_select", option_groups=_groups()),
            _input("tools", "Tools", "multi_static_select", options=_options(*NAMES)),
            _input("approver", "Approver", "users_select"),
            _input("team", "Team", "multi_users_select", max_selected_items=2),
            _input("channel", "Channel", "channels_select"),
            _input("place", "Conversation", "conversations_select"),
            _input("day", "Needed by", "datepicker"),
            _input("hour", "At", "timepicker"),
            _input("moment", "Meeting", "datetimepicker"),
            _input("urgency", "How urgent?", "radio_buttons", options=_options("Now", "Later")),
            _input("data", "Data", "checkboxes", options=_options("Customers", "Staff")),
            _input("budget", "Budget", "number_input", is_decimal_allowed=True),
            _input("link", "Link", "url_text_input"),
            _input("mail", "E-mail", "email_text_input"),
        ],
    }


def card() -> list[Json]:
    confirm = {
        "title": _words("Really?"),
        "text": _words("There is no way back."),
        "confirm": _words("Do it"),
        "deny": _words("Keep"),
    }
    buttons = [
        {"type": "button", "action_id": "approve", "text": _words("Approve"), "style": "primary"},
        {"type": "button", "action_id": "silent", "text": _words("Stay silent")},
        {"type": "static_select", "action_id": "pick", "options": _options("Red", "Blue")},
    ]
    sure = {"type": "button", "action_id": "approve_sure", "text": _words("Sure?")}
    more = {"type": "overflow", "action_id": "more", "options": _options("Hand over", "Withdraw")}
    words = {"type": "mrkdwn", "text": "*MT-1* needs <@U0ANNA>"}
    return [
        {"type": "section", "text": words, "accessory": more},
        {"type": "actions", "elements": [*buttons, {**sure, "confirm": confirm}]},
    ]


def _plain(state: Json) -> Any:
    """The entered value of a state entry, without its wrapping."""
    found = next((value for key, value in state.items() if key != "type"), None)
    if isinstance(found, dict):
        return found["value"]
    if isinstance(found, list):
        return [each["value"] if isinstance(each, dict) else each for each in found]
    return found


def _text(block_id: str, label: str, **more: Any) -> Json:
    element = {"type": "plain_text_input", "action_id": "v", **more}
    hint = _words("In your own words.")
    return {
        "type": "input",
        "block_id": block_id,
        "label": _words(label),
        "element": element,
        "hint": hint,
    }


def _input(block_id: str, label: str, kind: str, **more: Any) -> Json:
    element = {"type": kind, "action_id": "v", **more}
    return {
        "type": "input",
        "block_id": block_id,
        "label": _words(label),
        "element": element,
        "optional": True,
    }


def _options(*names: str) -> list[Json]:
    return [{"text": _words(name), "value": name.lower()} for name in names]


def _groups() -> list[Json]:
    return [
        {"label": _words("Stack"), "options": _options("CRM", "Website")},
        {"label": _words("Other"), "options": _options("Analytics")},
    ]


def _words(text: str) -> Json:
    return {"type": "plain_text", "text": text}
