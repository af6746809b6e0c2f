"""Who hears of a move: each once, in the ticket's own thread, with why."""

from dataclasses import replace
from datetime import date

import pytest

from domain.lifecycle import Move
from domain.message import CardPlace
from domain.notification import News
from domain.ticket import Brief
from tests.builders import ANNA, BEN, IVO, TOM, TRIAGE, a_filed, a_ticket
from views import told as view

IT = CardPlace(name=f"MT-7:triage:{TRIAGE}", to=TRIAGE)
REQUESTER, OWNER = (ANNA, "MT-7:requester"), (TRIAGE, f"MT-7:triage:{TRIAGE}")
WATCHER = (BEN, f"MT-7:watcher:{BEN}")
NEEDS_YOU, PROGRESS = News.NEEDS_YOU, News.PROGRESS


def told(move, *, by=IVO, words="", watchers=(), **changes):
    filed = replace(a_filed(version=3, watchers=watchers), **changes)
    return view.told(filed, move, by=by, words=words, it=IT)


@pytest.mark.parametrize(
    ("move", "where", "news", "words"),
    [
        (Move.TAKE, REQUESTER, PROGRESS, f"<@{IVO}> has taken MT-7 and works on it."),
        (Move.WAIT_FOR_IT, REQUESTER, PROGRESS, "MT-7 waits for another IT team, says"),
        (Move.WAIT_FOR_THIRD_PARTY, REQUESTER, PROGRESS, "MT-7 waits for somebody outside"),
        (Move.GO_ON, REQUESTER, PROGRESS, f"<@{IVO}> works on MT-7 again."),
        (Move.RESOLVE, REQUESTER, NEEDS_YOU, f"<@{IVO}> says MT-7 is done. Please check"),
        (Move.CANCEL, REQUESTER, PROGRESS, f"<@{IVO}> has cancelled MT-7. You can file a new"),
        (Move.ANSWER, OWNER, NEEDS_YOU, f"<@{IVO}> MT-7 has its answer from"),
        (Move.NOT_YET, OWNER, NEEDS_YOU, f"<@{IVO}> MT-7 is not done yet, says"),
        (Move.REOPEN, OWNER, NEEDS_YOU, f"<@{IVO}> MT-7 has to go on, says"),
        (Move.DONE, OWNER, PROGRESS, f"<@{IVO}> confirms that MT-7 is done."),
        (Move.WITHDRAW, OWNER, PROGRESS, f"<@{IVO}> has withdrawn MT-7."),
    ],
)
def test_the_other_side_hears_of_a_move_in_the_tickets_own_thread(move, where, news, words):
    [notice] = told(move)

    assert ((notice.to, notice.thread), notice.news) == (where, news)
    assert notice.text.startswith(words)
    assert notice.why == ("You asked for it." if where is REQUESTER else "You own it.")
    assert notice.event == "MT-7.v3"


@pytest.mark.parametrize("move", [Move.NOT_YET, Move.REOPEN, Move.ANSWER])
def test_who_has_to_go_on_is_called_by_name(move):
    [notice] = told(move, by=ANNA)

    assert notice.calls == IVO
    assert f"<@{IVO}>" in notice.text


@pytest.mark.parametrize(
    "move",
    [
        Move.EDIT,
        Move.LINK,
        Move.UNLINK,
        Move.WATCH,
        Move.UNWATCH,
        Move.SNOOZE,
        Move.NOTE,
        Move.COMMENT,
    ],
)
def test_changes_of_no_weight_are_told_to_nobody(move):
    assert told(move, words="x", watchers=(BEN,)) == []


def test_what_closes_by_itself_is_told_to_the_requester_with_what_can_be_done():
    [notice] = told(Move.CLOSE, by=None)

    assert notice.to == ANNA
    assert "*Reopen* above within a week" in notice.text


def test_what_wakes_by_itself_is_told_to_its_owner_and_what_they_woke_is_not():
    [notice] = told(Move.WAKE, by=None)

    assert (notice.to, notice.calls) == (TRIAGE, IVO)
    assert told(Move.WAKE) == []


@pytest.mark.parametrize("move", [Move.RESOLVE, Move.CANCEL, Move.WITHDRAW, Move.REOPEN])
def test_who_follows_hears_how_it_ends_and_that_it_goes_on(move):
    [*_, notice] = told(move, words="Because", watchers=(BEN, TOM))[:-1]

    assert ((notice.to, notice.thread), notice.news) == (WATCHER, PROGRESS)
    assert notice.why == "You follow it."


@pytest.mark.parametrize(
    "move", [Move.RESOLVE, Move.NOT_YET, Move.CANCEL, Move.REOPEN, Move.WAIT_FOR_IT]
)
def test_the_words_of_a_move_are_quoted_and_mention_nobody(move):
    for notice in told(move, words="<!here>\nand more", watchers=(BEN,)):
        assert notice.text.endswith("\n> &lt;!here&gt;\n> and more")


def test_who_is_asked_whether_it_is_done_reads_what_was_agreed():
    brief = Brief(ticket_id=7, purpose="p", acceptance="It loads")

    [notice] = told(Move.RESOLVE, words="It is live", brief=brief)

    assert notice.text.endswith("\n> It is live\n*It is done when*\n• It loads")


@pytest.mark.parametrize(
    ("closes_on", "end"),
    [
        (date(2026, 3, 10), " Without a word from you it closes on Tue 10 Mar 2026."),
        (None, "above."),
    ],
)
def test_silence_is_asked_about_with_the_day_on_which_it_ends(closes_on, end):
    notice = view.nudge(a_filed(version=3), closes_on=closes_on)

    assert (notice.to, notice.thread, notice.news) == (ANNA, "MT-7:requester", NEEDS_YOU)
    assert notice.text.endswith(end)


@pytest.mark.parametrize(
    ("is_told", "words"),
    [
        (True, f"<@{IVO}> MT-9, _New tags_, that MT-7 waits for is resolved"),
        (False, f"<@{IVO}> A ticket that MT-7 waits for is resolved"),
    ],
)
def test_the_owner_of_what_waited_hears_that_it_can_go_on(is_told, words):
    done = a_ticket(id=9, summary="New tags")

    notice = view.unblocked(a_filed(), done, is_told=is_told, it=IT)

    assert (notice.to, notice.calls) == (TRIAGE, IVO)
    assert notice.text.startswith(words)
