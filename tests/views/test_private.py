"""Private tickets as people see them: the exact viewers, and nothing of them anywhere else."""

import pytest

from domain.message import Card, Notice
from domain.ticket import Visibility
from tests.builders import (
    ANNA,
    BEN,
    IVO,
    MARA,
    MAYA,
    TRIAGE,
    a_catalogue,
    a_filed,
    a_ticket,
)
from tests.views.block_rules import message_problems
from views import private, ticket
from views.ticket import Shown


def a_private(**changes):
    return a_filed(**({"visibility": Visibility.PRIVATE, "approvers": (MAYA,)} | changes))


def said(blocks):
    return "\n".join(e["text"] for b in blocks if b["type"] == "context" for e in b["elements"])


def test_the_strip_names_the_exact_viewers_each_once():
    filed = a_private(filed_by=MARA, watchers=(ANNA, BEN))

    assert said(private.strip(filed)) == (
        f"Private: only <@{ANNA}>, <@{MARA}>, <@{IVO}>, <@{MAYA}> and <@{BEN}> can see this"
    )


def test_of_a_restricted_ticket_it_says_that_its_type_is_why():
    [strip] = private.strip(a_private(visibility=Visibility.RESTRICTED))

    assert "as every request of its type: only" in strip["elements"][0]["text"]


def test_what_both_sides_may_see_has_no_such_strip():
    assert private.strip(a_private(visibility=Visibility.BOTH_SIDES)) == []


@pytest.mark.parametrize(
    "kind", ["requester", f"owner:{IVO}", f"approval:{MAYA}", f"watcher:{BEN}"]
)
def test_every_copy_of_the_card_has_the_strip(kind):
    filed = a_private(watchers=(BEN,))
    shown = Shown(filed=filed, history=(), catalogue=a_catalogue())

    assert "Private: only" in said(ticket.card(shown, f"MT-7:{kind}").blocks)


def test_three_hundred_viewers_fit_and_are_counted():
    strip = private.strip(a_private(watchers=tuple(f"U0FOLLOWER{n:03}" for n in range(300))))

    assert message_problems("x", strip) == []
    assert said(strip).endswith("and 253 others can see this")


@pytest.mark.parametrize(
    ("name", "to", "words"),
    [
        (f"MT-7:triage:{TRIAGE}", TRIAGE, "has become private; those involved have it"),
        ("MT-7:requester", "C0MARKETING", "has become private; those involved have it"),
        ("MT-7:owner:U0OLD", "U0OLD", f"is with <@{IVO}> now"),
        ("MT-7:left:C0MARKETING", "C0MARKETING", "goes on in the messages of those involved"),
        ("comment:3:triage", "C0TRIAGE", "has become private; those involved have it"),
        ("MT-7:watcher:U0OLD", "U0OLD", "goes on without you"),
        ("MT-7:approval:U0OLD", "U0OLD", "goes on without you"),
    ],
)
def test_what_is_left_of_a_card_elsewhere_has_none_of_its_words(name, to, words):
    post = private.instead(a_private(), Card(key="k", to=to, name=name))

    assert words in post.text
    assert post.text == said(post.blocks)
    assert "Spring" not in post.text
    assert ANNA not in post.text


def a_notice(to, thread):
    return Notice(key="k", to=to, thread=thread, text="Words")


@pytest.mark.parametrize(
    ("to", "thread", "goes_to"),
    [
        (TRIAGE, f"MT-7:triage:{TRIAGE}", (IVO, f"MT-7:owner:{IVO}")),
        ("C0MARKETING", "MT-7:requester", (ANNA, "MT-7:requester")),
        ("C0MARKETING", "origin:MT-7", (ANNA, "MT-7:requester")),
        (BEN, f"MT-7:watcher:{BEN}", (BEN, f"MT-7:watcher:{BEN}")),
    ],
)
def test_news_for_a_channel_goes_to_the_owner_or_the_requester_directly(to, thread, goes_to):
    hidden = a_ticket(visibility=Visibility.PRIVATE)

    directed = private.directed(a_notice(to, thread), hidden)

    assert (directed.to, directed.thread) == goes_to


def test_other_news_goes_where_it_was_going():
    notice = a_notice(TRIAGE, f"MT-7:triage:{TRIAGE}")

    assert private.directed(notice, a_ticket()) == notice
