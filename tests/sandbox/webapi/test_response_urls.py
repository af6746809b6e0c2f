"""Response URLs: known, alive for half an hour, five times, and not into archived channels."""

import pytest

from tests.sandbox.specs import actions, button
from tests.sandbox.test_pressing import posted

MARKETING = "C0MARKETING"


def rule(name):
    return pytest.mark.rule(name)


@pytest.fixture
def address(ws, bolt, client):
    """The response URL of a press by anna."""
    urls = []
    bolt.action("go")(lambda ack, body: (urls.append(body["response_url"]), ack()))
    bolt.connect()
    blocks = [actions(button("Go", "go"))]
    card = client.chat_postMessage(channel=MARKETING, text="card", blocks=blocks)
    ws.person("anna").press("Go", message=card.data)
    return urls[0]


@rule("response_url.unknown")
def test_an_address_must_be_known(address):
    guessed = posted(f"{address}0", {"text": "x"})
    elsewhere = posted(address.replace("/respond/T", "/respond/X"), {"text": "x"})

    assert (guessed, elsewhere) == ((404, "invalid_url"), (404, "invalid_url"))
    assert posted(address, {"text": "x"}) == (200, "ok")


@pytest.mark.contract("16.4")
@rule("response_url.expired")
def test_an_address_lives_half_an_hour(ws, address):
    ws.age(30 * 60 - 20)
    alive = posted(address, {"text": "x"})
    ws.age(21)

    assert alive == (200, "ok")
    assert posted(address, {"text": "x"}) == (404, "expired_url")


@pytest.mark.contract("16.4")
@rule("response_url.uses")
def test_an_address_serves_five_times(address):
    answers = [posted(address, {"text": str(n)}) for n in range(6)]

    assert answers == [(200, "ok")] * 5 + [(404, "used_url")]


def test_a_refused_answer_does_not_count(address):
    empty = posted(address, {"text": ""})

    assert empty == (404, "no_text")
    assert [posted(address, {"text": "x"})[0] for _ in range(6)] == [200] * 5 + [404]


@rule("response_url.archived")
def test_nothing_is_answered_into_an_archived_channel(ws, address):
    ws.channel("marketing").archive()
    closed = posted(address, {"text": "x"})
    ws.channel("marketing").unarchive()

    assert closed == (404, "channel_is_archived")
    assert posted(address, {"text": "x"}) == (200, "ok")
