"""The card of a ticket: for each place and each status, what it says and what can be pressed."""

from dataclasses import replace
from datetime import date

import pytest

from domain.approval import Answer, Verdict
from domain.catalogue import Area
from domain.history import Event, happened
from domain.lifecycle import Move, may_move
from domain.message import CardPlace
from domain.policy import Quorum
from domain.ticket import Brief, Status, Urgency, Visibility, Waiting
from tests.builders import (
    ANNA,
    BEN,
    IRIS,
    IVO,
    MARA,
    MAYA,
    STANDS,
    T0,
    TOM,
    TRIAGE,
    a_catalogue,
    a_company,
    a_filed,
    with_answers,
)
from views import ids, routing
from views import ticket as view
from views.next_step import next_step
from views.ticket import Shown
from views.ticket_buttons import read_button, read_more

KINDS = {
    "triage": f"MT-7:triage:{TRIAGE}",
    "requester": "MT-7:requester",
    "approval": f"MT-7:approval:{MAYA}",
    "owner": f"MT-7:owner:{IVO}",
}
DECIDE = "Approve, Request changes, Decline"
EDITS = "Edit, Comment, Withdraw"

REPLY, HAND_OVER = "Reply to requester", "Hand over…"
AT_WORK = f"{REPLY}, Ask for a yes…, {HAND_OVER}"

# how it stands                triage and owner                            requester
BUTTONS = {
    "new": (f"Add details, {REPLY}, {HAND_OVER}", "Add details, Comment, Withdraw"),
    "awaiting_approval": (f"{DECIDE}, {REPLY}, {HAND_OVER}", f"Remind them, {EDITS}"),
    "changes_requested": (f"{REPLY}, {HAND_OVER}", "Edit and resubmit, Comment, Withdraw"),
    "expired": (f"Ask again, {REPLY}, {HAND_OVER}", f"Ask again, {EDITS}"),
    "open": (f"Take it, Resolve, {AT_WORK}", EDITS),
    "in_progress": (f"Resolve, {AT_WORK}", EDITS),
    "waiting:requester": (f"Resolve, Go on, {AT_WORK}", f"Answer, {EDITS}"),
    "waiting:it": (f"Resolve, Go on, {AT_WORK}", EDITS),
    "waiting:third_party": (f"Resolve, Go on, {AT_WORK}", EDITS),
    "resolved": (REPLY, "Done, Not yet, Comment"),
    "closed": (REPLY, "Reopen, File a follow-up"),
    "declined": ("", "File a follow-up"),
    "cancelled": ("", "File a follow-up"),
}
WAIT_FOR_IT, WAIT_OUTSIDE = "Wait for another team…", "Wait for somebody outside…"
LATER = "Link…, Cancel…, Note…"
MORE = {
    "new": LATER,
    "awaiting_approval": LATER,
    "changes_requested": LATER,
    "expired": LATER,
    "open": f"{WAIT_FOR_IT}, {WAIT_OUTSIDE}, Put aside…, Link…, Cancel…",
    "in_progress": f"{WAIT_FOR_IT}, {WAIT_OUTSIDE}, Put aside…, Link…, Cancel…",
    "waiting:requester": f"{WAIT_FOR_IT}, {WAIT_OUTSIDE}, Put aside…, Link…, Cancel…",
    "waiting:it": f"{WAIT_OUTSIDE}, Put aside…, {LATER}",
    "waiting:third_party": f"{WAIT_FOR_IT}, Put aside…, {LATER}",
    "resolved": "Link…, Note…",
    "closed": "Link…, Note…",
    "declined": "Link…, Note…",
    "cancelled": "Link…, Note…",
}
ENDED = "nothing, it ended here; a new request can be filed at any time"
NEXT = {
    "new": f"<@{ANNA}> or <@{IVO}> adds the details · waits on marketing",
    "awaiting_approval": f"<@{MAYA}> decides · waits on IT",
    "changes_requested": f"<@{ANNA}> edits the request and sends it again · waits on marketing",
    "expired": f"<@{ANNA}> asks again or takes it back: nobody decided in time"
    " · waits on marketing",
    "open": f"<@{IVO}> takes it · waits on IT",
    "in_progress": f"<@{IVO}> works on it and says when it is done · waits on IT",
    "waiting:requester": f"<@{ANNA}> answers the question in this thread · waits on marketing",
    "waiting:it": f"another IT team does its part; <@{IVO}> keeps at it · waits on IT",
    "waiting:third_party": f"somebody outside does their part; <@{IVO}> keeps at it · waits on IT",
    "resolved": f"<@{ANNA}> checks it and presses Done or Not yet · waits on marketing",
    "closed": "nothing, it is done",
    "declined": "nothing, it was declined; a new request can be filed at any time",
    "cancelled": ENDED,
}


