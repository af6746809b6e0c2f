"""Messages and people, as Slack describes them."""

import pytest

from domain.comment import Attached
from handlers.messages_read import is_by_app, read_files, read_said
from handlers.people import read_person
from tests.builders import ANNA, NAMES, T0

MESSAGE = {"type": "message", "user": ANNA, "text": "Hi", "ts": "1772442000.000100"}


def read(**more):
    return read_said(MESSAGE | more, "C1", names=NAMES, bot_user="UB")


def test_words_are_read_once_and_without_our_own_name():
    said = read(text="<@UB> ask <@U0ANNA> &amp; see <https://acme.example|the page> &lt;b&gt;")

    assert said.words == "ask @Anna & see the page (https://acme.example) <b>"


def test_a_message_outside_a_thread_is_its_own_top():
    assert read().source.root == MESSAGE["ts"]
    assert read(thread_ts="1.1").source.root == "1.1"


@pytest.mark.parametrize(
    ("more", "is_app"),
    [
        ({}, False),
        ({"subtype": "file_share"}, False),
        ({"subtype": "thread_broadcast"}, False),
        ({"bot_id": "B1"}, True),
        ({"subtype": "bot_message"}, True),
        ({"subtype": "channel_join"}, True),
        ({"user": None}, True),
        ({"user": "USLACKBOT"}, True),
    ],
)
def test_what_nobody_wrote_is_an_apps(more, is_app):
    assert is_by_app(MESSAGE | more) is is_app


def test_files_are_read_by_name_and_address_and_gone_ones_as_gone():
    there = {"id": "F1", "name": "brief.pdf", "mode": "hosted", "permalink": "https://a/F1"}

    assert read_files({"files": [there, {"id": "F2", "mode": "tombstone"}]}) == (
        Attached(id="F1", name="brief.pdf", link="https://a/F1"),
        Attached(id="F2", name="a file", link=""),
    )


@pytest.mark.parametrize(
    ("facts", "may_ask"),
    [
        ({}, True),
        ({"deleted": True}, False),
        ({"is_restricted": True}, False),
        ({"is_ultra_restricted": True}, False),
        ({"is_stranger": True}, False),
        ({"team_id": "T2"}, False),
        ({"team_id": "T2", "enterprise_user": {"teams": ["T1"]}}, True),
    ],
)
def test_guests_strangers_and_who_left_may_not_ask(facts, may_ask):
    user = {"id": ANNA, "team_id": "T1", "tz": "Europe/Berlin"} | facts

    found = read_person(user, team="T1", now=T0)

    assert found.may_ask is may_ask
    assert found.zone == "Europe/Berlin"
