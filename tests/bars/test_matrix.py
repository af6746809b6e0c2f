"""Who may do what, to a ticket that stands where, on which card: as `matrix.csv` lists it.

The table was written from what the product is to be, not from its code; its last column says why,
and where that was open, what was chosen. The first row that fits counts. A refusal is told to the
person alone, in words that say what to do next, and leaves everything as it was, but for a row of
the history that says so of a verdict; where the table says `hidden`, those words are the very ones
of a ticket that is not there.

Cards stand in a home channel, in one shared with another organisation, or, of a private ticket, in
direct messages alone. Of several parts at once, those of the row's name are looked at: the owner
and the first approver are of IT, who filed it is of marketing, the others are of neither side.

Each of these was planted in the product, seen red here, and taken back:
- domain/deciding.py `decide`: without `check`, as if buttons that are not shown were enough;
- domain/visibility.py `may_see`: private tickets, too, are for both sides;
- domain/lifecycle.py `MOVES[Move.RESOLVE]`: a move of all IT;
- handlers/__init__.py: the workspace is the one of whoever pressed;
- workflows/approval.py `_refusal_kept`: what was refused is kept nowhere.
"""

import csv
import json
import re
from dataclasses import replace
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from sqlalchemy import text

from domain.approval import Outcome, Press, Verdict, settled
from domain.asking import again
from domain.catalogue import RequestType, SideMembers
from domain.deciding import decide
from domain.draft import Draft, Occasion, draft_of
from domain.lifecycle import Move
from domain.people import Person, Side
from domain.policy import Policy, Step
from domain.request import case_of
from domain.roster import Delegation, Group
from domain.taking_in import take_in
from domain.ticket import Origin, Status, Waiting
from tests.bars import on_each, sized
from tests.bars.hands import hands_of, several
from tests.builders import (
    ANNA,
    BEN,
    IRIS,
    IVO,
    MARA,
    MAYA,
    NOOR,
    T0,
    TOM,
    a_catalogue,
    a_request,
)
from tests.views.sent import untouched
from views import approval_forms, handing, ids, intake, moves
from workflows import catalogue as catalogues

TABLE = Path(__file__).with_name("matrix.csv")
ACTORS = {
    "requester": ANNA,
    "filer": MARA,
    "owner": IVO,
    "approver": MAYA,
    "second_approver": "U0PIA",
    "next_approver": "U0QUIN",
    "ex_approver": "U0RUTH",
    "delegate": "U0JO",
    "sibling": "U0SIB",
    "deleted": "U0DEL",
    "guest": "U0GUS",
    "single_channel_guest": "U0UNO",
    "external": "U0OLA",
    "bot": "U0ROBOT",
    "admin": NOOR,
    "other_team": BEN,
    "unknown": "U0GHOST",
}
SECOND, NEXT, EX, JO = (
    ACTORS[who] for who in ("second_approver", "next_approver", "ex_approver", "delegate")
)
UNFIT = {"deleted": "is_deactivated", "guest": "is_guest", "single_channel_guest": "is_guest"}
UNFIT |= {"external": "is_from_outside"}
GROUP = "S0SEC"
IN_GROUP = tuple(ACTORS[who] for who in ("sibling", *UNFIT))
ACTIONS = (
    *("open_card", "see", "search", "approve", "request_changes", "decline", "take"),
    *("hand_over", "edit", "comment", "resolve", "ad_hoc", "bulk"),
)
STATES = (
    *("new", "awaiting_approval", "changes_requested", "open", "in_progress", "waiting"),
    *("resolved", "closed", "declined", "expired"),
)
CARDS = ("home", "shared", "private")
READING = ("open_card", "see", "search")
DECIDING = ("approve", "request_changes", "decline", "bulk")
HAPPENS = {
    "approve": {"approved"},
    "request_changes": {"changes_requested"},
    "decline": {"declined"},
    "take": {"taken"},
    "hand_over": {"handed_over"},
    "edit": {"edited", "detailed"},
    "comment": {"commented", "answered"},
    "resolve": {"resolved"},
    "ad_hoc": {"approval_asked"},
    "bulk": {"approved"},
}
RAW = re.compile(r"Traceback|Error|Exception|\bNone\b|\bnull\b|[{}]|domain\.|<class")
HELPFUL = re.compile(
    r"[Pp]lease|[Yy]ou can|card|is needed|was first|was taken back|will be asked|check the number"
)
NOT_THERE = 999_999