MOVES = {getattr(ids, move.name): move for move in Move if hasattr(ids, move.name)}
"""The moves that have a button of their own."""


def named(stand):
    """ "waiting:it", or the status where it says all."""
    return ":".join(part for part in stand if part)


def shown(*, history=(), catalogue=None, **changes):
    filed = a_filed(**({"approvers": (MAYA,)} | changes))
    return Shown(filed=filed, history=history, catalogue=catalogue or a_catalogue())


def standing(status, waiting_for):
    return {"status": status, "waiting_for": waiting_for}


def card(kind="triage", **changes):
    return view.card(shown(**changes), KINDS[kind])


def elements(post):
    return [e for block in post.blocks if block["type"] == "actions" for e in block["elements"]]


def buttons(post):
    """What can be pressed; the history always can."""
    pressed = [e["text"]["text"] for e in elements(post) if e["type"] == "button"]
    assert pressed.pop() == "History"
    return ", ".join(pressed)


def more(post):
    menus = [e for e in elements(post) if e["type"] == "overflow"]
    return ", ".join(o["text"]["text"] for menu in menus for o in menu["options"])


def words(post):
    """Everything that is read on it, line by line."""
    texts = []
    for block in post.blocks:
        inner = [block.get("text"), *block.get("fields", ())]
        inner += block["elements"] if block["type"] == "context" else []
        texts += [t["text"] for t in inner if t]
    return "\n".join(texts)


@pytest.mark.parametrize("stand", STANDS, ids=named)
def test_each_side_sees_the_buttons_that_are_its_own(stand):
    it, requester = BUTTONS[named(stand)]

    assert {kind: buttons(card(kind, **standing(*stand))) for kind in KINDS} == {
        "triage": it,
        "owner": it,
        "approval": DECIDE if stand[0] is Status.AWAITING_APPROVAL else "",
        "requester": requester,
    }


@pytest.mark.parametrize("stand", STANDS, ids=named)
def test_the_owner_finds_under_more_what_fits_how_it_stands(stand):
    assert {kind: more(card(kind, **standing(*stand))) for kind in KINDS} == {
        "triage": MORE[named(stand)],
        "owner": MORE[named(stand)],
        "approval": "Approve with a comment…" if stand[0] is Status.AWAITING_APPROVAL else "",
        "requester": "",
    }


def test_what_is_put_aside_can_be_taken_up_again_and_not_put_aside_once_more():
    aside = more(card("triage", status=Status.IN_PROGRESS, snoozed_until=T0))

    assert "Take it up again" in aside
    assert "Put aside" not in aside


def test_what_is_chosen_under_more_carries_its_ticket():
    [menu] = [e for e in elements(card("triage", status=Status.OPEN)) if e["type"] == "overflow"]

    assert [read_more(o["value"]) for o in menu["options"]] == [
        (Move.WAIT_FOR_IT, 7),
        (Move.WAIT_FOR_THIRD_PARTY, 7),
        (Move.SNOOZE, 7),
        (Move.LINK, 7),
        (Move.CANCEL, 7),
    ]


@pytest.mark.parametrize("stand", STANDS, ids=named)
@pytest.mark.parametrize(
    ("kind", "reader"),
    [
        ("requester", ANNA),
        ("triage", IVO),
        ("owner", IVO),
        (f"reader:{BEN}", BEN),
        (f"watcher:{TOM}", TOM),
    ],
)
def test_nobody_is_offered_what_the_rules_would_refuse_them(stand, kind, reader):
    watched = shown(watchers=(TOM,), **standing(*stand))
    name = KINDS.get(kind, f"MT-7:{kind}")

    offered = [e for e in elements(view.card(watched, name))]

    moves = {MOVES[e["action_id"]] for e in offered if e["action_id"] in MOVES}
    moves |= {read_more(o["value"])[0] for e in offered for o in e.get("options", ())}
    refused = {m for m in moves if not may_move(watched.filed, reader, m, company=a_company())}
    assert refused == set()


def test_who_follows_may_stop_and_any_other_reader_may_begin():
    post = view.card(shown(watchers=(TOM,)), f"MT-7:watcher:{TOM}")
    other = view.card(shown(watchers=(TOM,)), f"MT-7:reader:{BEN}")

    assert buttons(post) == "Comment, Stop following"
    assert buttons(other) == "Comment, Follow"


