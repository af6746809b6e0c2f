"""What is said, and to whom, when a place cannot be reached."""

from dataclasses import replace
from datetime import date

import pytest

from domain.message import Card, Notice
from tests.builders import ANNA, IRIS, IVO, NOOR, TRIAGE, a_ticket
from views import delivery as view

TODAY = date(2026, 3, 2)


def uninvited(to=TRIAGE, coordinators=(NOOR, "U0KIM"), reason="not_in_channel"):
    return view.uninvited(to, coordinators, reason=reason, on=TODAY)


def test_each_coordinator_hears_once_a_day_of_a_place():
    assert [(n.to, n.key) for n in uninvited()] == [
        (NOOR, f"unreachable:{TRIAGE}:2026-03-02:{NOOR}"),
        ("U0KIM", f"unreachable:{TRIAGE}:2026-03-02:U0KIM"),
    ]


@pytest.mark.parametrize(
    ("to", "reason", "words"),
    [
        (TRIAGE, "not_in_channel", "Please type `/invite @Tandem` there"),
        (TRIAGE, "channel_not_found", "If it is private"),
        (TRIAGE, "is_archived", "Please unarchive it"),
        (TRIAGE, "restricted_action", "Slack says `restricted_action`"),
        (ANNA, "user_disabled", f"I cannot write to <@{ANNA}> (`user_disabled`)"),
        ("W0GRID", "user_disabled", "I cannot write to <@W0GRID>"),
    ],
)
def test_the_words_say_what_to_do(to, reason, words):
    assert words in uninvited(to, reason=reason)[0].text


def test_nobody_is_told_where_they_cannot_be_reached():
    assert [n.to for n in uninvited(NOOR)] == ["U0KIM"]


def test_a_card_goes_to_the_owner_as_a_card_of_its_own():
    card = Card(key="k", to=TRIAGE, name=f"MT-7:triage:{TRIAGE}")

    to_owner = view.to_owner(card, a_ticket(), lead=IRIS)

    assert to_owner == Card(key="k:owner", to=IVO, name=f"MT-7:owner:{IVO}")


def test_what_nobody_owns_goes_to_the_lead():
    card = Card(key="k", to=TRIAGE, name=f"MT-7:triage:{TRIAGE}")

    to_lead = view.to_owner(card, a_ticket(owner=None), lead=IRIS)

    assert to_lead == Card(key="k:owner", to=IRIS, name=f"MT-7:owner:{IRIS}")


def test_a_notice_goes_below_the_owners_card():
    notice = Notice(key="k", to=TRIAGE, text="hello", thread=f"MT-7:triage:{TRIAGE}")

    assert view.to_owner(notice, a_ticket(), lead=IRIS) == replace(
        notice, key="k:owner", to=IVO, thread=f"MT-7:owner:{IVO}"
    )
