"""Arguments in every form in which the SDKs send them, and forms that Slack does not take."""

import pytest

from tests.sandbox.specs import section
from tests.sandbox.webapi.wires import FORM, JSON, as_form, as_json, as_multipart, as_query, ask

MARKETING = "C0MARKETING"
CARD = {"event_type": "card", "event_payload": {"key": "1"}}
MESSAGE = {
    "channel": MARKETING,
    "text": "hé & <b>",
    "blocks": [section("hi")],
    "metadata": CARD,
    "reply_broadcast": False,
}
BODIES = {"form": as_form, "json": as_json, "multipart": as_multipart}


def rule(name):
    return pytest.mark.rule(name)


@pytest.mark.contract("16.16")
@pytest.mark.parametrize("form", ["form", "json", "multipart", "query", "get", "both"])
def test_arguments_arrive_in_every_form(ws, form):
    address, token = f"{ws.api_url}chat.postMessage", ws.bot_token
    if form in BODIES:
        body, content_type = BODIES[form](MESSAGE)
        answer = ask(address, body, content_type=content_type, token=token)
    elif form == "both":
        body, content_type = as_form({"text": MESSAGE["text"]})
        rest = {**MESSAGE, "text": "the body wins"}
        answer = ask(f"{address}?{as_query(rest)}", body, content_type=content_type, token=token)
    else:
        verb = "GET" if form == "get" else "POST"
        answer = ask(f"{address}?{as_query(MESSAGE)}", token=token, verb=verb)

    message = answer.body["message"]
    assert (message["text"], message["metadata"]) == ("hé & <b>", CARD)
    assert message["blocks"][0]["text"]["text"] == "hi"


@pytest.mark.contract("16.16")
@pytest.mark.parametrize("users", ["U0ANNA,U0BEN", "U0ANNA, U0BEN", '["U0ANNA", "U0BEN"]'])
def test_lists_come_joined_by_commas_or_as_json(ws, users):
    body, content_type = as_form({"users": users, "return_im": True})
    address = f"{ws.api_url}conversations.open"

    answer = ask(address, body, content_type=content_type, token=ws.bot_token)

    assert answer.body["channel"]["is_mpim"] is True


@pytest.mark.contract("16.16")
@pytest.mark.parametrize(
    ("content_type", "body", "error"),
    [
        pytest.param("", b"a=b", "missing_post_type", marks=rule("arguments.post_type.missing")),
        pytest.param(
            "application/xml", b"<a/>", "invalid_post_type", marks=rule("arguments.post_type")
        ),
        pytest.param(
            "application/json; charset=latin-7",
            b"{}",
            "invalid_charset",
            marks=rule("arguments.charset"),
        ),
        pytest.param(JSON, b"{", "invalid_json", marks=rule("arguments.json")),
        pytest.param(JSON, b"[1]", "json_not_object", marks=rule("arguments.object")),
        pytest.param(
            "multipart/form-data", b"--x", "invalid_form_data", marks=rule("arguments.form")
        ),
        pytest.param(FORM, b"users[]=U1", "invalid_array_arg", marks=rule("arguments.array")),
        pytest.param(FORM, b"users%5B0%5D=U1", "invalid_array_arg", marks=rule("arguments.array")),
        pytest.param(FORM, b"a.b=1", "invalid_arg_name", marks=rule("arguments.name")),
        pytest.param(FORM, b"x" * 101 + b"=1", "invalid_arg_name", marks=rule("arguments.name")),
    ],
)
def test_a_body_that_slack_does_not_take_is_named(ws, content_type, body, error):
    answer = ask(f"{ws.api_url}auth.test", body, content_type=content_type, token=ws.bot_token)

    assert answer.body["error"] == error
    assert ws.refusals()[-1]["error"] == error


@pytest.mark.contract("16.16")
@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        (FORM, b"x" * 100 + b"=1"),
        ("text/plain", b"a=b"),
        ("application/json; charset=UTF-8", b"{}"),
        ("application/json; charset=iso-8859-1", b"{}"),
        ("application/octet-stream", b""),
        ("", b""),
        (JSON, b""),
    ],
)
def test_its_neighbours_are_taken(ws, content_type, body):
    answer = ask(f"{ws.api_url}auth.test", body, content_type=content_type, token=ws.bot_token)

    assert answer.body["ok"] is True