def test_who_stopped_following_is_left_one_line():
    post = view.card(shown(), f"MT-7:watcher:{TOM}")

    assert words(post) == "You no longer follow MT-7: Spring campaign page"
    assert elements(post) == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("stand", STANDS)
def test_every_card_says_what_happens_next_and_on_whose_side(stand, kind):
    said = NEXT[named(stand)]

    assert f"*Next:* {said}" in words(card(kind, **standing(*stand))).split("\n")


def test_every_status_is_covered():
    assert set(BUTTONS) == set(MORE) == set(NEXT) == set(map(named, STANDS))


@pytest.mark.parametrize(
    ("needs", "answers", "step"),
    [
        (Quorum.ANY, (None, None), f"<@{MAYA}> or <@{TOM}> decides"),
        (Quorum.ALL, (None, None), f"<@{MAYA}> and <@{TOM}> decide"),
        (Quorum.ALL, (Verdict.APPROVED, None), f"<@{TOM}> decides"),
    ],
)
def test_the_next_step_names_whose_yes_is_missing(needs, answers, step):
    filed = a_filed(approvers=(MAYA, TOM), needs=needs)
    said = tuple(Answer(approver=a, verdict=v) for a, v in zip((MAYA, TOM), answers, strict=True))
    filed = replace(filed, approval=with_answers(filed.approval, *said))

    assert next_step(filed) == f"{step} · waits on IT"


def test_who_has_answered_is_not_asked_again_while_others_are():
    filed = a_filed(approvers=(MAYA, TOM), needs=Quorum.ALL)
    said = (Answer(approver=MAYA, verdict=Verdict.APPROVED), Answer(approver=TOM))
    half = replace(shown(), filed=replace(filed, approval=with_answers(filed.approval, *said)))

    assert buttons(view.card(half, f"MT-7:approval:{MAYA}")) == ""
    assert buttons(view.card(half, f"MT-7:approval:{TOM}")) == DECIDE


def test_a_button_carries_the_ticket_the_round_and_the_step():
    filed = a_filed(approvers=(MAYA,))
    filed = replace(filed, approval=replace(filed.approval, round=3))
    post = view.card(replace(shown(), filed=filed), KINDS["approval"])

    assert {e["value"] for e in elements(post) if e["type"] == "button"} == {"7:3.0"}
    assert read_button("7:3.0") == (7, "3.0")


def test_a_button_of_a_ticket_that_was_never_asked_about_carries_no_round():
    pressed = [e for e in elements(card(approvers=())) if e["type"] == "button"]

    assert {e["value"] for e in pressed} == {"7:0"}


def test_withdrawing_asks_once_more():
    [withdraw] = [e for e in elements(card("requester")) if e["text"]["text"] == "Withdraw"]

    assert withdraw["confirm"]["confirm"]["text"] == "Withdraw"
    assert withdraw["confirm"]["deny"]["text"] == "Keep it"


def test_a_card_says_what_was_asked_by_whom_and_how_urgent_it_is():
    read = words(card(urgency=Urgency.BLOCKING, needed_by=date(2026, 4, 1)))

    for said in (
        "*MT-7* · *Spring campaign page*",
        "> Leads for the spring campaign",
        f"<@{ANNA}>",
        f"<@{IVO}>",
        "Access",
        "Website",
        "blocking",
        f"*Next:* <@{MAYA}> decides · needed by Wed 1 Apr 2026 · waits on IT",
        f"Needs a yes from <@{MAYA}>",
    ):
        assert said in read


def test_details_are_shown_where_there_are_any():
    plain = shown()
    brief = Brief(ticket_id=7, purpose="p", details="As last year")
    with_details = replace(plain, filed=replace(plain.filed, brief=brief))

    assert "*Details*" not in words(view.card(plain, KINDS["triage"]))
    assert "*Details*\nAs last year" in words(view.card(with_details, KINDS["triage"]))


def test_a_type_or_an_area_that_has_left_the_catalogue_goes_by_its_key():
    read = words(card(request_type="gone", area="crm"))

    assert "gone" in read
    assert "crm" in read


def test_a_ticket_that_was_moved_away_says_where_to():
    moved = a_catalogue(areas=(Area(key="website", name="W", owner=IRIS, triage="C0NEW"),))

    post = card(catalogue=moved)

    assert post.text == "MT-7 went on to <#C0NEW>: nothing is left to do here."
    assert elements(post) == []


