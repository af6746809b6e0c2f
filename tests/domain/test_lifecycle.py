"""Every move from every status by everybody, as the rules are told to people."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import lifecycle
from domain.errors import MoveRefused, NotForYou, TicketNotFound, TooLateToReopen, WordsMissing
from domain.lifecycle import REOPENED_WITHIN, Move
from domain.ticket import Status, Visibility, Waiting
from tests.builders import ANNA, BEN, IVO, MAYA, STANDS, T0, TOM, a_company, a_filed

PEOPLE = {
    "requester": ANNA,
    "owner": IVO,
    "it": TOM,
    "reader": BEN,
    "stranger": "U0STRANGER",
    "tandem": None,
}
REFUSALS = (TicketNotFound, NotForYou, MoveRefused, TooLateToReopen, WordsMissing)
ENDED = ("closed", "declined", "cancelled")
AT_WORK = ("open", "in_progress", "waiting")
LATER = T0 + timedelta(days=2)

# what | whose | from | to
RULES = """
  add_details          | requester owner it        | new                                          | same
  edit                 | requester                 | awaiting_approval changes_requested          | same
  edit                 | requester                 | open in_progress waiting                     | same
  edit                 | requester                 | expired                                      | same
  take                 | owner it                  | open                                         | in_progress
  reply                | owner it                  | new awaiting_approval changes_requested open | same
  reply                | owner it                  | in_progress waiting resolved closed          | same
  reply                | owner it                  | expired                                      | same
  ask                  | owner it                  | open in_progress waiting                     | waiting:requester
  answer               | requester                 | waiting:requester                            | in_progress
  wait_for_it          | owner it                  | open in_progress waiting                     | waiting:it
  wait_for_third_party | owner it                  | open in_progress waiting                     | waiting:third_party
  go_on                | owner it                  | waiting                                      | in_progress
  resolve              | owner                     | open in_progress waiting                     | resolved
  done                 | requester                 | resolved                                     | closed
  not_yet              | requester                 | resolved                                     | in_progress
  close                | tandem                    | resolved                                     | closed
  reopen               | requester                 | closed                                       | in_progress
  withdraw             | requester                 | new awaiting_approval changes_requested      | cancelled
  withdraw             | requester                 | open in_progress waiting                     | cancelled
  withdraw             | requester                 | expired                                      | cancelled
  cancel               | owner                     | new awaiting_approval changes_requested      | cancelled
  cancel               | owner                     | open in_progress waiting                     | cancelled
  cancel               | owner                     | expired                                      | cancelled
  comment              | requester owner it reader | new awaiting_approval changes_requested open | same
  comment              | requester owner it reader | in_progress waiting resolved                 | same
  comment              | requester owner it reader | expired                                      | same
  note                 | owner it                  | new awaiting_approval changes_requested open | same
  note                 | owner it                  | in_progress waiting resolved                 | same
  note                 | owner it                  | closed declined cancelled                    | same
  note                 | owner it                  | expired                                      | same
  watch                | requester owner it reader | new awaiting_approval changes_requested open | same
  watch                | requester owner it reader | in_progress waiting resolved                 | same
  watch                | requester owner it reader | expired                                      | same
  unwatch              | requester owner it reader | new awaiting_approval changes_requested open | same
  unwatch              | requester owner it reader | in_progress waiting resolved                 | same
  unwatch              | requester owner it reader | closed declined cancelled                    | same
  unwatch              | requester owner it reader | expired                                      | same
  snooze               | owner                     | open in_progress waiting                     | same
  wake                 | owner tandem              | open in_progress waiting                     | same
  link                 | requester owner it        | new awaiting_approval changes_requested open | same
  link                 | requester owner it        | in_progress waiting resolved                 | same
  link                 | requester owner it        | closed declined cancelled                    | same
  link                 | requester owner it        | expired                                      | same
  unlink               | requester owner it        | new awaiting_approval changes_requested open | same
  unlink               | requester owner it        | in_progress waiting resolved                 | same
  unlink               | requester owner it        | closed declined cancelled                    | same
  unlink               | requester owner it        | expired                                      | same
  assign               | owner it                  | new awaiting_approval changes_requested      | same
  assign               | owner it                  | expired open in_progress waiting             | same
  hand_over            | owner it                  | new awaiting_approval changes_requested      | same
  hand_over            | owner it                  | expired open in_progress waiting             | same
  move_area            | owner it                  | new awaiting_approval changes_requested      | same
  move_area            | owner it                  | expired open in_progress waiting             | same
  share                | owner it                  | new awaiting_approval changes_requested      | same
  share                | owner it                  | expired open in_progress waiting             | same
  unshare              | owner it                  | new awaiting_approval changes_requested      | same
  unshare              | owner it                  | expired open in_progress waiting             | same
  unshare              | owner it                  | resolved closed declined cancelled           | same
  ask_approval         | owner it                  | open in_progress waiting                     | awaiting_approval
  ask_again            | requester owner it        | expired                                      | awaiting_approval
  remind               | requester                 | awaiting_approval                            | same
