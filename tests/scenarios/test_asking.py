"""Approvals in motion, through the real Bolt app: steps, time-outs, reminders, asking by hand."""

from dataclasses import replace

import pytest

from domain.history import Event
from domain.policy import Policy, Quorum, Role, Step, TimeOut
from domain.roster import Delegation
from domain.ticket import Status
from sandbox.desk import shown_words
from tests.builders import (
    ANNA,
    IVO,
    MARA,
    MAYA,
    T0,
    TOM,
    a_catalogue,
    a_field,
    a_policy,
    saved,
)
from tests.marks import on_both
from tests.scenarios.acting import (
    buttons_of,
    card,
    eventually,
    file_request,
    settled,
    words_of,
)
from tests.scenarios.test_home import opened
from views import ids
from workflows import catalogue

OVERDUE = "2026-03-02T15:30:00+00:00"  # 16:30 in Berlin, after six working hours


def asking(bot, policy, **changes):
    """Access is asked of these from now on."""
    kinds = a_catalogue().types
    kinds = tuple(replace(k, approval=policy, **changes) if k.approval else k for k in kinds)
    catalogue.apply(bot.desk, a_catalogue(types=kinds), by="U0NOOR")


def filed(bot, anna, policy, **changes):
    asking(bot, policy, **changes)
    file_request(anna, "Access for Ben", kind="access")
    settled(bot)


def tick(company, bot, at=OVERDUE):
    company.clock_to(at)
    bot.timetable.tick()
    settled(bot)


def private_words(person, channel="dm"):
    """The last thing that only this person sees."""
    seen = [m for m in person.sees(channel) if m.get("only_for")]
    return words_of(seen[-1]) if seen else ""


def said(person, words):
    """What a press on Home was answered with, among the messages with the app."""
    return eventually(lambda: [m for m in person.dm() if words in words_of(m)], what=words)


def kept(bot):
    """The last that the history tells: what, by whom, in which words."""
    with bot.desk.reading() as tx:
        last = tx.history.of(1)[-1]
    return last.event, last.by, last.words


def stands(bot):
    return saved(bot.desk, 1).ticket.status


TWO_STEPS = Policy(
    steps=(
        Step(name="Budget", approvers=(MAYA,), within=6),
        Step(name="Security", approvers=(TOM, IVO), within=6),
    )
)


@on_both
def test_one_step_after_the_other_each_gets_a_card_and_the_requester_hears_how_far_it_is(
    company, bot, anna, maya
):
    tom = company.person("tom")
    filed(bot, anna, TWO_STEPS)
    assert "then one of <@U0TOM>" in words_of(card(maya))
    assert not [m for m in tom.dm() if "MT-1" in words_of(m)]

    maya.press("Approve", message=card(maya))
    settled(bot)

    told = words_of(anna.message("said yes to MT-1, step 1 of 2"))
    assert "Now <@U0TOM> or <@U0IVO> decides by" in told
    assert "Approve" in buttons_of(card(tom))
    assert "1. Budget: <@U0MAYA> approved" in words_of(card(tom))
    assert "Approve" not in buttons_of(card(maya))
    tom.press("Approve", message=card(tom))
    settled(bot)
    assert stands(bot) is Status.OPEN


@pytest.mark.parametrize(
    ("then", "who", "words", "event"),
    [
        (TimeOut.REMIND, "maya", "waits for your decision since", Event.REMINDED),
        (TimeOut.ADD_BACKUP, "tom", "so you are asked, too", Event.BACKUP_ADDED),
        (TimeOut.REPLACE, "tom", "so you are asked instead", Event.APPROVER_REPLACED),
        (TimeOut.CANCEL, "anna", "It is nobody's no", Event.EXPIRED),
    ],
)
@on_both
def test_when_a_steps_time_is_over_its_one_action_is_taken_and_told(
    company, bot, anna, then, who, words, event
):
    filed(bot, anna, a_policy(MAYA, within=6, then=then))

    tick(company, bot)

    assert words in words_of(company.person(who).message(words))
    assert ("Approve" in buttons_of(card(company.person("tom")))) if who == "tom" else True
    assert kept(bot)[:2] == (event, None)


