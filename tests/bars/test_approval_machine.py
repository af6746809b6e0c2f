"""Approvals come out as on paper, whatever people do meanwhile and in whichever order.

Hypothesis files a request, presses, sends people away and home, moves them in and out of groups and
of the company, lets time pass, edits, withdraws and asks anew. `approval_model` reckons the same by
itself; after each step both have to agree on where the ticket stands, who may press and whose word
was counted.

What Hypothesis found stands as it found it: TANDEM_SHRINK=1 has it shortened, which takes minutes.

Each of these was planted in the product, seen red here, and taken back:
- domain/asking.py `_with_others`: one person in the place of all who are missing;
- domain/asking.py `may_speak`: who stands in for one who has left the group still speaks for them;
- domain/asking.py `again`: nobody is asked beside who goes away;
- domain/asking.py `is_stuck`: one who is there is always enough;
- domain/approvers.py `Case.own`: `filed_by` forgotten;
- domain/deciding.py `check`: the round on the button is not looked at;
- workflows/staffing.py `_ask_again`, workflows/asking.py `_time_out`: the asking is not saved.
"""

import os
from copy import deepcopy
from dataclasses import replace
from datetime import time, timedelta
from itertools import count

import hypothesis
import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import text

from domain.approval import Press, Verdict, settled, taken_back
from domain.asking import again, asked_now, is_stuck, timed_out
from domain.asking_moves import ask_again, ask_by_hand
from domain.calendar import WorkingHours
from domain.catalogue import PrivacyGate, RequestType
from domain.condition import Condition
from domain.condition import Test as Asks
from domain.deciding import check, decide
from domain.errors import DelegationRefused, FieldRefusal, NobodyToAsk, Refusal
from domain.form import FieldKind, FieldValue
from domain.lifecycle import Move, company_of, may_move, move
from domain.people import Person
from domain.policy import Policy, Quorum, Role, Step, TimeOut
from domain.request import case_of
from domain.rewriting import edit
from domain.roster import Absence, Delegation, Group, Roster, check_delegation, with_delegation
from domain.taking_in import take_in
from domain.weekday import Weekday
from tests.bars import SEED, on_each, sized
from tests.bars import approval_model as paper
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
    saved,
)
from workflows import approval as workflow
from workflows import asking, fulfilment, intake, staffing
from workflows import catalogue as catalogues
from workflows.desk import Desk

FIND = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
PHASES = tuple(hypothesis.Phase) if os.environ.get("TANDEM_SHRINK") else FIND
RUNS, SAVED_RUNS, STEPS = sized(50, 500), sized(8, 50), 50
SERIAL = count(1)
PIA, QUIN, RUTH = "U0PIA", "U0QUIN", "U0RUTH"
PEOPLE = (ANNA, BEN, MARA, MAYA, IVO, TOM, IRIS, NOOR, PIA, QUIN, RUTH)
LINE = [TOM, IVO, IRIS, NOOR]
GROUPS = {"S0SEC": (PIA, QUIN, MAYA, ANNA), "S0DATA": (RUTH, IRIS, BEN)}
ALWAYS = WorkingHours(spans={day: ((time(0), time(0)),) for day in Weekday})
OVER = ("unfiled", "declined", "cancelled")
HELD = ("changes_requested", "expired")
EDITABLE = ("awaiting_approval", "changes_requested", "expired", "open", "in_progress", "waiting")
DEAR = Condition(subject="price", test=Asks.LEAST, values=("5000",))

# who is named, how many, after how many hours, what then, and from which price on
POLICIES = {
    "any": [(["S0SEC", IVO], "any", 8, "remind", None)],
    "all": [([MAYA, MARA, BEN], "all", 8, "replace", None)],
    "most": [([MAYA, MARA, PIA, QUIN, RUTH], "majority", 5, "replace", None)],
    "two": [([MAYA, "S0DATA"], 2, 12, "add backup", None)],
    "chain": [
        ([MAYA, Role.AREA_OWNER], "all", None, "remind", None),
        ([Role.DATA_PROTECTION], "any", 9, "cancel", 5000),
        (["field:who", Role.MANAGER], "all", 24, "add backup", None),
    ],
    "dear": [([Role.IT_LEAD, Role.MARKETING_LEAD], "majority", 6, "replace", 5000)],
}
NAMED = {
    Role.AREA_OWNER: [IVO],
    Role.IT_LEAD: [IRIS],
    Role.MARKETING_LEAD: [MARA],
    Role.DATA_PROTECTION: ["S0DATA"],
}
anybody = st.sampled_from(PEOPLE)
hours = st.integers(1, 40)
prices = st.sampled_from((100, 9000))


