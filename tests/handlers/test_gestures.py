"""Keys: the same for every delivery of one gesture, and another for the next."""

import pytest
from slack_bolt import BoltContext

from handlers.gestures import form_key, person, press_key, value
from tests.builders import MAYA, TOM
from tests.handlers.payloads import a_press

MINE = BoltContext(user_id=MAYA)
IN_A_VIEW = {"type": "view", "view_id": "V9"}


def key(context=MINE, **details):
    return press_key(a_press("ticket.take", **details), context)


def test_a_press_has_the_same_key_at_every_delivery():
    assert key() == key(trigger_id="9.9", response_url="https://other.example")


@pytest.mark.parametrize(
    "other",
    [
        {"action_ts": "1700000002.2"},
        {"container": {"type": "message", "message_ts": "1700000009.0"}},
        {"container": IN_A_VIEW},
        {"context": BoltContext(user_id=TOM)},
    ],
    ids=["again", "elsewhere", "in a view", "somebody else"],
)
def test_another_press_has_another_key(other):
    assert key(**other) != key()


def test_another_button_has_another_key():
    assert press_key(a_press("ticket.done"), MINE) != key()


def test_in_a_view_the_view_is_the_place():
    assert "V9" in key(container=IN_A_VIEW)
    assert key(container=IN_A_VIEW) == key(container=IN_A_VIEW)


def test_a_form_is_the_same_until_it_changes():
    def sent(**view):
        return form_key({"view": {"id": "V1", "hash": "h1"} | view, "trigger_id": "1.2"})

    assert sent() == sent(state={"values": {}})
    assert len({sent(), sent(id="V2"), sent(hash="h2")}) == 3


def test_who_acted_is_who_slack_says_and_not_what_the_payload_carries():
    assert person(BoltContext(user_id=TOM)) == TOM


def test_a_button_carries_its_value():
    assert value(a_press("ticket.take", "12:3")) == "12:3"
