"""Tokens, their kinds and places, scopes from the manifest, and the headers beside each answer."""

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.sandbox.specs import MANIFEST, SEED
from tests.sandbox.webapi.asking import refusal_of
from tests.sandbox.webapi.conftest import EVERY_SCOPE
from tests.sandbox.webapi.wires import as_form, as_json, ask

MARKETING = "C0MARKETING"


@pytest.mark.contract("16.1")
@pytest.mark.parametrize(
    ("method", "token", "error"),
    [
        pytest.param(
            "auth.test", lambda ws: None, "not_authed", marks=pytest.mark.rule("auth.none")
        ),
        pytest.param(
            "auth.test",
            lambda ws: "xoxb-nowhere-1",
            "invalid_auth",
            marks=pytest.mark.rule("auth.workspace"),
        ),
        pytest.param(
            "auth.test",
            lambda ws: f"{ws.bot_token}x",
            "invalid_auth",
            marks=pytest.mark.rule("auth.unknown"),
        ),
        pytest.param(
            "auth.test",
            lambda ws: ws.bot_token.replace("xoxb", "xoxp"),
            "invalid_auth",
            marks=pytest.mark.rule("auth.unknown"),
        ),
        pytest.param(
            "auth.test",
            lambda ws: ws.app_token,
            "not_allowed_token_type",
            marks=pytest.mark.rule("auth.kind"),
        ),
        pytest.param(
            "apps.connections.open",
            lambda ws: ws.bot_token,
            "not_allowed_token_type",
            marks=pytest.mark.rule("auth.kind"),
        ),
    ],
)
def test_a_wrong_token_is_refused_by_its_own_name(ws, method, token, error):
    answer = ask(f"{ws.api_url}{method}", token=token(ws))

    assert answer.body == {"ok": False, "error": error}


@pytest.mark.contract("16.1")
def test_each_method_takes_its_kind_of_token(ws):
    bot = ask(f"{ws.api_url}auth.test", token=ws.bot_token)
    app = ask(f"{ws.api_url}apps.connections.open", token=ws.app_token)

    assert (bot.body["ok"], app.body["ok"]) == (True, True)
    assert app.body["url"].startswith("ws://127.0.0.1:")


@pytest.mark.contract("16.1")
def test_a_token_stands_in_the_header_or_the_form_but_never_in_json(ws):
    address, given = f"{ws.api_url}auth.test", {"token": ws.bot_token}

    def asked(encode):
        body, content_type = encode(given)
        return ask(address, body, content_type=content_type).body

    assert asked(as_form)["ok"] is True
    assert asked(as_json)["error"] == "not_authed"
    assert ask(f"{address}?token={ws.bot_token}", verb="GET").body["ok"] is True


@pytest.mark.contract("16.1")
@pytest.mark.rule("auth.scope")
@pytest.mark.parametrize(
    ("method", "needed", "arguments"),
    [
        ("chat.postMessage", "chat:write", {"channel": MARKETING, "text": "x"}),
        ("users.info", "users:read", {"user": "U0ANNA"}),
        ("users.lookupByEmail", "users:read.email", {"email": "anna@acme.test"}),
        ("usergroups.list", "usergroups:read", {}),
        ("reactions.get", "reactions:read", {"channel": MARKETING, "timestamp": "1.1"}),
    ],
)
def test_a_missing_scope_is_named_with_those_the_manifest_has(app_with, method, needed, arguments):
    others = [each for each in EVERY_SCOPE if each != needed]

    answer = refusal_of(app_with(scopes=others), method, **arguments)

    assert (answer["error"], answer["needed"]) == ("missing_scope", needed)
    assert answer["provided"] == ",".join(others)


@pytest.mark.rule("socket_mode.off")
def test_sockets_need_socket_mode_in_the_manifest(sandbox):
    settings = {**MANIFEST["settings"], "socket_mode_enabled": False}
    off = sandbox.workspace(seed=SEED, manifest={**MANIFEST, "settings": settings})
    on = sandbox.workspace(seed=SEED, manifest=MANIFEST)

    assert WebClient(base_url=on.api_url).apps_connections_open(app_token=on.app_token)["ok"]
    with pytest.raises(SlackApiError, match="forbidden"):
        WebClient(base_url=off.api_url).apps_connections_open(app_token=off.app_token)


@pytest.mark.contract("16.18")
@pytest.mark.parametrize(
    ("method", "accepted"),
    [
        ("auth.test", ""),
        ("chat.postMessage", "chat:write"),
        ("files.info", "files:read"),
        ("conversations.info", "channels:read,groups:read,im:read,mpim:read"),
        (
            "conversations.history",
            "channels:history,groups:history,im:history,mpim:history",
        ),
    ],
)
def test_every_answer_tells_the_scopes_that_are_had_and_taken(ws, method, accepted):
    headers = ask(f"{ws.api_url}{method}", token=ws.bot_token).headers

    assert headers["x-oauth-scopes"] == ",".join(EVERY_SCOPE)
    assert headers["x-accepted-oauth-scopes"] == accepted
    assert headers["content-type"] == "application/json; charset=utf-8"


@pytest.mark.contract("16.18")
def test_every_answer_has_a_number_of_its_own(ws):
    numbers = [
        ask(f"{ws.api_url}{method}", token=ws.bot_token).headers["x-slack-req-id"]
        for method in ("auth.test", "auth.test", "nonsense", "users.info")
    ]

    assert len(set(numbers)) == 4
    assert all(len(number) >= 16 for number in numbers)


@pytest.mark.contract("16.18")
def test_a_refusal_has_the_same_headers(app_with, ws):
    bare = app_with(scopes=["users:read"])

    headers = refusal_of(bare, "chat.postMessage", channel=MARKETING, text="x").headers

    assert headers["x-oauth-scopes"] == "users:read"
    assert headers["x-accepted-oauth-scopes"] == "chat:write"
    assert "x-oauth-scopes" not in ask(f"{ws.api_url}auth.test", token="xoxb-no-1").headers
