"""Record this as: the question below somebody's words, and what it says once it is over."""

from dataclasses import replace

import pytest

from domain.approval import Answer, Verdict
from domain.ticket import Status
from tests.builders import ANNA, IVO, MAYA, T0, a_comment, a_filed, an_approval
from tests.views.block_rules import message_problems
from views import verdicts as view
from views.verdicts import Question

QUESTION = Question(ticket_id=7, turn="1.0", comment_id=12)
COMMENT = a_comment(id=12, by=MAYA, words="Until May")


def buttons(post):
    return [e for b in post.blocks if b["type"] == "actions" for e in b["elements"]]


def drawn(filed=None, *, comment=COMMENT, question=QUESTION, is_kept=False):
    post = view.post(filed or a_filed(approvers=(MAYA,)), comment, question, is_kept=is_kept)
    assert not message_problems(post.text, post.blocks)
    return post


def test_what_the_buttons_carry_leads_back_to_the_words_and_the_turn():
    assert view.read_button(QUESTION.value) == view.read_name(QUESTION.name) == QUESTION


def test_while_they_are_asked_it_asks_and_says_who_reads_it():
    post = drawn()

    assert [b["text"]["text"] for b in buttons(post)] == [
        "Approve",
        "Request changes",
        "Just a comment",
    ]
    assert f"<@{ANNA}> reads these words" in str(post.blocks)


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (Verdict.APPROVED, "you approved MT-7"),
        (Verdict.CHANGES_REQUESTED, "you asked for changes to MT-7"),
        (Verdict.DECLINED, "you declined MT-7"),
    ],
)
def test_then_it_says_what_was_recorded(verdict, words):
    answer = Answer(approver=MAYA, verdict=verdict, decided_at=T0)
    approval = an_approval(answers=(answer,))

    post = drawn(replace(a_filed(approvers=(MAYA,)), approval=approval))

    assert words in post.text
    assert not buttons(post)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"is_kept": True}, "stays a comment"),
        ({"comment": a_comment(id=12, by=MAYA, words="", deleted_at=T0)}, "You deleted"),
        ({"comment": a_comment(id=12, by=IVO)}, "has moved on"),
        ({"question": Question(ticket_id=7, turn="2.0", comment_id=12)}, "has moved on"),
        ({"filed": a_filed(status=Status.OPEN)}, "has moved on"),
    ],
)
def test_when_nothing_can_be_recorded_any_more_it_says_why(changes, words):
    post = drawn(**changes)

    assert words in post.text
    assert not buttons(post)
