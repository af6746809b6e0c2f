"""What an approver writes in a thread: they alone are asked what it was; one press records it."""

import pytest

from domain.approval import Verdict
from domain.ticket import Status
from tests.builders import MAYA, saved
from tests.marks import on_both
from tests.scenarios.acting import buttons_of, card, eventually, file_request, settled, words_of
from tests.scenarios.test_conversation import comments, write
from views import ids

RECORD = ["Approve", "Request changes", "Just a comment"]


@pytest.fixture
def asked(company, bot, anna):
    """Anna asked for access; Maya or Ivo may say yes."""
    file_request(anna, "Access for Ben", kind="access")
    settled(bot)


def below(person, channel, wrote, words):
    """What the app says in the thread of this message, with these words."""
    root = wrote.get("thread_ts") or wrote["ts"]
    return [m for m in person.sees(channel) if m.get("thread_ts") == root and words in words_of(m)]


def question(person, channel, wrote):
    """Waited for: the newest one."""
    asking = "Record this as"
    return eventually(lambda: below(person, channel, wrote, asking), what="the question")[-1]


def questions(bot, person, channel):
    """All that stand there; nothing more is on its way, as this ends what is said privately."""
    settled(bot)
    bot.replies.close()
    return [m for m in person.sees(channel) if "Record this as" in words_of(m)]


def outcome(person, channel, wrote, words):
    return eventually(lambda: below(person, channel, wrote, words), what=words)[-1]


@on_both
@pytest.mark.parametrize("channel", ["dm", "triage-web"])
@pytest.mark.parametrize(
    ("button", "verdict", "status", "told"),
    [
        ("Approve", Verdict.APPROVED, Status.OPEN, "<@U0MAYA> approved MT-1"),
        (
            "Request changes",
            Verdict.CHANGES_REQUESTED,
            Status.CHANGES_REQUESTED,
            "<@U0MAYA> asked for changes to MT-1",
        ),
    ],
)
def test_what_an_approver_writes_is_recorded_with_one_press(
    company, bot, asked, anna, maya, ivo, channel, button, verdict, status, told
):
    wrote = write(maya, "Editor rights, until March only", channel=channel, bot=bot)
    asking = question(maya, channel, wrote)
    assert buttons_of(asking) == RECORD

    maya.press(button, message=asking)
    settled(bot)

    assert saved(bot.desk, 1).ticket.status is status
    [answer] = [a for a in saved(bot.desk, 1).approval.answers if a.verdict]
    assert (answer.approver, answer.verdict) == (MAYA, verdict)
    assert answer.comment == "Editor rights, until March only"
    assert "Editor rights, until March only" in words_of(anna.message(told))
    over = outcome(maya, channel, wrote, "Recorded: you")
    assert buttons_of(over) == []
    assert over["ts"] == asking["ts"]


@on_both
def test_only_they_are_asked(company, bot, asked, anna, maya, ivo):
    wrote = write(maya, "Editor rights, until March only", channel="triage-web", bot=bot)

    question(maya, "triage-web", wrote)

    assert questions(bot, ivo, "triage-web") == []


@on_both
@pytest.mark.parametrize("channel", ["dm", "triage-web"])
def test_just_a_comment_decides_nothing(company, bot, asked, maya, channel):
    wrote = write(maya, "I look at it tomorrow", channel=channel, bot=bot)

    maya.press("Just a comment", message=question(maya, channel, wrote))

    assert buttons_of(outcome(maya, channel, wrote, "stays a comment on MT-1")) == []
    assert saved(bot.desk, 1).ticket.status is Status.AWAITING_APPROVAL
    assert "Approve" in buttons_of(card(maya))


@on_both
def test_in_the_requesters_thread_they_are_asked_too(company, bot, anna, maya):
    first = anna.say("Ben needs access", channel="martech")
    anna.message_shortcut(ids.MESSAGE_SHORTCUT, first)
    form = anna.view("New request")
    fields = {"type": "access", "purpose": "He edits the pages"}
    assert anna.submit(fields, view=form).closed
    settled(bot)

    wrote = maya.say("Fine with me, until March", channel="martech", thread_ts=first["ts"])

    maya.press("Approve", message=question(maya, "martech", wrote))
    settled(bot)
    assert saved(bot.desk, 1).ticket.status is Status.OPEN


@on_both
def test_words_edited_meanwhile_count_as_they_read_now(company, bot, asked, anna, maya):
    wrote = write(maya, "Until Mai", channel="triage-web", bot=bot)
    asking = question(maya, "triage-web", wrote)
    maya.edit(wrote, "Until May")
    eventually(lambda: [c for c in comments(bot) if c.words == "Until May"])

    maya.press("Approve", message=asking)
    settled(bot)

    assert saved(bot.desk, 1).approval.deciding.comment == "Until May"


