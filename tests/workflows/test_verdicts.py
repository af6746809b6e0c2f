"""Only the words of who presses are recorded, on the ticket that they were written on."""

import pytest

from domain.errors import TicketNotFound, WordsGone
from tests.builders import IVO, MAYA, T0, a_comment, filed
from views.verdicts import Question
from workflows import verdicts


def wrote(desk, **changes):
    """A comment of Maya's on ticket 7; the question about it."""
    with desk.transaction() as tx:
        comment = tx.comments.add(a_comment(by=MAYA, words="Until May", **changes))
    return Question(ticket_id=7, turn="1.0", comment_id=comment.id)


def test_their_words_are_recorded_as_they_read_now(desk):
    filed(desk, approvers=(MAYA, IVO))

    assert verdicts.words_of(desk, wrote(desk), by=MAYA) == "Until May"


@pytest.mark.parametrize(
    ("changes", "by"),
    [({}, IVO), ({"ticket_id": 8}, MAYA), ({"comment_id": 99}, MAYA)],
)
def test_words_of_others_or_on_another_ticket_are_not_found(desk, changes, by):
    for number in (7, 8):
        filed(desk, id=number, approvers=(MAYA, IVO))
    question = Question(**{**vars(wrote(desk)), **changes})

    with pytest.raises(TicketNotFound):
        verdicts.words_of(desk, question, by=by)
    with pytest.raises(TicketNotFound):
        verdicts.keep(desk, question, by=by)


def test_what_was_deleted_is_gone(desk):
    filed(desk, approvers=(MAYA,))

    with pytest.raises(WordsGone):
        verdicts.words_of(desk, wrote(desk, deleted_at=T0), by=MAYA)
