"""Upload v2: three steps, a file that is known only a moment later, and pictures in blocks."""

import http.client
import urllib.error
import urllib.request

import pytest

from tests.sandbox.bolt_socket import eventually
from tests.sandbox.webapi.asking import error_of, refusal_of, succeeds
from tests.sandbox.webapi.uploading import PNG, completed, ready, sent, uploaded

pytestmark = pytest.mark.contract("16.14")

MARKETING = "C0MARKETING"


def image(**slack_file):
    return {"type": "image", "alt_text": "a dot", "slack_file": slack_file}


def test_the_sdks_own_upload_ends_in_a_message(ws, client):
    answer = client.files_upload_v2(
        content=PNG, filename="dot.png", title="A dot", channel=MARKETING, initial_comment="Look"
    )

    [seen] = eventually(lambda: ws.person("anna").sees("marketing"))
    assert answer["file"]["id"] == answer["files"][0]["id"]
    assert (seen["text"], seen["subtype"]) == ("Look", "file_share")
    assert [each["title"] for each in seen["files"]] == ["A dot"]
    assert ws.journal()[-1]["method"] == "files.completeUploadExternal"


def test_a_file_is_known_and_shared_only_a_moment_later(ws, client):
    ws.process_files_after(1.0)
    file_id = uploaded(client)

    answer = completed(client, file_id, channel_id=MARKETING)

    early = succeeds(client, "files.info", file=file_id)["file"]
    assert ws.person("anna").sees("marketing") == []
    assert (early["mimetype"], early["filetype"], early["shares"]) == ("", "", {})
    assert answer["files"][0]["title"] == "A dot"
    assert "ts" not in answer
    late = ready(client, file_id)
    assert (late["mimetype"], late["filetype"]) == ("image/png", "png")
    assert (late["original_w"], late["original_h"], late["size"]) == (1, 1, len(PNG))
    [share] = late["shares"]["public"][MARKETING]
    [message] = ws.person("anna").sees("marketing")
    assert (share["ts"], late["channels"]) == (message["ts"], [MARKETING])


def test_a_file_may_be_taken_and_never_be_shared(ws, client):
    ws.process_files_after(None)
    file_id = uploaded(client)

    assert completed(client, file_id, channel_id=MARKETING)["ok"]

    assert succeeds(client, "files.info", file=file_id)["file"]["shares"] == {}
    assert ws.person("anna").sees("marketing") == []


def test_the_app_hears_of_the_message_and_of_the_file(bolt, client):
    heard = []
    bolt.event("message")(lambda event: heard.append(dict(event)))
    bolt.event("file_shared")(lambda event: heard.append(dict(event)))
    bolt.connect()
    file_id = uploaded(client)

    completed(client, file_id, channel_id=MARKETING)

    eventually(lambda: len(heard) == 2)
    message, shared = sorted(heard, key=lambda event: event["type"], reverse=True)
    assert (message["subtype"], message["bot_id"]) == ("file_share", "B0DESK")
    assert [each["id"] for each in message["files"]] == [file_id]
    assert (shared["file_id"], shared["file"], shared["channel_id"]) == (
        file_id,
        {"id": file_id},
        MARKETING,
    )


def test_without_a_channel_a_file_stays_private(ws, client):
    file_id = uploaded(client)

    completed(client, file_id)

    file = ready(client, file_id)
    assert (file["shares"], file["channels"], file["is_public"]) == ({}, [], False)
    assert ws.journal() == []


def test_a_file_goes_into_a_thread_and_into_several_channels(ws, client):
    parent = succeeds(client, "chat.postMessage", channel=MARKETING, text="parent")["ts"]
    completed(client, uploaded(client), channel_id=MARKETING, thread_ts=parent)
    both = uploaded(client)
    completed(client, both, channels=f"{MARKETING},C0ITDESK")

    eventually(lambda: len(ready(client, both)["channels"]) == 2)
    replies = succeeds(client, "conversations.replies", channel=MARKETING, ts=parent)["messages"]
    assert [each["text"] for each in replies] == ["parent", ""]
    assert replies[1]["files"][0]["title"] == "A dot"


def test_the_bytes_may_come_as_the_part_of_a_form(client):
    asked = succeeds(client, "files.getUploadURLExternal", filename="a.txt", length=3)
    form = b'--x\r\nContent-Disposition: form-data; name="f"; filename="a.txt"\r\n\r\nabc\r\n--x--'

    answer = sent(asked["upload_url"], form, **{"content-type": "multipart/form-data; boundary=x"})

    assert answer == (200, "OK - 3")


def test_a_deleted_file_leaves_a_stone_in_its_message(ws, client):
    file_id = uploaded(client)
    completed(client, file_id, channel_id=MARKETING, initial_comment="Look")
    eventually(lambda: ready(client, file_id)["shares"])

    succeeds(client, "files.delete", file=file_id)

    [message] = ws.person("anna").sees("marketing")
    assert message["files"] == [{"id": file_id, "mode": "tombstone"}]


def test_the_bytes_are_given_back_to_the_token_that_may_read_them(ws, client):
    file_id = uploaded(client)
    completed(client, file_id)
    address = ready(client, file_id)["url_private"]

    def fetched(token):
        request = urllib.request.Request(address, headers={"authorization": f"Bearer {token}"})
        with urllib.request.urlopen(request) as answer:
            return answer.headers["content-type"], answer.read()

    assert fetched(ws.bot_token) == ("image/png", PNG)
    with pytest.raises(urllib.error.HTTPError, match="403"):
        fetched("xoxb-somebody")


@pytest.mark.rule("blocks.slack_file")
def test_a_picture_in_blocks_must_be_ready_and_a_picture(ws, client):
    ws.process_files_after(1.0)
    dot, text = uploaded(client), uploaded(client, name="a.txt", content=b"abc")
    completed(client, dot)
    completed(client, text)
    post = {"channel": MARKETING, "text": "x"}

    early = refusal_of(client, "chat.postMessage", **post, blocks=[image(id=dot)])
    file = ready(client, dot)
    ready(client, text)

    words = "invalid slack file [json-pointer:/blocks/0/slack_file]"
    assert (early["error"], early["errors"]) == ("invalid_blocks", [words])
    assert early["response_metadata"]["messages"] == [f"[ERROR] {words}"]
    for no_picture in (image(id=text), image(id="F0NONE")):
        error = error_of(client, "chat.postMessage", **post, blocks=[no_picture])
        assert error == "invalid_blocks"
    for picture in (image(id=dot), image(url=file["url_private"])):
        assert succeeds(client, "chat.postMessage", **post, blocks=[picture])["ok"]
    home = {"type": "home", "blocks": [image(id=text)]}
    refused = refusal_of(client, "views.publish", user_id="U0ANNA", view=home)
    assert refused["error"] == "invalid_arguments"
    assert refused["response_metadata"]["messages"] == [
        "[ERROR] invalid slack file [json-pointer:/view/blocks/0/slack_file]"
    ]


def test_an_upload_may_be_lost_on_the_way(ws, client):
    asked = succeeds(client, "files.getUploadURLExternal", filename="a.txt", length=3)
    ws.fault("files.upload", "drop")

    with pytest.raises((http.client.RemoteDisconnected, ConnectionResetError)):
        sent(asked["upload_url"], b"abc")

    assert sent(asked["upload_url"], b"abc") == (200, "OK - 3")
