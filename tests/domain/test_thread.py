"""Threads: whose they are, who reads what is written there, and what edits do."""

from datetime import timedelta

import pytest

from domain.comment import Attached, Audience
from domain.source import Said, Source
from domain.thread import audience_in, kept, rewritten, thread_below
from tests.builders import ANNA, BEN, IVO, MAYA, T0, TOM, TRIAGE, a_comment, a_company, a_filed

FILE = Attached(id="F1", name="logo.png", link="https://acme.slack.com/files/F1")


def a_said(words="Any news?", **changes):
    where = Source(channel="D1", ts="2.0002", root="1.0001")
    return Said(**{"source": where, "by": ANNA, "at": T0, "words": words} | changes)


@pytest.mark.parametrize(
    ("name", "ticket", "kind"),
    [
        ("MT-7:requester", 7, "requester"),
        ("origin:MT-7", 7, "requester"),
        ("source:MT-7", 7, "requester"),
        (f"MT-7:triage:{TRIAGE}", 7, "triage"),
        (f"MT-7:approval:{MAYA}", 7, "approval"),
        ("comment:12:requester", None, "requester"),
    ],
)
def test_the_names_above_tell_whose_thread_it_is(name, ticket, kind):
    thread = thread_below(["digest:C1:2026-W10", name])

    assert (thread.ticket_id, thread.kind, thread.above) == (ticket, kind, name)


@pytest.mark.parametrize("name", ["digest:C1:2026-W10", "checkin:3:2026-03-05:U0ANNA", "MT-x:a"])
def test_other_threads_are_not_ours(name):
    assert thread_below([name]) is None


@pytest.mark.parametrize(
    ("name", "by", "audience"),
    [
        ("MT-7:requester", ANNA, Audience.EVERYBODY),
        ("origin:MT-7", IVO, Audience.EVERYBODY),
        ("MT-7:asking:2", ANNA, Audience.EVERYBODY),
        (f"MT-7:watcher:{BEN}", BEN, Audience.EVERYBODY),
        (f"MT-7:watcher:{TOM}", TOM, Audience.INTERNAL),
        (f"MT-7:triage:{TRIAGE}", ANNA, Audience.INTERNAL),
        (f"MT-7:owner:{IVO}", IVO, Audience.INTERNAL),
        (f"MT-7:approval:{MAYA}", MAYA, Audience.INTERNAL),
        ("comment:12:triage", IVO, Audience.INTERNAL),
        ("MT-7:whatever_comes", BEN, Audience.INTERNAL),
    ],
)
def test_only_the_requesters_side_speaks_to_everybody(name, by, audience):
    thread = thread_below([name])

    assert audience_in(thread, by, a_filed(owner=IVO), a_company(it={IVO, TOM, MAYA})) is audience


def test_an_edit_follows_and_an_older_one_does_not():
    comment = kept(a_said("first"), 7, Audience.EVERYBODY)
    later = a_said("third", edited_at=T0 + timedelta(minutes=2))
    earlier = a_said("second", edited_at=T0 + timedelta(minutes=1))

    after = rewritten(rewritten(comment, later), earlier)

    assert (after.words, after.edited_at) == ("third", T0 + timedelta(minutes=2))


def test_an_unfurled_link_changes_nothing():
    comment = a_comment()

    assert rewritten(comment, a_said("as Slack draws it now")) == comment


def test_what_was_deleted_stays_deleted():
    comment = a_comment(deleted_at=T0)

    assert rewritten(comment, a_said("again", edited_at=T0)) == comment


@pytest.mark.parametrize("now", [(), (Attached(id="F1", name="", link=""),)])
def test_a_file_that_vanished_is_named_as_gone(now):
    comment = a_comment(attached=(FILE,))

    [file] = rewritten(comment, a_said(attached=now)).attached

    assert (file.name, file.is_gone) == ("logo.png", True)


def test_a_file_that_came_with_an_edit_is_kept():
    edited = a_said("with a file", attached=(FILE,), edited_at=T0)

    assert rewritten(a_comment(), edited).attached == (FILE,)
