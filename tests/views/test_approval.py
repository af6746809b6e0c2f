"""What a card says of an approval, the form that asks why, and who is told."""

import pytest

from domain.approval import Advice, Answer, AskedStep, Outcome, Verdict
from domain.errors import FieldRefusal
from domain.message import Notice
from domain.notification import News
from domain.policy import Quorum
from domain.request import Filed
from tests.builders import (
    ANNA,
    IVO,
    MARA,
    MAYA,
    T0,
    TOM,
    TRIAGE,
    a_filed,
    a_ticket,
    an_approval,
)
from tests.views.sent import a_view, by_name
from views import approval as view
from views import approval_forms as forms

YES, CHANGES, NO = Verdict.APPROVED, Verdict.CHANGES_REQUESTED, Verdict.DECLINED


def answered(*verdicts, comment="", needs=Quorum.ANY):
    people = zip((MAYA, TOM), verdicts, strict=False)
    answers = tuple(
        Answer(approver=a, verdict=v, comment=comment, decided_at=T0 if v else None)
        for a, v in people
    )
    return an_approval(answers=answers, needs=needs)


def a_step(approver, **changes):
    return AskedStep(answers=(Answer(approver=approver),), **changes)


def strip(approval):
    return [block["elements"][0]["text"] for block in view.strip(approval)]


def told(verdict, *, comment="", channel=TRIAGE):
    filed = a_filed(version=3)
    decided = Filed(
        ticket=filed.ticket, brief=filed.brief, approval=answered(verdict, None, comment=comment)
    )
    return view.decided(decided, channel=channel)


@pytest.mark.parametrize(
    ("approval", "lines"),
    [
        (None, []),
        (an_approval(MAYA, ended=Outcome.CANCELLED), []),
        (answered(None), [f"Needs a yes from <@{MAYA}>"]),
        (answered(None, None), [f"Needs a yes from one of <@{MAYA}> and <@{TOM}>"]),
        (
            answered(YES, None, needs=Quorum.ALL),
            [f"Needs a yes from every one of <@{MAYA}> and <@{TOM}>", f"<@{MAYA}> approved"],
        ),
        (
            answered(NO, comment="Too <late>"),
            [f"Needs a yes from <@{MAYA}>", f"<@{MAYA}> declined:\n> Too &lt;late&gt;"],
        ),
        (
            answered(CHANGES, comment="Which one?"),
            [f"Needs a yes from <@{MAYA}>", f"<@{MAYA}> asked for changes:\n> Which one?"],
        ),
        (
            an_approval(MAYA, TOM, IVO, needs=Quorum.MAJORITY),
            [f"Needs a yes from 2 of <@{MAYA}>, <@{TOM}> and <@{IVO}>"],
        ),
        (
            an_approval(MAYA, ended=Outcome.EXPIRED),
            [f"Needs a yes from <@{MAYA}>", "Nobody decided in time: that is nobody's no"],
        ),
        (
            an_approval(answers=(Answer(approver=MAYA, verdict=YES, by=TOM),)),
            [f"Needs a yes from <@{MAYA}>", f"<@{TOM}> for <@{MAYA}> approved"],
        ),
        (
            an_approval(steps=(a_step(MAYA, name="Budget"), a_step(TOM, number=1))),
            [f"1. Budget: needs a yes from <@{MAYA}>\n2: then <@{TOM}>"],
        ),
        (
            an_approval(
                steps=(
                    AskedStep(answers=(Answer(approver=MAYA, verdict=YES, comment="Fine"),)),
                    a_step(TOM, number=1, name="Data"),
                )
            ),
            [
                f"1: <@{MAYA}> approved\n2. Data: needs a yes from <@{TOM}>",
                f"<@{MAYA}> approved:\n> Fine",
            ],
        ),
        (
            an_approval(MARA, by=IVO, because="900 <EUR>"),
            [f"Needs a yes from <@{MARA}>\n<@{IVO}> asks: 900 &lt;EUR&gt;"],
        ),
    ],
)
def test_the_card_says_who_was_asked_and_what_they_said(approval, lines):
    assert strip(approval) == lines


@pytest.mark.parametrize(
    ("verdict", "title", "label", "submit"),
    [
        (NO, "Decline MT-7", "Why not, and what could help instead?", "Decline"),
        (CHANGES, "Changes to MT-7", "What has to change?", "Request changes"),
    ],
)
def test_the_form_asks_for_words_that_help(verdict, title, label, submit):
    form = forms.form(a_ticket(), verdict, value="7:2.0")

    assert form["title"]["text"] == title
    assert form["submit"]["text"] == submit
    assert by_name(form)["comment"]["label"]["text"] == label
    assert not by_name(form)["comment"]["optional"]


