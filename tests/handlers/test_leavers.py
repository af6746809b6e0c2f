"""Who has left does nothing any more, whatever of theirs is still on its way to us."""

import pytest

from domain.people import Person
from tests.builders import IVO, MAYA, T0, filed, saved
from tests.handlers.payloads import a_command, a_form, a_press, acted, sent
from views import ids
from workflows import people

GESTURES = [
    a_press(ids.TAKE, "7:0", by=IVO),
    a_press(ids.APPROVE, "7:1.0", by=IVO),
    a_press(ids.AWAY_BACK, "U0IVO:x", by=IVO),
    a_command("mine", by=IVO),
    a_form(
        {
            "callback_id": ids.AWAY_FORM,
            "blocks": [{"type": "input", "block_id": "begins"}],
            "state": {"values": {}},
        },
        by=IVO,
    ),
]


@pytest.mark.parametrize("gesture", GESTURES)
def test_a_gesture_of_who_has_left_is_refused_with_a_word(app, desk, said, settle, gesture):
    filed(desk, approvers=(IVO, MAYA))
    people.remember(desk, Person(id=IVO, is_deactivated=True, known_at=T0))

    response = sent(app, gesture)
    settle()

    words = [response.body, *(words for _, words in said)]
    assert response.status == 200
    assert any("was deactivated, so this was not done" in each for each in words)
    assert saved(desk).approval.missing == (IVO, MAYA)


def test_where_no_word_reaches_them_nothing_opens_either(app, desk, slack, settle):
    people.remember(desk, Person(id=IVO, is_deactivated=True, known_at=T0))

    response = sent(app, acted(IVO, type="shortcut", callback_id=ids.FILE_SHORTCUT))
    settle()

    assert response.status == 200
    assert not slack.opened


def test_a_gesture_of_who_has_come_back_counts(app, desk):
    filed(desk)
    people.remember(desk, Person(id=IVO, is_deactivated=True, known_at=T0))
    people.remember(desk, Person(id=IVO, known_at=T0))

    assert sent(app, a_press(ids.TAKE, "7:0", by=IVO)).status == 200
    assert saved(desk).ticket.status == "in_progress"
