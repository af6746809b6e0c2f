"""Being away: entered in a form or told by a status; somebody stands in, and it ends again."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from domain.catalogue import AwayPlan
from domain.history import Event
from domain.ticket import Status
from tests.builders import IVO, MAYA, TOM, a_catalogue, saved
from tests.marks import on_both
from tests.scenarios.acting import buttons_of, card, eventually, file_request, settled, words_of
from workflows import catalogue

UNTIL = "2026-03-06"


@pytest.fixture
def tom(company):
    return company.person("tom")


@pytest.fixture
def asked(bot, anna):
    """Anna asked for access; Maya or Ivo may say yes."""
    file_request(anna, "Access for Ben", kind="access")
    settled(bot)


@pytest.fixture
def known(bot):
    """The bot has looked at everybody in the catalogue."""
    settled(bot)


def goes_away(who, **values):
    who.command("/request", "away", channel="marketing")
    return who.submit({"ends": UNTIL} | values, view=who.view(title="Away"))


def approver_cards(person):
    return [m for m in person.dm() if "*MT-1* ·" in words_of(m)]


def events(bot, kind):
    with bot.desk.reading() as tx:
        return [entry for entry in tx.history.of(1) if entry.event is kind]


def history(person):
    """As they read it, from the card in their messages."""
    person.press("History", message=card(person))
    window = person.view(title="MT-1 so far")
    person.close(window)
    return words_of(window)


@on_both
def test_who_stands_in_gets_what_waits_already_and_both_names_are_kept(
    company, bot, known, asked, maya, tom
):
    outcome = goes_away(maya, stand_in=TOM)
    settled(bot)

    assert outcome.closed, outcome
    assert "<@U0TOM> decides for you meanwhile" in words_of(maya.message("You are away"))
    assert tom.message("You decide for <@U0MAYA> from Mon 2 Mar 2026 until Fri 6 Mar 2026")
    shown = eventually(lambda: approver_cards(tom))[-1]
    assert "Approve" in buttons_of(shown)
    assert tom.message("stand in for <@U0MAYA>")
    assert [e.by for e in events(bot, Event.STANDS_IN)] == [TOM]
    assert "<@U0TOM> stands in for who was asked: for <@U0MAYA>" in history(maya)
    assert tom.press("Approve", message=shown).ok
    settled(bot)
    assert saved(bot.desk, 1).ticket.status is Status.OPEN
    assert "<@U0TOM> for <@U0MAYA> approved" in words_of(card(company.person("anna")))


@on_both
def test_what_is_asked_later_comes_to_who_stands_in_over_others_and_all_names_are_kept(
    company, bot, known, anna, maya, tom
):
    sam = company.person("sam")
    goes_away(maya, stand_in=TOM)
    goes_away(tom, stand_in="U0SAM")
    settled(bot)

    file_request(anna, "Access for Ben", kind="access")
    settled(bot)
    shown = eventually(lambda: approver_cards(sam))[-1]
    assert "You stand in for <@U0MAYA> until" in words_of(shown)
    assert sam.press("Approve", message=shown).ok
    settled(bot)

    assert saved(bot.desk, 1).ticket.status is Status.OPEN
    assert "<@U0SAM> for <@U0MAYA> approved" in words_of(card(anna))
    said = history(anna)
    assert "<@U0SAM> stands in for who was asked: for <@U0MAYA>" in said
    assert "<@U0SAM> approved it" in said


@on_both
def test_it_begins_and_ends_by_the_clock(company, bot, known, asked, maya, tom):
    goes_away(maya, begins="2026-03-04", stand_in=TOM)
    settled(bot)
    assert not approver_cards(tom)

    company.clock_to("2026-03-04T09:00:00+00:00")
    bot.timetable.tick()
    settled(bot)
    assert "Approve" in buttons_of(approver_cards(tom)[-1])

    company.clock_to("2026-03-07T09:00:00+00:00")
    bot.timetable.tick()
    settled(bot)
    assert "Approve" not in buttons_of(approver_cards(tom)[-1])
    assert TOM not in saved(bot.desk, 1).approval.asked


@on_both
def test_i_am_back_ends_it_early_wherever_it_is_pressed(company, bot, known, asked, maya, tom):
    goes_away(maya, stand_in=TOM)
    settled(bot)
    assert "You are away" in words_of(maya.home(timeout=3))

    outcome = maya.press("I am back", message=maya.message("You are away"))
    settled(bot)

    assert outcome.ok, outcome
    assert maya.message("You are back: nothing of yours is handed on")
    assert tom.message("You no longer decide for <@U0MAYA>")
    assert "Approve" not in buttons_of(approver_cards(tom)[-1])
    assert not bot.desk.catalogue().roster.absences


def test_on_home_the_form_opens_and_the_state_is_shown(company, bot, known, maya, tom):
    home = maya.home(timeout=5)
    maya.press("Away…", view=home)

    outcome = maya.submit({"ends": UNTIL, "stand_in": TOM}, view=maya.view(title="Away"))
    settled(bot)

    assert outcome.closed
    assert "*You are away*" in words_of(maya.home(timeout=5))
    assert "You decide for <@U0MAYA> until Fri 6 Mar 2026" in words_of(tom.home(timeout=5))


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"stand_in": MAYA}, "stand_in", "Nobody can stand in for themselves"),
        ({"ends": "2026-03-01"}, "ends", "That day is over"),
        ({"begins": "2026-03-09"}, "ends", "end before it begins"),
        ({"ends": "2028-03-09"}, "ends", "within a year"),
        ({"stand_in": IVO}, "stand_in", "handed their own approvals on"),
    ],
)
def test_what_cannot_stand_is_said_beside_the_field(
    company, bot, known, ivo, maya, values, field, words
):
    goes_away(ivo, stand_in=MAYA)

    outcome = goes_away(maya, **values)

    assert words in outcome.errors[field]
    assert MAYA not in {d.person for d in bot.desk.catalogue().roster.delegations}


@pytest.mark.parametrize(
    ("stand_in", "why"),
    [
        (MAYA, "<@U0MAYA> for <@U0MAYA>, but nobody stands in for themselves; it still waits"),
        (IVO, "<@U0IVO> for <@U0MAYA>, but it would lead back; it still waits for <@U0MAYA>"),
    ],
)
@on_both
def test_what_waits_goes_on_waiting_and_says_who_cannot_stand_in(
    company, bot, known, asked, ivo, maya, stand_in, why
):
    goes_away(ivo, stand_in=TOM)
    goes_away(company.person("tom"), stand_in=MAYA)
    settled(bot)

    for _ in range(2):
        assert "stand_in" in goes_away(maya, stand_in=stand_in).errors
        maya.close()

    assert not bot.desk.catalogue().roster.is_away(MAYA, at=bot.desk.clock())
    said = history(maya)
    assert said.count(f"<@U0MAYA> named somebody who cannot stand in: {why}") == 1
    assert maya.press("Approve", message=card(maya)).ok
    settled(bot)
    assert saved(bot.desk, 1).ticket.status is Status.OPEN


@on_both
def test_a_chain_that_is_too_long_is_refused_and_the_longest_reaches_its_end(
    company, bot, known, anna, maya
):
    chain = ["maya", "tom", "ivo", "iris", "sam", "dana", "ben"]
    people = [company.person(name) for name in chain]
    for one, other in pairwise(people[:-1]):
        assert goes_away(one, stand_in=other.id).closed
        settled(bot)

    refused = goes_away(people[-2], stand_in=people[-1].id)

    assert "handed on too many times" in refused.errors["stand_in"]
    file_request(anna, "Access for Cora", kind="access")
    settled(bot)
    dana = people[-2]
    assert dana.press("Approve", message=approver_cards(dana)[-1]).ok
    settled(bot)
    assert saved(bot.desk, 1).ticket.status is Status.OPEN


@pytest.mark.parametrize(
    ("stand_in", "why"),
    [("U0GUS", "they may not approve here"), ("U0OLA", "they may not approve here")],
)
@on_both
def test_guests_and_people_of_other_companies_cannot_stand_in_known_or_not(
    company, bot, known, asked, maya, stand_in, why
):
    goes_away(maya, stand_in=stand_in)
    settled(bot)

    assert "may not approve here" in words_of(maya.message(f"<@{stand_in}> does not decide"))
    assert not bot.desk.catalogue().roster.delegations
    assert "stand_in" in goes_away(maya, stand_in=stand_in).errors
    assert f"for <@U0MAYA>, but {why}; it still waits for <@U0MAYA>" in history(maya)


def test_a_colleague_of_whom_nobody_has_heard_is_looked_up_first(company, bot, known, asked, maya):
    goes_away(maya, stand_in="U0SAM")
    settled(bot)

    sam = company.person("sam")
    assert "Approve" in buttons_of(eventually(lambda: approver_cards(sam))[-1])


@on_both
def test_a_lead_enters_it_for_people_of_their_side_and_nobody_else(company, bot, known, maya, tom):
    iris = company.person("iris")

    refused = goes_away(iris, person="U0ANNA")
    iris.close()
    outcome = goes_away(iris, person=MAYA, stand_in=TOM)
    settled(bot)

    assert "lead of their side" in refused.errors["person"]
    assert outcome.closed
    assert "entered by <@U0IRIS>" in words_of(maya.message("You are away"))
    assert iris.message("Done: <@U0MAYA> is away")
    assert bot.desk.catalogue().roster.is_away(MAYA, at=bot.desk.clock())


@pytest.fixture
def by_status(bot):
    plan = AwayPlan(words=("vacation", "out of office"), emoji=(":palm_tree:",))
    catalogue.apply(bot.desk, replace(a_catalogue(), away=plan), by="U0NOOR")


def offers(person):
    return [m for m in person.dm() if "Who decides for you meanwhile?" in words_of(m)]


@on_both
def test_the_bot_offers_it_once_when_a_status_says_so(
    company, bot, known, by_status, asked, maya, tom
):
    maya.set_status("On vacation", until=company.now() + timedelta(days=4))
    [offer] = eventually(lambda: offers(maya))
    assert "Your Slack status says that you are away" in words_of(offer)

    maya.choose("away.who", TOM, message=offer)
    maya.press("Let them decide", message=offer, values={"away.who": TOM})
    settled(bot)

    assert not offers(maya)
    assert "<@U0TOM> decides for you" in words_of(maya.message("Your Slack status says"))
    assert "Approve" in buttons_of(eventually(lambda: approver_cards(tom))[-1])
    count = len(maya.dm())
    maya.set_status("On vacation!", ":palm_tree:", until=company.now() + timedelta(days=4))
    company.advance(3600)
    bot.timetable.tick()
    settled(bot)
    assert len(maya.dm()) == count


@on_both
def test_an_absence_told_by_a_status_ends_with_it(company, bot, known, by_status, maya):
    maya.set_status("Out of office")
    eventually(lambda: bot.desk.catalogue().roster.is_away(MAYA, at=bot.desk.clock()))

    maya.clear_status()

    eventually(lambda: not bot.desk.catalogue().roster.is_away(MAYA, at=bot.desk.clock()))
    settled(bot)
    assert maya.message("You are back")


@on_both
def test_who_is_back_before_their_status_is_stays_back(company, bot, known, by_status, maya):
    maya.set_status("On vacation")
    [offer] = eventually(lambda: offers(maya))

    maya.press("I am back", message=offer)
    maya.set_status("On vacation in Rome")
    settled(bot)

    assert not bot.desk.catalogue().roster.is_away(MAYA, at=bot.desk.clock())


@on_both
def test_other_words_and_people_without_duties_are_left_alone(company, bot, known, by_status, maya):
    sam = company.person("sam")

    maya.set_status("In a meeting about vacations", ":calendar:")
    sam.set_status("On vacation")
    eventually(lambda: bot.desk.catalogue().roster.is_away("U0SAM", at=bot.desk.clock()))
    settled(bot)

    assert not offers(sam)
    assert not offers(maya)
    assert not bot.desk.catalogue().roster.is_away(MAYA, at=bot.desk.clock())


@on_both
def test_who_names_themselves_beside_the_offer_is_told_and_can_name_another(
    company, bot, known, by_status, asked, maya
):
    maya.set_status("On vacation")
    [offer] = eventually(lambda: offers(maya))

    maya.press("Let them decide", message=offer, values={"away.who": MAYA})
    eventually(lambda: [m for m in maya.dm() if "Nobody can stand in for" in words_of(m)])
    maya.press("Let them decide", message=offer, values={"away.who": TOM})
    settled(bot)

    assert "<@U0TOM> decides for you" in words_of(maya.message("Your Slack status says"))
    assert "<@U0MAYA> for <@U0MAYA>, but nobody stands in for themselves" in history(maya)


def test_a_press_without_a_choice_says_what_to_do(company, bot, known, by_status, maya):
    maya.set_status("On vacation")
    [offer] = eventually(lambda: offers(maya))

    maya.press("Let them decide", message=offer)

    eventually(lambda: [m for m in maya.dm() if "choose somebody in the list first" in words_of(m)])


def test_a_press_on_an_old_message_says_that_it_is_over(company, bot, known, maya):
    goes_away(maya)
    settled(bot)
    old = maya.message("You are away")
    company.clock_to("2026-03-20T09:00:00+00:00")

    maya.press("I am back", message=old)

    eventually(lambda: [m for m in maya.dm() if "not away any more" in words_of(m)])
