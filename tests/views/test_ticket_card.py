"""The card of a ticket: for each place and each status, what it says and what can be pressed."""

from dataclasses import replace
from datetime import date

import pytest

from domain.approval import Answer, Verdict
from domain.catalogue import Area, Quorum
from domain.history import Event, happened
from domain.message import CardPlace
from domain.ticket import Brief, Status, Urgency, Visibility
from tests.builders import ANNA, BEN, IRIS, IVO, MAYA, STANDS, T0, TOM, TRIAGE, a_catalogue, a_filed
from views import ticket as view
from views.ticket import Shown
from views.ticket_buttons import read_button

KINDS = {
    "triage": f"MT-7:triage:{TRIAGE}",
    "requester": "MT-7:requester",
    "approval": f"MT-7:approval:{MAYA}",
    "owner": f"MT-7:owner:{IVO}",
}
DECIDE = "Approve, Request changes, Decline"

# status              triage and owner     approval  requester
BUTTONS = {
    "new": ("", "", ""),
    "awaiting_approval": (DECIDE, DECIDE, "Edit, Comment, Withdraw"),
    "changes_requested": ("", "", "Edit and resubmit, Comment, Withdraw"),
    "open": ("Take it, Resolve", "", "Edit, Comment, Withdraw"),
    "in_progress": ("Resolve", "", "Comment, Withdraw"),
    "waiting": ("", "", ""),
    "resolved": ("", "", "Done, Not yet, Comment"),
    "closed": ("", "", ""),
    "declined": ("", "", ""),
    "cancelled": ("", "", ""),
}
NEXT = {
    "new": f"<@{ANNA}> or <@{IVO}> adds the details · waits on marketing",
    "awaiting_approval": f"<@{MAYA}> decides · waits on IT",
    "changes_requested": f"<@{ANNA}> edits the request and sends it again · waits on marketing",
    "open": f"<@{IVO}> takes it · waits on IT",
    "in_progress": f"<@{IVO}> works on it and says when it is done · waits on IT",
    "waiting:requester": f"<@{ANNA}> answers the question in this thread · waits on marketing",
    "waiting:it": f"another IT team does its part; <@{IVO}> keeps at it · waits on IT",
    "waiting:third_party": f"somebody outside does their part; <@{IVO}> keeps at it · waits on IT",
    "resolved": f"<@{ANNA}> checks it and presses Done or Not yet · waits on marketing",
    "closed": "nothing, it is done",
    "declined": "nothing, it was declined; a new request can be filed at any time",
    "cancelled": "nothing, it was withdrawn",
}


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
    return ", ".join(e["text"]["text"] for e in elements(post))


def words(post):
    """Everything that is read on it, line by line."""
    texts = []
    for block in post.blocks:
        inner = [block.get("text"), *block.get("fields", ())]
        inner += block["elements"] if block["type"] == "context" else []
        texts += [t["text"] for t in inner if t]
    return "\n".join(texts)


@pytest.mark.parametrize("status", BUTTONS)
def test_each_side_sees_the_buttons_that_are_its_own(status):
    it, approvers, requester = BUTTONS[status]

    for stand in (stand for stand in STANDS if stand[0] == status):
        assert {kind: buttons(card(kind, **standing(*stand))) for kind in KINDS} == {
            "triage": it,
            "owner": it,
            "approval": approvers,
            "requester": requester,
        }


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("stand", STANDS)
def test_every_card_says_what_happens_next_and_on_whose_side(stand, kind):
    said = NEXT[":".join(part for part in stand if part)]

    assert f"*Next:* {said}" in words(card(kind, **standing(*stand))).split("\n")


def test_every_status_is_covered():
    assert set(BUTTONS) == set(Status)
    assert set(NEXT) == {":".join(part for part in stand if part) for stand in STANDS}


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
    filed = replace(filed, approval=replace(filed.approval, answers=said))

    assert view.next_step(filed) == f"{step} · waits on IT"


def test_who_has_answered_is_not_asked_again_while_others_are():
    filed = a_filed(approvers=(MAYA, TOM), needs=Quorum.ALL)
    said = (Answer(approver=MAYA, verdict=Verdict.APPROVED), Answer(approver=TOM))
    half = replace(shown(), filed=replace(filed, approval=replace(filed.approval, answers=said)))

    assert buttons(view.card(half, f"MT-7:approval:{MAYA}")) == ""
    assert buttons(view.card(half, f"MT-7:approval:{TOM}")) == DECIDE


def test_a_button_carries_the_ticket_and_the_round():
    filed = a_filed(approvers=(MAYA,))
    filed = replace(filed, approval=replace(filed.approval, round=3))
    post = view.card(replace(shown(), filed=filed), KINDS["approval"])

    assert {e["value"] for e in elements(post)} == {"7:3"}
    assert read_button("7:3") == (7, 3)


def test_a_button_of_a_ticket_that_was_never_asked_about_carries_no_round():
    assert {e["value"] for e in elements(card(approvers=()))} == {"7:0"}


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
        "blocking · needed by Wed 1 Apr 2026",
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

    assert post.text == "MT-7 was moved to <#C0NEW>."
    assert buttons(post) == ""


@pytest.mark.parametrize(
    ("event", "status", "said"),
    [
        (Event.RESOLVED, Status.RESOLVED, f"<@{IVO}> says it is done:\n> It is live"),
        (Event.RESOLVED, Status.CLOSED, f"<@{IVO}> says it is done:\n> It is live"),
        (Event.NOT_YET, Status.IN_PROGRESS, f"<@{IVO}> still misses something:\n> It is live"),
        (Event.RESOLVED, Status.CANCELLED, None),
        (Event.COMMENTED, Status.RESOLVED, None),
    ],
)
def test_what_was_said_last_about_the_result_is_shown(event, status, said):
    filed = a_filed(status=status)
    told = happened(filed.ticket, event, by=IVO, at=T0, words="It is live")
    before = happened(filed.ticket, Event.RESOLVED, by=TOM, at=T0, words="Nearly")
    history = (before, told) if said else (told,)

    read = words(card(approvers=(), status=status, history=history))

    assert (said in read) if said else ("It is live" not in read)
    assert "Nearly" not in read


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