def rows():
    with TABLE.open() as file:
        return list(csv.DictReader(file))


def fits(said, value):
    """Whether a cell of the table means this: names, or any, without those after a minus."""
    named = said.split()
    return value in named or ("any" in named and f"-{value}" not in named)


def listed(table, action, actor, state, card):
    """The first row that fits."""
    columns = {"actions": action, "actors": actor, "states": state, "cards": card}
    return next(r for r in table if all(fits(r[name], value) for name, value in columns.items()))


def the_catalogue():
    usual = a_catalogue()
    steps = (Step(approvers=(MAYA, SECOND, GROUP)), Step(approvers=(NEXT,)))
    kind = RequestType(key="data", name="Data", area="website", approval=Policy(steps=steps))
    marketing = SideMembers(lead=MARA, people=(ANNA, BEN, ACTORS["deleted"]))
    return replace(usual, types=(kind,), sides={**usual.sides, Side.MARKETING: marketing})


class Scene:
    """Tickets that stand in each way, and everybody's hands."""

    def __init__(self, desk, hands):
        self.desk, self.hands, self.count = desk, hands, 0
        catalogues.apply(desk, the_catalogue(), by=NOOR)
        standing = Delegation(
            person=MAYA, to=JO, begins=T0 - timedelta(1), ends=T0 + timedelta(9), by=MAYA
        )
        with desk.transaction() as tx:
            for who, flag in UNFIT.items():
                tx.people.remember(Person(id=ACTORS[who], known_at=T0, **{flag: True}))
            tx.rosters.keep_group(Group(id=GROUP, handle="sec", people=IN_GROUP, known_at=T0))
            tx.rosters.delegate(standing)
        catalogues.refresh(desk)
        self.catalogue = desk.catalogue()
        self.before = self.catalogue.with_roster(
            replace(self.catalogue.roster, groups={GROUP: (*IN_GROUP, EX)})
        )

    def ticket(self, state, card):
        """A new one that stands like this."""
        self.count += 1
        request = a_request(
            requester=ANNA,
            filed_by=MARA,
            request_type="data",
            summary=f"zebra{self.count}",
            is_private=card == "private",
        )
        filed = take_in(request, self.before, number=self.count, now=T0)
        filed = LED[state](filed, self.catalogue)
        with self.desk.transaction() as tx:
            tx.tickets.add(filed)
        return filed

    def fingerprint(self, ticket_id):
        """All that is written of a ticket."""
        with self.desk.database.engine.connect() as connection:
            return [connection.execute(text(query), {"id": ticket_id}).all() for query in WRITTEN]

    def happened(self, ticket_id):
        query = text('SELECT event, "by" FROM history WHERE ticket_id = :id')
        with self.desk.database.engine.connect() as connection:
            return {(event, by) for event, by in connection.execute(query, {"id": ticket_id})}

    def act(self, action, by, filed):
        return DO[action](self.hands, by, filed, self.catalogue)


WRITTEN = (
    "SELECT * FROM ticket WHERE id = :id",
    "SELECT * FROM approval WHERE ticket_id = :id ORDER BY round",
    "SELECT id FROM history WHERE ticket_id = :id AND event <> 'not_counted'",
    "SELECT id FROM comment WHERE ticket_id = :id",
    "SELECT * FROM watcher WHERE ticket_id = :id",
    "SELECT count(*) FROM outbox",
)


def asked(filed, catalogue):
    """Whoever left the group meanwhile is not asked any more."""
    approval = again(filed.approval, case_of(filed, catalogue, now=T0))
    return replace(filed, approval=approval)


