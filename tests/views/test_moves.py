"""The small forms of moves, and who is told of a move."""

import pytest

from domain.errors import FieldRefusal
from domain.lifecycle import Move
from tests.builders import ANNA, IVO, TRIAGE, a_ticket
from tests.views.sent import a_view, by_name
from views import moves as view


def told(move, *, by=IVO, words="", channel=TRIAGE):
    return view.told(a_ticket(version=3), move, by=by, words=words, channel=channel)


@pytest.mark.parametrize(
    ("move", "title", "label", "submit"),
    [
        (Move.RESOLVE, "Resolve MT-7", "What was done?", "Resolve"),
        (Move.NOT_YET, "Not yet: MT-7", "What is missing?", "Send back"),
        (Move.COMMENT, "Comment on MT-7", "Your comment", "Send"),
    ],
)
def test_a_move_that_needs_words_asks_for_them(move, title, label, submit):
    form = view.form(a_ticket(), move)

    assert (form["title"]["text"], form["submit"]["text"]) == (title, submit)
    assert by_name(form)["words"]["label"]["text"] == label


@pytest.mark.parametrize("move", view.ASKING)
def test_what_was_typed_is_read_back_with_its_move_and_ticket(move):
    sent = a_view(view.form(a_ticket(id=12), move), words=" It is live\x00 ")

    assert view.read_form(sent) == (move, 12, "It is live")


@pytest.mark.parametrize(
    ("words", "problem"),
    [("", "Please write a line."), ("\u2066", "Please write"), ("x" * 1001, "This can have 1000")],
)
def test_a_problem_stands_beside_the_field(words, problem):
    with pytest.raises(FieldRefusal) as refusal:
        view.read_form(a_view(view.form(a_ticket(), Move.RESOLVE), words=words))

    assert refusal.value.problems["words"].startswith(problem)


@pytest.mark.parametrize(
    ("move", "to", "thread", "words"),
    [
        (Move.TAKE, ANNA, "MT-7:requester", f"<@{IVO}> has taken MT-7"),
        (Move.RESOLVE, ANNA, "MT-7:requester", f"<@{IVO}> says MT-7 is done."),
        (Move.DONE, TRIAGE, f"MT-7:triage:{TRIAGE}", f"<@{IVO}> confirms that MT-7 is done."),
        (Move.NOT_YET, TRIAGE, f"MT-7:triage:{TRIAGE}", f"<@{IVO}> MT-7 is not done yet"),
        (Move.WITHDRAW, TRIAGE, f"MT-7:triage:{TRIAGE}", f"<@{IVO}> has withdrawn MT-7."),
        (Move.COMMENT, TRIAGE, f"MT-7:triage:{TRIAGE}", f"<@{IVO}> comments on MT-7"),
    ],
)
def test_the_other_side_hears_of_a_move_in_the_tickets_own_thread(move, to, thread, words):
    [notice] = told(move)

    assert (notice.key, notice.to, notice.thread) == (f"MT-7.v3:{move}", to, thread)
    assert notice.text.startswith(words)


@pytest.mark.parametrize("move", [Move.RESOLVE, Move.NOT_YET, Move.COMMENT])
def test_the_words_of_a_move_are_quoted_and_mention_nobody(move):
    [notice] = told(move, words="<!here>\nand more")

    assert notice.text.endswith("\n> &lt;!here&gt;\n> and more")


def test_without_a_triage_channel_only_the_requester_can_be_told():
    assert told(Move.COMMENT, channel=None) == []
    assert [n.to for n in told(Move.RESOLVE, channel=None)] == [ANNA]
