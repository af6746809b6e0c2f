"""The echo app on Bolt for Python: a bit of everything that an app does. tests/node is its twin."""

import os

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

TOPICS = ["Pages", "Mail", "Data"]

app = App(client=WebClient(os.environ["SLACK_BOT_TOKEN"], os.environ["SLACK_API_URL"]))


@app.command("/echo")
def echo(ack, command, client):
    ack(text=f"You said: {command['text']}")
    client.views_open(trigger_id=command["trigger_id"], view=form("Echo", command["channel_id"]))


@app.shortcut("echo_anywhere")
def anywhere(ack, shortcut, client):
    ack()
    client.views_open(
        trigger_id=shortcut["trigger_id"], view=form("Echo anywhere", shortcut["user"]["id"])
    )


@app.shortcut("echo_this")
def this(ack, shortcut, respond):
    ack()
    respond(text=f"It says: {shortcut['message']['text']}")


@app.options("topic")
def topics(ack, payload):
    found = [each for each in TOPICS if payload["value"].lower() in each.lower()]
    ack(options=[{"text": plain(each), "value": each.lower()} for each in found])


@app.view("echo")
def sent(ack, view, client):
    values = view["state"]["values"]
    words, topic = values["words"]["said"]["value"], values["topic"]["topic"]["selected_option"]
    if words == "bad":
        ack(response_action="errors", errors={"words": "Say something kind."})
        return
    if words == "more":
        ack(response_action="update", view=form("Say more", view["private_metadata"]))
        return
    ack()
    about = topic["text"]["text"] if topic else "nothing"
    client.chat_postMessage(
        channel=view["private_metadata"],
        text=f"{words}, about {about}",
        blocks=[section(f"*{words}*, about {about}"), button("Press me", "press")],
    )


@app.view_closed("echo")
def closed(ack, body, client):
    ack()
    client.chat_postMessage(channel=body["user"]["id"], text="You closed the form.")


@app.action("press")
def press(ack, respond):
    ack()
    respond(
        replace_original=True,
        text="Pressed once",
        blocks=[section("Pressed once"), button("Again", "again")],
    )


@app.action("again")
def again(ack, body, client):
    ack()
    where = {"channel": body["channel"]["id"], "ts": body["message"]["ts"]}
    client.chat_update(text="Pressed twice", blocks=[section("Pressed twice")], **where)


@app.event("app_mention")
def mentioned(event, say):
    say(text=f"I heard: {event['text']}", thread_ts=event["ts"])


@app.event("reaction_added")
def reacted(event, client):
    item = event["item"]
    client.reactions_add(channel=item["channel"], timestamp=item["ts"], name="eyes")


@app.event("app_home_opened")
def opened(event, client):
    if event["tab"] == "home":
        home = {"type": "home", "blocks": [section(f"Welcome, <@{event['user']}>")]}
        client.views_publish(user_id=event["user"], view=home)


@app.message("make a file")
def make(message, client):
    client.files_upload_v2(
        channel=message["channel"], content="An echo", filename="echo.txt", title="Echo"
    )


def form(title, channel):
    words = {"type": "plain_text_input", "action_id": "said", "max_length": 100}
    topic = {"type": "external_select", "action_id": "topic", "min_query_length": 0}
    return {
        "type": "modal",
        "callback_id": "echo",
        "title": plain(title),
        "submit": plain("Send"),
        "close": plain("Cancel"),
        "notify_on_close": True,
        "private_metadata": channel,
        "blocks": [
            {"type": "input", "block_id": "words", "label": plain("Words"), "element": words},
            {
                "type": "input",
                "block_id": "topic",
                "label": plain("Topic"),
                "element": topic,
                "optional": True,
            },
        ],
    }


def plain(text):
    return {"type": "plain_text", "text": text}


def section(text):
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def button(text, action_id):
    element = {"type": "button", "text": plain(text), "action_id": action_id}
    return {"type": "actions", "elements": [element]}


if __name__ == "__main__":
    SocketModeHandler(app, os.environ["SLACK_APP_TOKEN"]).start()
