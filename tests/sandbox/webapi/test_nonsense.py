"""Arguments that mean nothing are refused in Slack's way; no method falls over them."""

import pytest

from sandbox.calls import METHODS
from sandbox.methods import __all__ as families
from tests.sandbox.webapi.uploading import PNG, completed, ready, uploaded
from tests.sandbox.webapi.wires import JSON, as_json, ask

HERE = {"channel": "C0MARKETING", "text": "x"}
NONSENSE = [
    *({}, {"channel": 1}, {"channel": {}}, {"channel": "#"}, {"channel": "@anna", "text": "x"}),
    *({"users": [1]}, {"types": ["im", 3]}, {"email": ["x"]}, {"files": 5}, {"files": [5]}),
    *({"files": [{"id": 5}]}, {"files": '[{"id": "F0"}]', "channel_id": "C0MARKETING"}),
    *({"view": 5, "trigger_id": "x"}, {"view": [], "user_id": "U0ANNA"}),
    *({"view": "null", "user_id": "U0ANNA"}, {"view": {"type": "home"}, "user_id": "U0ANNA"}),
    *({**HERE, "blocks": 5}, {**HERE, "blocks": "5"}, {**HERE, "metadata": 5}),
    *({**HERE, "attachments": 5}, {**HERE, "attachments": [5]}, {**HERE, "thread_ts": 5}),
    *({**HERE, "oldest": "1.x"}, {**HERE, "oldest": "."}, {**HERE, "oldest": "\u00b2"}),
    *({**HERE, "latest": "1."}, {**HERE, "limit": 10**40}, {**HERE, "cursor": "4pyT"}),
    *({**HERE, "cursor": "\u2713"}, {**HERE, "ts": "x", "timestamp": "1.1", "name": "a"}),
    {"filename": "x", "length": 10**30},
]


@pytest.mark.contract("16.17")
@pytest.mark.parametrize("method", sorted(METHODS))
def test_nonsense_is_answered_and_never_breaks_a_method(ws, method):
    assert families
    address = f"{ws.api_url}{method}"
    token = ws.app_token if method.startswith("apps.") else ws.bot_token

    for arguments in NONSENSE:
        answer = ask(address, as_json(arguments)[0], content_type=JSON, token=token)

        assert answer.status == 200, arguments
        assert answer.body["ok"] or answer.body["error"], arguments


def test_a_file_of_an_odd_name_has_an_address_that_works(ws, client):
    file_id = uploaded(client, name="../a b?#%.png", content=PNG)
    completed(client, file_id)
    file = ready(client, file_id)
    image = {"type": "image", "alt_text": "a dot", "slack_file": {"url": file["url_private"]}}

    posted = client.chat_postMessage(channel="C0MARKETING", text="x", blocks=[image])

    assert file["name"] == "../a b?#%.png"
    assert " " not in file["url_private"]
    assert posted["ok"]
