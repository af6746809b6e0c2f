"""Two people press at once: contradictions end in one decision, agreement counts for both.

Each of these was planted in the product, seen red here, and taken back:
- storage/tickets.py: no row is locked, and the version that was read is not looked at (on
  PostgreSQL; SQLite's writers take turns anyhow);
- domain/deciding.py `_check_step`: a press for a step that is over counts for the one that began.
"""

import json
import os
import random

import pytest

from domain.approval import Verdict
from domain.history import Event
from domain.ticket import Status
from tests.builders import saved
from tests.kills.seen import assert_cards_show_the_database, posts, settled
from tests.marks import on_both
from tests.races.desks import BOTH, EITHER, TWICE, approvers, file_requests
from tests.races.presses import given
from tests.scenarios.acting import eventually

IS_WHOLE = bool(os.environ.get("TANDEM_BARS"))
PAIRS = range(1, 1001) if IS_WHOLE else range(1, 101)
"""All thousand in `make bars`."""

AGREEING = range(1, 101) if IS_WHOLE else range(1, 16)
SEED = 2026
pytestmark = pytest.mark.timeout(1500)  # some ten thousand messages, on a busy machine, too
DECISIONS = {Event(verdict) for verdict in Verdict}


@pytest.fixture
def verdict_of(company, box):
    """A verdict as Slack delivers it; what is said privately lands in `box`."""
    return lambda ticket_id, by, verdict: given(
        ticket_id, verdict, by=by, team=company.team, replies_at=box.url
    )


def contradictions(ticket_ids, verdict_of):
    """Two approvers of each ticket with different verdicts, in any order."""
    chance = random.Random(SEED)
    for ticket_id in ticket_ids:
        people = chance.sample(approvers(ticket_id), 2)
        verdicts = chance.sample(list(Verdict), 2)
        yield [verdict_of(ticket_id, *each) for each in zip(people, verdicts, strict=True)]


def private_words(box, gesture, answer):
    """What this person alone was told: beside the form's field, or at the response URL."""
    if "view" in gesture.body:
        return list(json.loads(answer.body)["errors"].values()) if answer.body else []
    return box.words[f"/{gesture.ticket_id}/{gesture.by}"]


def decisions(desk, ticket_id):
    with desk.reading() as tx:
        return [entry for entry in tx.history.of(ticket_id) if entry.event in DECISIONS]


def refusals(desk, ticket_id):
    with desk.reading() as tx:
        return [e for e in tx.history.of(ticket_id) if e.event is Event.NOT_COUNTED]


def assert_one_decision(desk, box, pair, answers):
    [decision] = decisions(desk, pair[0].ticket_id)
    (first,) = [g for g in pair if g.by == decision.by]
    (second,) = [g for g in pair if g is not first]
    [refused] = refusals(desk, pair[0].ticket_id)
    assert (refused.by, refused.status) == (second.by, decision.status)
    told = {g.by: private_words(box, g, a) for g, a in zip(pair, answers, strict=True)}
    approval = saved(desk, first.ticket_id).approval
    assert (approval.outcome, approval.deciding.approver) == (first.verdict, first.by)
    assert [a.approver for a in approval.answers if a.verdict] == [first.by]
    assert told[first.by] == []
    who = f"Person {first.by}" if "view" in second.body else f"<@{first.by}>"
    [words] = told[second.by]
    assert f"{who} was first" in words


@on_both
def test_of_two_contradictory_verdicts_one_counts_and_the_other_is_told_who_was_first(
    company, desk, box, put_in_force, racing, verdict_of
):
    print(f"seed {SEED}")  # noqa: T201
    put_in_force(EITHER)
    file_requests(desk, PAIRS)
    pairs = list(contradictions(PAIRS, verdict_of))

    with racing(*zip(*pairs, strict=True)) as answers:
        settled(desk, seconds=1200)
        made = {ticket_id: decisions(desk, ticket_id) for ticket_id in PAIRS}
        assert {len(each) for each in made.values()} == {1}
        presses = [g for pair in pairs for g in pair if "view" not in g.body]
        losing = [g for g in presses if made[g.ticket_id][0].by != g.by]
        eventually(lambda: len(box.words) >= len(losing), what="a private word")

    assert {a.status for side in answers for a in side} == {200}
    for pair, answered in zip(pairs, zip(*answers, strict=True), strict=True):
        assert_one_decision(desk, box, pair, answered)
    assert set(posts(company).values()) == {1}
    assert_cards_show_the_database(company, desk, *PAIRS)


@on_both
def test_where_everybody_has_to_agree_two_approvals_at_once_both_count(
    company, desk, box, put_in_force, racing, verdict_of
):
    put_in_force(BOTH)
    file_requests(desk, AGREEING)
    pairs = [[verdict_of(t, by, Verdict.APPROVED) for by in approvers(t)] for t in AGREEING]

    with racing(*zip(*pairs, strict=True)) as answers:
        settled(desk)

    assert {a.status for side in answers for a in side} == {200}
    assert not box.words
    for ticket_id in AGREEING:
        filed = saved(desk, ticket_id)
        assert (filed.ticket.status, filed.approval.missing) == (Status.OPEN, ())
        assert {e.by for e in decisions(desk, ticket_id)} == set(approvers(ticket_id))
    assert set(posts(company).values()) == {1}
    assert_cards_show_the_database(company, desk, *AGREEING)


@on_both
def test_who_presses_for_a_step_that_is_just_over_does_not_decide_the_next_one(
    company, desk, box, put_in_force, racing, verdict_of
):
    put_in_force(TWICE)
    file_requests(desk, AGREEING)
    pairs = [[verdict_of(t, by, Verdict.APPROVED) for by in approvers(t)] for t in AGREEING]

    with racing(*zip(*pairs, strict=True)) as answers:
        settled(desk)
        eventually(lambda: len(box.words) >= len(AGREEING), what="a word to who came second")

    assert {a.status for side in answers for a in side} == {200}
    for ticket_id in AGREEING:
        filed = saved(desk, ticket_id)
        first, second = filed.approval.steps
        [decision] = decisions(desk, ticket_id)
        [other] = {*approvers(ticket_id)} - {decision.by}
        assert (filed.ticket.status, filed.approval.current) == (Status.AWAITING_APPROVAL, second)
        assert [a.given_by for a in first.answers if a.verdict] == [decision.by]
        assert [a for a in second.answers if a.verdict] == []
        [words] = box.words[f"/{ticket_id}/{other}"]
        assert f"<@{decision.by}> was first" in words
