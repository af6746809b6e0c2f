"""Each answer has at least the keys of Slack's own sample of it."""

import json
from pathlib import Path

import pytest

from sandbox.calls import METHODS
from sandbox.methods import __all__ as families
from tests.sandbox.webapi.answering import Answers
from tests.sandbox.webapi.asking import succeeds
from tests.sandbox.webapi.uploading import uploaded

SAMPLES = Path(__file__).parents[4] / "shared" / "slack-samples"

# what the sandbox leaves out on purpose
LEFT_OUT = {
    "message.subtype": "bots with a bot user post plain messages; bot_message is the classic kind",
    "message.username": "only where chat:write.customize set one",
    "messages.last_read": "only for a person who follows the thread",
    "messages.unread_count": "only for a person who follows the thread",
    "channel.locale": "only with include_locale",
    "file.deanimate_gif": "pictures are not drawn again in other kinds",
    "file.pjpeg": "pictures are not drawn again in other kinds",
    "file.thumb_360_gif": "pictures are not drawn again in other kinds",
    "file.shares.public.*.latest_reply": "only where there are replies",
    "file.shares.public.*.thread_ts": "only in threads",
}
# methods for which no sample exists: younger than the published ones, or never published
WITHOUT_SAMPLE = {
    "apps.connections.open",
    "files.completeUploadExternal",
    "files.delete",
    "files.getUploadURLExternal",
    "reactions.get",
    "users.profile.get",
}


@pytest.fixture
def answers(ws, client, bolt):
    return Answers(ws, client, bolt)


def sampled_methods():
    assert families
    return sorted(set(METHODS) - WITHOUT_SAMPLE)


@pytest.mark.contract("16.17")
@pytest.mark.parametrize("method", sampled_methods())
def test_an_answer_has_at_least_the_keys_of_its_sample(answers, method):
    path = SAMPLES / "api-examples" / f"{method}.json"
    if not SAMPLES.exists():
        pytest.skip("not run: slack-samples missing")

    answer = answers.of(method)

    sample = json.loads(path.read_text())["success"]
    missing = {each for each in lacking(sample, answer) if each not in LEFT_OUT}
    assert missing == set()


def lacking(sample, answer, at=""):
    """The paths of the keys that the sample has and the answer has not."""
    if isinstance(sample, list) and isinstance(answer, list):
        if sample and answer:
            yield from lacking(sample[0], answer[0], at)
        return
    if not isinstance(sample, dict) or not isinstance(answer, dict):
        return
    for key, value in sample.items():
        name = "*" if at.endswith((".public", ".private")) else key
        where = f"{at}.{name}" if at else name
        found = next(iter(answer.values()), None) if name == "*" else answer.get(key)
        if name != "*" and key not in answer:
            yield where
        elif key != "blocks":
            yield from lacking(value, found, where)


@pytest.mark.parametrize(
    ("method", "source"),
    [
        ("files.getUploadURLExternal", "http.files.getUploadURLExternal.line141"),
        ("files.completeUploadExternal", "http.files.completeUploadExternal.line144"),
    ],
)
def test_uploads_answer_with_the_keys_of_a_real_log(client, method, source):
    path = SAMPLES / "wire" / f"{source}.json"
    if not path.exists():
        pytest.skip("not run: slack-samples missing")
    file_id = uploaded(client, name="test.txt", content=b"Hi there!")
    calls = {
        "files.getUploadURLExternal": {"filename": "a.txt", "length": 3},
        "files.completeUploadExternal": {"files": [{"id": file_id, "title": "x"}]},
    }

    answer = succeeds(client, method, **calls[method])

    sample = json.loads(path.read_text())
    snippet = {"edit_link", "preview", "preview_highlight", "lines", "lines_more"}
    left_out = {f"files.{each}" for each in (*snippet, "preview_is_truncated")}
    assert set(lacking(sample["body"], answer)) - left_out == set()


@pytest.mark.contract("16.18")
def test_the_headers_of_a_real_log_are_there(client):
    path = SAMPLES / "wire" / "http.files.getUploadURLExternal.line141.json"
    if not path.exists():
        pytest.skip("not run: slack-samples missing")
    wanted = {name for name in json.loads(path.read_text())["headers"] if "oauth" in name}

    headers = client.files_getUploadURLExternal(filename="a.txt", length=1).headers

    told = {name.lower() for name in headers}
    assert told >= {*wanted, "x-slack-req-id", "cache-control", "x-slack-backend"}
