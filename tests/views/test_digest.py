from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.digest import Backlog, Digest, Moved, Waiting, Weeks
from domain.people import Side
from sandbox.blockkit.check import check_message
from tests.builders import ANNA, IVO, NAMES, T0
from views import digest as view

WEEKS = Weeks(
    earlier=T0 - timedelta(days=14),
    start=T0 - timedelta(days=7),
    end=T0,
    zone="Europe/Berlin",
)
WAITING = Waiting(ticket_id=7, summary="Spring page", area="website", person=IVO, days=9)
DIGEST = Digest(
    week="2026-W09",
    weeks=WEEKS,
    as_of=T0,
    moved=Moved(new=5, approved=2, resolved=1),
    before=Moved(new=3),
    backlogs=(
        Backlog(side=Side.IT, count=4, oldest=(replace(WAITING, link="https://x"),)),
        Backlog(side=Side.MARKETING, count=1, oldest=(replace(WAITING, person=ANNA, days=0),)),
    ),
    approvals=2,
    approval_days=3,
)


def words_of(digest, draw=view.post):
    post = draw(digest, NAMES)
    check_message(list(post.blocks))
    texts = []
    for block in post.blocks:
        texts += [block["text"]["text"]] if "text" in block else []
        texts += [t["text"] for t in block.get("fields", block.get("elements", []))]
    return "\n".join(texts)


def test_it_says_which_days_it_is_about():
    assert "week 9 of 2026" in words_of(DIGEST)
    assert "Mon 23 Feb 2026 to Mon 2 Mar 2026" in words_of(DIGEST)


def test_days_are_the_zone_s():
    late = replace(WEEKS, end=datetime(2026, 3, 1, 23, 30, tzinfo=UTC))

    assert "to Mon 2 Mar 2026" in words_of(replace(DIGEST, weeks=late))


def test_what_moved_stands_beside_the_week_before():
    words = words_of(DIGEST)

    assert "*New*\n5 (week before: 3)" in words
    assert "*Approved*\n2 (week before: 0)" in words
    assert "*Resolved*\n1 (week before: 0)" in words


def test_what_waits_is_told_by_side_with_age_and_name():
    words = words_of(DIGEST)

    assert "*Waiting on IT: 4* · the oldest" in words
    assert "• <https://x|MT-7> Spring page · open for 9 days · Ivo\nand 3 more" in words
    assert "*Waiting on marketing: 1*\n• MT-7 Spring page · open since today · Anna" in words


def test_it_pages_nobody():
    loud = replace(WAITING, summary="<!channel> <@U0TOM>", person="U0GONE")
    words = words_of(replace(DIGEST, backlogs=(Backlog(side=Side.IT, count=1, oldest=(loud,)),)))

    assert "<@" not in words
    assert "<!" not in words
    assert "U0GONE" not in words


@pytest.mark.parametrize(
    ("count", "days", "says"),
    [
        (1, 0, "One approval waits for a decision, since today."),
        (1, 1, "One approval waits for a decision, for 1 day."),
        (2, 3, "2 approvals wait for a decision, the oldest for 3 days."),
    ],
)
def test_approvals_say_how_long_they_wait(count, days, says):
    assert says in words_of(replace(DIGEST, approvals=count, approval_days=days))


def test_a_quiet_week_says_so_in_one_line():
    quiet = replace(DIGEST, moved=Moved(), backlogs=(), approvals=0)

    post = view.post(quiet, NAMES)

    assert len(post.blocks) == 3
    assert post.blocks[-1]["text"]["text"] == (
        "A quiet week: nothing new, approved or resolved. Nothing waits on either side."
    )
    assert "approval" not in words_of(quiet)


def test_a_quiet_week_still_tells_what_waits():
    words = words_of(replace(DIGEST, moved=Moved()))

    assert "A quiet week: nothing new, approved or resolved.\n" in words
    assert "Waiting on IT: 4" in words


def test_the_notification_has_the_numbers():
    assert view.post(DIGEST, NAMES).text == (
        "Alignment digest · week 9 of 2026: 5 new, 2 approved, 1 resolved, "
        "4 waiting on IT, 1 waiting on marketing"
    )


def test_the_private_one_tells_of_last_week_even_while_this_one_is_quiet():
    words = words_of(replace(DIGEST, moved=Moved()), view.so_far)

    assert "This week so far" in words
    assert "since Mon 23 Feb 2026" in words
    assert "*New*\n0 (last week: 3)" in words


def test_long_summaries_fit():
    long = replace(WAITING, summary="&" * 150, link="https://x.example/" * 10)
    backlogs = (Backlog(side=Side.IT, count=900, oldest=(long,) * 3),)

    assert "…" in words_of(replace(DIGEST, backlogs=backlogs))
