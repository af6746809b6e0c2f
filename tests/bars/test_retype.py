"""R15: what is typed again within two minutes is asked about; other words are filed at once."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.draft import Draft
from tests.bars import sized
from tests.builders import ANNA, BEN, T0, a_catalogue
from tests.handlers.payloads import a_form, sent
from tests.marks import on_both
from tests.scenarios.acting import words_of
from tests.views.sent import a_view
from views import intake as view
from workflows import delivery

CASES = sized(20, 200)


@pytest.fixture
def now():
    """The desk's clock, in a box."""
    return [T0]


@pytest.fixture
def desk(desk, now):
    return replace(desk, clock=lambda: now[0])


def typed_again(chance, words):
    """The same words, as a person types them a second time."""
    changes = [str.upper, str.title, lambda w: f"  {w} ", lambda w: w.replace(" ", "  ")]
    changes += [lambda w: f"{w}!", lambda w: w]
    return chance.choice(changes)(words)


def filed(app, words, *, view_id, by=ANNA, hash="h1"):
    """The answer to a sent form, and the words of the form that it asks with."""
    typed = {"summary": words, "type": "landing_page", "purpose": "Leads"}
    form = a_view(view.form(a_catalogue(), Draft()), **typed)
    answer = sent(app, a_form(form, by=by, view_id=view_id, hash=hash))
    assert answer.status == 200
    told = json.loads(answer.body) if answer.body else {}
    assert "errors" not in told, told
    return words_of(told.get("view", {})), told


def tickets(desk):
    with desk.reading() as tx:
        return len(tx.lists.of_requester(ANNA, limit=10_000).tickets)


@pytest.mark.timeout(600)
@on_both
def test_the_same_words_make_one_ticket_and_a_question(app, desk, now, chance):
    for case in range(CASES):
        words, before = f"page {case} for spring {chance.randrange(10**6)}", tickets(desk)
        again = typed_again(chance, words)

        assert filed(app, words, view_id=f"V{case}a") == ("", {})
        for _ in range(chance.randrange(3)):  # Slack never heard of our ack, and sends it again
            assert filed(app, words, view_id=f"V{case}a") == ("", {})
        now[0] += timedelta(seconds=chance.randrange(120))
        asked, told = filed(app, again, view_id=f"V{case}b")

        assert tickets(desk) == before + 1
        assert "You filed the same" in asked
        sure = a_form(told["view"] | {"state": a_view(told["view"])["state"]}, view_id=f"V{case}b")
        sure["view"]["state"]["values"] = typed_state(told["view"], again)
        assert sent(app, sure | {"view": sure["view"] | {"hash": "h2"}}).body == ""
        assert tickets(desk) == before + 2
        now[0] += timedelta(minutes=3)


def typed_state(form, words):
    typed = {"summary": words, "type": "landing_page", "purpose": "Leads"}
    return a_view(form, **typed)["state"]["values"]


@pytest.mark.timeout(600)
@on_both
def test_other_words_other_people_and_later_times_are_filed_at_once(app, desk, now, chance):
    for case in range(CASES):
        words, before = f"page {case} for spring {chance.randrange(10**6)}", tickets(desk)

        assert filed(app, words, view_id=f"V{case}a")[0] == ""
        assert filed(app, f"{words} and autumn", view_id=f"V{case}b")[0] == ""
        assert filed(app, words, view_id=f"V{case}c", by=BEN)[0] == ""
        now[0] += timedelta(seconds=121)
        assert filed(app, words, view_id=f"V{case}d")[0] == ""

        assert tickets(desk) == before + 3


@on_both
def test_who_heard_nothing_reads_of_it_by_direct_message(app, desk):
    filed(app, "a page for spring", view_id="V1")

    assert ("MT-1:requester", ANNA) in {(m.name, m.to) for m in delivery.waiting(desk)}