@on_both
def test_words_deleted_meanwhile_are_not_recorded(company, bot, asked, maya):
    wrote = write(maya, "Until May", channel="triage-web", bot=bot)
    asking = question(maya, "triage-web", wrote)
    maya.delete(wrote)
    eventually(lambda: comments(bot)[-1].is_deleted)

    maya.press("Approve", message=asking)

    outcome(maya, "triage-web", wrote, "Nothing is left of what you wrote on MT-1")
    assert saved(bot.desk, 1).ticket.status is Status.AWAITING_APPROVAL


def test_a_question_in_their_messages_says_when_its_words_are_gone(company, bot, asked, maya):
    wrote = write(maya, "Until May", bot=bot)
    question(maya, "dm", wrote)

    maya.delete(wrote)

    assert buttons_of(outcome(maya, "dm", wrote, "You deleted what you wrote")) == []


def test_a_question_in_their_messages_says_when_somebody_else_decided(
    company, bot, asked, maya, ivo
):
    wrote = write(maya, "Until May", bot=bot)
    question(maya, "dm", wrote)

    ivo.press("Approve", message=card(ivo, "triage-web"))

    assert buttons_of(outcome(maya, "dm", wrote, "MT-1 has moved on")) == []


@on_both
def test_who_comes_second_hears_who_was_first(company, bot, asked, maya, ivo):
    wrote = write(maya, "Until May", channel="triage-web", bot=bot)
    asking = question(maya, "triage-web", wrote)
    ivo.press("Approve", message=card(ivo, "triage-web"))
    settled(bot)

    maya.press("Request changes", message=asking)

    outcome(maya, "triage-web", wrote, "<@U0IVO> was first and approved it")
    assert saved(bot.desk, 1).ticket.status is Status.OPEN


@on_both
def test_words_of_an_older_round_decide_nothing(company, bot, asked, anna, maya, ivo):
    wrote = write(maya, "Fine with me", channel="triage-web", bot=bot)
    asking = question(maya, "triage-web", wrote)
    ivo.press("Request changes", message=card(ivo, "triage-web"))
    ivo.submit({"comment": "Which role?"})
    settled(bot)
    anna.press("Edit and resubmit", message=card(anna))
    anna.submit({"details": "Owner of everything"}, view=anna.view(title="Edit MT-1"))
    settled(bot)

    maya.press("Approve", message=asking)

    outcome(maya, "triage-web", wrote, "has changed since you were asked")
    assert saved(bot.desk, 1).ticket.status is Status.AWAITING_APPROVAL


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("maya", "thanks a lot!"),
        ("maya", "hello"),
        ("tom", "I can do that on Monday"),
        ("anna", "It is urgent, by the way"),
    ],
)
def test_small_talk_and_words_of_others_ask_nothing(company, bot, asked, name, words):
    person = company.person(name)

    write(person, words, channel="triage-web" if name != "anna" else "dm", bot=bot)

    assert questions(bot, person, "triage-web" if name != "anna" else "dm") == []


@pytest.mark.parametrize("words", ["lgtm", "Looks good, thanks!", "ok"])
def test_a_nod_of_somebody_who_is_asked_may_be_their_yes(company, bot, asked, maya, words):
    wrote = write(maya, words, channel="triage-web", bot=bot)

    maya.press("Approve", message=question(maya, "triage-web", wrote))

    eventually(lambda: saved(bot.desk, 1).ticket.status is Status.OPEN)


def test_who_writes_on_is_not_asked_twice_within_a_minute(company, bot, asked, maya):
    question(maya, "triage-web", write(maya, "Fine with me", channel="triage-web", bot=bot))

    write(maya, "but until March only", channel="triage-web", bot=bot)

    assert len(questions(bot, maya, "triage-web")) == 1


def test_who_writes_later_is_asked_again(company, bot, asked, maya):
    question(maya, "triage-web", write(maya, "Fine with me", channel="triage-web", bot=bot))
    company.advance(120)

    write(maya, "but until March only", channel="triage-web", bot=bot)

    assert len(questions(bot, maya, "triage-web")) == 2


def test_who_has_decided_is_not_asked(company, bot, asked, maya, ivo):
    ivo.press("Approve", message=card(ivo, "triage-web"))
    settled(bot)

    write(ivo, "Done by Monday", channel="triage-web", bot=bot)
    write(maya, "Great, Tom can do it", channel="triage-web", bot=bot)

    assert questions(bot, ivo, "triage-web") == questions(bot, maya, "triage-web") == []
