"""Where tickets go and why, in words."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.catalogue import Assign
from domain.history import Event, happened
from domain.message import Card, CardPlace, Notice
from domain.roster import Absence, Roster
from domain.routing import Routed, Way
from domain.ticket import Visibility
from tests.builders import ANNA, IRIS, IVO, MARA, T0, TOM, a_catalogue, a_filed
from views import routing as view

[WEBSITE] = a_catalogue().areas
FRIDAY = T0 + timedelta(days=4, hours=14)  # midnight in Berlin would be an hour before UTC's


def routed(*, owner=IVO, skipped=(), assign=Assign.OWNER, rule=None, **ticket):
    way = Way(area=WEBSITE, assign=assign, people=(IVO, TOM), rule=rule)
    chosen = Routed(way=way, owner=owner, skipped=skipped)
    return replace(a_filed(**{"owner": owner} | ticket), routed=chosen)


def away(person, *, until=None):
    return Roster(absences=(Absence(person=person, begins=T0, ends=until),))


def why(filed, roster=None):
    words = view.why(filed, a_catalogue(roster=roster or Roster()), now=T0)
    entry = happened(filed.ticket, Event.ROUTED, by=None, at=T0, words=words)
    return view.told(entry).removeprefix("Tandem routed it to ")


@pytest.mark.parametrize(
    ("filed", "words"),
    [
        (routed(), f"Website, as no rule fitted; to <@{IVO}>"),
        (routed(rule="<Money>"), f"Website, by the rule “&lt;Money&gt;”; to <@{IVO}>"),
        (
            routed(assign=Assign.ROUND_ROBIN),
            f"Website, as no rule fitted; to <@{IVO}>, whose turn it is",
        ),
        (
            routed(assign=Assign.FEWEST_OPEN),
            f"Website, as no rule fitted; to <@{IVO}>, who has the fewest open tickets",
        ),
    ],
)
def test_it_says_which_rule_led_where_and_how_the_owner_was_chosen(filed, words):
    assert why(filed) == words


@pytest.mark.parametrize(
    ("roster", "words"),
    [
        (away(IVO), f"(<@{IVO}> is away)"),
        (away(IVO, until=FRIDAY), f"(<@{IVO}> is away until Fri 6 Mar 2026)"),
        (Roster(gone=frozenset({IVO})), f"(<@{IVO}> is not with us any more)"),
    ],
)
def test_who_was_passed_over_is_named_with_until_when(roster, words):
    assert why(routed(owner=TOM, skipped=(IVO,)), roster).endswith(f"to <@{TOM}> {words}")


def test_an_absence_that_ends_at_midnight_lasts_until_the_day_before():
    midnight = T0.replace(hour=23) + timedelta(days=3)  # in Berlin, an hour ahead of UTC

    assert "until Thu 5 Mar 2026" in why(
        routed(owner=TOM, skipped=(IVO,)), away(IVO, until=midnight)
    )


def test_what_nobody_could_be_chosen_for_says_where_it_is():
    private = routed(owner=None, visibility=Visibility.PRIVATE)
    kept = replace(private, ticket=replace(private.ticket, owner=IRIS))

    assert "it is in the queue, as nobody of its people is there" in why(routed(owner=None))
    assert f"to <@{IRIS}>, as nobody of its people is there" in why(kept)


def test_it_is_told_why_it_is_where_it_is_and_not_who_shares_it():
    ticket = a_filed().ticket
    entries = [
        happened(ticket, Event.FILED, by=ANNA, at=T0),
        happened(ticket, Event.ROUTED, by=None, at=T0, words=view.ours("Website")),
        happened(ticket, Event.SHARED, by=IVO, at=T0, words=view.ours("CRM")),
    ]

    assert view.last_told(entries) == "Tandem routed it to Website"
    assert view.last_told(entries[:1]) == ""


def test_leads_get_a_card_once_and_after_that_a_word_below_it():
    queued = a_filed(owner=None)
    card = CardPlace(name=f"MT-7:queue:{MARA}", to=MARA)

    [first, second] = view.queued(queued, a_catalogue(), now=T0)
    again = view.queued(queued, a_catalogue(), [card], now=T0)

    assert {first.name, second.name} == {f"MT-7:queue:{MARA}", f"MT-7:queue:{IRIS}"}
    assert {type(message) for message in again} == {Card, Notice}
    assert next(m for m in again if isinstance(m, Notice)).thread == card.name


@pytest.mark.parametrize(
    "filed",
    [a_filed(), a_filed(owner=None, visibility=Visibility.PRIVATE)],
    ids=["owned", "private"],
)
def test_of_what_has_an_owner_or_is_private_no_lead_hears(filed):
    assert view.queued(filed, a_catalogue(), now=T0) == []


def test_words_that_are_not_marked_as_ours_call_nobody():
    raw = "<!channel> & <@U0EVIL>"
    entry = happened(a_filed().ticket, Event.HANDED_OVER, by=IVO, at=T0, words=raw)

    said = view.told(entry)

    assert said == (f"<@{IVO}> handed it over: “&lt;!channel&gt; &amp; &lt;@U0EVIL&gt;”")