@pytest.mark.parametrize(
    ("content_type", "body", "warning"),
    [
        ("application/json", b'{"a": 1}', "missing_charset"),
        (JSON, b'{"a": 1}', None),
        (f"{FORM}; charset=utf-8", b"a=1", "superfluous_charset"),
        (FORM, b"a=1", None),
    ],
)
def test_slack_remarks_on_charsets(ws, content_type, body, warning):
    answer = ask(f"{ws.api_url}auth.test", body, content_type=content_type, token=ws.bot_token)

    assert answer.body["ok"] is True
    assert answer.body.get("warning") == warning
    warnings = answer.body.get("response_metadata", {}).get("warnings")
    assert warnings == ([warning] if warning else None)


@pytest.mark.contract("16.17")
@rule("method.unknown")
@pytest.mark.parametrize("method", ["admin.teams.list", "chat.scheduleMessage", "nonsense"])
def test_what_is_not_built_says_so_and_is_logged(ws, method):
    answer = ask(f"{ws.api_url}{method}", token=ws.bot_token).body

    assert answer == {
        "ok": False,
        "error": "unknown_method",
        "response_metadata": {"messages": ["[ERROR] not built in this sandbox"]},
    }
    [logged] = ws.refusals()
    assert (logged["method"], logged["rule"]) == (method, "method.unknown")


@pytest.mark.contract("16.17")
def test_an_unknown_argument_has_no_effect_and_is_remarked_upon(ws):
    body, content_type = as_json({"channel": MARKETING, "text": "x", "colour": "red"})

    answer = ask(
        f"{ws.api_url}chat.postMessage", body, content_type=content_type, token=ws.bot_token
    )

    assert answer.body["ok"] is True
    assert ws.refusals() == []
    assert ws.remarks() == [
        {"method": "chat.postMessage", "words": "colour is unknown here and had no effect"}
    ]


@pytest.mark.contract("16.17")
@pytest.mark.parametrize(
    ("method", "good", "bad", "words"),
    [
        pytest.param(
            "chat.postMessage",
            {"channel": MARKETING, "text": "x"},
            {"channel": MARKETING, "text": ["x"]},
            "must be a string [json-pointer:/text]",
            marks=rule("argument.string"),
        ),
        pytest.param(
            "conversations.replies",
            {"channel": MARKETING, "ts": "{ts}"},
            {"channel": MARKETING, "ts": 1503435956.000247},
            "must be a string [json-pointer:/ts]",
            marks=rule("argument.string"),
        ),
        pytest.param(
            "conversations.members",
            {"channel": MARKETING, "limit": "2"},
            {"channel": MARKETING, "limit": "many"},
            "must be an integer [json-pointer:/limit]",
            marks=rule("argument.integer"),
        ),
        pytest.param(
            "conversations.info",
            {"channel": MARKETING, "include_num_members": "1"},
            {"channel": MARKETING, "include_num_members": "perhaps"},
            "must be a boolean [json-pointer:/include_num_members]",
            marks=rule("argument.boolean"),
        ),
        pytest.param(
            "conversations.open",
            {"users": ["U0ANNA"]},
            {"users": {"0": "U0ANNA"}},
            "must be a list [json-pointer:/users]",
            marks=rule("argument.list"),
        ),
    ],
)
def test_a_wrong_type_is_an_invalid_argument(ws, client, method, good, bad, words):
    ts = client.chat_postMessage(channel=MARKETING, text="x")["ts"]
    fine = {name: ts if value == "{ts}" else value for name, value in good.items()}
    address, token = f"{ws.api_url}{method}", ws.bot_token

    body, content_type = as_json(bad)
    refused = ask(address, body, content_type=content_type, token=token).body
    body, content_type = as_json(fine)
    taken = ask(address, body, content_type=content_type, token=token).body

    assert refused["error"] == "invalid_arguments"
    assert refused["response_metadata"]["messages"] == [f"[ERROR] {words}"]
    assert taken["ok"] is True
