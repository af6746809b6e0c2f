"""What a policy asks for: of whom, how many of them, for which requests; said before it is sent."""

from dataclasses import replace

import pytest

from domain.catalogue import SideMembers
from domain.condition import Condition, Test
from domain.form import FieldKind
from domain.history import Event
from domain.people import Side
from domain.policy import Policy, Quorum, Role, Step
from domain.roster import Absence
from domain.ticket import Status
from tests.builders import (
    ANNA,
    DANA,
    IRIS,
    IVO,
    MARA,
    MAYA,
    NOOR,
    T0,
    TOM,
    a_catalogue,
    a_field,
    a_gate,
    a_policy,
    saved,
)
from tests.marks import on_both
from tests.scenarios.acting import buttons_of, card, eventually, file_request, settled, words_of
from tests.scenarios.test_home import opened
from workflows import catalogue

PRICE = a_field(key="price", label="What does it cost?", kind=FieldKind.NUMBER)
WHO = a_field(key="who", label="Who answers for it?", kind=FieldKind.PEOPLE)
DEAR = Condition(subject="price", test=Test.LEAST, values=("5000",))


def asking(bot, policy, *fields, **changes):
    """Access asks for these fields, and needs these people's yes."""
    page, access = a_catalogue().types
    access = replace(access, approval=policy, fields=fields)
    managed = {"managers": {ANNA: MARA}, "privacy": a_gate()} | changes
    catalogue.apply(bot.desk, a_catalogue(types=(page, access), **managed), by="U0NOOR")
    catalogue.refresh(bot.desk)


def begun(person):
    """A form for access, once it shows what that asks."""
    person.command("/request", "Access for Ben", channel="marketing")
    person.choose("type", "access", values={"purpose": "Reports"})
    eventually(lambda: "Work starts once" in said(person), what="who will be asked")


def said(person):
    return words_of(person.view())


def the_website(**changes):
    return replace(a_catalogue().areas[0], **changes)


def history(bot):
    with bot.desk.reading() as tx:
        return tx.history.of(1)


def stands(bot):
    return saved(bot.desk, 1).ticket.status


@on_both
@pytest.mark.parametrize(
    ("needs", "wanted"), [(Quorum.ANY, 1), (Quorum.ALL, 3), (Quorum.MAJORITY, 2), (2, 2)]
)
def test_as_many_yeses_settle_it_as_the_policy_says(company, bot, anna, needs, wanted):
    asking(bot, a_policy(MAYA, TOM, IVO, needs=needs))
    file_request(anna, "Access for Ben", kind="access")
    settled(bot)

    for name in ("maya", "tom", "ivo")[:wanted]:
        assert stands(bot) is Status.AWAITING_APPROVAL
        person = company.person(name)
        person.press("Approve", message=card(person))
        settled(bot)

    assert stands(bot) is Status.OPEN


@on_both
@pytest.mark.parametrize(
    ("approver", "asked", "why"),
    [
        (MAYA, MAYA, "You decide on requests of this type"),
        (Role.AREA_OWNER, IVO, "You own Website"),
        (Role.AREA_BACKUP, TOM, "You back up Website"),
        (Role.IT_LEAD, IRIS, "You lead IT"),
        (Role.MARKETING_LEAD, MARA, "You lead marketing"),
        (Role.MANAGER, MARA, "You are <@U0ANNA>'s manager"),
        (Role.DATA_PROTECTION, DANA, "You look after data protection"),
    ],
)
def test_whoever_a_policy_means_is_asked_and_reads_why(company, bot, anna, approver, asked, why):
    asking(bot, a_policy(approver))
    file_request(anna, "Access for Ben", kind="access")
    settled(bot)

    [person] = saved(bot.desk, 1).approval.asked
    assert person == asked
    person = company.person(person)
    assert why in words_of(card(person))
    person.press("Approve", message=card(person))
    settled(bot)
    assert stands(bot) is Status.OPEN


@on_both
def test_whoever_the_form_names_decides_but_never_who_asks(company, bot, anna, maya):
    asking(bot, a_policy("field:who"), WHO)
    begun(anna)
    assert "asked because nobody else who is meant can decide on it" in said(anna)
    anna.choose("field.access.who", [MAYA, ANNA])
    eventually(
        lambda: "Work starts once <@U0MAYA> has said yes." in said(anna), what="whom it asks"
    )
    assert "who is meant" not in said(anna)
    assert anna.submit({}).closed
    settled(bot)

    assert saved(bot.desk, 1).approval.asked == (MAYA,)
    maya.press("Approve", message=card(maya))
    settled(bot)

    assert stands(bot) is Status.OPEN