@on_both
def test_what_expired_is_asked_again_with_one_press(company, bot, anna, maya):
    filed(bot, anna, a_policy(MAYA, within=6, then=TimeOut.CANCEL))
    old = opened(maya)
    tick(company, bot)
    assert stands(bot) is Status.EXPIRED
    assert "nobody's no" in words_of(card(anna))
    maya.press("Approve", view=old)
    said(maya, "is over, so your answer was not counted")
    assert kept(bot)[2] == "Approve, but the time for it was over"

    anna.press("Ask again", message=card(anna))
    settled(bot)

    assert (stands(bot), saved(bot.desk, 1).approval.round) == (Status.AWAITING_APPROVAL, 2)
    assert maya.message("<@U0ANNA> asks you again")
    maya.press("Approve", message=card(maya))
    settled(bot)
    assert stands(bot) is Status.OPEN


@on_both
def test_what_expired_is_asked_again_from_home(company, bot, anna):
    filed(bot, anna, a_policy(MAYA, within=6, then=TimeOut.CANCEL))
    tick(company, bot)

    home = opened(anna)
    assert "Nobody decided in time: press *Ask again*" in shown_words(home)
    anna.press("Ask again", view=home)
    settled(bot)

    assert stands(bot) is Status.AWAITING_APPROVAL


@on_both
def test_the_requester_reminds_once_a_day_and_hears_when_again(company, bot, anna, maya):
    filed(bot, anna, a_policy(MAYA))

    anna.press("Remind them", message=card(anna))
    settled(bot)
    assert maya.message("<@U0ANNA> asks whether you can decide on MT-1")
    eventually(lambda: "I reminded <@U0MAYA>" in private_words(anna))
    anna.press("Remind them", message=card(anna))

    eventually(lambda: "You can again tomorrow" in private_words(anna))
    assert len([m for m in maya.dm() if "asks whether" in words_of(m)]) == 1


@on_both
def test_it_asks_for_a_yes_by_hand_and_work_goes_on_where_it_was(company, bot, anna, ivo):
    file_request(anna)
    settled(bot)
    ivo.press("Take it", message=card(ivo, "triage-web"))
    settled(bot)

    ivo.press("Ask for a yes…", message=card(ivo, "triage-web"))
    form = ivo.view(title="Ask: MT-1")
    refused = ivo.submit({"people": [ANNA], "because": "It costs 900 EUR"}, view=form)
    assert "their own request" in refused.errors["people"]
    outcome = ivo.submit({"people": [MARA], "because": "It costs 900 EUR"}, view=form)
    settled(bot)

    assert outcome.closed, outcome
    mara = company.person("mara")
    assert "<@U0IVO> asks: It costs 900 EUR" in words_of(card(mara))
    assert "It costs 900 EUR" in words_of(anna.message("asked for a yes before MT-1 goes on"))
    mara.press("Approve", message=card(mara))
    settled(bot)
    assert stands(bot) is Status.IN_PROGRESS


@on_both
def test_a_yes_may_come_with_a_comment_and_a_no_names_what_comes_next(company, bot, anna, maya):
    filed(bot, anna, a_policy(MAYA, TOM, needs=Quorum.ALL))
    tom = company.person("tom")

    maya.choose(ids.APPROVE_WITH_COMMENT, "Approve with a comment…", message=card(maya))
    maya.submit({"comment": "Until March"}, view=maya.view(title="Approve MT-1"))
    settled(bot)
    tom.press("Decline", message=card(tom))
    tom.submit(
        {"comment": "Ben has left", "advice": "nothing"}, view=tom.view(title="Decline MT-1")
    )
    settled(bot)

    assert "Until March" in words_of(card(anna))
    assert "Nothing more is to be done here" in words_of(anna.message("declined MT-1"))
    assert "nothing, <@U0TOM> declined it for good" in words_of(card(anna))


@on_both
def test_what_is_locked_is_text_in_the_form_and_stays(company, bot, anna):
    price = a_field(key="price", label="Price")
    policy = replace(a_policy(MAYA), locked=("price", "purpose"), material=("price",))
    asking(bot, policy, fields=(price,))
    anna.command("/request", "Access for Ben", channel="marketing")
    anna.choose("type", "access", view=anna.view(title="New request"))
    eventually(lambda: "field.access.price" in str(anna.view()))
    anna.submit({"purpose": "Work", "field.access.price": "900 EUR"})
    settled(bot)

    anna.press("Edit", message=card(anna))
    form = anna.view(title="Edit MT-1")
    assert "cannot be changed while <@U0MAYA> decides" in str(form)
    assert "A change of" not in str(form)  # what would ask again is locked
    assert "900 EUR" in str(form)
    inputs = [b["block_id"] for b in form["blocks"] if b["type"] == "input"]
    assert not {"type", "purpose", "field.access.price"} & set(inputs)
    outcome = anna.submit({"summary": "Access for Ben and Cem"}, view=form)
    settled(bot)

    assert outcome.closed, outcome
    after = saved(bot.desk, 1)
    assert after.ticket.summary == "Access for Ben and Cem"
    assert (after.brief.purpose, after.brief.values[0].answers) == ("Work", ("900 EUR",))
    assert after.approval.round == 1


