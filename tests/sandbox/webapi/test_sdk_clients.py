"""The SDK's own clients, sync and async, really driven, and the wire forms of the async one."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.sandbox.bolt_socket import eventually
from tests.sandbox.conftest import client_of
from tests.sandbox.specs import modal, section
from tests.sandbox.webapi.uploading import sent
from tests.sandbox.webapi.wires import JSON, as_json, as_query, ask

pytestmark = pytest.mark.contract("16.16")

MARKETING = "C0MARKETING"
EYES = {"channel": MARKETING, "name": "eyes"}
HOME = {"type": "home", "blocks": [section("x")]}
CARD = {"event_type": "card", "event_payload": {"key": "1"}}


def calls(ts):
    """What an app does in a day: the client's method, its arguments."""
    here = {"channel": MARKETING}
    return [
        ("auth_test", {}),
        ("chat_postMessage", {**here, "text": "x", "blocks": [section("x")], "metadata": CARD}),
        ("chat_postEphemeral", {**here, "user": "U0ANNA", "text": "x"}),
        ("chat_update", {**here, "ts": ts, "text": "y", "blocks": [section("y")]}),
        ("chat_getPermalink", {**here, "message_ts": ts}),
        ("conversations_info", {**here, "include_num_members": True}),
        ("conversations_list", {"types": ["public_channel", "private_channel"], "limit": 2}),
        ("conversations_members", {**here, "limit": 2}),
        ("conversations_history", {**here, "inclusive": True, "include_all_metadata": True}),
        ("conversations_replies", {**here, "ts": ts}),
        ("conversations_open", {"users": ["U0ANNA", "U0BEN"], "return_im": True}),
        ("conversations_join", {"channel": "C0RANDOM"}),
        ("conversations_invite", {"channel": "C0ITDESK", "users": ["U0CORA"]}),
        ("users_info", {"user": "U0ANNA"}),
        ("users_list", {"limit": 2}),
        ("users_lookupByEmail", {"email": "anna@acme.test"}),
        ("users_profile_get", {"user": "U0ANNA"}),
        ("users_conversations", {}),
        ("usergroups_list", {"include_users": True}),
        ("usergroups_users_list", {"usergroup": "S0ITOPS"}),
        ("bots_info", {"bot": "B0DESK"}),
        ("reactions_add", {**here, "timestamp": ts, "name": "eyes"}),
        ("reactions_get", {**here, "timestamp": ts}),
        ("reactions_remove", {**here, "timestamp": ts, "name": "eyes"}),
        ("views_publish", {"user_id": "U0ANNA", "view": HOME}),
        ("files_upload_v2", {**here, "content": b"abc", "filename": "a.txt"}),
        ("chat_delete", {**here, "ts": ts}),
    ]


@pytest.fixture
def ts(client):
    return client.chat_postMessage(channel=MARKETING, text="first")["ts"]


def test_every_call_of_the_sync_client_is_understood(ws, client, ts):
    answers = [getattr(client, name)(**arguments) for name, arguments in calls(ts)]

    assert all(answer["ok"] for answer in answers)
    assert ws.refusals() == []


def test_every_call_of_the_async_client_is_understood(ws, ts):
    async def drive():
        client = AsyncWebClient(ws.bot_token, base_url=ws.api_url)
        return [await getattr(client, name)(**arguments) for name, arguments in calls(ts)]

    answers = elsewhere(drive)

    assert all(answer["ok"] for answer in answers)
    assert ws.refusals() == []


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_a_triggered_modal_is_opened_and_pushed_by_either_client(ws, bolt, kind):
    triggers = []
    bolt.command("/request")(lambda ack, body: (triggers.append(body["trigger_id"]), ack()))
    bolt.connect()
    anna = ws.person("anna")

    for method in ("views_open", "views_push"):
        anna.command("/request", channel="marketing")
        _call(kind, ws, method, trigger_id=triggers[-1], view=modal(title=method))

    assert anna.view("views_push")["previous_view_id"]


def elsewhere(drive):
    """In a thread of its own: a browser test of the same process leaves a loop running here."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(drive())).result()


def _call(kind, ws, method, **arguments):
    if kind == "sync":
        return getattr(client_of(ws), method)(**arguments)

    async def drive():
        client = AsyncWebClient(ws.bot_token, base_url=ws.api_url)
        return await getattr(client, method)(**arguments)

    return elsewhere(drive)


@pytest.mark.parametrize(
    ("verb", "method", "query", "body"),
    [
        ("POST", "auth.test", {}, None),
        ("GET", "users.info", {"user": "U0ANNA"}, None),
        ("GET", "conversations.history", {"channel": MARKETING, "limit": "100"}, None),
        ("POST", "conversations.open", {"users": "U0ANNA,U0BEN", "return_im": "1"}, None),
        (
            "POST",
            "reactions.add",
            {"channel": MARKETING, "name": "eyes", "timestamp": "{ts}"},
            None,
        ),
        ("POST", "chat.delete", {"channel": MARKETING, "ts": "{ts}"}, None),
        ("POST", "chat.postMessage", {}, {"channel": MARKETING, "text": "x"}),
        ("POST", "views.publish", {}, {"user_id": "U0ANNA", "view": HOME}),
    ],
)
def test_the_async_clients_forms_are_understood_without_it(ws, ts, verb, method, query, body):
    filled = {name: ts if value == "{ts}" else value for name, value in query.items()}
    address = f"{ws.api_url}{method}?{as_query(filled)}"

    if body:
        answer = ask(address, as_json(body)[0], content_type=JSON, token=ws.bot_token, verb=verb)
    else:
        answer = ask(address, token=ws.bot_token, verb=verb)

    assert answer.body["ok"] is True


def test_bytes_come_raw_under_either_clients_type(ws, client):
    for kind in ("application/x-www-form-urlencoded", "application/octet-stream"):
        asked = client.files_getUploadURLExternal(filename="a.txt", length=3)
        completing = {"files": [{"id": asked["file_id"], "title": "a"}], "channel_id": MARKETING}

        status, words = sent(asked["upload_url"], b"a=b", **{"content-type": kind})

        assert (status, words) == (200, "OK - 3")
        assert client.files_completeUploadExternal(**completing)["ok"]
    eventually(lambda: len(ws.person("anna").sees("marketing")) == 2)
