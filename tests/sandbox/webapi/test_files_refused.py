"""Files: what upload v2 and its sisters refuse, and the neighbour that they take."""

import pytest

from tests.sandbox.specs import section
from tests.sandbox.webapi.asking import error_of, refusal_of, succeeds
from tests.sandbox.webapi.conftest import EVERY_SCOPE
from tests.sandbox.webapi.uploading import completed, sent, uploaded

pytestmark = pytest.mark.contract("16.14")

MARKETING = "C0MARKETING"


def rule(name):
    return pytest.mark.rule(name)


@rule("files.upload.length")
@rule("argument.required")
def test_an_upload_names_its_file_and_its_length(client):
    method = "files.getUploadURLExternal"

    nameless = refusal_of(client, method, length=1)
    empty = refusal_of(client, method, filename="dot.png", length=0)

    assert nameless["error"] == empty["error"] == "invalid_arguments"
    assert nameless["response_metadata"]["messages"] == ["[ERROR] missing required field: filename"]
    assert empty["response_metadata"]["messages"] == [
        "[ERROR] must be greater than 0 [json-pointer:/length]"
    ]
    assert succeeds(client, method, filename="dot.png", length=1)["file_id"].startswith("F")


@rule("upload.length")
def test_the_bytes_are_as_many_as_promised(client):
    asked = succeeds(client, "files.getUploadURLExternal", filename="a.txt", length=3)

    assert sent(asked["upload_url"], b"four")[0] == 400
    assert sent(asked["upload_url"], b"ab")[0] == 400
    assert sent(asked["upload_url"], b"abc") == (200, "OK - 3")


@rule("upload.address")
def test_an_upload_address_is_not_guessed_and_closes_when_completed(ws, client):
    asked = succeeds(client, "files.getUploadURLExternal", filename="a.txt", length=3)
    address = asked["upload_url"]
    sent(address, b"abc")

    guessed = sent(address[:-1] + ("0" if address[-1] != "0" else "1"), b"abc")
    completed(client, asked["file_id"])

    assert guessed[0] == 404
    assert sent(address, b"abc")[0] == 404
    assert [each["rule"] for each in ws.refusals()] == ["upload.address"] * 2


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        pytest.param({"files": "["}, "invalid_arguments", marks=rule("files.complete.list")),
        pytest.param({"files": []}, "invalid_arguments", marks=rule("files.complete.list")),
        pytest.param(
            {"files": [{"id": "F0NONE"}]}, "file_not_found", marks=rule("files.complete.unknown")
        ),
        pytest.param(
            {"channel_id": "U0ANNA"}, "invalid_channel", marks=rule("files.complete.channel")
        ),
        pytest.param({"channel_id": "C0NOWHERE"}, "channel_not_found"),
        pytest.param({"channel_id": "C0RANDOM"}, "not_in_channel"),
        pytest.param(
            {"channels": ",".join(f"C{n}" for n in range(101))},
            "channels_limit_exceeded",
            marks=rule("files.complete.channels"),
        ),
        pytest.param(
            {"initial_comment": "Look", "blocks": [section("x")]},
            "invalid_arguments",
            marks=rule("files.complete.comment"),
        ),
        pytest.param({"thread_ts": "1.000001"}, "thread_not_found"),
    ],
)
def test_what_completing_does_not_take(client, changed, error):
    file_id = uploaded(client)
    good = {"files": [{"id": file_id}], "channel_id": MARKETING, "initial_comment": "Look"}

    refused = error_of(client, "files.completeUploadExternal", **{**good, **changed})

    assert refused == error
    assert succeeds(client, "files.completeUploadExternal", **good)["ok"]


@rule("files.complete.bytes")
@rule("files.complete.twice")
def test_a_file_is_completed_once_and_with_its_bytes(client):
    asked = succeeds(client, "files.getUploadURLExternal", filename="a.txt", length=3)
    files = [{"id": asked["file_id"]}]

    empty = error_of(client, "files.completeUploadExternal", files=files)
    sent(asked["upload_url"], b"abc")
    first = succeeds(client, "files.completeUploadExternal", files=files)
    second = error_of(client, "files.completeUploadExternal", files=files)

    assert (empty, second) == ("file_not_found", "file_update_failed")
    assert first["ok"]


@rule("files.unknown")
@rule("files.deleted")
def test_a_file_is_known_from_its_completion_to_its_end(client):
    file_id = uploaded(client)

    before = error_of(client, "files.info", file=file_id)
    unknown = error_of(client, "files.info", file="F0NONE")
    completed(client, file_id)
    during = succeeds(client, "files.info", file=file_id)
    succeeds(client, "files.delete", file=file_id)
    after = error_of(client, "files.info", file=file_id)

    assert (before, unknown, after) == ("file_not_found", "file_not_found", "file_deleted")
    assert during["ok"]


@rule("files.hidden")
@rule("files.delete.own")
def test_the_app_sees_files_where_it_is_and_deletes_only_its_own(ws, client):
    anna = ws.person("anna")
    hidden = anna.share_file("plan.txt", b"secret", channel="random")["files"][0]["id"]
    shown = anna.share_file("plan.txt", b"open", channel="marketing")["files"][0]["id"]

    assert error_of(client, "files.info", file=hidden) == "file_not_found"
    assert succeeds(client, "files.info", file=shown)["file"]["user"] == anna.id
    assert error_of(client, "files.delete", file=shown) == "cant_delete_file"


@pytest.mark.parametrize(
    ("method", "needed"),
    [
        ("files.getUploadURLExternal", "files:write"),
        ("files.completeUploadExternal", "files:write"),
        ("files.info", "files:read"),
        ("files.delete", "files:write"),
    ],
)
def test_files_have_their_scopes(app_with, method, needed):
    client = app_with(scopes=[each for each in EVERY_SCOPE if each != needed])

    assert refusal_of(client, method)["needed"] == needed