@pytest.mark.parametrize(
    ("approver", "why"),
    [
        (Role.AREA_OWNER, "You own Website"),
        (MAYA, "You decide on requests of this type"),
        (Role.IT_LEAD, "You lead IT"),
    ],
)
def test_an_approver_reads_why_they_are_asked(company, bot, anna, approver, why):
    filed(bot, anna, a_policy(approver))

    [asked] = saved(bot.desk, 1).approval.asked
    person = company.person({IVO: "ivo", MAYA: "maya"}.get(asked, "iris"))
    assert why in words_of(card(person))


@on_both
def test_who_stands_in_reads_for_whom_and_until_when(company, bot, anna):
    asking(bot, a_policy(MAYA))
    until = T0.replace(day=6)
    handed = Delegation(person=MAYA, to=TOM, begins=T0, ends=until, by=MAYA)
    with bot.desk.transaction() as tx:
        tx.rosters.delegate(handed)
    file_request(anna, "Access for Ben", kind="access")
    settled(bot)

    assert "You stand in for <@U0MAYA> until Fri 6 Mar 2026" in words_of(
        card(company.person("tom"))
    )


@on_both
def test_a_press_on_what_is_long_over_says_where_it_stands(company, bot, anna, maya):
    filed(bot, anna, a_policy(MAYA))
    old = opened(maya)
    maya.press("Approve", message=card(maya))
    settled(bot)
    company.clock_to("2027-03-02T09:30:00+00:00")

    maya.press("Approve", view=old)

    said(maya, "MT-1 is open now. You approved it already")
    assert kept(bot) == (Event.NOT_COUNTED, MAYA, "Approve, but that was decided already")
    tom = company.person("tom")
    assert "Take it" in buttons_of(card(tom, "triage-web"))
    tom.press("History", message=card(tom, "triage-web"))
    assert "pressed what did not count: “Approve, but that was decided already”" in words_of(
        tom.view(title="MT-1 so far")
    )


@on_both
def test_who_was_replaced_is_told_that_nothing_is_needed(company, bot, anna, maya):
    filed(bot, anna, a_policy(MAYA, within=6, then=TimeOut.REPLACE))
    old = opened(maya)
    tick(company, bot)

    assert "Approve" not in buttons_of(card(maya))
    maya.press("Approve", view=old)

    said(maya, "Others decide on MT-1 by now")
    assert kept(bot) == (Event.NOT_COUNTED, MAYA, "Approve, but others are asked by now")
    assert "Approve" in buttons_of(card(company.person("tom")))


@on_both
def test_a_change_says_whom_it_asks_again_before_it_is_sent(company, bot, anna, maya):
    filed(bot, anna, replace(a_policy(MAYA, TOM), material=("purpose",)))

    anna.press("Edit", message=card(anna))
    form = anna.view(title="Edit MT-1")

    asks = "A change of what it is for asks <@U0MAYA> and <@U0TOM> again."
    assert asks in str(form)
    anna.submit({"purpose": "Something else"}, view=form)
    settled(bot)
    assert maya.message("has changed and waits for you again")


@on_both
def test_a_button_of_an_older_round_does_not_count(company, bot, anna, maya):
    filed(bot, anna, a_policy(MAYA))
    old = opened(maya)
    anna.press("Edit", message=card(anna))
    anna.submit({"purpose": "Something else"}, view=anna.view(title="Edit MT-1"))
    settled(bot)

    maya.press("Approve", view=old)

    said(maya, "MT-1 has changed since you were asked")
    assert stands(bot) is Status.AWAITING_APPROVAL
    assert saved(bot.desk, 1).approval.round == 2
    assert kept(bot)[2] == "Approve, but it had changed since they were asked"
    assert "Approve" in buttons_of(card(maya))