def said(filed, catalogue, *verdicts):
    for by, verdict in verdicts:
        turn = filed.approval.turn
        press = Press(key="p", by=by, ticket_id=filed.ticket.id, turn=turn, verdict=verdict)
        approval = decide(filed.approval, press, case_of(filed, catalogue, now=T0))
        ticket = settled(filed.ticket, approval, now=T0)
        filed = replace(filed, approval=approval, ticket=ticket)
    return filed


def new(filed, _catalogue):
    ticket = replace(
        filed.ticket, status=Status.NEW, request_type="", origin=Origin.EMOJI, filed_by=MARA
    )
    return replace(filed, ticket=ticket, approval=None, brief=replace(filed.brief, purpose=""))


def answered(verdict):
    return lambda filed, catalogue: said(asked(filed, catalogue), catalogue, (MAYA, verdict))


def approved(**changes):
    yes = [(MAYA, Verdict.APPROVED), (NEXT, Verdict.APPROVED)]

    def lead(filed, catalogue):
        after = said(asked(filed, catalogue), catalogue, *yes)
        return replace(after, ticket=replace(after.ticket, **changes))

    return lead


def expired(filed, catalogue):
    approval = replace(asked(filed, catalogue).approval, ended=Outcome.EXPIRED, asked=())
    return replace(filed, ticket=settled(filed.ticket, approval, now=T0), approval=approval)


LED = {
    "new": new,
    "awaiting_approval": asked,
    "changes_requested": answered(Verdict.CHANGES_REQUESTED),
    "declined": answered(Verdict.DECLINED),
    "expired": expired,
    "open": approved(),
    "in_progress": approved(status=Status.IN_PROGRESS),
    "waiting": approved(status=Status.WAITING, waiting_for=Waiting.REQUESTER),
    "resolved": approved(status=Status.RESOLVED, resolved_at=T0),
    "closed": approved(status=Status.CLOSED, resolved_at=T0, closed_at=T0),
}


def value_of(filed):
    return f"{filed.ticket.id}:{filed.approval.turn if filed.approval else 0}"


def verdict(what):
    def send(hands, by, filed, _catalogue):
        form = approval_forms.form(filed.ticket, what, value=value_of(filed))
        return hands.send(by, form, comment="Not like this.")

    return send


def press(action_id):
    return lambda hands, by, filed, _: hands.press(by, action_id, value_of(filed))


def hand_over(hands, by, filed, catalogue):
    return hands.send(by, handing.form(filed, catalogue), to=TOM, words="He knows it best.")


def edit(hands, by, filed, catalogue):
    if filed.ticket.status is Status.NEW:
        occasion = Occasion(edits=filed.ticket.id, adds_details=True)
        draft = Draft(summary=filed.ticket.summary, request_type="data", occasion=occasion)
    else:
        draft = draft_of(filed.request, catalogue, occasion=Occasion(edits=filed.ticket.id))
    form = untouched(intake.form(catalogue, replace(draft, purpose="Leads", acceptance="All")))
    return hands.send_as_it_is(by, form)


def move(what):
    return lambda hands, by, filed, _: hands.send(by, moves.form(filed, what), words="As said.")


def ad_hoc(hands, by, filed, _catalogue):
    form = approval_forms.asking_form(filed.ticket)
    return hands.send(by, form, people=[IRIS], because="It costs more.")


DO = {
    "open_card": press(ids.HISTORY),
    "see": lambda hands, by, filed, _: hands.type(by, f"MT-{filed.ticket.id}"),
    "search": lambda hands, by, filed, _: hands.type(by, f"search {filed.ticket.summary}"),
    "approve": press(ids.APPROVE),
    "request_changes": verdict(Verdict.CHANGES_REQUESTED),
    "decline": verdict(Verdict.DECLINED),
    "take": press(ids.TAKE),
    "hand_over": hand_over,
    "edit": edit,
    "comment": move(Move.COMMENT),
    "resolve": move(Move.RESOLVE),
    "ad_hoc": ad_hoc,
    "bulk": lambda hands, by, filed, _: hands.send_as_it_is(by, several(value_of(filed))),
}


