"""What somebody hits on the screen, though the app has drawn it anew meanwhile."""

import pytest

from sandbox.outcomes import Impossible
from sandbox.places import Spot, element_at
from tests.sandbox.specs import actions, button


def drawn(block_id, *buttons):
    return actions(*buttons) | {"block_id": block_id}


APPROVE = button("Approve", "approve", value="MT-1")


def test_what_was_drawn_anew_under_a_click_is_known_by_its_name():
    now = [drawn("b00002", APPROVE)]

    block, element = element_at(now, Spot(action_id="approve", block_id="b00001"))

    assert (block["block_id"], element["value"]) == ("b00002", "MT-1")


@pytest.mark.parametrize(
    "now",
    [
        [drawn("b00002", APPROVE), drawn("b00003", APPROVE)],
        [drawn("b00001", button("Decline", "decline")), drawn("b00002", APPROVE)],
        [drawn("b00002", button("Decline", "decline"))],
    ],
    ids=["two of that name", "its block is there without it", "gone"],
)
def test_nothing_else_is_hit_instead(now):
    with pytest.raises(Impossible, match="there is no approve here"):
        element_at(now, Spot(action_id="approve", block_id="b00001"))
