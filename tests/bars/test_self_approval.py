"""Nobody approves their own request, by any road; a press counts for what it was drawn for.

Each try takes a road at random: a new ticket, something that happens to it or to its people, and
then presses, forms and buttons that must not count, through the real Bolt app. Who asked and who
filed it try everything; who was asked tries what is stale, altered, another ticket's or no longer
theirs. At the end SQL looks at history and askings, whatever the road.

Each of these was planted in the product, seen red here, and taken back:
- domain/approvers.py `Case.own`: `filed_by` forgotten;
- domain/deciding.py `decide`: without `check`, as if hidden buttons were enough;
- domain/deciding.py `check`: the round on the button is not looked at;
- domain/deciding.py `_check_step`: a press for a later step counts for this one;
- domain/asking.py `_is_fit`: who left the group is heard as before.
"""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from itertools import count, pairwise

import pytest
from pydantic import TypeAdapter
from sqlalchemy import text

from domain.approval import Approval, Verdict
from domain.catalogue import RequestType
from domain.form import Field, FieldKind, FieldValue
from domain.people import Person
from domain.policy import Policy, Quorum, Role, Step
from domain.roster import Delegation, Group
from domain.ticket import Status
from tests.bars import sized
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
    a_ticket,
    saved,
)
from tests.marks import on_both
from tests.views.sent import a_view, untouched
from views import approval_forms, ids
from workflows import catalogue as catalogues
from workflows import intake

TRIES = sized(200, 2000)
PIA, QUIN = "U0PIA", "U0QUIN"
GROUP = "S0SEC"
IN_GROUP = (MAYA, PIA, ANNA, MARA)
DECIDED = ("approved", "changes_requested", "declined")
WHO = Field(key="who", label="Who may say yes?", kind=FieldKind.PEOPLE)
STEPS = {
    "group": [Step(approvers=(GROUP,))],
    "all": [Step(approvers=(MAYA, PIA, QUIN), needs=Quorum.ALL)],
    "owner": [Step(approvers=(Role.AREA_OWNER, Role.IT_LEAD))],
    "two": [Step(approvers=(MAYA, QUIN)), Step(approvers=(GROUP, Role.AREA_OWNER, QUIN), needs=2)],
    "field": [Step(approvers=("field:who",))],
}
DOCUMENT = TypeAdapter(Approval)


def the_catalogue(**changes):
    types = tuple(
        RequestType(
            key=key,
            name=key.title(),
            area="website",
            approval=Policy(steps=tuple(steps)),
            fields=(WHO,) if key == "field" else (),
        )
        for key, steps in STEPS.items()
    )
    return a_catalogue(types=types, **changes)