@pytest.fixture
def scene(desk):
    with hands_of(desk) as hands:
        yield Scene(desk, hands)


def chosen(table, chance):
    """All ways to meet; or a tenth of them, and one for each row at least."""
    ways = list(product(ACTIONS, ACTORS, STATES, CARDS))
    chance.shuffle(ways)
    if sized(False, True):
        return ways
    some = ways[: len(ways) // 10]
    by_row = {table.index(listed(table, *way)): way for way in ways}
    return [*some, *by_row.values()]


@on_each
def test_everybody_may_do_what_the_table_lists_and_nothing_else(scene, chance):
    table = rows()
    wrong = []
    for way in chosen(table, chance):
        trouble = tried(scene, listed(table, *way)["expected"], *way)
        if trouble:
            wrong.append(f"{' · '.join(way)}: {trouble}")

    assert not wrong, f"{len(wrong)} are not as listed:\n" + "\n".join(sorted(wrong)[:60])


def test_each_row_of_the_table_says_something():
    table = rows()

    used = {table.index(listed(table, *way)) for way in product(ACTIONS, ACTORS, STATES, CARDS)}

    assert [r for n, r in enumerate(table) if n not in used] == []
    assert {r["expected"] for r in table} == {"allow", "refuse", "hidden"}
    assert all(r["because"] for r in table)


def tried(scene, expected, action, actor, state, card):
    """What is not as listed; empty where all is."""
    filed = scene.ticket(state, card)
    ticket_id, by = filed.ticket.id, ACTORS[actor]
    before = scene.fingerprint(ticket_id)
    told = scene.act(action, by, filed)
    if told.status != 200:
        return f"answered {told.status}"
    if expected == "allow":
        return _not_allowed(scene, action, by, filed, told)
    if scene.fingerprint(ticket_id) != before:
        return "refused, and yet something was written"
    if is_kept(action, actor) and ("not_counted", by) not in scene.happened(ticket_id):
        return "the history says nothing of it"
    if action == "search":
        return "found" if is_shown(filed, told) else ""
    return _not_refused(scene, expected, action, by, filed, told)


def is_kept(action, actor):
    """A verdict that does not count is a row in the history. Who has left is turned away at the
    door, though, and a yes that stands already is no refusal.
    """
    stands_already = (action, actor) == ("bulk", "next_approver")
    return action in DECIDING and actor != "deleted" and not stands_already


def _not_allowed(scene, action, by, filed, told):
    if action in READING:
        return "" if is_shown(filed, told) else f"not shown: {told.words}"
    events = {event for event, who in scene.happened(filed.ticket.id) if who == by}
    return "" if events & HAPPENS[action] else f"did not happen: {told.words or told.shown[:200]}"


def _not_refused(scene, expected, action, by, filed, told):
    words = words_of(told)
    if action in READING and is_shown(filed, told):
        return "not refused"
    if expected == "hidden" and filed.ticket.summary in words:
        return f"tells of it: {words}"
    if not words or RAW.search(words) or not HELPFUL.search(words) or len(words) > 600:
        return f"no kind refusal: {words!r}"
    if expected == "hidden":
        ticket = replace(filed.ticket, id=NOT_THERE)
        same = scene.act(action, by, replace(filed, ticket=ticket))
        if bare(words) != bare(words_of(same)):
            return f"does not look like one that is not there: {words!r}"
    return ""


def is_shown(filed, told):
    """With its number and its words: a search repeats what was looked for in any case."""
    return bool(re.search(rf"{filed.ticket.reference}\b.*{filed.ticket.summary}", told.shown))


def words_of(told):
    """Private words: beside a field, by reply, or in answer to a command."""
    answered = json.loads(told.shown) if told.shown.startswith("{") else {}
    blocks = answered.get("view", {}).get("blocks", ()) if "response_action" in answered else ()
    shown = [block["text"]["text"] for block in blocks if block["type"] == "section"]
    return " ".join([*told.words, answered.get("text", ""), *shown]).strip()


def bare(words):
    return re.sub(r"MT-\d+", "MT-#", words)
