"""The history of a ticket, as its readers have it told."""

from datetime import timedelta

import pytest

from domain.history import INTERNAL, Event, happened
from domain.ticket import Status, Waiting
from tests.builders import ANNA, IVO, MAYA, T0, a_ticket
from views import history as view
from views import routing

REQUESTER, IT, OUTSIDE = Waiting.REQUESTER, Waiting.IT, Waiting.THIRD_PARTY


def entry(event, *, by=IVO, minutes=0, words="", status=Status.OPEN, waiting_for=None):
    ticket = a_ticket(status=status, waiting_for=waiting_for)
    return happened(ticket, event, by=by, at=T0 + timedelta(minutes=minutes), words=words)


def lines(*entries, reader_is_it=True):
    return view.lines(entries, reader_is_it=reader_is_it)


def test_a_line_says_who_did_what_when():
    [line] = lines(entry(Event.TAKEN))

    assert line == f"<@{IVO}> took it · <!date^1772442000^{{date_short_pretty}} {{time}}|" + (
        "2026-03-02 09:00 UTC>"
    )


def test_what_happens_by_itself_is_tandems():
    [line] = lines(entry(Event.CLOSED, by=None))

    assert line.startswith("Tandem closed it, as nobody objected · ")


def test_everything_that_can_happen_has_words():
    said = view.HAPPENED | routing.SAID
    assert set(said) == set(Event)
    assert len(set(said.values())) == len(Event)


@pytest.mark.parametrize(
    "event",
    [Event.RESOLVED, Event.CANCELLED, Event.WAITS_FOR_IT, Event.REOPENED, Event.NOT_YET],
)
def test_reasons_and_resolutions_are_quoted_in_one_line(event):
    [line] = lines(entry(event, words="It is\nlive <!here>"))

    assert ": “It is live &lt;!here&gt;” · " in line


def test_long_words_are_quoted_shortly():
    [line] = lines(entry(Event.RESOLVED, words="word " * 500))

    assert len(line) < 350
    assert "…”" in line


@pytest.mark.parametrize("event", sorted(view.TALK))
def test_what_was_said_in_the_thread_stays_there(event):
    [line] = lines(entry(event, words="Which player is it?"))

    assert "player" not in line


@pytest.mark.parametrize("event", sorted(INTERNAL))
def test_what_is_internal_is_told_to_it_alone(event):
    told = (entry(Event.TAKEN), entry(event, words="canary"))

    assert "canary" in lines(*told)[1]
    assert len(lines(*told, reader_is_it=False)) == 1


@pytest.mark.parametrize(
    ("event", "waiting_for", "words"),
    [
        (Event.ASKED, REQUESTER, "waited on marketing for 3 h"),
        (Event.WAITS_FOR_IT, IT, "waited on another IT team for 3 h"),
        (Event.WAITS_FOR_THIRD_PARTY, OUTSIDE, "waited on somebody outside for 3 h"),
    ],
)
def test_the_end_of_a_wait_says_for_whom_and_how_long_it_was(event, waiting_for, words):
    told = lines(
        entry(event, status=Status.WAITING, waiting_for=waiting_for),
        entry(Event.NOTED, minutes=60, status=Status.WAITING, waiting_for=waiting_for),
        entry(Event.WENT_ON, minutes=190, status=Status.IN_PROGRESS),
        entry(Event.RESOLVED, minutes=200, status=Status.RESOLVED),
        reader_is_it=False,
    )

    assert [" · waited" in line for line in told] == [False, True, False]
    assert told[1].endswith(f" · {words}")


def test_a_wait_that_turns_into_another_one_is_told_by_itself():
    told = lines(
        entry(Event.ASKED, status=Status.WAITING, waiting_for=REQUESTER),
        entry(Event.WAITS_FOR_IT, minutes=5, status=Status.WAITING, waiting_for=IT),
        entry(Event.WENT_ON, minutes=15, status=Status.IN_PROGRESS),
    )

    assert told[1].endswith(" · waited on marketing for 5 min")
    assert told[2].endswith(" · waited on another IT team for 10 min")


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (Status.NEW, "waited for its details"),
        (Status.AWAITING_APPROVAL, "waited for a decision"),
        (Status.CHANGES_REQUESTED, "waited on marketing"),
        (Status.RESOLVED, "waited on marketing"),
    ],
)
def test_other_waits_are_told_as_well(status, words):
    told = lines(
        entry(Event.FILED, by=ANNA, status=status),
        entry(Event.APPROVED, by=MAYA, minutes=60 * 24 * 3, status=Status.OPEN),
    )

    assert told[1].endswith(f" · {words} for 3 days")


@pytest.mark.parametrize(
    ("minutes", "span"), [(1, "1 min"), (59, "59 min"), (60, "1 h"), (2879, "47 h"), (2880, "2 d")]
)
def test_a_wait_is_told_about_as_long_as_it_was(minutes, span):
    told = lines(
        entry(Event.FILED, status=Status.NEW),
        entry(Event.DETAILED, minutes=minutes),
    )

    assert f"for {span}" in told[1]


def test_what_did_not_wait_for_a_minute_is_not_told_as_a_wait():
    told = lines(entry(Event.FILED, status=Status.NEW), entry(Event.DETAILED))

    assert not any("waited" in line for line in told)


def test_of_many_lines_the_newest_that_fit_are_shown():
    said = [f"line {n}" for n in range(30)]

    assert view.newest(said, limit=20, room=1000).split("\n") == said[10:]
    assert view.newest(said, limit=20, room=17).split("\n") == said[-2:]
