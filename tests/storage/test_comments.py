"""What was said on a ticket comes back whole, and is found by where it was written."""

from dataclasses import replace
from datetime import timedelta

from domain.comment import Attached, Audience
from tests.builders import ANNA, IVO, T0, a_comment, filed
from tests.marks import on_both

pytestmark = on_both

FILES = (Attached(id="F1", name="page.png", link="https://acme.slack.com/files/F1"),)


def said(desk, **changes):
    with desk.transaction() as tx:
        return tx.comments.add(a_comment(**changes))


def test_a_comment_comes_back_the_same_with_its_number(desk):
    filed(desk)

    comment = said(
        desk,
        audience=Audience.INTERNAL,
        channel="C1",
        ts="1.000100",
        attached=FILES,
        edited_at=T0 + timedelta(hours=1),
        deleted_at=T0 + timedelta(hours=2),
    )

    assert comment.id > 0
    with desk.reading() as tx:
        assert tx.comments.get(comment.id) == comment
        assert tx.comments.at("C1", "1.000100") == comment


def test_what_was_said_on_a_ticket_comes_in_the_order_in_which_it_was_said(desk):
    filed(desk)
    filed(desk, id=8)

    first = said(desk, at=T0 + timedelta(hours=1))
    other = said(desk, ticket_id=8)
    second = said(desk, by=IVO, words="Soon", audience=Audience.INTERNAL)

    with desk.reading() as tx:
        assert tx.comments.of(7) == [first, second]
        assert tx.comments.of(8) == [other]


def test_what_nobody_wrote_is_not_there(desk):
    filed(desk)
    said(desk, channel="C1", ts="1.0")

    with desk.reading() as tx:
        assert tx.comments.get(999) is None
        assert tx.comments.at("C1", "2.0") is None
        assert tx.comments.at("C2", "1.0") is None


def test_words_sent_by_a_form_have_no_place_and_may_be_many(desk):
    filed(desk)

    said(desk)
    said(desk)

    with desk.reading() as tx:
        assert len(tx.comments.of(7)) == 2


def test_an_edited_comment_is_saved_and_no_other(desk):
    filed(desk)
    comment, other = said(desk, channel="C1", ts="1.0"), said(desk, by=ANNA)
    after = replace(
        comment, words="Any news today?", attached=FILES, edited_at=T0 + timedelta(hours=1)
    )

    with desk.transaction() as tx:
        tx.comments.save(after)

    with desk.reading() as tx:
        assert tx.comments.of(7) == [after, other]
