"""Whatever people type, Slack takes what we send, and it mentions nobody they name."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from domain.approval import Answer, Verdict
from domain.draft import Draft, Occasion, draft_of
from domain.form import FieldKind
from domain.history import Event, happened
from domain.lifecycle import Move
from domain.link import Link, LinkKind
from domain.message import CardPlace
from domain.policy import Quorum
from domain.request import Filed
from domain.ticket import Brief, Status
from tests.builders import (
    ANNA,
    IVO,
    MAYA,
    NOOR,
    STANDS,
    TOM,
    TRIAGE,
    a_catalogue,
    a_filed,
    a_ticket,
    a_value,
    with_answers,
)
from tests.views.block_rules import message_problems, modal_problems, tokens
from views import (
    approval,
    approval_forms,
    delivery,
    history,
    intake,
    intake_news,
    links,
    lists,
    moves,
    similar,
    ticket,
)
from views.links import Linked
from views.lists import Listed, Listing, Looked
from views.ticket import Shown
from views.told import nudge, unblocked
from views.told import told as tell

T0 = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LINK = "https://acme.slack.com/archives/C1/p1"
OURS = {f"@{person}" for person in (ANNA, IVO, MAYA, TOM, NOOR)} | {f"#{TRIAGE}"}

MARKUP = "<!channel> <!subteam^S1> <@U0EVIL> <#C0EVIL> <https://evil.example|Approve> & "
NASTY = {
    "markup": MARKUP,
    "much markup": MARKUP * 60,
    "ampersands": "&" * 5000,
    "lines": "a\n" * 2500,
    "escaped lines": "&\n" * 2500,
    "only lines": "\n" * 5000 + "x",
    "emoji": "\U0001f600" * 5000,
    "control": "a\x00b\x1b[31m\x85\r\n" * 100,
    "bidi": "safe\u202egnp.exe\u2066",
    "half a character": "a\ud83db",
    "long word": "x" * 5000,
}
IT = CardPlace(name=f"MT-7:triage:{TRIAGE}", to=TRIAGE)
KINDS = (f"triage:{TRIAGE}", "requester", f"approval:{MAYA}", f"owner:{IVO}")


@pytest.fixture(params=NASTY.values(), ids=NASTY)
def words(request):
    return request.param


def a_nasty(words, status=Status.AWAITING_APPROVAL, waiting_for=None):
    """A ticket in which everything that people write is this."""
    answers = (
        Answer(approver=MAYA, verdict=Verdict.CHANGES_REQUESTED, comment=words, decided_at=T0),
        Answer(approver=TOM, verdict=Verdict.APPROVED, decided_at=T0),
    )
    filed = a_filed(
        approvers=(MAYA, TOM),
        needs=Quorum.ALL,
        summary=words,
        status=status,
        waiting_for=waiting_for,
    )
    return Filed(
        ticket=filed.ticket,
        brief=Brief(
            ticket_id=7,
            purpose=words,
            details=words,
            acceptance=words,
            values=tuple(a_value(kind=kind, label=words, answers=(words,)) for kind in FieldKind),
        ),
        approval=with_answers(filed.approval, *answers),
    )


def a_shown(words, status, waiting_for=None):
    filed = a_nasty(words, status, waiting_for)
    events = [Event.FILED, *[Event.COMMENTED] * 30, Event.NOT_YET, Event.RESOLVED]
    history = [
        happened(filed.ticket, event, by=IVO, at=T0 + timedelta(minutes=n), words=words)
        for n, event in enumerate(events)
    ]
    link = Link(ticket_id=7, other_id=8, kind=LinkKind.BLOCKED_BY)
    linked = [Linked(link=link, other=a_ticket(id=8, summary=words))] * 20
    return Shown(filed=filed, history=history, catalogue=a_catalogue(), linked=linked, comments=99)


def foreign(payload):
    """Mentions and links that did not come from us."""
    return {t for t in tokens(payload) - OURS if not t.startswith(("!date^", LINK))}


def assert_sendable(post):
    assert message_problems(post.text, post.blocks) == []
    assert foreign([post.text, *post.blocks]) == set()


def assert_openable(form):
    assert modal_problems(form) == []
    assert foreign(form["blocks"]) == set()


def test_every_card_can_be_sent(words):
    for stand, kind in product(STANDS, KINDS):
        assert_sendable(ticket.card(a_shown(words, *stand), f"MT-7:{kind}"))


def test_a_hundred_thousand_characters_make_a_card_that_can_be_sent():
    for words in ("x" * 100_000, "&\n" * 50_000):
        assert_sendable(ticket.card(a_shown(words, Status.RESOLVED), "MT-7:requester"))


def test_a_ticket_that_is_looked_at_can_be_shown(words):
    for stand, kind in product(STANDS, KINDS[:2]):
        assert_sendable(lists.one(Looked(shown=a_shown(words, *stand), name=f"MT-7:{kind}")))


def test_all_that_a_ticket_says_and_all_that_happened_can_be_read(words):
    long = a_shown(words, Status.RESOLVED)
    long = replace(long, history=long.history * 20)

    for shown in (long, replace(long, history=long.history[:2])):
        assert_openable(history.window(shown, reader_is_it=True))


def test_every_list_can_be_shown(words):
    found = [Listed(ticket=a_ticket(summary=words), link=LINK)] * 20
    full, empty = Listing(rows=found, how_many=999), Listing(rows=(), how_many=0)

    for listing in (full, empty):
        assert_sendable(lists.mine(listing, command="/request"))
        assert_sendable(lists.assigned(listing))
        assert_sendable(lists.found(listing, words, command="/request"))
    waits = [replace(row, ticket=replace(row.ticket, status=Status.WAITING)) for row in found]
    assert_sendable(lists.waiting(Listing(rows=waits, how_many=20)))
    assert_sendable(lists.help_for("/request", emoji="ticket"))


def test_similar_tickets_can_be_shown_in_a_form(words):
    found = [Listed(ticket=a_ticket(id=n, summary=words), link=LINK) for n in range(1, 4)]
    form = similar.followed(found[0].ticket)

    assert_openable(form | {"blocks": similar.blocks(found, viewer="U0BEN")})
    assert_openable(form)


def test_every_form_can_be_opened(words):
    filed = a_nasty(words)
    numbered = replace(filed.ticket, id=999_999_999)

    assert_openable(intake.form(a_catalogue(), intake.draft_from(words)))
    assert_openable(intake.form(a_catalogue(), intake.draft_from(f"{words} & more")))
    for verdict in (Verdict.DECLINED, Verdict.CHANGES_REQUESTED):
        assert_openable(approval_forms.form(numbered, verdict, value="999999999:12.3"))
    for move in moves.ASKING:
        assert_openable(moves.form(replace(filed, ticket=numbered), move))
    assert_openable(moves.snooze_form(numbered))
    assert_openable(links.form(numbered))


def test_the_form_of_an_edit_can_be_opened_with_what_was_saved(words):
    typed = intake.typed(words)
    catalogue = a_catalogue()
    filed = replace(
        a_nasty(typed[:150]),
        brief=Brief(ticket_id=7, purpose=typed[:1000], details=typed[:3000]),
    )

    draft = draft_of(filed.request, catalogue, occasion=Occasion(edits=7))

    assert modal_problems(intake.form(catalogue, draft)) == []


def test_every_announcement_can_be_sent(words):
    filed = a_nasty(words)
    told = [
        *approval.decided(filed, channel=TRIAGE),
        nudge(filed, closes_on=T0.date()),
        unblocked(filed, filed.ticket, is_told=True, it=IT),
        approval.nudge(filed.ticket, MAYA, date="2026-03-02", card=LINK),
        *intake_news.sent_again(filed, a_catalogue(), by=ANNA, is_asked_again=True),
        *intake_news.detailed(filed, a_catalogue(), by=IVO),
        *delivery.uninvited(TRIAGE, (NOOR,), reason="is_archived", on=T0.date()),
        *(
            notice
            for move in Move
            if move is not Move.EDIT
            for notice in tell(filed, move, by=IVO, words=words, it=IT)
        ),
    ]

    assert len(told) >= 10
    for notice in told:
        assert message_problems(notice.text) == []
        assert foreign(notice.text) == set()


def test_a_catalogue_with_long_names_still_makes_a_card_and_a_form(words):
    catalogue = a_catalogue()
    named = intake.typed(words).strip() or "x"
    catalogue = replace(
        catalogue,
        areas=tuple(replace(a, name=named) for a in catalogue.areas),
        types=tuple(replace(t, name=named) for t in catalogue.types),
    )
    shown = replace(a_shown("Page", Status.OPEN), catalogue=catalogue)

    assert_sendable(ticket.card(shown, "MT-7:requester"))
    assert modal_problems(intake.form(catalogue, Draft())) == []
