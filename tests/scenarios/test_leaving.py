"""Somebody leaves: what they owned and had to decide finds somebody else by the next tick."""

from dataclasses import replace

import pytest

from domain.ticket import Status
from tests.builders import IRIS, MAYA, TOM, a_catalogue, a_policy, saved
from tests.marks import on_both
from tests.scenarios.acting import buttons_of, card, eventually, file_request, settled, words_of
from tests.scenarios.conftest import start, stop
from workflows import catalogue


def leaves(company, bot, name):
    """Slack tells of it, and whatever follows is done."""
    person = company.person(name)
    person.deactivate()
    eventually(lambda: person.id in bot.desk.catalogue().roster.gone)
    bot.timetable.tick()
    settled(bot)


def history(person, channel="dm", *, number=1):
    person.press("History", message=card(person, channel, number=number))
    window = person.view(title=f"MT-{number} so far")
    person.close(window)
    return words_of(window)


@on_both
def test_open_tickets_move_to_the_next_person_who_is_told_and_the_leads_once(
    company, bot, anna, ivo
):
    for summary in ("Spring page", "Summer page"):
        file_request(anna, summary)
    settled(bot)
    ivo.press("Take it", message=card(ivo, "triage-web"))
    settled(bot)

    leaves(company, bot, "ivo")

    tom, iris, mara = (company.person(name) for name in ("tom", "iris", "mara"))
    tickets = [saved(bot.desk, number).ticket for number in (1, 2)]
    assert [(t.owner, t.status) for t in tickets] == [(TOM, Status.OPEN)] * 2
    assert "owned by <@U0TOM>" in words_of(card(tom, "triage-web"))
    assert tom.message("<@U0TOM> MT-1 is yours now, as <@U0IVO> has left", channel="triage-web")
    assert anna.message("<@U0TOM> looks after MT-1 now")
    for lead in (iris, mara):
        told = [m for m in lead.dm() if "2 open tickets went on: 2 to <@U0TOM>" in words_of(m)]
        assert len(told) == 1
    assert "handed it over to <@U0TOM>, as <@U0IVO> has left" in history(tom, "triage-web")
    assert tom.press("Take it", message=card(tom, "triage-web")).ok


@on_both
def test_the_leads_and_the_coordinators_hear_nothing_twice(company, bot, anna):
    file_request(anna)
    settled(bot)
    leaves(company, bot, "ivo")
    iris, noor = company.person("iris"), company.person("noor")
    said = len(iris.dm()), len(noor.dm())

    for _ in range(2):
        company.advance(3600)
        bot.timetable.tick()
    settled(bot)

    assert (len(iris.dm()), len(noor.dm())) == said


@on_both
def test_where_nobody_is_left_it_is_in_the_queue_and_somebody_can_take_it(company, bot, anna):
    file_request(anna)
    settled(bot)

    for name in ("tom", "ivo"):
        leaves(company, bot, name)

    iris = company.person("iris")
    assert saved(bot.desk, 1).ticket.owner is None
    assert "1 to the queue" in words_of(iris.message("<@U0IVO> has left"))
    assert iris.press("Take it", message=card(iris, "triage-web")).ok
    settled(bot)
    assert saved(bot.desk, 1).ticket.owner == IRIS


@on_both
def test_a_private_ticket_is_never_left_without_an_owner(company, bot, anna):
    file_request(anna, private=["private"])
    settled(bot)

    for name in ("tom", "ivo"):
        leaves(company, bot, name)

    iris = company.person("iris")
    assert saved(bot.desk, 1).ticket.owner == IRIS
    assert "is yours now" in words_of(iris.message("MT-1 is yours now"))
    assert not [m for m in iris.sees("triage-web") if "MT-1" in words_of(m)]


