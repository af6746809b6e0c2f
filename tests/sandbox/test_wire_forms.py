"""The door of the Web API: every wire form, tokens and their kinds, unknown methods."""

import json
import urllib.request
from urllib.parse import urlencode

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.sandbox.specs import section

MARKETING = "C0MARKETING"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def ask(ws):
    def ask(path, body=b"", content_type=FORM, token=None):
        headers = {"content-type": content_type}
        headers |= {"authorization": f"Bearer {token}"} if token else {}
        request = urllib.request.Request(ws.api_url + path, body, headers, method="POST")
        with urllib.request.urlopen(request) as answer:
            return json.loads(answer.read())

    return ask


@pytest.mark.parametrize("form", ["query", "form", "json", "multipart"])
def test_arguments_arrive_in_every_form(ws, ask, form):
    blocks = [section("hi")]
    flat = urlencode({"channel": MARKETING, "text": "hi", "blocks": json.dumps(blocks)})
    whole = json.dumps({"channel": MARKETING, "text": "hi", "blocks": blocks}).encode()
    parts = "".join(
        f'--edge\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in {
            "channel": MARKETING,
            "text": "hi",
            "blocks": json.dumps(blocks),
        }.items()
    )
    bodies = {
        "query": (f"chat.postMessage?{flat}", b"", FORM),
        "form": ("chat.postMessage", flat.encode(), FORM),
        "json": ("chat.postMessage", whole, "application/json; charset=utf-8"),
        "multipart": (
            "chat.postMessage",
            (parts + "--edge--\r\n").encode(),
            "multipart/form-data; boundary=edge",
        ),
    }

    answer = ask(*bodies[form], token=ws.bot_token)

    assert answer["ok"], answer
    assert answer["message"]["text"] == "hi"
    assert answer["message"]["blocks"][0]["type"] == "section"


def test_the_token_may_stand_in_the_form(ws, ask):
    assert ask("auth.test", urlencode({"token": ws.bot_token}).encode())["ok"]


@pytest.mark.parametrize(
    ("token", "error"),
    [
        (lambda ws: None, "not_authed"),
        (lambda ws: "xoxb-nowhere-1", "invalid_auth"),
        (lambda ws: f"{ws.bot_token}x", "invalid_auth"),
        (lambda ws: ws.app_token, "not_allowed_token_type"),
    ],
)
def test_a_wrong_token_is_refused_by_its_own_name(ws, ask, token, error):
    assert ask("auth.test", token=token(ws))["error"] == error


def test_only_the_app_token_opens_sockets(ws):
    answer = WebClient(ws.app_token, base_url=ws.api_url).apps_connections_open(
        app_token=ws.app_token
    )

    assert answer["url"].startswith("ws://127.0.0.1:")
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        WebClient(base_url=ws.api_url).apps_connections_open(app_token=ws.bot_token)


def test_what_is_not_built_says_so(ws, ask):
    answer = ask("admin.teams.list", token=ws.bot_token)

    assert answer["error"] == "unknown_method"
    assert answer["response_metadata"]["messages"] == ["[ERROR] not built in this sandbox"]


def test_broken_json_is_named(ws, ask):
    json_type = "application/json"

    assert ask("auth.test", b"{", json_type, ws.bot_token)["error"] == "invalid_json"
    assert ask("auth.test", b"[1]", json_type, ws.bot_token)["error"] == "json_not_object"


def test_unknown_arguments_are_ignored(client):
    assert client.api_call("auth.test", params={"surprise": "1"})["ok"]


def test_every_refusal_is_logged_with_its_rule(ws, client):
    with pytest.raises(SlackApiError):
        client.chat_postMessage(channel="C0RANDOM", text="x")

    [logged] = ws.refusals()
    assert (logged["method"], logged["error"], logged["rule"]) == (
        "chat.postMessage",
        "not_in_channel",
        "channel.member",
    )
