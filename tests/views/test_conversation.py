"""Comments as posts: drawn as they read now, and safe wherever they stand."""

from datetime import timedelta

import pytest

from domain.comment import Attached, Audience, CommentKind
from domain.history import Event, happened
from domain.message import CardPlace
from domain.notification import Where
from domain.ticket import Status, Visibility, Waiting
from tests.builders import ANNA, BEN, IVO, MAYA, T0, TRIAGE, a_catalogue, a_comment, a_filed
from tests.builders import a_ticket as a_plain_ticket
from tests.scenarios.acting import buttons_of, words_of
from tests.views.block_rules import message_problems, modal_problems
from tests.views.test_payload_limits import NASTY, assert_sendable
from views import asking, conversation, replying
from views.replying import Reply
from views.text import typed

TRIAGE_CARD = f"MT-7:triage:{TRIAGE}"
REQUESTERS = CardPlace(name="MT-7:requester", to=ANNA)
KINDS = ("triage", "requester", f"watcher:{BEN}", "owner")
LOGO = Attached(id="F1", name="logo.png", link="https://acme.slack.com/files/F1/logo.png")


def drawn(where="triage", filed=None, **changes):
    comment = a_comment(id=12, **changes)
    post = conversation.card(comment, filed or a_filed(), f"comment:12:{where}")
    return {"text": post.text, "blocks": list(post.blocks)}


def placed(filed=None, standing=(REQUESTERS,), *, above="", heard=None, **changes):
    made = conversation.cards(
        a_comment(id=12, **changes),
        filed or a_filed(),
        a_catalogue(),
        standing,
        above=above,
        heard=heard,
    )
    return {(card.name, card.to, card.thread) for card in made}


TO_TRIAGE = ("comment:12:triage", TRIAGE, TRIAGE_CARD)
TO_ANNA = ("comment:12:requester", ANNA, "MT-7:requester")


def test_what_the_requester_writes_stands_below_the_card_in_triage():
    assert placed(above="MT-7:requester") == {TO_TRIAGE}


def test_what_a_colleague_writes_elsewhere_reaches_both_sides():
    assert placed(by=BEN) == {TO_TRIAGE, TO_ANNA}
    assert placed(by=BEN, above="MT-7:requester") == {TO_TRIAGE}


def test_internal_words_stand_where_it_works_and_nowhere_else():
    standing = (REQUESTERS, CardPlace(name=f"MT-7:watcher:{BEN}", to=BEN))
    internal = {"audience": Audience.INTERNAL, "by": MAYA, "standing": standing}

    assert placed(**internal) == {TO_TRIAGE}
    assert placed(**internal, above=TRIAGE_CARD) == set()


def test_what_is_private_goes_to_its_owner_alone_instead_of_triage():
    filed = a_filed(visibility=Visibility.PRIVATE)

    assert placed(filed) == {("comment:12:triage", IVO, f"MT-7:owner:{IVO}")}


def test_a_private_reply_never_goes_to_the_channel_that_it_came_from():
    filed = a_filed(visibility=Visibility.PRIVATE)
    standing = (CardPlace(name="MT-7:requester", to="C0MARTECH", thread="origin:MT-7"),)

    assert {to for _, to, _ in placed(filed, standing, by=IVO)} == {IVO, ANNA}


@pytest.mark.parametrize(
    ("where", "thread"),
    [
        (None, [f"MT-7:watcher:{BEN}"]),
        (Where.BOTH, [f"MT-7:watcher:{BEN}"]),
        (Where.DIRECT, [None]),
        (Where.NOWHERE, []),
    ],
)
def test_who_follows_it_reads_what_is_said_where_they_wished(where, thread):
    standing = (REQUESTERS, CardPlace(name=f"MT-7:watcher:{BEN}", to=BEN))
    filed = a_filed(watchers=(BEN,))

    found = placed(filed, standing, heard={BEN: where} if where else None)

    assert [below for _, to, below in found if to == BEN] == thread


@pytest.mark.parametrize("words", NASTY.values(), ids=NASTY)
@pytest.mark.parametrize("kind", KINDS)
def test_every_comment_can_be_sent_whatever_is_in_it(words, kind):
    files = tuple(Attached(id=f"F{n}", name=words, link="https://x.example/f") for n in range(30))
    odd = (Attached(id="F0", name=words, link=f"https://{words}"),)

    for how in CommentKind:
        for attached in ((), odd, files):
            post = conversation.card(
                a_comment(id=12, words=words, kind=how, attached=attached),
                a_filed(),
                f"comment:12:{kind}",
                source="https://acme.slack.com/archives/C1/p1",
            )
            assert message_problems(post.text, post.blocks) == []
        assert_sendable(conversation.card(a_comment(words=words), a_filed(), f"comment:1:{kind}"))


def test_what_was_deleted_leaves_none_of_its_words():
    gone = drawn(words="secret", attached=(LOGO,), deleted_at=T0)

    assert words_of(gone).count("deleted what they wrote") == 2
    assert "secret" not in words_of(gone)
    assert "logo" not in words_of(gone)