@on_both
@pytest.mark.parametrize(("price", "asked"), [("4999", [MAYA]), ("5000", [MAYA, MARA])])
def test_a_step_is_asked_only_of_requests_that_it_is_for(company, bot, anna, maya, price, asked):
    steps = (Step(approvers=(MAYA,)), Step(approvers=(MARA,), when=(DEAR,)))
    asking(bot, Policy(steps=steps), PRICE)
    begun(anna)
    assert "Work starts once <@U0MAYA> has said yes." in said(anna)
    assert "Depending on “What does it cost?”, <@U0MARA> will be asked, too." in said(anna)
    assert anna.submit({"field.access.price": price}).closed
    settled(bot)

    steps = saved(bot.desk, 1).approval.steps
    assert [answer.approver for step in steps for answer in step.answers] == asked
    maya.press("Approve", message=card(maya))
    settled(bot)
    assert stands(bot) is (Status.AWAITING_APPROVAL if MARA in asked else Status.OPEN)


@on_both
def test_what_is_withdrawn_while_it_waits_is_nobodys_no(company, bot, anna, maya):
    asking(bot, a_policy(MAYA))
    file_request(anna, "Access for Ben", kind="access")
    settled(bot)
    old = opened(maya)

    anna.press("Withdraw", message=card(anna))
    settled(bot)

    after = saved(bot.desk, 1)
    assert (after.ticket.status, after.approval.is_cancelled) == (Status.CANCELLED, True)
    assert "Approve" not in buttons_of(card(maya))
    maya.press("Approve", view=old)
    eventually(lambda: [m for m in maya.dm() if "It was taken back" in words_of(m)])
    [*_, withdrawn, refused] = history(bot)
    assert (withdrawn.event, withdrawn.by) == (Event.WITHDRAWN, ANNA)
    assert (refused.event, refused.by) == (Event.NOT_COUNTED, MAYA)


@on_both
def test_where_nobody_else_could_say_yes_the_form_says_so_and_files_nothing(company, bot, anna):
    """Anna is everybody who could be asked."""
    sides = {side: SideMembers(lead=ANNA, people=(ANNA,)) for side in Side}
    alone = {"sides": sides, "coordinators": (ANNA,), "managers": {}}
    asking(bot, a_policy(Role.IT_LEAD), areas=(the_website(owner=ANNA, backup=None),), **alone)
    anna.command("/request", "Access for Ben", channel="marketing")
    anna.choose("type", "access", values={"purpose": "Reports"})

    nobody = "nobody but you could give it for Website. Please ask the desk's coordinator"
    eventually(lambda: nobody in said(anna), what="that nobody could")
    outcome = anna.submit({})

    assert nobody in " ".join(outcome.errors.values())
    with bot.desk.reading() as tx:
        assert tx.tickets.filed_since(T0, requester=ANNA) == []


@on_both
def test_where_nobody_who_was_named_may_decide_the_next_in_line_is_asked_and_it_is_kept(
    company, bot, anna
):
    asking(bot, a_policy(ANNA))
    begun(anna)
    tells = "<@U0TOM> is asked because nobody else who is meant can decide on it"
    assert tells in said(anna)
    assert anna.submit({}).closed
    settled(bot)

    tom = company.person("tom")
    assert "Approve" in buttons_of(card(tom))
    [kept] = [row for row in history(bot) if row.event is Event.APPROVER_REPLACED]
    assert "who comes next, as whoever was meant" in kept.words
    tom.press("Approve", message=card(tom))
    settled(bot)
    assert stands(bot) is Status.OPEN


@on_both
def test_while_nobody_is_there_who_could_decide_leads_and_coordinators_hear_it_once_a_day(
    company, bot, anna, maya
):
    asking(bot, a_policy(MAYA))
    file_request(anna, "Access for Ben", kind="access")
    settled(bot)
    with bot.desk.transaction() as tx:
        for person in (MAYA, TOM, IVO, IRIS, NOOR):
            tx.rosters.be_away(Absence(person=person, begins=T0, ends=T0.replace(day=9)))
        tx.rosters.changed()

    for hour in (10, 11):
        company.clock_to(f"2026-03-02T{hour}:30:00+00:00")
        bot.timetable.tick()
        settled(bot)

    for name in ("iris", "mara", "noor"):
        words = "MT-1 waits for a yes, and nobody is there who could give it"
        assert len([m for m in company.person(name).dm() if words in words_of(m)]) == 1
    assert [row.event for row in history(bot)].count(Event.STUCK) == 1
    maya.press("Approve", message=card(maya))
    settled(bot)
    assert stands(bot) is Status.OPEN