class Office:
    """A desk, hands for everybody, and the ticket of this try."""

    def __init__(self, desk, hands, chance):
        self.desk, self.hands, self.chance = desk, hands, chance
        self.serial = count(1)
        self.ticket_id = self.tries = 0

    def file(self, kind=None, *, requester=None, filer=None, who=()):
        """A new request that waits for its approvers; nobody else's affairs from before."""
        self.everybody_as_usual()
        kind = kind or self.chance.choice(list(STEPS))
        requester = requester or self.chance.choice((ANNA, PIA, MAYA, IVO, MARA, IRIS))
        value = FieldValue(
            key="who", label=WHO.label, kind=WHO.kind, answers=tuple(who) or (MAYA, requester)
        )
        request = a_request(
            requester=requester,
            filed_by=filer if filer != requester else None,
            request_type=kind,
            summary=f"Number {next(self.serial)}",
            values=(value,) if kind == "field" else (),
        )
        intake.take_in(self.desk, request, key=f"form:{next(self.serial)}")
        self.ticket_id += 1
        assert self.filed.ticket.status is Status.AWAITING_APPROVAL
        return self.filed

    @property
    def filed(self):
        return saved(self.desk, self.ticket_id)

    @property
    def own(self):
        ticket = self.filed.ticket
        return [p for p in (ticket.requester, ticket.filed_by) if p]

    @property
    def value(self):
        return f"{self.ticket_id}:{self.filed.approval.turn}"

    def everybody_as_usual(self):
        with self.desk.transaction() as tx:
            for handed in self.desk.catalogue().roster.delegations:
                tx.rosters.end_delegation(handed.person, begins=handed.begins)
            tx.rosters.keep_group(a_group(IN_GROUP))
            for person in (MAYA, PIA, QUIN, MARA):
                tx.people.remember(Person(id=person, known_at=T0))

    def hand_on(self, *chain):
        """Each speaks for the one before; what the rules refuse is written all the same."""
        with self.desk.transaction() as tx:
            for person, to in pairwise(chain):
                tx.rosters.delegate(
                    Delegation(
                        person=person,
                        to=to,
                        begins=T0 - timedelta(hours=1),
                        ends=T0 + timedelta(days=5),
                        by=person,
                    )
                )

    def change_group(self, *people):
        with self.desk.transaction() as tx:
            tx.rosters.keep_group(a_group(people))

    def apply(self, **changes):
        catalogues.apply(self.desk, the_catalogue(**changes), by=NOOR)
        catalogues.refresh(self.desk)

    def say(self, by, verdict, value, **place):
        """By button or form, whatever is shown to them."""
        if verdict is Verdict.APPROVED:
            return self.hands.press(by, ids.APPROVE, value, **place)
        ticket_id = int(value.split(":")[0])
        form = approval_forms.form(a_ticket(id=ticket_id), verdict, value=value)
        return self.hands.send(by, form, comment="Not like this.")

    def counts(self, by, verdict=Verdict.APPROVED, value=None):
        """Somebody who may, does."""
        before = self.decisions()
        told = self.say(by, verdict, value or self.value)
        assert self.decisions() == before + 1, told

    def in_vain(self, by, *, values=None, verdicts=(Verdict.APPROVED,), **place):
        """Nothing is decided by any of this, on any ticket, and each time they are told so."""
        for value in values or [self.value]:
            for verdict in verdicts:
                before = self.decisions()
                answered = self.say(by, verdict, value, **place)
                assert self.decisions() == before, f"{by} {verdict} {value}"
                assert answered.status == 200
                assert answered.words, f"{by} {verdict} {value}: nobody told them"
                self.tries += 1

    def decisions(self):
        with self.desk.database.engine.connect() as connection:
            return connection.execute(text(COUNTED)).scalar()


COUNTED = "SELECT count(*) FROM history WHERE event IN ('approved','changes_requested','declined')"


def a_group(people):
    return Group(id=GROUP, handle="security", people=tuple(people), known_at=T0)


def altered(value):
    """What somebody may make of the value of a button."""
    ticket_id, _, turn = value.partition(":")
    round, _, step = turn.partition(".")
    yield from (f"{ticket_id}:{round}.{int(step or 0) + 1}", f"{ticket_id}:{int(round) + 1}.0")
    yield from (f"{ticket_id}:{int(round) - 1}.{step}", f"{ticket_id}:0.0", f"{ticket_id}:x.y")


def own_try(office):
    """Whoever has asked for it, or filed it, tries with the right button and with wrong ones."""
    for person in office.own:
        values = [office.value, *office.chance.sample(list(altered(office.value)), 2)]
        office.in_vain(person, values=values, verdicts=[office.chance.choice(list(Verdict))])


def through_a_group(office):
    requester = office.chance.choice((ANNA, PIA, MAYA, BEN))
    office.file("group", requester=requester)
    office.change_group(*IN_GROUP, requester)
    own_try(office)


def through_a_delegation(office):
    filed = office.file(filer=office.chance.choice((None, MARA, BEN)))
    asked = office.chance.choice(filed.approval.asked)
    between = [p for p in (TOM, NOOR, QUIN, BEN) if p not in (asked, *office.own)]
    chain = [asked, *between[: office.chance.randrange(4)], office.chance.choice(office.own)]
    office.hand_on(*chain)
    own_try(office)


def through_a_change_of_owner(office):
    filed = office.file("owner", requester=office.chance.choice((ANNA, TOM, IVO)))
    requester = filed.ticket.requester
    area = replace(a_catalogue().areas[0], owner=requester, backup=requester)
    office.apply(areas=(area,))
    with office.desk.transaction() as tx:
        before = tx.tickets.filed(office.ticket_id, lock=True).ticket
        tx.tickets.save(replace(before, owner=requester))
    own_try(office)
    office.apply()


