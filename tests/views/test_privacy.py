"""The privacy gate in words: why data protection is asked, what the form says, the record."""

from dataclasses import replace

import pytest

from domain.approval import Answer, Outcome, Verdict
from domain.condition import Condition, Test
from domain.history import Event, happened
from domain.privacy import STEP, Declaration, Export, Round
from domain.privacy_questions import LEAVING, NOT_SURE, SENSITIVE, WHOSE
from domain.taking_in import take_in
from tests.builders import (
    ANNA,
    DANA,
    T0,
    a_filed,
    a_gate,
    a_gated_catalogue,
    a_request,
    an_approval,
    declared,
)
from views import privacy

CUSTOMERS, STAYS = WHOSE[0], "No, it stays with us"


def because(values, **gate):
    catalogue = a_gated_catalogue(privacy=a_gate(**gate))
    filed = take_in(a_request(values=values), catalogue, number=7, now=T0)
    return privacy.because(filed, catalogue)


def when(subject, test, *values):
    return ((Condition(subject=subject, test=test, values=values),),)


@pytest.mark.parametrize(
    ("kind", "leaves", "words"),
    [
        (
            ("Payments",),
            LEAVING[1],
            "customers' data (payments) leaves the company, into a tool",
        ),
        (("Payments",), NOT_SURE, "customers' data (payments) may leave the company"),
        ((SENSITIVE,), STAYS, "customers' data is about health, beliefs or the like"),
        ((NOT_SURE,), STAYS, "customers' data is of a kind that is not known yet"),
        (
            ("Payments", SENSITIVE),
            NOT_SURE,
            "customers' data (payments) may leave the company and is about health, beliefs or "
            "the like",
        ),
        (("Payments",), STAYS, ""),
    ],
)
def test_our_own_answers_come_to_one_short_sentence(kind, leaves, words):
    assert because(declared(CUSTOMERS, kind=kind, leaves=leaves)) == words


@pytest.mark.parametrize(
    ("gate", "words"),
    [
        (
            when("data_of", Test.IS, CUSTOMERS),
            "Whose personal data does it touch: Customers and prospects",
        ),
        (when("words", Test.SAYS, "campaign"), "it speaks of “campaign”"),
        (when("type", Test.IS, "landing_page"), "type: landing_page"),
    ],
)
def test_conditions_of_ones_own_are_told_by_what_was_answered(gate, words):
    values = declared(CUSTOMERS, kind=("Payments",), leaves=STAYS)

    assert because(values, when=gate) == words


def test_nobodys_words_page_anybody_on_the_card():
    entry = happened(a_filed().ticket, Event.GATED, by=None, at=T0, words="<!channel> & *all*")

    [strip] = privacy.strip([entry])

    assert "<!channel>" not in strip["elements"][0]["text"]


def test_the_strip_goes_with_the_reason():
    ticket = a_filed().ticket
    gated = happened(ticket, Event.GATED, by=None, at=T0, words="customers' data")
    ungated = happened(ticket, Event.UNGATED, by=None, at=T0)

    assert privacy.strip([]) == privacy.strip([gated, ungated]) == []
    assert privacy.strip([gated])
    assert privacy.was_gated([gated, ungated])


def a_round(outcome, *, has_begun=True, **answer):
    [step] = an_approval(answers=(Answer(approver=DANA, **answer),)).steps
    step = replace(step, name=STEP, asked_at=T0 if has_begun else None)
    found = Declaration(ticket_id=7, at=T0, by=ANNA, round=1, because="customers' data leaves")
    return Round(number=1, at=T0, declaration=found, step=step, outcome=outcome)


def read(*rounds, **may):
    return str(privacy.record(rounds, **{"may_export": False} | may))


@pytest.mark.parametrize(
    ("round", "words"),
    [
        (a_round(None), "waits for a decision"),
        (a_round(Outcome.APPROVED, verdict=Verdict.APPROVED), "<@U0DANA> approved"),
        (a_round(Outcome.EXPIRED), "expired: nobody decided in time"),
        (a_round(Outcome.CANCELLED), "taken back"),
        (
            a_round(Outcome.DECLINED, has_begun=False),
            "declined before it was data protection's turn",
        ),
        (
            a_round(Outcome.APPROVED, verdict=Verdict.APPROVED, by="U0TOM"),
            "<@U0TOM> approved for <@U0DANA>",
        ),
    ],
)
def test_each_round_says_how_it_ended_and_by_whom(round, words):
    assert words in read(round).replace("*", "")


def test_only_who_looks_after_records_reads_of_the_export_and_only_who_may_opens():
    waiting = a_round(None)

    assert "tandem privacy export" not in read(waiting)
    assert "tandem privacy export" in read(waiting, may_export=True)
    assert "Open it to both sides" not in read(waiting)
    assert "Open it to both sides" in read(waiting, opens=7)
    assert privacy.record((), may_export=True) == []


def test_the_newest_rounds_fit_into_the_window():
    blocks = privacy.record([a_round(None)] * 40, may_export=True, opens=7)

    assert len(blocks) <= 18
    assert "What came before is in the export" in str(blocks)


def test_the_overview_says_how_much_there_is_and_who_took_it_last():
    last = Export(at=T0, by="<!channel>", tickets=2)

    told = privacy.overview(tickets=2, waiting=1, last=last)

    assert told.text == "Privacy record: 2 tickets, 1 of them waiting for a decision."
    assert "Written out last" in str(told.blocks)
    assert "<!channel>" not in str(told.blocks)
    assert "empty" in privacy.overview(tickets=0, waiting=0, last=None).text
