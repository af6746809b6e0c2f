"""R16: five things that people did to a ticket, told in any order and more than once."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import count, permutations

import pytest
from slack_bolt.request import BoltRequest

import handlers
from bot.assembly import Identity, new_app
from bot.slack_client import KeptAliveClient
from domain.draft import Draft, Occasion
from domain.history import Event
from domain.lifecycle import Move
from domain.ticket import Status
from handlers.replies import Replies
from tests.bars import sized
from tests.builders import ANNA, IVO, MAYA, a_catalogue, a_filed, saved
from tests.marks import on_both
from views import ids, moves
from views.intake import form

CREATE, EDIT, APPROVE, CLOSE, REOPEN = CAUSAL = ("create", "edit", "approve", "close", "reopen")
ORDERS = list(permutations(CAUSAL))
MOST_COPIES = 3
EVENTS = {
    CREATE: Event.FILED,
    EDIT: Event.EDITED,
    APPROVE: Event.APPROVED,
    CLOSE: Event.RESOLVED,
    REOPEN: Event.NOT_YET,
}
NEEDED_BY = date(2026, 4, 1)

_serial = count(1)


UNMADE, ASKED, OPEN, DONE, BACK = "unmade", "asked", "open", "done", "back"
STEPS = {
    (CREATE, UNMADE): ASKED,
    (EDIT, ASKED): ASKED,
    (EDIT, OPEN): OPEN,
    (EDIT, BACK): BACK,
    (APPROVE, ASKED): OPEN,
    (CLOSE, OPEN): DONE,
    (CLOSE, BACK): DONE,
    (REOPEN, DONE): BACK,
}
SHOWN = {
    ASKED: Status.AWAITING_APPROVAL,
    OPEN: Status.OPEN,
    DONE: Status.RESOLVED,
    BACK: Status.IN_PROGRESS,
}


class Model:
    """What has to become of a ticket: its status, whether it was edited, what happened when."""

    def __init__(self):
        self.at = UNMADE
        self.happened = []

    def hear(self, what):
        """Whether it is taken: once done it has no further effect, and is no mistake either."""
        if what in self.happened:
            return True
        after = STEPS.get((what, self.at))
        if after is None:
            return False
        self.at = after
        self.happened.append(what)
        return True


class Heard(Replies):
    """What people are told privately, kept at once."""

    def __init__(self):
        super().__init__()
        self.words = []

    def say(self, words, *, body, desk):
        self.words.append(words)


@pytest.fixture
def told():
    told = Heard()
    yield told
    told.close()


@pytest.fixture
def app(desk, told):
    slack = KeptAliveClient("xoxb-none", base_url="http://127.0.0.1:9/")
    identity = Identity(team="T1", bot_user="UB", bot="B1", url="https://acme.slack.com/")
    with ThreadPoolExecutor(2) as lazy_pool:
        app = new_app(identity, slack, lazy_pool)
        handlers.register(app, desk, told, slack=slack)
        yield app
    slack.close()


@on_both
def test_whatever_the_order_each_counts_once_and_what_comes_too_early_is_refused(
    app, desk, told, chance
):
    for number, order in enumerate(chance.sample(ORDERS, sized(12, 120)), start=1):
        gestures = {what: gesture(what, number) for what in CAUSAL}
        model = Model()
        for what in with_copies(order, chance):
            assert is_taken(app, gestures[what], told) is model.hear(what), (order, what)
            assert_same(desk, number, model)
        while not all([model.hear(what) for what in CAUSAL]):  # they try again what was refused
            for what in CAUSAL:
                is_taken(app, gestures[what], told)
        for what in CAUSAL:
            assert is_taken(app, gestures[what], told), (order, what)
        assert_same(desk, number, model)
        assert saved(desk, number).ticket.status is Status.IN_PROGRESS
        assert saved(desk, number).ticket.needed_by == NEEDED_BY


def with_copies(order, chance):
    """Each at its place for the first time, and again at any later place."""
    heard = list(order)
    for what in order:
        for _ in range(chance.randint(0, MOST_COPIES - 1)):
            heard.insert(chance.randint(heard.index(what) + 1, len(heard)), what)
    return heard


def assert_same(desk, number, model):
    """The ticket stands where the model says, after the same events, each of them once."""
    if model.at == UNMADE:
        with desk.reading() as tx:
            assert tx.history.of(number) == []
        return
    with desk.reading() as tx:
        told = [entry.event for entry in tx.history.of(number)]
    happened = [event for event in told if event is not Event.ROUTED]
    ticket = saved(desk, number).ticket
    assert ticket.status is SHOWN[model.at]
    assert happened == [EVENTS[what] for what in model.happened]
    assert ticket.needed_by == (NEEDED_BY if EDIT in model.happened else None)


def is_taken(app, body, told):
    """Whether it was; where not, a person was told why: beside a field, or privately."""
    before = len(told.words)
    answer = app.dispatch(BoltRequest(mode="socket_mode", body=body))
    assert answer.status == 200
    if answer.body:
        answered = json.loads(answer.body)
        assert answered["response_action"] == "errors"
        assert all(answered["errors"].values())
    return not answer.body and len(told.words) == before


def gesture(what, number):
    """What Slack tells of it: the same, however often it is told."""
    if what == APPROVE:
        action = {"type": "button", "action_id": ids.APPROVE, "block_id": "b"}
        pressed = {**action, "value": f"{number}:1", "action_ts": f"{number}.5"}
        place = {"type": "message", "message_ts": "1.1", "channel_id": "C1"}
        return _by(MAYA, type="block_actions", container=place, actions=[pressed])
    if what in (CLOSE, REOPEN):
        by, move = (IVO, Move.RESOLVE) if what == CLOSE else (ANNA, Move.NOT_YET)
        return _sent(by, moves.form(a_filed(id=number), move), {"words": "As said."}, what, number)
    occasion = Occasion(edits=number) if what == EDIT else Occasion()
    draft = Draft(summary=f"Access {number}", request_type="access", occasion=occasion)
    typed = {"summary": draft.summary, "purpose": "Reports"}
    return _sent(ANNA, form(a_catalogue(), draft), typed, what, number)


def _sent(by, view, typed, what, number):
    state = {n: {n: {"type": "plain_text_input", "value": v}} for n, v in typed.items()}
    if what in (CREATE, EDIT):
        state["type"] = {"type": {"type": "static_select", "selected_option": {"value": "access"}}}
    if what == EDIT:
        day = {"type": "datepicker", "selected_date": NEEDED_BY.isoformat()}
        state["needed_by"] = {"needed_by": day}
    stamp = {"id": f"V{what}{number}", "hash": "1.h", "state": {"values": state}}
    return _by(by, type="view_submission", view={**view, **stamp})


def _by(person, **body):
    who = {"user": {"id": person, "team_id": "T1"}, "team": {"id": "T1"}}
    return {**who, "trigger_id": f"{next(_serial)}.1", **body}