def test_an_edit_says_so():
    assert "edited" in words_of(drawn(edited_at=T0))
    assert "edited" not in words_of(drawn())


def test_files_are_links_and_one_that_vanished_says_so():
    gone = Attached(id="F2", name="old.pdf", link="")

    said = words_of(drawn(attached=(LOGO, gone)))

    assert f"<{LOGO.link}|logo.png>" in said
    assert "old.pdf (deleted)" in said


def test_only_an_address_becomes_a_link():
    tricky = Attached(id="F1", name="click", link="https://a.example|Approve> <!channel")

    assert "<!channel" not in words_of(drawn(attached=(tricky,)))


def test_the_requester_is_called_and_told_where_to_answer_while_it_is_awaited():
    waiting = a_filed(status=Status.WAITING, waiting_for=Waiting.REQUESTER)
    question = {"by": IVO, "kind": CommentKind.QUESTION, "words": "Which logo?"}

    asked = words_of(drawn("requester", waiting, **question))
    settled = words_of(drawn("requester", a_filed(status=Status.IN_PROGRESS), **question))

    assert f"<@{ANNA}>, <@{IVO}> asks:" in asked
    assert "Please answer in this thread" in asked
    assert "Please answer" not in settled


def test_a_changed_first_message_says_that_it_is_the_one_it_came_from():
    plain = words_of(drawn(words="now"))
    source = conversation.card(
        a_comment(id=12, words="now", kind=CommentKind.SOURCE), a_filed(), "comment:12:triage"
    )

    assert "edited the message that MT-7 came from" in source.text
    assert "came from" not in plain


def test_a_line_for_lists_names_internal_words_as_such():
    inside = conversation.line(a_comment(by=MAYA, audience=Audience.INTERNAL))

    assert "(among IT)" in inside
    assert "deleted" in conversation.line(a_comment(deleted_at=T0))


@pytest.mark.parametrize("words", NASTY.values(), ids=NASTY)
@pytest.mark.parametrize("asks", [True, False])
def test_the_preview_shows_the_very_blocks_and_carries_every_word(words, asks):
    words = typed(words)[: replying.WORDS_LIMIT]
    reply = Reply(ticket_id=7, words=words, asks=asks)

    form = replying.preview(reply, a_filed(), by=IVO, where=ANNA)

    assert modal_problems(form) == []
    assert replying.read_preview(form) == reply
    read = a_comment(by=IVO, words=words, kind=CommentKind.QUESTION if asks else CommentKind.REPLY)
    after = {"status": Status.WAITING, "waiting_for": Waiting.REQUESTER} if asks else {}
    sent = conversation.card(read, a_filed(**after), "comment:12:requester").blocks
    assert [b for b in form["blocks"] if b in sent] == list(sent)


def test_the_form_of_a_reply_can_be_opened():
    for words in NASTY.values():
        assert modal_problems(replying.form(a_plain_ticket(summary=words))) == []


def a_history(*statuses):
    return [
        happened(a_plain_ticket(status=s), Event.TAKEN, by=IVO, at=T0 + timedelta(hours=n))
        for n, s in enumerate(statuses)
    ]


@pytest.mark.parametrize(
    ("status", "waiting_for", "button"),
    [
        (Status.RESOLVED, None, ["Not done yet"]),
        (Status.CLOSED, None, ["Open it again"]),
        (Status.WAITING, Waiting.REQUESTER, ["That was my answer"]),
        (Status.CANCELLED, None, []),
        (Status.DECLINED, None, []),
    ],
)
def test_the_question_offers_what_the_words_may_mean(status, waiting_for, button):
    ticket = a_plain_ticket(status=status, waiting_for=waiting_for)
    history = a_history(Status.OPEN, status)

    name = asking.card(ticket, REQUESTERS, history).name
    post = asking.post(ticket, name, history, wrote_at=None)
    later = asking.post(ticket, name, [*history, *a_history(Status.OPEN)], wrote_at=None)

    assert message_problems(post.text, post.blocks) == []
    assert buttons_of({"blocks": post.blocks}) == button
    assert "has moved on" in later.text


def test_what_was_closed_long_ago_cannot_be_opened_again():
    ticket = a_plain_ticket(status=Status.CLOSED, closed_at=T0)
    history = a_history(Status.OPEN, Status.CLOSED)
    name = asking.card(ticket, REQUESTERS, history).name

    post = asking.post(ticket, name, history, wrote_at=T0 + timedelta(days=8))

    assert buttons_of({"blocks": post.blocks}) == []
    assert "follow-up" in post.text


@pytest.mark.parametrize("words", NASTY.values(), ids=NASTY)
def test_the_newest_of_a_long_talk_fit_into_one_block(words):
    files = tuple(Attached(id=f"F{n}", name=words, link="https://x.example/f") for n in range(30))
    talk = [a_comment(words=words, attached=files, audience=a) for a in Audience] * 300

    assert message_problems("x", conversation.newest(talk, limit=8)) == []
    assert "595 earlier" in words_of({"blocks": conversation.newest(talk)})
    assert conversation.newest([]) == []
