"""A Bolt app that serves whatever the page can draw: look-ups, stacked forms, a Home, a digest."""

from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

Json = dict[str, Any]
COLOURS = ["Crimson", "Cobalt", "Copper", "Jade"]
SCOPES = [
    *("chat:write", "commands", "im:write", "users:read", "files:write", "files:read"),
    *("channels:history", "channels:read", "groups:read", "im:history", "reactions:write"),
]
MANIFEST: Json = {
    "display_information": {"name": "Kitchen"},
    "features": {
        "bot_user": {"display_name": "kitchen"},
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "slash_commands": [
            {"command": "/order", "description": "Order a dish", "usage_hint": "[dish]"},
            {"command": "/digest", "description": "Post the digest"},
            {"command": "/never", "description": "Is never answered"},
        ],
        "shortcuts": [
            {"type": "global", "name": "New order", "callback_id": "new", "description": "Order"},
            {"type": "message", "name": "Cook it", "callback_id": "cook", "description": "Cook"},
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
    app.command("/order")(order)
    app.command("/digest")(post_digest)
    app.command("/never")(lambda: None)
    app.shortcut("new")(order)
    app.shortcut("cook")(lambda ack: ack())
    for action in ("colour", "tags"):
        app.options(action)(look_up)
    app.action("dish")(count_letters)
    app.action("tick")(tick)
    app.action("take")(lambda ack: ack())
    app.view("order")(ordered)
    app.view("sure")(sure)
    app.event("app_home_opened")(show_home)
    return app


def order(ack: Any, body: Json, client: WebClient) -> None:
    ack()
    channel = body.get("channel_id") or "C0DESK"
    client.views_open(trigger_id=body["trigger_id"], view=order_form(channel))


def look_up(ack: Any, payload: Json) -> None:
    found = [name for name in COLOURS if payload["value"].lower() in name.lower()]
    ack(options=[{"text": words(name), "value": name.lower()} for name in found])


def count_letters(ack: Any, body: Json, client: WebClient) -> None:
    ack()
    view, typed = body["view"], body["actions"][0]["value"] or ""
    said = {"type": "context", "elements": [words(f"{len(typed)} letters")]}
    form = order_form(view["private_metadata"])
    form["blocks"].append(said)
    client.views_update(view_id=view["id"], view=form)


def ordered(ack: Any, view: Json) -> None:
    values = view["state"]["values"]
    if not values["colour"]["colour"]["selected_option"]:
        ack(response_action="errors", errors={"colour": "A dish needs a colour."})
        return
    chosen = values["colour"]["colour"]["selected_option"]["value"]
    tags = [each["value"] for each in values["tags"]["tags"]["selected_options"]]
    told = f"{values['dish']['dish']['value']} in {chosen} with {', '.join(tags) or 'nothing'}"
    ack(response_action="push", view=sure_form(view["private_metadata"], told))


def sure(ack: Any, view: Json, client: WebClient) -> None:
    channel, _, told = view["private_metadata"].partition(" ")
    client.chat_postMessage(channel=channel, text=f"Ordered: {told}")
    ack(response_action="clear")


def tick(ack: Any, body: Json, client: WebClient) -> None:
    ack()
    client.views_publish(user_id=body["user"]["id"], view=home("Done for today"))


def show_home(event: Json, client: WebClient) -> None:
    if event["tab"] == "home":
        client.views_publish(user_id=event["user"], view=home("Two orders wait for you"))


def post_digest(ack: Any, command: Json, client: WebClient) -> None:
    ack()
    client.chat_postMessage(channel=command["channel_id"], text="The week", blocks=digest())


def words(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def order_form(channel: str) -> Json:
    dish = {"type": "plain_text_input", "action_id": "dish", "placeholder": words("Soup")}
    colour = {"type": "external_select", "action_id": "colour", "min_query_length": 2}
    tags = {"type": "multi_external_select", "action_id": "tags", "min_query_length": 1}
    place = {"type": "conversations_select", "action_id": "place", "filter": {"include": ["im"]}}
    inputs = [
        {**_input("dish", "Dish", dish), "dispatch_action": True},
        {**_input("colour", "Colour", colour), "optional": True},
        {**_input("tags", "Tags", tags), "optional": True},
        {**_input("place", "Serve to", place), "optional": True},
    ]
    return _modal("order", "New order", inputs, submit="Next", private_metadata=channel)


def sure_form(channel: str, told: str) -> Json:
    blocks = [{"type": "section", "text": words(told)}]
    return _modal(
        "sure", "Is it right?", blocks, submit="Order", private_metadata=f"{channel} {told}"
    )


def home(told: str) -> Json:
    button = {"type": "button", "action_id": "tick", "text": words("Done"), "style": "primary"}
    blocks = [
        {"type": "header", "text": words("Your kitchen")},
        {"type": "section", "text": {"type": "mrkdwn", "text": f"*{told}*"}, "accessory": button},
        {"type": "divider"},
        *digest()[1:],
    ]
    return {"type": "home", "blocks": blocks}


def digest() -> list[Json]:
    """A header, a chart, a table, a pie: what a weekly summary may hold."""
    return [
        {"type": "header", "text": words("The week in the kitchen")},
        _chart("Orders a day", Soup=[3, 5, 2, 8, 6], Salad=[4, 4, 5, 3, 9]),
        {
            "type": "data_visualization",
            "title": "Who ordered",
            "chart": {
                "type": "pie",
                "segments": [{"label": n, "value": v} for n, v in (("Anna", 7), ("Ben", 4))],
            },
        },
        {
            "type": "table",
            "column_settings": [{"align": "left"}, {"align": "right"}, {"is_wrapped": True}],
            "rows": [
                _cells("Dish", "Orders", "Remark"),
                _cells("Soup", "24", "Sold out on Thursday and on Friday, so cook a larger pot"),
                _cells("Salad", "25", "Fine"),
            ],
        },
        {"type": "context", "elements": [words("Counted on Friday at 16:00")]},
    ]


def _chart(title: str, **dishes: list[int]) -> Json:
    days = ["Mon", "Tue", "Wed", "Thu", "Fri"]
    series = [
        {
            "name": name,
            "data": [{"label": d, "value": v} for d, v in zip(days, values, strict=True)],
        }
        for name, values in dishes.items()
    ]
    inside = {"type": "bar", "series": series, "axis_config": {"categories": days}}
    return {"type": "data_visualization", "title": title, "chart": inside}


def _cells(*texts: str) -> list[Json]:
    return [{"type": "raw_text", "text": text} for text in texts]


def _modal(callback_id: str, title: str, blocks: list[Json], *, submit: str, **more: Any) -> Json:
    about = {"type": "modal", "callback_id": callback_id, "title": words(title)}
    return {**about, "submit": words(submit), "close": words("Cancel"), "blocks": blocks, **more}


def _input(block_id: str, label: str, element: Json) -> Json:
    return {"type": "input", "block_id": block_id, "label": words(label), "element": element}