@pytest.mark.parametrize("verdict", [NO, CHANGES])
def test_what_the_form_carries_is_read_back(verdict):
    form = forms.form(a_ticket(id=12), verdict, value="12:2.0")

    sent = a_view(form, comment="  Not\u202e this week\x00 ")

    assert forms.read_form(sent) == forms.Said(
        verdict=verdict, ticket_id=12, turn="2.0", comment="Not this week"
    )


def test_a_yes_may_do_without_words_and_a_no_says_what_comes_next():
    yes = forms.form(a_ticket(), YES, value="7:1.0")
    no = forms.form(a_ticket(), NO, value="7:1.0")

    chosen = a_view(no, comment="Too dear", advice="nothing")
    assert forms.read_form(a_view(yes, comment=None)).comment == ""
    assert forms.read_form(chosen).advice is Advice.NOTHING
    initial = by_name(no)["advice"]["element"]["initial_option"]
    assert initial["value"] == Advice.FILE_ANEW


def test_asking_by_hand_names_people_how_many_and_why():
    form = forms.asking_form(a_ticket())

    sent = a_view(form, people=(MAYA, TOM), needs="all", because="It is dear")

    assert forms.read_asking_form(sent) == (7, (MAYA, TOM), Quorum.ALL, "It is dear")


@pytest.mark.parametrize("because", [None, " ", "x" * 1001])
def test_asking_by_hand_needs_a_reason(because):
    sent = a_view(forms.asking_form(a_ticket()), people=(MAYA,), needs="any", because=because)

    with pytest.raises(FieldRefusal) as refusal:
        forms.read_asking_form(sent)

    assert "because" in refusal.value.problems


@pytest.mark.parametrize(
    ("comment", "problem"),
    [
        (None, "Please write a line"),
        (" \n ", "Please write a line"),
        ("\u200b\x00\ud800", "Please write a line"),
        ("x" * 1001, "The comment can have 1000 characters; this has 1001"),
    ],
)
def test_a_comment_that_says_nothing_or_too_much_is_told_beside_its_field(comment, problem):
    form = forms.form(a_ticket(), NO, value="7:1.0")

    with pytest.raises(FieldRefusal) as refusal:
        forms.read_form(a_view(form, comment=comment))

    assert refusal.value.problems["comment"].startswith(problem)


@pytest.mark.parametrize(
    ("verdict", "comment", "words"),
    [
        (YES, "", f"<@{MAYA}> approved MT-7. <@{IVO}> takes it from here."),
        (
            CHANGES,
            "Which one?",
            f"<@{MAYA}> asked for changes to MT-7. Edit and resubmit with the button above.\n"
            "> Which one?",
        ),
        (
            NO,
            "No <time>",
            f"<@{MAYA}> declined MT-7. You can file a new request at any time.\n> No &lt;time&gt;",
        ),
    ],
)
def test_the_requester_hears_the_verdict_and_what_comes_next(verdict, comment, words):
    to_requester = told(verdict, comment=comment)[0]

    assert to_requester == Notice(
        key="MT-7.v3:requester",
        to=ANNA,
        thread="MT-7:requester",
        text=words,
        why="You asked for it.",
        news=News.PROGRESS if verdict is YES else News.NEEDS_YOU,
    )


def test_on_a_yes_the_owner_hears_that_it_is_theirs():
    [_, to_owner] = told(YES)

    assert (to_owner.to, to_owner.thread) == (TRIAGE, f"MT-7:triage:{TRIAGE}")
    assert to_owner.text == f"<@{IVO}> MT-7 is approved: it is yours to take."
    assert (to_owner.calls, to_owner.why) == (IVO, "You own it.")


@pytest.mark.parametrize(("verdict", "channel"), [(NO, TRIAGE), (CHANGES, TRIAGE), (YES, None)])
def test_elsewhere_only_the_requester_hears_of_it(verdict, channel):
    assert [notice.to for notice in told(verdict, channel=channel)] == [ANNA]


@pytest.mark.parametrize("approval", [None, answered(YES, None, needs=Quorum.ALL)])
def test_nothing_is_told_before_the_step_is_settled(approval):
    filed = a_filed()

    undecided = Filed(ticket=filed.ticket, brief=filed.brief, approval=approval)

    assert view.decided(undecided, channel=TRIAGE) == []


@pytest.mark.parametrize(
    ("card", "where"), [("https://x/1", "<https://x/1|its card>"), (None, "its card")]
)
def test_a_nudge_says_where_the_buttons_are_once_a_day(card, where):
    nudge = view.nudge(a_ticket(), MAYA, date="2026-03-03", card=card)

    assert (nudge.key, nudge.to) == (f"MT-7:nudge:2026-03-03:{MAYA}", MAYA)
    assert nudge.text == (
        f"MT-7 still waits for your decision: _Spring campaign page_. The buttons are on {where}."
    )