def test_it_leads_to_where_the_ticket_is_once_its_card_stands_there():
    moved = a_catalogue(areas=(Area(key="website", name="W", owner=IRIS, triage="C0NEW"),))
    there = replace(shown(catalogue=moved), links={"MT-7:triage:C0NEW": "https://acme/p1"})

    post = view.card(there, KINDS["triage"])

    assert words(post).endswith("<https://acme/p1|see it there>")


def test_an_area_that_shares_it_has_the_live_card_in_its_own_channel():
    crm = Area(key="crm", name="CRM", owner=MAYA, triage="C0CRM")
    catalogue = a_catalogue(areas=(*a_catalogue().areas, crm))
    filed = replace(a_filed(status=Status.OPEN), shared=("crm",))
    both = Shown(filed=filed, history=(), catalogue=catalogue)

    names = [card.name for card in view.cards(filed, catalogue, [])]
    post = view.card(both, "MT-7:triage:C0CRM")

    assert {"MT-7:triage:C0CRM", KINDS["triage"]} <= set(names)
    assert "CRM works on it, too" in words(post)
    assert "Take it" in buttons(post)


def test_it_reads_why_a_ticket_is_here_and_its_requester_is_spared():
    why = "Website, as no rule fitted; to <@U0IVO>"
    told = happened(a_filed().ticket, Event.ROUTED, by=None, at=T0, words=routing.ours(why))

    assert f"Tandem routed it to {why}" in words(card(history=[told]))
    assert "no rule fitted" not in words(card("requester", history=[told]))


def test_a_lead_is_asked_for_an_owner_until_there_is_one():
    name = f"MT-7:queue:{MARA}"

    asked = view.card(shown(owner=None), name)
    done = view.card(shown(), name)

    assert [e["text"]["text"] for e in elements(asked)] == ["Assign…"]
    assert "nobody is there right now" in words(asked)
    over = view.card(shown(owner=None, status=Status.CANCELLED), name)
    assert done.text == f"MT-7 is with <@{IVO}> now. Nothing is needed from you."
    assert over.text == "MT-7 has ended. Nothing is needed from you."
    assert elements(done) == elements(over) == []


SAID = [
    (Event.RESOLVED, Status.RESOLVED, "says it is done"),
    (Event.RESOLVED, Status.CLOSED, "says it is done"),
    (Event.NOT_YET, Status.IN_PROGRESS, "still misses something"),
    (Event.REOPENED, Status.IN_PROGRESS, "opened it again"),
    (Event.ASKED, Status.WAITING, "asks"),
    (Event.WAITS_FOR_IT, Status.WAITING, "waits for another IT team"),
    (Event.WAITS_FOR_THIRD_PARTY, Status.WAITING, "waits for somebody outside"),
    (Event.CANCELLED, Status.CANCELLED, "cancelled it"),
]


@pytest.mark.parametrize(("event", "status", "said"), SAID)
def test_what_was_said_last_about_where_it_stands_is_shown(event, status, said):
    stand = standing(status, Waiting.IT if status is Status.WAITING else None)
    ticket = a_filed(**stand).ticket
    told = happened(ticket, event, by=IVO, at=T0, words="It is live")
    before = happened(ticket, Event.RESOLVED, by=TOM, at=T0, words="Nearly")

    read = words(card(approvers=(), history=(before, told), **stand))

    assert f"<@{IVO}> {said}:\n> It is live" in read
    assert "Nearly" not in read


@pytest.mark.parametrize(
    ("event", "status"),
    [
        (Event.RESOLVED, Status.CANCELLED),
        (Event.RESOLVED, Status.IN_PROGRESS),
        (Event.ASKED, Status.IN_PROGRESS),
        (Event.COMMENTED, Status.RESOLVED),
        (Event.NOTED, Status.OPEN),
    ],
)
def test_what_was_said_about_another_stand_is_over(event, status):
    told = happened(a_filed(status=status).ticket, event, by=IVO, at=T0, words="It is live")

    assert "It is live" not in words(card(approvers=(), status=status, history=(told,)))


def test_a_withdrawal_needs_no_words():
    told = happened(a_filed(status=Status.CANCELLED).ticket, Event.WITHDRAWN, by=ANNA, at=T0)

    read = words(card(approvers=(), status=Status.CANCELLED, history=(told,)))

    assert f"<@{ANNA}> withdrew it\n" in read