requests = st.tuples(
    st.sampled_from((ANNA, BEN, MAYA, IVO)),
    st.sampled_from((None, None, MARA, TOM, PIA)),
    st.sampled_from(list(POLICIES)),
    prices,
    st.lists(anybody, unique=True, max_size=2),
)
"""Who asks, who files it for them, of which type, at which price, and who is named in it."""


def policy(kind):
    steps = (
        Step(
            approvers=tuple(named),
            needs=as_needs(needs),
            within=within,
            then=TimeOut(then),
            when=(DEAR,) if least else (),
        )
        for named, needs, within, then, least in POLICIES[kind]
    )
    return Policy(steps=tuple(steps))


def the_catalogue():
    usual = a_catalogue()
    return replace(
        usual,
        zone="UTC",
        hours=ALWAYS,
        types=tuple(
            RequestType(key=kind, name=kind, area="website", approval=policy(kind))
            for kind in POLICIES
        ),
        managers={ANNA: MARA},
        privacy=PrivacyGate(data_protection=("S0DATA",)),
        roster=Roster(groups=GROUPS),
    )


meanwhile = precondition(lambda self: self.status not in ("declined", "cancelled"))


class Approvals(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.catalogue = the_catalogue()
        self.world = paper.World(LINE, {g: list(p) for g, p in GROUPS.items()})
        self.filed = self.asking = None
        self.then = "open"
        self.status = "unfiled"
        self.turns = ["", "1", "9.9", "1.0", "1.1", "x.y"]

    @property
    def now(self):
        return T0 + timedelta(hours=self.world.now)

    @property
    def case(self):
        return case_of(self.filed, self.catalogue, now=self.now)

    def know(self, **changes):
        roster = replace(self.catalogue.roster, **changes)
        self.catalogue = self.catalogue.with_roster(roster)

    def named(self):
        boss = [MARA] if self.requester == ANNA else []
        return NAMED | {"field:who": self.who, Role.MANAGER: boss}

    def planned(self, steps):
        """On paper: who is asked; None where nobody is there to ask."""
        world, found = self.world, []
        for named, needs, within, then, least in steps:
            if least and self.price < least:
                continue
            voices = {}
            for name in named:
                for id in self.named().get(name, [name]):
                    is_group = id in world.groups
                    for person in world.groups[id] if is_group else [id]:
                        if world.may(person):
                            via = id if is_group and voices.get(person, id) else None
                            voices[person] = via
            if not voices and world.next([]) is None:
                return None
            voices = voices or {world.next([]): None}
            asked = [paper.Voice(whose=p, group=via) for p, via in voices.items()]
            step = paper.Step(needs=needs, voices=asked, within=within, then=then)
            found.append(step)
        return found

    def begin(self, steps):
        """On paper: the next round, what was asked by hand at its end. Whether it could begin."""
        before, by_hand = self.asking, []
        if before and before.ended != "cancelled":
            by_hand = self.planned([asked_again(s) for s in before.steps if s.by_hand])
        if steps is None or by_hand is None:
            return False
        if steps or by_hand:
            is_at_work = self.status in ("open", "in_progress", "waiting")
            then = self.status if is_at_work else self.then
            for step in by_hand:
                step.by_hand = True
            self.start(steps + by_hand, then=then if by_hand else "open")
        return True

    def start(self, steps, then="open"):
        number = self.asking.number + 1 if self.asking else 1
        self.asking = paper.Asking(number, steps, self.world)
        self.then, self.status = then, "awaiting_approval"

    def settle(self):
        """On paper: where the ticket stands after that."""
        outcome = self.asking and self.asking.outcome
        if self.status == "awaiting_approval" and outcome:
            self.status = self.then if outcome == "approved" else outcome

    def request(self):
        values = (
            FieldValue(
                key="price", label="Price", kind=FieldKind.NUMBER, answers=(str(self.price),)
            ),
            FieldValue(key="who", label="Who", kind=FieldKind.PEOPLE, answers=tuple(self.who)),
        )
        return a_request(
            requester=self.requester,
            filed_by=self.filer,
            request_type=self.kind,
            values=values,
            details=self.details,
            acceptance=self.acceptance,
        )

    # what the product does: here, by its rules alone

    def product_files(self):
        return take_in(self.request(), self.catalogue, number=7, now=self.now)

    def product_decides(self, given):
        self.keep(decide(self.filed.approval, given, self.case))

    def product_ticks(self):
        step = self.filed.approval.current
        if step.due_at is not None and step.due_at <= self.now:
            self.keep(timed_out(self.filed.approval, self.case))
        if not self.filed.approval.outcome:
            self.keep(again(self.filed.approval, self.case))

    def product_edits(self):
        after = edit(self.filed, self.request(), self.catalogue, now=self.now)
        self.filed = as_read_back(self.filed, after)

    def product_asks_again(self):
        how = {"by": self.requester, "catalogue": self.catalogue, "now": self.now}
        self.filed = as_read_back(self.filed, ask_again(self.filed, **how))

    def product_asks_by_hand(self, who, needs):
        how = {"by": IVO, "because": "Costs", "catalogue": self.catalogue, "now": self.now}
        self.filed = ask_by_hand(self.filed, who, needs=needs, **how)

    def product_moves(self, what, by):
        company = company_of(self.catalogue)
        after = move(self.filed, by, what, company=company, now=self.now)
        if what is Move.WITHDRAW and after.approval:
            after = replace(after, approval=taken_back(after.approval))
        self.filed = after

    def keep(self, approval):
        """As the workflows do: the approval is saved, and the ticket follows it."""
        ticket = settled(self.filed.ticket, approval, now=self.now)
        self.filed = replace(self.filed, ticket=ticket, approval=approval)
        self.seen()

    def seen(self):
        if self.filed.approval and self.filed.approval.turn not in self.turns:
            self.turns.append(self.filed.approval.turn)

    @initialize(asks=requests)
    def file_first(self, asks):
        self._file(*asks)

    @precondition(lambda self: self.status in OVER)
    @rule(asks=requests)
    def file(self, asks):
        """A new request, in a company where much has happened already."""
        self._file(*asks)

    def _file(self, requester, filer, kind, price, who):
        self.requester, self.filer, self.kind = requester, filer, kind
        self.price, self.who, self.details, self.acceptance = price, who, "", ""
        self.world.own = {requester, filer} - {None}
        self.asking, self.then, self.status = None, "open", "open"
        steps, self.filed = self.planned(POLICIES[kind]), None
        try:
            self.filed = self.product_files()
        except NobodyToAsk:
            assert steps is None
            self.status = "unfiled"
            return
        assert self.begin(steps)
        self.seen()

    @precondition(lambda self: self.filed)
    @rule(who=anybody, verdict=st.sampled_from(list(Verdict)), data=st.data())
    def press(self, who, verdict, data):
        turn = data.draw(st.sampled_from(self.turns[-3:] + self.turns[:6]))
        self._press(who, verdict, turn)

    @precondition(lambda self: self.filed and self.filed.approval and self.filed.approval.asked)
    @rule(data=st.data(), verdict=st.sampled_from([Verdict.APPROVED] * 8 + list(Verdict)))
    def press_when_asked(self, data, verdict):
        who = data.draw(st.sampled_from(self.filed.approval.asked))
        self._press(who, verdict, self.filed.approval.turn)

    def _press(self, who, verdict, turn):
        given = Press(
            key=f"press:{next(SERIAL)}",
            by=who,
            ticket_id=self.filed.ticket.id,
            turn=turn,
            verdict=verdict,
        )
        counts = self.status == "awaiting_approval" and self.asking.press(
            self.world, who, drawn_for(turn), verdict.value
        )
        self.settle()
        if counts:
            self.product_decides(given)
        else:
            with pytest.raises(Refusal):
                self.product_decides(given)

    @meanwhile
    @rule(spent=hours)
    def pass_time(self, spent):
        self.world.now += spent

    @precondition(lambda self: self.status == "awaiting_approval")
    @rule(spent=st.sampled_from((0, 3, 12, 30)))
    def tick(self, spent):
        """What the ticks do: see to a step whose time is over, and to who comes and goes."""
        self.world.now += spent
        self._tick()

    @precondition(lambda self: self.status == "awaiting_approval")
    @rule(data=st.data())
    def go_away_and_tick(self, data):
        self._go_away(self.somebody(data), 0, 20)
        self._tick()

    def _tick(self):
        if self.asking.step.due is not None and self.asking.step.due <= self.world.now:
            self.asking.time_is_up(self.world)
        self.asking.look(self.world)
        self.settle()
        self.product_ticks()

    def somebody(self, data):
        """Anybody, more often who has a voice right now."""
        step = self.asking.step if self.asking else None
        voices = [v.whose for v in step.voices] if step else []
        return data.draw(st.sampled_from([*voices, *voices, *PEOPLE]))

    @meanwhile
    @rule(data=st.data(), starts=st.sampled_from((0, 0, 5)), lasts=hours)
    def go_away(self, data, starts, lasts):
        self._go_away(self.somebody(data), starts, lasts)

    def _go_away(self, who, starts, lasts):
        """In the place of what was known before."""
        self.come_back_at_once(who)
        begins, ends = self.world.now + starts, self.world.now + starts + lasts
        self.world.away.append((who, begins, ends))
        told = Absence(person=who, begins=hour(begins), ends=hour(ends))
        self.know(absences=(*self.catalogue.roster.absences, told))

    @meanwhile
    @rule(who=anybody)
    def come_back(self, who):
        self.come_back_at_once(who)

    def come_back_at_once(self, who):
        self.world.away = [a for a in self.world.away if a[0] != who]
        absences = (a for a in self.catalogue.roster.absences if a.person != who)
        self.know(absences=tuple(absences))

    @meanwhile
    @rule(data=st.data(), to=anybody, starts=st.sampled_from((0, 0, 5)), lasts=hours)
    def hand_on(self, data, to, starts, lasts):
        self._hand_on(self.somebody(data), to, starts, lasts)

    def _hand_on(self, who, to, starts, lasts):
        begins, ends = self.world.now + starts, self.world.now + starts + lasts
        new = Delegation(person=who, to=to, begins=hour(begins), ends=hour(ends), by=who)
        try:
            check_delegation(new, self.catalogue.roster)
        except DelegationRefused:
            return
        handed = self.world.handed
        handed[:] = [d for d in handed if d[0] != who or d[2] >= ends or begins >= d[3]]
        handed.append((who, to, begins, ends))
        self.know(delegations=with_delegation(self.catalogue.roster, new).delegations)

    @meanwhile
    @rule(who=anybody)
    def end_handing_on(self, who):
        self.world.handed = [d for d in self.world.handed if d[0] != who]
        delegations = (d for d in self.catalogue.roster.delegations if d.person != who)
        self.know(delegations=tuple(delegations))

    @meanwhile
    @rule(data=st.data(), group=st.sampled_from(list(GROUPS)))
    def change_group(self, data, group):
        self._change_group(self.somebody(data), group)

    @precondition(lambda self: self._asked_by_group())
    @rule(data=st.data(), to=anybody)
    def hand_on_and_leave_the_group(self, data, to):
        voice = data.draw(st.sampled_from(self._asked_by_group()))
        self._hand_on(voice.whose, to, 0, 40)
        self._change_group(voice.whose, voice.group)

    def _asked_by_group(self):
        step = self.asking.step if self.asking else None
        return [v for v in step.open if v.group] if step else []

    def _change_group(self, who, group):
        people = self.world.groups[group]
        people.remove(who) if who in people else people.append(who)
        self.know(groups={g: tuple(p) for g, p in self.world.groups.items()})

    @meanwhile
    @rule(data=st.data(), how=st.sampled_from(("gone", "guests")))
    def leave_or_return(self, data, how):
        who = self.somebody(data)
        people = getattr(self.world, how)
        people ^= {who}
        self.know(**{how: frozenset(people)})

    @precondition(lambda self: self.status in EDITABLE)
    @rule(price=prices, who=st.none() | st.lists(anybody, unique=True, max_size=2))
    def edit_materially(self, price, who):
        before = (self.price, self.who, self.details)
        self.price, self.details = price, self.details + "."
        self.who = self.who if who is None else who
        if not self._asked_after(self.product_edits):
            self.price, self.who, self.details = before

    @precondition(lambda self: self.status in EDITABLE)
    @rule()
    def edit_a_trifle(self):
        """Only what is held goes on by it, in a new round."""
        self.acceptance += "."
        if self.status in HELD:
            self._asked_after(self.product_edits)
        elif self.planned(POLICIES[self.kind]) is not None:
            self.product_edits()

    @precondition(lambda self: self.status == "expired")
    @rule()
    def ask_again(self):
        if self.requester not in self.world.gone:
            self._asked_after(self.product_asks_again)

    def _asked_after(self, change):
        """A new round by what the type's policy says; where nobody has to any more, it goes on."""
        steps, before, status = self.planned(POLICIES[self.kind]), self.asking, self.status
        could = self.begin(steps)
        try:
            change()
        except NobodyToAsk:
            assert not could
            return False
        assert could
        if self.asking is before and status in (*HELD, "awaiting_approval"):
            self.status = "open"
        if self.asking is before and before:
            before.ended = before.outcome or "cancelled"
        self.seen()
        return True

    @precondition(lambda self: self.status in ("open", "in_progress", "waiting"))
    @rule(who=st.lists(anybody, unique=True, min_size=1, max_size=3), is_all=st.booleans())
    def ask_for_once(self, who, is_all):
        """IT asks somebody more; once they say yes, it goes on where it stood."""
        needs = "all" if is_all else "any"
        try:
            self.product_asks_by_hand(who, as_needs(needs))
        except FieldRefusal:
            assert IVO in who or not all(map(self.world.may, who))
            return
        except Refusal:
            assert IVO in self.world.gone
            return
        assert IVO not in who
        [step] = self.planned([(who, needs, None, "remind", None)])
        step.by_hand = True
        self.start([step], then=self.status)
        self.seen()

    @precondition(lambda self: self.filed)
    @rule(is_meant=st.sampled_from([False] * 7 + [True]))
    def withdraw(self, is_meant):
        if not is_meant or not self._move(Move.WITHDRAW, self.requester):
            return
        if self.asking:
            self.asking.ended = self.asking.outcome or "cancelled"
        self.status = "cancelled"

    @precondition(lambda self: self.status == "open")
    @rule()
    def take(self):
        if self._move(Move.TAKE, IVO):
            self.status = "in_progress"

    def _move(self, what, by):
        company = company_of(self.catalogue)
        if not may_move(self.filed, by, what, company=company):
            return False
        self.product_moves(what, by)
        return True

    @invariant()
    def it_stands_where_paper_says(self):
        if self.filed is None:
            return
        assert self.filed.ticket.status == self.status
        approval, asking = self.filed.approval, self.asking
        assert (approval is None) == (asking is None)
        if approval:
            assert approval.round == asking.number
            assert approval.outcome == asking.outcome
            assert counted(approval) == counted_on_paper(asking)
        if self.status == "awaiting_approval":
            due = asking.step.due
            assert approval.current.due_at == (due and hour(due))

    @invariant()
    def who_may_press_is_who_is_on_paper(self):
        if self.filed is None or self.filed.approval is None:
            return
        case, approval = self.case, self.filed.approval
        is_open = self.status == "awaiting_approval"
        may = self.asking.may_press(self.world) if is_open else set()
        assert set(asked_now(approval, case) if is_open else ()) == may
        assert {p for p in PEOPLE if self._could_press(p, approval, case)} == may
        assert not may & self.world.own

    def _could_press(self, person, approval, case):
        given = Press(key="p", by=person, ticket_id=7, turn=approval.turn, verdict=Verdict.APPROVED)
        try:
            check(approval, given, case)
        except Refusal:
            return False
        return True

    @invariant()
    def nothing_hangs(self):
        """Once the ticks have looked, somebody can be asked, or there is nobody left at all; and
        leads and coordinators hear each day of what too few are there to decide.
        """
        if self.status != "awaiting_approval":
            return
        looked = again(self.filed.approval, self.case)
        heard = {
            p
            for a in (looked.current.answers if looked.current else ())
            if a.verdict
            for p in (a.approver, a.given_by)
        }
        left = [p for p in LINE if self.world.may(p) and p not in heard]
        assert looked.outcome or looked.asked or not left
        assert looked.outcome or is_stuck(looked, self.case) is self.are_too_few()

    def are_too_few(self):
        """On paper: whether those who are there cannot settle the step, once it was looked at."""
        asking, world = deepcopy(self.asking), self.world
        asking.look(world)
        voices = asking.step.voices
        there = [v for v in voices if v.said or any(map(world.is_there, v.speakers(world)))]
        return len(there) < asking.step.wanted


class ByWorkflows(Approvals):
    """The same, saved and read again at each step. `database` is there before it begins."""

    database = None

    def __init__(self):
        super().__init__()
        self.desk = Desk(database=self.database, clock=lambda: self.now, team=f"T{next(SERIAL)}")
        catalogues.apply(self.desk, the_catalogue(), by=NOOR)
        self.know()

    def know(self, **changes):
        super().know(**changes)
        roster = self.catalogue.roster
        with self.database.engine.begin() as connection:
            for table in ("absence", "delegation", "person"):
                connection.execute(
                    text(f"DELETE FROM {table} WHERE team = :team"),
                    {"team": self.desk.team},
                )
        with self.desk.transaction() as tx:
            for absence in roster.absences:
                tx.rosters.be_away(absence)
            for delegation in roster.delegations:
                tx.rosters.delegate(delegation)
            for id, people in roster.groups.items():
                tx.rosters.keep_group(Group(id=id, handle=id, people=people, known_at=T0))
            for person in roster.gone | roster.guests:
                is_gone, is_guest = person in roster.gone, person in roster.guests
                tx.people.remember(
                    Person(id=person, is_deactivated=is_gone, is_guest=is_guest, known_at=T0)
                )
            tx.rosters.changed()

    def read(self):
        self.filed = saved(self.desk, self.filed.ticket.id)
        self.seen()

    def product_files(self):
        intake.take_in(self.desk, self.request(), key=f"form:{next(SERIAL)}")
        with self.desk.reading() as tx:
            [newest, *_] = tx.tickets.filed_since(self.now, requester=self.requester)[::-1]
        return saved(self.desk, newest.id)

    def product_decides(self, given):
        try:
            workflow.decide(self.desk, given)
        finally:
            self.read()

    def product_ticks(self):
        asking.tick(self.desk)
        staffing.tick(self.desk)
        self.read()

    def product_edits(self):
        request, key = self.request(), f"edit:{next(SERIAL)}"
        intake.edit(self.desk, self.filed.ticket.id, request, key=key)
        self.read()

    def product_asks_again(self):
        key = f"again:{next(SERIAL)}"
        asking.ask_again(self.desk, self.filed.ticket.id, by=self.requester, key=key)
        self.read()

    def product_asks_by_hand(self, who, needs):
        how = {"by": IVO, "because": "Costs", "key": f"ask:{next(SERIAL)}"}
        asking.ask(self.desk, self.filed.ticket.id, who, needs=needs, **how)
        self.read()

    def product_moves(self, what, by):
        key = f"move:{next(SERIAL)}"
        fulfilment.move(self.desk, self.filed.ticket.id, what, by=by, key=key)
        self.read()


def asked_again(step):
    return [v.whose for v in step.voices], step.needs, step.within, step.then, None


def as_read_back(before, after):
    """Without a new round, the one before is the latest, taken back."""
    has_none = after.approval is None and before.approval
    return replace(after, approval=taken_back(before.approval)) if has_none else after


def as_needs(wanted):
    return wanted if isinstance(wanted, int) else Quorum(wanted)


def hour(n):
    return T0 + timedelta(hours=n)


def drawn_for(turn):
    """Round and step on a button; of what nobody drew, none."""
    round, _, step = turn.partition(".")
    return (int(round), int(step or 0)) if round.isdigit() else (0, 0)


def counted(approval):
    return [
        (step.number, answer.approver, answer.given_by, answer.verdict)
        for step in approval.steps
        for answer in step.answers
        if answer.verdict
    ]


def counted_on_paper(asking):
    return [
        (n, voice.whose, voice.by, voice.said)
        for n, step in enumerate(asking.steps)
        for voice in step.voices
        if voice.said
    ]


def test_approvals_come_out_as_on_paper():
    run(Approvals, RUNS)


@on_each
def test_what_is_saved_comes_out_as_on_paper(database):
    ByWorkflows.database = database

    run(ByWorkflows, SAVED_RUNS)


def run(machine, runs):
    settings = hypothesis.settings(
        max_examples=runs,
        stateful_step_count=STEPS,
        deadline=None,
        phases=PHASES,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    run_state_machine_as_test(hypothesis.seed(SEED)(machine), settings=settings)