def on_behalf(office):
    filer = office.chance.choice((MARA, PIA, MAYA, IVO))
    office.file(requester=office.chance.choice((ANNA, BEN)), filer=filer)
    own_try(office)


def with_the_requester_edited(office):
    office.file("group", requester=ANNA, filer=office.chance.choice((None, PIA)))
    office.hands.press(ANNA, ids.EDIT, office.value)
    form = with_requester(office.hands.form, BEN)
    office.hands.send_as_it_is(ANNA, form)
    assert office.filed.ticket.requester == ANNA
    own_try(office)


def with_oneself_in_the_field(office):
    requester = office.chance.choice((ANNA, PIA))
    office.file("field", requester=requester, who=(requester,))
    own_try(office)


def with_a_stale_button(office):
    filed = office.file("all", requester=ANNA)
    asked, old = list(filed.approval.asked), office.value
    edit(office)
    for person in asked:
        office.in_vain(person, values=[old])
    office.counts(asked[0])


def with_a_round_raised_meanwhile(office):
    filed = office.file("group", requester=ANNA)
    asked = office.chance.choice(filed.approval.asked)
    office.hands.press(asked, ids.DECLINE, office.value)
    form = office.hands.form
    edit(office)
    before = office.decisions()
    answered = office.hands.send(asked, form, comment="No.")
    assert (office.decisions(), bool(answered.words)) == (before, True)


def with_the_card_of_another(office):
    filed = office.file("all", requester=ANNA)
    mine = office.value
    office.file("owner", requester=MAYA)
    for person in filed.approval.asked:
        if person not in office.filed.approval.asked:
            office.in_vain(person, message_ts=f"{mine}.000001")


def with_altered_values(office):
    filed = office.file("two", requester=ANNA, filer=office.chance.choice((None, BEN)))
    for person in filed.approval.asked:
        office.in_vain(person, values=altered(office.value), verdicts=[Verdict.APPROVED])
    first, turn = office.chance.choice(filed.approval.asked), office.value
    office.counts(first)
    office.in_vain(first, values=[turn])
    for person in office.filed.approval.asked:
        office.in_vain(person, values=[turn])
    own_try(office)


def in_two_tabs(office):
    office.file("all", requester=ANNA)
    asked = office.chance.choice((MAYA, PIA, QUIN))
    turn = office.value
    office.hands.press(asked, ids.REQUEST_CHANGES, turn)
    form = office.hands.form
    office.counts(asked, value=turn)
    before = office.decisions()
    answered = office.hands.send(asked, form, comment="Or rather not.")
    assert (office.decisions(), bool(answered.words)) == (before, True)
    office.in_vain(asked, values=[turn])


def once_they_are_out(office):
    filed = office.file("group", requester=BEN, filer=office.chance.choice((None, QUIN)))
    person = office.chance.choice(filed.approval.asked)
    way = office.chance.choice(("group", "gone", "guest", "outside"))
    if way == "group":
        office.hand_on(person, QUIN)
        office.change_group(*(p for p in IN_GROUP if p != person))
    else:
        flag = {"gone": "is_deactivated", "guest": "is_guest", "outside": "is_from_outside"}[way]
        with office.desk.transaction() as tx:
            tx.people.remember(Person(id=person, known_at=T0, **{flag: True}))
    office.in_vain(person)
    if way == "group":
        office.in_vain(QUIN)


def by_hand(office):
    """IT asks for one more yes, and names who must not give it."""
    filed = office.file("owner", requester=office.chance.choice((ANNA, MARA, PIA)))
    office.counts(IVO)
    requester, asked = filed.ticket.requester, office.chance.choice((QUIN, MAYA))
    office.hands.press(IRIS, ids.ASK_APPROVAL, f"{office.ticket_id}:0")
    office.hands.send_as_it_is(IRIS, with_people(office.hands.form, [requester, asked]))
    own_try(office)
    office.hands.send_as_it_is(IRIS, with_people(office.hands.form, [asked]))
    assert office.filed.approval.asked == (asked,)
    office.hand_on(asked, requester)
    own_try(office)


