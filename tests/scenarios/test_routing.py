"""Where requests go: the first rule that fits, else the default; past whoever is away."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.catalogue import Area, Assign, RoutingRule
from domain.condition import Condition, Test
from domain.roster import Absence
from tests.builders import IRIS, IVO, MAYA, NOOR, SHARED, T0, TOM, a_catalogue, saved
from tests.marks import on_both
from tests.scenarios.acting import card, file_request, settled, words_of
from workflows import catalogue

CRM = Area(key="crm", name="CRM", owner=MAYA, triage=SHARED)
[WEBSITE] = a_catalogue().areas


def says(word):
    return Condition(subject="words", test=Test.SAYS, values=(word,))


RULES = (
    RoutingRule(name="About leads", when=(says("leads"),), area="crm"),
    RoutingRule(name="Forms", when=(says("form"),), people=(IRIS,)),
)


def in_force(bot, *, website=WEBSITE, routing=()):
    changed = a_catalogue(areas=(website, CRM), routing=routing)
    catalogue.apply(bot.desk, changed, by=NOOR)
    bot.desk.refresh()


def shared_out(assign, *people):
    return replace(WEBSITE, assign=assign, people=people)


def away(bot, person):
    absence = Absence(person=person, begins=T0 - timedelta(days=1), ends=T0 + timedelta(days=2))
    with bot.desk.transaction() as tx:
        tx.rosters.be_away(absence)


def filed(bot, anna, *summaries):
    """Who owns each."""
    for summary in summaries:
        file_request(anna, summary, purpose="So that it works")
    settled(bot)
    return [saved(bot.desk, number).ticket.owner for number in range(1, len(summaries) + 1)]


@pytest.mark.parametrize(
    ("summary", "channel", "owner", "why"),
    [
        ("A form for leads", "martech", MAYA, "CRM, by the rule “About leads”; to <@U0MAYA>"),
        ("A new form", "triage-web", IRIS, "Website, by the rule “Forms”; to <@U0IRIS>"),
        ("A new page", "triage-web", IVO, "Website, as no rule fitted; to <@U0IVO>"),
    ],
)
@on_both
def test_the_first_rule_that_fits_decides_else_the_default_and_the_ticket_says_which(
    company, bot, anna, summary, channel, owner, why
):
    in_force(bot, routing=RULES)

    assert filed(bot, anna, summary) == [owner]

    maya = company.person("maya")
    shown = card(maya, channel)
    assert why in words_of(shown)
    maya.press("History", message=shown)
    assert why in words_of(maya.view(title="MT-1 so far"))


@on_both
def test_while_the_owner_is_away_the_backup_gets_it_and_the_card_says_why(company, bot, anna):
    in_force(bot)
    away(bot, IVO)

    assert filed(bot, anna, "A new page") == [TOM]

    why = words_of(card(anna, "triage-web"))
    assert "to <@U0TOM> (<@U0IVO> is away until Wed 4 Mar 2026)" in why


@on_both
def test_of_those_in_turn_each_gets_one_but_who_is_away(company, bot, anna):
    in_force(bot, website=shared_out(Assign.ROUND_ROBIN, IVO, MAYA, TOM))
    away(bot, MAYA)

    assert filed(bot, anna, "One page", "Another page", "A third page") == [IVO, TOM, IVO]

    assert "whose turn it is" in words_of(card(anna, "triage-web", number=3))


@on_both
def test_who_has_the_fewest_open_tickets_gets_the_next(company, bot, anna):
    in_force(bot, website=shared_out(Assign.FEWEST_OPEN, IVO, TOM))
    assert filed(bot, anna, "One page", "Another page") == [IVO, TOM]
    anna.press("Withdraw", message=card(anna, number=2))
    settled(bot)

    file_request(anna, "A third page")
    settled(bot)

    assert saved(bot.desk, 3).ticket.owner == TOM
    shown = words_of(card(anna, "triage-web", number=3))
    assert "to <@U0TOM>, who has the fewest open tickets" in shown
