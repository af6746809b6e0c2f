"""Routed, taken, handed over, moved, shared: by the people of IT, and by itself."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.catalogue import Area, Assign, RoutingRule
from domain.condition import Condition, Test
from domain.errors import TicketNotFound
from domain.history import Event
from domain.roster import Absence
from domain.ticket import Status
from tests.builders import IRIS, IVO, MARA, MAYA, NOOR, SHARED, T0, TOM, a_catalogue, saved
from tests.marks import on_both
from tests.scenarios.acting import buttons_of, card, eventually, file_request, settled, words_of
from views import ids
from workflows import catalogue

CRM = Area(key="crm", name="CRM", owner=MAYA, triage=SHARED)
[WEBSITE] = a_catalogue().areas
HAND_OVER = "Hand over MT-1"


@pytest.fixture
def wide(bot):
    return in_force(bot)


@pytest.fixture
def open_ticket(wide, anna):
    file_request(anna)
    settled(wide)


def in_force(bot, *, website=WEBSITE, crm=CRM):
    catalogue.apply(bot.desk, a_catalogue(areas=(website, crm)), by=NOOR)
    bot.desk.refresh()
    return bot


def away(bot, *people):
    with bot.desk.transaction() as tx:
        for person in people:
            begins, ends = T0 - timedelta(days=1), T0 + timedelta(days=2)
            tx.rosters.be_away(Absence(person=person, begins=begins, ends=ends))


def hand_on(bot, person, values, *, way=None, channel="triage-web"):
    person.press("Hand over…", message=card(person, channel))
    if way:
        person.choose(ids.HANDING_WAY, way)
        eventually(lambda: f":{way}" in person.view()["private_metadata"])
    outcome = person.submit(values)
    assert outcome.closed, outcome
    settled(bot)


def write(bot, person, words, *, channel):
    """Below the card there; waits until it is kept."""
    person.say(words, channel=channel, thread_ts=card(person, channel)["ts"])
    eventually(lambda: words in [comment.words for comment in comments(bot)])
    settled(bot)


def comments(bot):
    with bot.desk.reading() as tx:
        return tx.comments.of(1)


def history(bot, number=1):
    with bot.desk.reading() as tx:
        return tx.history.of(number)


def owner(bot):
    return saved(bot.desk, 1).ticket.owner


def direct(person, words):
    return [m for m in person.sees("dm") if words in words_of(m)]


@on_both
def test_a_ticket_is_handed_over_with_a_reason_that_both_people_read(
    bot, open_ticket, company, anna, ivo, maya
):
    hand_on(bot, ivo, {"to": MAYA, "words": "She knows <!channel> forms"})

    assert owner(bot) == MAYA
    said = maya.message("is yours now, says <@U0IVO>", channel="triage-web")
    assert said["thread_ts"] == card(maya, "triage-web")["ts"]
    assert "&lt;!channel&gt; forms" in words_of(said)
    assert f"<@{MAYA}> takes it" in words_of(card(anna))
    last = history(bot)[-1]
    assert (last.event, last.owner) == (Event.HANDED_OVER, MAYA)
    ivo.press("History", message=card(ivo, "triage-web"))
    shown = str(ivo.view("MT-1 so far"))
    assert "<@U0IVO> handed it over to <@U0MAYA>" in shown


@pytest.mark.parametrize(
    ("values", "field", "why"),
    [
        ({"to": "U0ANNA", "words": "Why not"}, "to", "Only people of IT"),
        ({"to": "U0GUS", "words": "Why not"}, "to", "Only people of IT"),
        ({"to": IVO, "words": "Why not"}, "to", "have it already"),
    ],
)
@on_both
def test_who_may_not_own_it_is_refused_beside_the_field(bot, open_ticket, ivo, values, field, why):
    ivo.press("Hand over…", message=card(ivo, "triage-web"))

    refused = ivo.submit(values)

    assert why in refused.errors[field]
    assert owner(bot) == IVO


def test_who_does_not_have_it_any_more_hears_of_it_directly(bot, open_ticket, company, ivo):
    hand_on(bot, company.person("iris"), {"to": TOM, "words": "Ivo has too much"})

    assert direct(ivo, "MT-1 is with <@U0TOM> now, says <@U0IRIS>")


@on_both
def test_the_old_card_says_where_a_ticket_went_and_leads_there(
    bot, open_ticket, company, anna, ivo, maya
):
    write(bot, ivo, "I looked at the old form", channel="triage-web")

    hand_on(bot, ivo, {"area": "crm", "words": "It is about leads"}, way="area")

    assert (saved(bot.desk, 1).ticket.area, owner(bot)) == ("crm", MAYA)
    new = card(maya, "martech")
    old = ivo.message("MT-1 went on to <#C0MARTECH>", channel="triage-web")
    assert f"p{new['ts'].replace('.', '')}" in words_of(old)
    assert buttons_of(old) == []
    followed = maya.message("I looked at the old form", channel="martech")
    assert followed["thread_ts"] == new["ts"]
    assert "It is about leads" in words_of(maya.message("moved MT-1 here", channel="martech"))
    assert "routed it to CRM" in words_of(new)


def test_who_decides_in_the_other_area_is_asked_anew(bot, anna, ivo, company):
    in_force(bot, crm=replace(CRM, owner=TOM))
    file_request(anna, kind="access")
    settled(bot)

    hand_on(bot, ivo, {"area": "crm", "words": "It is about leads"}, way="area")

    approval = saved(bot.desk, 1).approval
    assert (approval.round, approval.asked) == (2, (MAYA, TOM))
    assert direct(company.person("maya"), "MT-1 came to CRM, so it needs your yes")
    assert "approval is asked anew" in history(bot)[-2].words


@on_both
def test_two_areas_work_on_one_ticket_until_one_is_no_longer_needed(
    bot, open_ticket, company, ivo, maya
):
    hand_on(bot, ivo, {"area": "crm"}, way="share")

    assert "asks CRM to work on MT-1, too" in words_of(
        maya.message("work on MT-1, too", channel="martech")
    )
    write(bot, maya, "The list is ready", channel="martech")
    there = ivo.message("The list is ready", channel="triage-web")
    assert there["thread_ts"] == card(ivo, "triage-web")["ts"]
    maya.press("Take it", message=card(maya, "martech"))
    settled(bot)
    assert "works on it and says when it is done" in words_of(card(ivo, "triage-web"))

    hand_on(bot, ivo, {"area": "crm"}, way="unshare")

    assert maya.message("MT-1 went on to <#C0TRIAGE>", channel="martech")
    events = [entry.event for entry in history(bot)]
    assert events[-1] is Event.UNSHARED
    assert Event.SHARED in events


@on_both
def test_where_nobody_is_there_both_leads_are_asked_and_one_assigns(bot, wide, company, anna):
    iris, mara, tom = (company.person(name) for name in ("iris", "mara", "tom"))
    away(bot, IVO, TOM)

    file_request(anna)
    settled(bot)

    assert owner(bot) is None
    asked = iris.message("has nobody to look after it", channel="dm")
    assert buttons_of(asked) == ["Assign…"]
    assert mara.message("has nobody to look after it", channel="dm")
    why = words_of(card(tom, "triage-web"))
    assert "it is in the queue, as nobody of its people is there" in why
    assert "<@U0IVO> is away until Wed 4 Mar 2026" in why

    mara.press("Assign…", message=mara.message("has nobody to look after it", channel="dm"))
    assert mara.submit({"to": MAYA}).closed
    settled(bot)

    assert owner(bot) == MAYA
    for lead in (iris, mara):
        assert lead.message("MT-1 is with <@U0MAYA> now. Nothing is needed", channel="dm")


@on_both
def test_while_both_leads_are_away_the_coordinator_assigns(bot, wide, company, anna):
    noor = company.person("noor")
    away(bot, IVO, TOM, IRIS, MARA)
    file_request(anna)
    settled(bot)

    noor.press("Assign…", message=noor.message("has nobody to look after it", channel="dm"))
    assert noor.submit({"to": MAYA}).closed
    settled(bot)

    assert owner(bot) == MAYA


@on_both
def test_a_private_ticket_never_lies_in_a_queue(bot, wide, company, anna):
    away(bot, IVO, TOM)

    file_request(anna, private=["private"])
    settled(bot)

    assert owner(bot) == IRIS
    assert card(company.person("iris"))
    assert not any("MT-1" in words_of(m) for m in company.person("mara").sees("dm"))


@on_both
def test_what_is_not_taken_goes_on_to_the_next_person_and_then_to_the_leads(
    bot, company, anna, ivo
):
    in_force(bot, website=replace(WEBSITE, answer_within=4))
    tom, iris = company.person("tom"), company.person("iris")
    file_request(anna)
    settled(bot)

    company.clock_to(T0 + timedelta(hours=4, minutes=1))
    bot.timetable.tick()
    settled(bot)

    assert owner(bot) == TOM
    assert tom.message("MT-1 is yours now, as it was not taken in time", channel="triage-web")
    assert direct(ivo, "MT-1 went on to <@U0TOM>")

    company.clock_to(T0 + timedelta(hours=18))  # the night: nobody is called
    bot.timetable.tick()
    assert owner(bot) == TOM

    company.clock_to(T0 + timedelta(days=1, hours=3))
    bot.timetable.tick()
    settled(bot)

    assert owner(bot) is None
    assert direct(tom, "MT-1 went back to the queue")
    assert buttons_of(iris.message("has nobody to look after it", channel="dm")) == ["Assign…"]
    assert [e.event for e in history(bot)][-2:] == [Event.PASSED_ON, Event.QUEUED]


@on_both
def test_what_was_taken_in_time_is_left_alone(bot, company, anna, ivo):
    in_force(bot, website=replace(WEBSITE, answer_within=4))
    file_request(anna)
    settled(bot)
    ivo.press("Take it", message=card(ivo, "triage-web"))
    settled(bot)

    company.clock_to(T0 + timedelta(days=2))
    bot.timetable.tick()

    assert (owner(bot), saved(bot.desk, 1).ticket.status) == (IVO, Status.IN_PROGRESS)


def test_of_those_in_turn_each_gets_one(bot, company, anna):
    shared_out = replace(WEBSITE, assign=Assign.ROUND_ROBIN, people=(IVO, MAYA, TOM))
    in_force(bot, website=shared_out)

    for summary in ("One page", "Another page", "A third page"):
        file_request(anna, summary)
    settled(bot)

    assert {saved(bot.desk, n).ticket.owner for n in (1, 2, 3)} == {IVO, MAYA, TOM}
    assert "whose turn it is" in words_of(card(anna, "triage-web"))


def test_the_form_says_whose_turn_it_is_before_it_is_sent(bot, company, anna):
    in_force(bot, website=replace(WEBSITE, assign=Assign.ROUND_ROBIN, people=(IVO, MAYA, TOM)))
    file_request(anna)
    settled(bot)

    anna.command("/request", "Another page", channel="marketing")
    anna.choose("type", "landing_page")

    eventually(lambda: "<@U0MAYA> will own it" in str(anna.view()))


def test_who_is_not_of_it_is_told_privately_that_handing_over_is_not_theirs(
    bot, open_ticket, company
):
    ben = company.person("ben")

    ben.press("Hand over…", message=card(ben, "triage-web"))

    eventually(lambda: any("Only the IT side" in words_of(m) for m in ben.sees("triage-web")))


@on_both
def test_a_dry_run_says_where_words_would_go_under_each_type_and_files_nothing(bot, wide, anna):
    speaks = Condition(subject="words", test=Test.SAYS, values=("leads",))
    rule = RoutingRule(name="about leads", when=(speaks,), area="crm")
    catalogue.apply(bot.desk, a_catalogue(areas=(WEBSITE, CRM), routing=(rule,)), by=NOOR)
    bot.desk.refresh()
    away(bot, MAYA)

    outcome = anna.command("/request", "route New leads form <!here>")

    said = words_of({"text": outcome.text, "blocks": outcome.blocks})
    assert "Nothing was filed" in said
    assert "<!here>" not in said
    assert "Area: CRM, by the rule “about leads”" in said
    assert "nobody is there, so it would wait in the queue" in said
    assert "<@U0MAYA> is away until Wed 4 Mar 2026" in said
    assert "*Access*" in said
    with pytest.raises(TicketNotFound):
        saved(bot.desk, 1)


def test_a_private_ticket_is_handed_over_without_a_word_left_behind(bot, wide, company, anna, ivo):
    tom = company.person("tom")
    file_request(anna, "Access for Zoe", private=["private"])
    settled(bot)

    hand_on(bot, ivo, {"to": TOM, "words": "He knows Zoe"}, channel="dm")

    assert "Access for Zoe" in words_of(card(tom))
    assert "He knows Zoe" in words_of(tom.message("MT-1 is yours now", channel="dm"))
    assert ivo.message("MT-1 is with <@U0TOM> now. Nothing is needed from you.", channel="dm")
    assert not any("Zoe" in words_of(m) for m in ivo.sees("dm"))
    assert not any("Zoe" in words_of(m) for m in company.person("iris").sees("triage-web"))


def test_a_form_left_open_is_refused_once_the_ticket_has_another_owner(
    bot, open_ticket, ivo, company
):
    iris = company.person("iris")
    ivo.press("Hand over…", message=card(ivo, "triage-web"))
    ivo.view("Hand over MT-1")
    hand_on(bot, iris, {"to": TOM, "words": "Ivo has too much"})

    refused = ivo.submit({"to": TOM, "words": "Tom knows it"})

    assert "have it already" in refused.errors["to"]
