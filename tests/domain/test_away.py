"""What a status says, who may enter an absence, and who is asked in whose place."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.approval import Answer
from domain.asking import ask
from domain.away import (
    Status,
    back_by_hand,
    decides_or_owns,
    may_enter,
    says_away,
    told_by_status,
)
from domain.catalogue import AwayPlan
from domain.roster import Absence, Delegation, Roster, ToldBy
from domain.staffing import Asked, Because, asked_instead, newly_asked, tally
from tests.builders import (
    ANNA,
    BEN,
    IRIS,
    IVO,
    MARA,
    MAYA,
    T0,
    TOM,
    a_case,
    a_catalogue,
    a_policy,
    an_approval,
    with_answers,
)

DAY = timedelta(days=1)
PLAN = AwayPlan(words=("vacation", "out of office", "Urlaub"), emoji=(":palm_tree:", "airplane"))
AWAY = Absence(person=MAYA, begins=T0 - DAY, told_by=ToldBy.STATUS)


@pytest.mark.parametrize(
    ("text", "emoji", "says"),
    [
        ("On vacation until Friday", "", True),
        ("OUT OF OFFICE", ":calendar:", True),
        ("im Urlaub", "", True),
        ("", ":palm_tree:", True),
        ("", ":palm_tree::skin-tone-2:", True),
        ("", ":airplane:", True),
        ("Planning vacations", "", False),
        ("Urlaubsplanung", "", False),
        ("Out of coffee", ":coffee:", False),
        ("", "", False),
    ],
)
def test_words_count_whole_and_emoji_by_name(text, emoji, says):
    assert says_away(Status(text=text, emoji=emoji), PLAN) is says


def test_without_a_plan_no_status_says_anything():
    assert not says_away(Status(text="On vacation", emoji=":palm_tree:"), AwayPlan())


@pytest.mark.parametrize(
    ("known", "until", "begins"),
    [
        (None, None, T0),
        (AWAY, T0 + DAY, AWAY.begins),
        (replace(AWAY, ends=T0), T0 + DAY, T0),
        (None, T0, None),
    ],
)
def test_a_status_goes_on_or_begins_anew(known, until, begins):
    status = Status(text="vacation", until=until)

    told = told_by_status(MAYA, status, known, PLAN, now=T0)

    assert (told and (told.begins, told.ends)) == (begins and (begins, until))


def test_who_said_that_they_are_back_is_until_the_status_goes():
    back = back_by_hand(AWAY, now=T0)

    assert told_by_status(MAYA, Status(text="vacation"), back, PLAN, now=T0 + DAY) == back
    assert not back.covers(T0)
    assert told_by_status(MAYA, Status(), back, PLAN, now=T0 + DAY) is None


@pytest.mark.parametrize(
    ("by", "person", "may"),
    [
        (ANNA, ANNA, True),
        (MARA, ANNA, True),
        (IRIS, MAYA, True),
        (IRIS, ANNA, False),
        (ANNA, BEN, False),
        (IRIS, "U0SAM", False),
    ],
)
def test_a_lead_enters_it_for_their_side(by, person, may):
    assert may_enter(by, person, a_catalogue()) is may


def test_whoever_the_catalogue_names_for_decisions_or_work_is_missed():
    company = a_catalogue()
    grouped = replace(
        company,
        areas=(replace(company.areas[0], people=("S0WEB",)),),
        roster=Roster(groups={"S0WEB": ("U0SAM",)}),
    )

    missed = [p for p in (ANNA, MAYA, IVO, TOM, IRIS, "U0SAM") if decides_or_owns(p, grouped)]

    assert missed == [MAYA, IVO, TOM, IRIS, "U0SAM"]


def case_with(**roster):
    return a_case(catalogue=a_catalogue(roster=Roster(**roster)))


def asks(approval, *asked):
    return replace(approval, asked=asked)


def test_who_stands_in_is_newly_asked_for_somebody():
    hands_on = Delegation(person=MAYA, to=TOM, begins=T0, ends=T0 + DAY, by=MAYA)
    before = an_approval(MAYA)

    found = newly_asked(before, asks(before, MAYA, TOM), case_with(delegations=(hands_on,)))

    assert found == (Asked(person=TOM, instead_of=MAYA, because=Because.STANDS_IN),)


@pytest.mark.parametrize(
    ("roster", "voice", "because"),
    [
        ({"gone": frozenset({MAYA})}, Answer(approver=MAYA), Because.HAS_LEFT),
        ({"guests": frozenset({MAYA})}, Answer(approver=MAYA), Because.MAY_NOT),
        ({"groups": {"S0": (IVO,)}}, Answer(approver=MAYA, via="S0"), Because.LEFT_GROUP),
    ],
)
def test_who_is_asked_in_the_place_of_another_hears_why(roster, voice, because):
    before = with_answers(an_approval(), voice)
    after = with_answers(before, Answer(approver=TOM))

    found = newly_asked(before, after, case_with(**roster))

    assert found == (Asked(person=TOM, instead_of=MAYA, because=because),)


def test_who_is_asked_beside_somebody_who_is_away_hears_that():
    before = an_approval(MAYA)
    after = asks(with_answers(before, Answer(approver=MAYA, also=(TOM,))), MAYA, TOM)

    found = newly_asked(before, after, case_with())

    assert found == (Asked(person=TOM, instead_of=MAYA, because=Because.NOBODY_THERE),)


def asked_of(*approvers, **roster):
    """Who is asked for others from the start, where the type asks these."""
    policy = a_policy(*approvers)
    types = tuple(replace(kind, approval=policy) for kind in a_catalogue().types)
    case = a_case(catalogue=a_catalogue(types=types, roster=Roster(**roster)))
    return asked_instead(ask(policy, case, round=1), case)


def test_who_is_meant_and_there_is_asked_for_nobody_else():
    assert asked_of(MAYA, IVO) == ()


def test_who_stands_in_is_asked_for_somebody_from_the_start_also_beside_their_own_voice():
    hands_on = Delegation(person=MAYA, to=IVO, begins=T0, ends=T0 + DAY, by=MAYA)
    for_maya = Asked(person=IVO, instead_of=MAYA, because=Because.STANDS_IN)

    assert asked_of(MAYA, delegations=(hands_on,)) == (for_maya,)
    assert asked_of(MAYA, IVO, delegations=(hands_on,)) == (for_maya,)


def test_while_all_are_away_the_next_in_line_is_asked_beside_them_once():
    away = tuple(Absence(person=p, begins=T0) for p in (MAYA, IRIS))

    assert asked_of(MAYA, IRIS, absences=away) == (Asked(person=TOM, because=Because.NOBODY_THERE),)


def test_for_a_group_that_is_empty_the_next_in_line_is_asked_from_the_start():
    next_in_line = Asked(person=TOM, instead_of="S0", because=Because.NOBODY_MEANT)

    assert asked_of("S0", groups={"S0": ()}) == (next_in_line,)


def test_most_comes_first_and_the_queue_last():
    counted = tally([None, TOM, IRIS, TOM, None, None])

    assert list(counted.items()) == [(TOM, 2), (IRIS, 1), (None, 3)]