def with_several_at_once(office):
    """Their own among those of others, in one form."""
    office.file("all", requester=ANNA)
    other, turn = office.ticket_id, office.value
    filed = office.file(requester=MAYA, filer=office.chance.choice((None, PIA)))
    before = office.decisions()
    office.hands.send_as_it_is(MAYA, several(turn, office.value))
    assert office.decisions() == before + 1
    assert not [a for a in filed.approval.answers if a.verdict]
    assert saved(office.desk, other).approval.answers[0].given_by == MAYA
    for person in office.own:
        for value in (office.value, turn, *altered(office.value)):
            office.tries += 1
            answered = office.hands.send_as_it_is(person, several(value))
            is_told = answered.words or "Left out" in answered.shown or person == MAYA
            assert is_told or value == turn, answered
            assert office.filed.approval == filed.approval


ROADS = [
    through_a_group,
    through_a_delegation,
    through_a_change_of_owner,
    on_behalf,
    with_the_requester_edited,
    with_oneself_in_the_field,
    with_a_stale_button,
    with_a_round_raised_meanwhile,
    with_the_card_of_another,
    with_altered_values,
    in_two_tabs,
    once_they_are_out,
    by_hand,
    with_several_at_once,
]


def edit(office):
    """The requester writes it anew, so that everybody is asked again."""
    before = office.filed
    request = replace(before.request, details=f"More {next(office.serial)}")
    key = f"edit:{next(office.serial)}"
    intake.edit(office.desk, office.ticket_id, request, key=key)
    assert office.filed.approval.round == before.approval.round + 1


def with_people(form, people):
    """The form to ask by hand, with these people chosen in it."""
    form = a_view(form, people=people, because="It costs more than we thought.")
    return form


def with_requester(form, person):
    form = untouched(form)
    chosen = {"requester": {"type": "users_select", "selected_user": person}}
    form["state"]["values"] |= {"requester": chosen}
    return form


@pytest.fixture
def office(desk, chance):
    with hands_of(desk) as hands:
        office = Office(desk, hands, chance)
        office.apply()
        yield office


@on_both
def test_nobody_decides_on_their_own_request_nor_by_what_was_not_drawn_for_it(office):
    while office.tries < TRIES:
        for road in ROADS:
            road(office)

    assert own_decisions(office.desk) == []
    for ticket_id, decisions in decisions_in_history(office.desk).items():
        assert_each_counts_once(office.desk, ticket_id, decisions)


def own_decisions(desk):
    """Decisions by whoever has asked for it or filed it, by SQL alone."""
    query = """
        SELECT h.ticket_id, h.event, h."by" FROM history h
        JOIN ticket t ON t.team = h.team AND t.id = h.ticket_id
        WHERE h.event IN ('approved', 'changes_requested', 'declined')
          AND (h."by" = t.requester OR h."by" = t.filed_by OR h."by" IS NULL)
    """
    with desk.database.engine.connect() as connection:
        return connection.execute(text(query)).all()


def decisions_in_history(desk):
    query = """
        SELECT ticket_id, event, "by" FROM history
        WHERE event IN ('approved', 'changes_requested', 'declined') ORDER BY id
    """
    found = {}
    with desk.database.engine.connect() as connection:
        for ticket_id, event, by in connection.execute(text(query)):
            found.setdefault(ticket_id, []).append((event, by))
    return found


def assert_each_counts_once(desk, ticket_id, decisions):
    """Each decision is one voice of the round it was drawn for, and nobody's second for a step."""
    query = "SELECT document FROM approval WHERE ticket_id = :ticket ORDER BY round"
    with desk.database.engine.connect() as connection:
        documents = list(connection.execute(text(query), {"ticket": ticket_id}).scalars())
    rounds = [DOCUMENT.validate_json(document) for document in documents]
    own = {saved(desk, ticket_id).ticket.requester, saved(desk, ticket_id).ticket.filed_by}
    given = []
    for asking in rounds:
        for step in asking.steps:
            presses = {(a.verdict.value, a.given_by) for a in step.answers if a.verdict}
            people = Counter(by for _, by in presses)
            assert not people.keys() & own
            assert set(people.values()) <= {1}
            given += presses
    assert Counter(given) == Counter(decisions)