@on_both
def test_who_had_to_decide_is_replaced_and_the_other_hears_why(company, bot, anna, maya):
    catalogue.apply(bot.desk, _asks_maya_alone(), by="U0NOOR")
    file_request(anna, "Access for Ben", kind="access")
    settled(bot)
    assert saved(bot.desk, 1).approval.asked == (MAYA,)

    leaves(company, bot, "maya")

    tom = company.person("tom")
    assert saved(bot.desk, 1).approval.asked == (TOM,)
    assert "Approve" in buttons_of(card(tom))
    assert tom.message("<@U0MAYA> has left, so MT-1 waits for your decision now")
    assert "<@U0TOM> in place of <@U0MAYA>, who has left" in history(tom)
    assert tom.press("Approve", message=card(tom)).ok
    settled(bot)
    assert saved(bot.desk, 1).ticket.status is Status.OPEN


@on_both
def test_the_coordinators_hear_what_to_change_in_the_catalogue(company, bot):
    leaves(company, bot, "tom")

    words = words_of(company.person("noor").message("<@U0TOM> has left"))

    assert "the catalogue still names them: backup of Website." in words
    assert "Please name somebody else" in words


@on_both
def test_when_the_coordinator_has_left_the_leads_hear_it(company, bot):
    leaves(company, bot, "noor")

    for name in ("iris", "mara"):
        words = words_of(company.person(name).message("<@U0NOOR> has left"))
        assert "coordinator" in words


@on_both
def test_who_has_become_a_guest_is_not_asked_any_more(company, bot, anna, maya):
    catalogue.apply(bot.desk, _asks_maya_alone(), by="U0NOOR")
    file_request(anna, "Access for Ben", kind="access")
    settled(bot)
    shown = card(maya)

    maya.make_guest()
    eventually(lambda: MAYA in bot.desk.catalogue().roster.guests)
    maya.press("Approve", message=shown)
    bot.timetable.tick()
    settled(bot)

    assert saved(bot.desk, 1).ticket.status is Status.AWAITING_APPROVAL
    assert saved(bot.desk, 1).approval.asked == (TOM,)


@pytest.mark.parametrize("outsider", ["gus", "ola"])
@on_both
def test_guests_and_people_of_other_companies_are_not_asked_whoever_names_them(
    company, bot, anna, outsider
):
    person = company.person(outsider)
    policy = a_policy(person.id, MAYA)
    kinds = [replace(k, approval=policy if k.approval else None) for k in a_catalogue().types]
    catalogue.apply(bot.desk, a_catalogue(types=tuple(kinds)), by="U0NOOR")
    file_request(anna, "Access for Ben", kind="access")
    settled(bot)
    bot.timetable.tick()
    settled(bot)
    eventually(lambda: person.id in bot.desk.catalogue().roster.guests)
    eventually(lambda: person.id not in saved(bot.desk, 1).approval.asked)
    settled(bot)

    shown = [m for m in person.dm() if "*MT-1* ·" in words_of(m)]

    assert not any("Approve" in buttons_of(m) for m in shown)
    assert MAYA in saved(bot.desk, 1).approval.asked
    assert saved(bot.desk, 1).ticket.status is Status.AWAITING_APPROVAL


@on_both
def test_who_left_while_nobody_listened_is_found_at_the_next_start(company, settings, anna, ivo):
    from storage.transaction import Database  # noqa: PLC0415

    database = Database(settings.database_url, pool_size=30)
    bot = start(company, settings, database)
    file_request(anna)
    settled(bot)
    stop(company, bot)
    ivo.deactivate()
    company.advance(60)

    bot = start(company, settings, database)
    settled(bot)
    eventually(lambda: saved(bot.desk, 1).ticket.owner == TOM)

    stop(company, bot)
    database.close()


def _asks_maya_alone():
    company = a_catalogue()
    kinds = [replace(kind, approval=_only_maya(kind.approval)) for kind in company.types]
    return replace(company, types=tuple(kinds))


def _only_maya(policy):
    if policy is None:
        return None
    return replace(policy, steps=tuple(replace(s, approvers=(MAYA,)) for s in policy.steps))