"""  # noqa: E501 (a table is read by its columns)

NEEDED_WORDS = {
    "reply": "a reply",
    "ask": "a question",
    "answer": "an answer",
    "wait_for_it": "a reason",
    "wait_for_third_party": "a reason",
    "resolve": "a resolution",
    "not_yet": "a reason",
    "reopen": "a reason",
    "cancel": "a reason",
    "comment": "a comment",
    "note": "a note",
    "hand_over": "a reason",
    "move_area": "a reason",
    "ask_approval": "a reason",
}


def _stands(name):
    """ "waiting" stands for all three kinds of waiting, "waiting:it" for one."""
    status, _, waiting_for = name.partition(":")
    return [(s, w) for s, w in STANDS if s == status and (not waiting_for or w == waiting_for)]


def _read(rules):
    for line in rules.split("\n")[1:-1]:
        what, movers, starts, to = (part.strip() for part in line.split("|"))
        for who, name in product(movers.split(), starts.split()):
            for start in _stands(name):
                yield (Move(what), who, start), start if to == "same" else _stands(to)[0]


ALLOWED = dict(_read(RULES))
MOVERS = {(what, who) for what, who, _ in ALLOWED}
EVERYTHING = list(product(Move, PEOPLE, STANDS))


def standing(start=Status.OPEN, waiting_for=None, **changes):
    """A ticket that stands there; where it can be, it is put aside."""
    stands = {
        "status": start,
        "waiting_for": waiting_for,
        "closed_at": T0 if start in ENDED else None,
        "snoozed_until": LATER if start in AT_WORK else None,
    }
    return a_filed(**stands | changes)


def where(filed):
    return filed.ticket.status, filed.ticket.waiting_for


def moved(filed, who, what, *, words="Because", now=T0, company=None):
    company = company or a_company()
    by, until = PEOPLE[who], now + timedelta(days=2)
    return lifecycle.move(filed, by, what, company=company, now=now, words=words, until=until)


def expected(what, who, start):
    """How the ticket stands after this move, or how it is refused."""
    if who == "stranger":
        return TicketNotFound
    if (what, who) not in MOVERS:
        return NotForYou
    return ALLOWED.get((what, who, start), MoveRefused)


def refusal_of(act):
    try:
        act()
    except REFUSALS as refusal:
        return type(refusal)
    return None


def test_a_move_is_made_where_the_table_allows_it_and_refused_elsewhere():
    def found(what, who, start):
        filed = standing(*start)
        return refusal_of(lambda: moved(filed, who, what)) or where(moved(filed, who, what))

    assert {case: found(*case) for case in EVERYTHING} == {
        case: expected(*case) for case in EVERYTHING
    }


def test_a_form_opens_and_a_button_is_offered_exactly_where_the_move_can_be_made():
    def checked(what, who, start):
        return refusal_of(
            lambda: lifecycle.check(standing(*start), PEOPLE[who], what, company=a_company())
        )

    def offered(what, who, start):
        return lifecycle.may_move(standing(*start), PEOPLE[who], what, company=a_company())

    def of_move(what, who, start):
        return refusal_of(lambda: moved(standing(*start), who, what))

    refused = {case: of_move(*case) for case in EVERYTHING}
    assert {case: checked(*case) for case in EVERYTHING} == refused
    assert {case: offered(*case) for case in EVERYTHING} == {
        case: refusal is None for case, refusal in refused.items()
    }


@pytest.mark.parametrize("what", Move)
def test_a_move_that_has_to_say_something_is_refused_without_words(what):
    who, start = next((w, s) for m, w, s in ALLOWED if m is what)

    found = refusal_of(lambda: moved(standing(*start), who, what, words=" \n "))

    assert found == (WordsMissing if what in NEEDED_WORDS else None)


@pytest.mark.parametrize(("what", "missing"), NEEDED_WORDS.items())
def test_who_says_nothing_is_told_what_is_missing(what, missing):
    who, start = next((w, s) for m, w, s in ALLOWED if m == what)

    with pytest.raises(WordsMissing, match=f"a line for MT-7: this needs {missing}"):
        moved(standing(*start), who, Move(what), words="")


def test_who_may_not_move_it_is_told_so_before_words_are_asked_for():
    with pytest.raises(NotForYou):
        moved(standing(), "requester", Move.RESOLVE, words="")


def test_who_takes_a_ticket_owns_it():
    assert moved(standing(), "it", Move.TAKE).ticket.owner == TOM


@pytest.mark.parametrize("what", sorted(set(Move) - {Move.TAKE}))
def test_nobody_else_becomes_the_owner_by_a_move(what):
    by = [(who, start) for move, who, start in ALLOWED if move is what]

    assert {moved(standing(*start), who, what).ticket.owner for who, start in by} == {IVO}


def test_a_move_leaves_words_approval_and_watchers_alone():
    filed = a_filed(approvers=(MAYA,), watchers=(BEN,), status=Status.OPEN)

    after = moved(filed, "owner", Move.TAKE)

    assert after == replace(filed, ticket=replace(filed.ticket, status=Status.IN_PROGRESS))


def test_an_owner_who_left_the_it_side_still_moves_what_is_theirs():
    nobody = a_company(it=())

    taken = moved(standing(), "owner", Move.TAKE, company=nobody)
    resolved = moved(taken, "owner", Move.RESOLVE, company=nobody)

    assert resolved.ticket.status is Status.RESOLVED


def test_it_people_who_ask_for_something_make_the_requesters_moves():
    filed = standing(Status.RESOLVED, requester=IVO, owner=TOM)

    assert moved(filed, "owner", Move.DONE).ticket.status is Status.CLOSED


def test_a_requester_of_neither_side_makes_the_requesters_moves():
    filed = standing(Status.RESOLVED, requester=PEOPLE["stranger"])

    assert moved(filed, "stranger", Move.DONE).ticket.status is Status.CLOSED


def test_a_ticket_keeps_when_it_was_resolved_until_it_is_sent_back():
    later = T0 + timedelta(hours=1)

    resolved = moved(standing(Status.IN_PROGRESS), "owner", Move.RESOLVE)
    closed = moved(resolved, "requester", Move.DONE, now=later)

    assert resolved.ticket.resolved_at == T0
    assert closed.ticket.resolved_at == T0
    assert moved(resolved, "owner", Move.REPLY, now=later).ticket.resolved_at == T0
    assert moved(resolved, "requester", Move.NOT_YET, now=later).ticket.resolved_at is None
    assert moved(closed, "requester", Move.REOPEN, now=later).ticket.resolved_at is None


@pytest.mark.parametrize(
    ("start", "who", "what"),
    [
        (Status.RESOLVED, "requester", Move.DONE),
        (Status.RESOLVED, "tandem", Move.CLOSE),
        (Status.IN_PROGRESS, "requester", Move.WITHDRAW),
        (Status.IN_PROGRESS, "owner", Move.CANCEL),
    ],
)
def test_a_ticket_that_ends_keeps_when(start, who, what):
    later = T0 + timedelta(days=1)

    ended = moved(standing(start), who, what)

    assert ended.ticket.closed_at == T0
    assert moved(ended, "it", Move.NOTE, now=later).ticket.closed_at == T0


def test_a_ticket_that_is_opened_again_is_not_closed_any_more():
    again = moved(standing(Status.CLOSED), "requester", Move.REOPEN)

    assert again.ticket.closed_at is None


def test_a_closed_ticket_is_opened_again_within_a_week():
    at_last = T0 + timedelta(days=7)

    again = moved(standing(Status.CLOSED), "requester", Move.REOPEN, now=at_last)

    assert again.ticket.status is Status.IN_PROGRESS


def test_after_a_week_a_closed_ticket_gets_a_follow_up_instead():
    too_late = T0 + timedelta(days=7, seconds=1)
    closed = standing(Status.CLOSED)

    with pytest.raises(TooLateToReopen, match="file a follow-up instead, with the button"):
        moved(closed, "requester", Move.REOPEN, now=too_late)

    assert lifecycle.may_move(closed, ANNA, Move.REOPEN, company=a_company(), now=T0)
    assert not lifecycle.may_move(closed, ANNA, Move.REOPEN, company=a_company(), now=too_late)


@pytest.mark.parametrize("waiting_for", [Waiting.IT, Waiting.THIRD_PARTY])
def test_an_answer_is_taken_only_where_the_question_was_put_to_the_requester(waiting_for):
    with pytest.raises(MoveRefused, match="Nobody waits for your answer"):
        moved(standing(Status.WAITING, waiting_for), "requester", Move.ANSWER)


@pytest.mark.parametrize(
    ("what", "waiting_for"),
    [
        (Move.ASK, Waiting.REQUESTER),
        (Move.WAIT_FOR_IT, Waiting.IT),
        (Move.WAIT_FOR_THIRD_PARTY, Waiting.THIRD_PARTY),
    ],
)
def test_a_ticket_waits_for_whom_it_was_said_to_wait_last(what, waiting_for):
    for before in Waiting:
        after = moved(standing(Status.WAITING, before), "owner", what)

        assert where(after) == (Status.WAITING, waiting_for)


@pytest.mark.parametrize(
    ("who", "what"),
    [
        ("requester", Move.ANSWER),
        ("it", Move.GO_ON),
        ("owner", Move.RESOLVE),
        ("requester", Move.WITHDRAW),
        ("owner", Move.CANCEL),
    ],
)
def test_a_ticket_that_waits_no_more_waits_for_nobody(who, what):
    after = moved(standing(Status.WAITING, Waiting.REQUESTER), who, what)

    assert after.ticket.waiting_for is None


@pytest.mark.parametrize("what", [Move.REPLY, Move.COMMENT, Move.NOTE, Move.SNOOZE, Move.LINK])
def test_what_changes_no_status_leaves_it_waiting(what):
    waiting = standing(Status.WAITING, Waiting.THIRD_PARTY)

    assert where(moved(waiting, "owner", what)) == (Status.WAITING, Waiting.THIRD_PARTY)


@pytest.mark.parametrize("who", ["owner", "tandem"])
def test_what_is_put_aside_is_woken_once(who):
    aside = moved(standing(snoozed_until=None), "owner", Move.SNOOZE)

    awake = moved(aside, who, Move.WAKE)

    assert (aside.ticket.snoozed_until, awake.ticket.snoozed_until) == (LATER, None)
    with pytest.raises(MoveRefused, match="It is not put aside any more"):
        moved(awake, who, Move.WAKE)


def test_who_follows_a_ticket_is_kept_once_until_they_stop():
    followed = moved(moved(standing(), "reader", Move.WATCH), "reader", Move.WATCH)

    assert followed.watchers == (BEN,)
    assert moved(followed, "reader", Move.UNWATCH).watchers == ()
    assert moved(followed, "it", Move.UNWATCH).watchers == (BEN,)


@pytest.mark.parametrize("who", ["requester", "owner"])
def test_who_has_a_card_of_their_own_needs_no_other_one(who):
    assert moved(standing(), who, Move.WATCH).watchers == ()


def test_a_ticket_put_aside_comes_back_with_the_next_change_of_its_status():
    asleep = standing(Status.IN_PROGRESS, snoozed_until=T0 + timedelta(days=3))

    changed = {
        what: moved(asleep, who, what).ticket.snoozed_until
        for what, who, (start, _) in ALLOWED
        if start is Status.IN_PROGRESS
    }

    assert {what for what, until in changed.items() if until is None} == {
        Move.ASK,
        Move.WAIT_FOR_IT,
        Move.WAIT_FOR_THIRD_PARTY,
        Move.RESOLVE,
        Move.WITHDRAW,
        Move.CANCEL,
        Move.ASK_APPROVAL,
        Move.WAKE,
    }


@pytest.mark.parametrize(
    ("what", "who", "start", "words"),
    [
        (Move.RESOLVE, "requester", Status.OPEN, f"Only <@{IVO}>, the owner, can do this to MT-7"),
        (Move.DONE, "owner", Status.RESOLVED, f"Only <@{ANNA}>, the requester, can do this"),
        (Move.TAKE, "requester", Status.OPEN, "Only the IT side can do this to MT-7"),
        (Move.LINK, "reader", Status.OPEN, "Only the requester or the IT side can do this to MT-7"),
        (Move.CLOSE, "owner", Status.RESOLVED, "Only Tandem can do this to MT-7"),
        (Move.TAKE, "it", Status.IN_PROGRESS, "MT-7 is in progress. There is nothing to take"),
        (Move.ADD_DETAILS, "owner", Status.OPEN, "Its details are there already"),
        (Move.EDIT, "requester", Status.RESOLVED, "It can no longer be edited"),
        (Move.ASK, "it", Status.RESOLVED, "You can reply without the box"),
        (Move.GO_ON, "it", Status.OPEN, "It is not waiting for anybody"),
        (Move.WITHDRAW, "requester", Status.RESOLVED, "It can no longer be withdrawn"),
        (Move.COMMENT, "owner", Status.CLOSED, "It has ended: please file a new request"),
        (Move.WATCH, "reader", Status.CLOSED, "there is nothing to follow any more"),
    ],
)
def test_a_refusal_says_why_and_what_can_be_done(what, who, start, words):
    with pytest.raises((NotForYou, MoveRefused), match=words):
        moved(standing(start), who, what)


@pytest.mark.parametrize("what", Move)
def test_to_a_stranger_the_ticket_looks_as_if_it_were_not_there(what):
    with pytest.raises(TicketNotFound) as refusal:
        moved(standing(), "stranger", what)

    assert str(refusal.value) == str(TicketNotFound(7))


@pytest.mark.parametrize("who", ["it", "reader"])
@pytest.mark.parametrize("visibility", [Visibility.PRIVATE, Visibility.RESTRICTED])
def test_a_private_ticket_is_not_there_for_who_has_no_part_in_it(visibility, who):
    private = standing(visibility=visibility)
    watched = replace(private, watchers=(PEOPLE[who],))

    with pytest.raises(TicketNotFound):
        moved(private, who, Move.COMMENT)

    assert where(moved(watched, who, Move.COMMENT)) == (Status.OPEN, None)


def role_of(person, filed):
    """The part that this person has in the ticket now: whoever takes it becomes its owner."""
    if person is None:
        return "tandem"
    parts = {filed.ticket.requester: "requester", filed.ticket.owner: "owner"}
    return parts.get(person) or {IVO: "it", TOM: "it", BEN: "reader"}.get(person, "stranger")


@given(
    st.sampled_from(STANDS),
    st.lists(
        st.tuples(
            st.sampled_from(Move), st.sampled_from(sorted(PEOPLE)), st.booleans(), st.integers(0, 5)
        )
    ),
)
def test_no_sequence_of_moves_leaves_the_table(start, moves):
    filed, now = standing(*start), T0

    for what, who, says_something, days in moves:
        before, now = filed, now + timedelta(days=days)
        wanted = expected(what, role_of(PEOPLE[who], before), where(before))
        if wanted in ALLOWED.values():
            wanted = _refined(wanted, what, before, says_something=says_something, now=now)
        words = "Because" if says_something else ""
        act = partial(moved, before, who, what, words=words, now=now)
        found = refusal_of(act)
        filed = before if found else act()
        assert (found or where(filed)) == wanted
        _assert_sound(filed.ticket, before.ticket)


def _refined(wanted, what, before, *, says_something, now):
    """The table knows neither the clock nor what was said, nor what is put aside."""
    if what is Move.WAKE and before.ticket.snoozed_until is None:
        return MoveRefused
    if what is Move.REOPEN and now - before.ticket.closed_at > REOPENED_WITHIN:
        return TooLateToReopen
    return WordsMissing if what in NEEDED_WORDS and not says_something else wanted


def _assert_sound(ticket, before):
    assert (ticket.status in ENDED) == (ticket.closed_at is not None)
    assert (ticket.status is Status.WAITING) == (ticket.waiting_for is not None)
    assert (ticket.status in ENDED) == (ticket.waits_on is None)
    assert ticket.status == before.status or ticket.snoozed_until is None
    assert (ticket.id, ticket.requester) == (before.id, before.requester)
    assert ticket.owner in (IVO, TOM)