def test_what_is_resolved_says_when_it_closes_by_itself():
    told = happened(a_filed(status=Status.RESOLVED).ticket, Event.RESOLVED, by=IVO, at=T0)

    read = words(card(approvers=(), status=Status.RESOLVED, history=(told,)))

    assert "· closes by itself on Tue 10 Mar 2026 if nobody says a word · waits on mark" in read


def test_what_is_put_aside_says_until_when():
    read = words(card(approvers=(), snoozed_until=T0, needed_by=date(2026, 4, 1)))

    assert f"*Next:* put aside; <@{IVO}> takes it up again · from <!date^" in read
    assert "· needed by Wed 1 Apr 2026 · waits on IT" in read


def test_a_card_counts_what_was_said():
    quiet = shown()

    assert "comment" not in words(view.card(quiet, KINDS["triage"]))
    for comments, said in ((1, "· 1 comment"), (12, "· 12 comments")):
        assert said in words(view.card(replace(quiet, comments=comments), KINDS["triage"]))


def test_who_filed_it_for_somebody_else_is_named():
    assert f"asked by <@{ANNA}> · filed by <@{BEN}>" in words(card(filed_by=BEN))


@pytest.mark.parametrize(
    ("kind", "status", "text"),
    [
        ("approval", Status.AWAITING_APPROVAL, "MT-7 waits for your decision: Spring"),
        ("approval", Status.OPEN, "MT-7 is open: Spring"),
        ("triage", Status.AWAITING_APPROVAL, "MT-7 is awaiting approval: Spring"),
    ],
)
def test_a_notification_says_it_in_one_line(kind, status, text):
    assert card(kind, status=status).text.startswith(text)


def test_a_card_is_put_wherever_the_ticket_is_or_has_to_be_seen():
    filed = a_filed(approvers=(MAYA, TOM), version=4)
    standing = [
        CardPlace(name="MT-7:triage:C0OLD", to="C0OLD"),
        CardPlace(name="MT-7:requester", to=ANNA),
    ]

    cards = view.cards(filed, a_catalogue(), standing)

    assert {(c.key, c.name, c.to) for c in cards} == {
        (f"MT-7.v4:{name}", name, to)
        for name, to in (
            ("MT-7:triage:C0OLD", "C0OLD"),
            (f"MT-7:triage:{TRIAGE}", TRIAGE),
            ("MT-7:requester", ANNA),
            (f"MT-7:approval:{MAYA}", MAYA),
            (f"MT-7:approval:{TOM}", TOM),
        )
    }


def test_a_ticket_whose_area_is_gone_is_still_seen_by_its_requester():
    cards = view.cards(a_filed(area="gone"), a_catalogue(), ())

    assert [c.name for c in cards] == ["MT-7:requester"]


HIDDEN = [Visibility.PRIVATE, Visibility.RESTRICTED]


@pytest.mark.parametrize("visibility", HIDDEN)
def test_a_private_ticket_is_put_before_its_owner_and_not_in_triage(visibility):
    filed = a_filed(approvers=(MAYA,), watchers=(BEN,), visibility=visibility)

    cards = view.cards(filed, a_catalogue(), ())

    assert {(c.name, c.to) for c in cards} == {
        (f"MT-7:owner:{IVO}", IVO),
        ("MT-7:requester", ANNA),
        (f"MT-7:approval:{MAYA}", MAYA),
        (f"MT-7:watcher:{BEN}", BEN),
    }


def test_who_follows_a_ticket_gets_a_card_of_their_own():
    cards = view.cards(a_filed(watchers=(BEN,)), a_catalogue(), ())

    assert (f"MT-7:watcher:{BEN}", BEN) in {(c.name, c.to) for c in cards}


def test_a_card_that_stands_below_another_post_stays_there():
    below = CardPlace(name="MT-7:requester", to="C0MARTECH", thread="origin:MT-7")

    cards = view.cards(a_filed(), a_catalogue(), [below])

    [ours] = [c for c in cards if c.name == below.name]
    assert (ours.to, ours.thread) == ("C0MARTECH", "origin:MT-7")


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_ticket_says_that_its_details_are_missing(kind):
    filed = a_filed(status=Status.NEW, request_type="")
    bare = replace(filed, brief=Brief(ticket_id=7, purpose=""))

    post = view.card(replace(shown(), filed=bare), KINDS[kind])

    assert "*details missing* · Website" in words(post)
    assert ">" not in {line[:1] for line in words(post).split("\n")}
    assert post.text == "MT-7 is new: Spring campaign page"
