"""Approve several: what its form shows, what comes back, and what it says in the end."""

from datetime import date

import pytest

from domain.errors import AskedAgain, FieldRefusal
from domain.ticket import Urgency
from tests.builders import a_ticket
from tests.views.block_rules import modal_problems
from views import bulk as view
from views.home_rows import Row


def rows(count, **changes):
    return [
        Row(ticket=a_ticket(id=n, **changes), link=None, turn="1.0") for n in range(1, count + 1)
    ]


def groups(form):
    return [b for b in form["blocks"] if b["type"] == "input"]


def options(form):
    return [option for group in groups(form) for option in group["element"]["options"]]


def drawn(count, **changes):
    return view.form(rows(count, **changes), zone="Europe/Berlin")


def sent(**ticked):
    values = {f"several.{n}": {f"several.{n}": {"selected_options": []}} for n in range(5)}
    for group, chosen in ticked.items():
        name = f"several.{group.removeprefix('g')}"
        values[name][name]["selected_options"] = [{"value": value} for value in chosen]
    return {"state": {"values": values}}


@pytest.mark.parametrize(
    ("count", "sizes"), [(2, [2]), (10, [10]), (11, [10, 1]), (50, [10] * 5), (51, [10] * 5)]
)
def test_ten_to_a_group_and_five_groups(count, sizes):
    form = drawn(count)

    assert [len(group["element"]["options"]) for group in groups(form)] == sizes
    assert ("50 oldest" in str(form)) == (count > 50)


def test_nothing_is_ticked_beforehand():
    assert all("initial_options" not in group["element"] for group in groups(drawn(50)))


def test_a_line_says_which_what_who_and_one_fact():
    [line, *_] = options(drawn(2, summary="Spring page", needed_by=date(2026, 3, 10)))

    assert line["text"]["text"] == "*MT-1* Spring page"
    assert line["description"]["text"] == "<@U0ANNA> asks · needed by Tue 10 Mar 2026"
    assert line["value"] == "1:1.0"


@pytest.mark.parametrize(
    ("changes", "fact"),
    [
        ({"urgency": Urgency.BLOCKING, "needed_by": date(2026, 3, 10)}, "blocks their work"),
        ({}, "since Mon 2 Mar 2026"),
    ],
)
def test_the_fact_is_what_presses_most(changes, fact):
    assert options(drawn(2, **changes))[0]["description"]["text"].endswith(fact)


@pytest.mark.parametrize("words", ["&" * 150, "<!channel> " * 20, "W" * 150, "a\nb" * 50])
def test_words_of_any_length_fit_and_call_nobody(words):
    form = drawn(50, summary=words)

    assert not modal_problems(form)
    assert "<!channel>" not in str(form)
    assert all("\n" not in option["text"]["text"] for option in options(form))


def test_what_is_ticked_comes_back_with_its_turn():
    assert view.read_form(sent(g0=["7:1.0"], g4=["50:2.1"])) == {7: "1.0", 50: "2.1"}


def test_nothing_ticked_is_said_beside_the_first_group():
    with pytest.raises(FieldRefusal) as refused:
        view.read_form(sent())

    assert list(refused.value.problems) == ["several.0"]


def test_what_waits_no_more_is_said():
    assert "any more" in str(view.form([], zone="UTC"))


def test_the_answer_names_each_ticket_and_why_others_were_left_out():
    decided = view.Decided(approved=[a_ticket(id=n) for n in (1, 2)], left_out=[AskedAgain("MT-3")])

    words = str(view.result(decided))

    assert "these 2 requests" in words
    assert "*MT-1* Spring campaign page" in words
    assert "MT-3 has changed since you were asked" in words


@pytest.mark.parametrize("left_out", [0, 50])
def test_fifty_of_any_length_fit(left_out):
    decided = view.Decided(
        approved=[a_ticket(id=n, summary="&" * 150) for n in range(50 - left_out)],
        left_out=[AskedAgain(f"MT-{n}") for n in range(left_out)],
    )

    window = view.result(decided)

    assert not modal_problems(window)
    assert ("Nothing approved" in str(window)) == bool(left_out)
