from datetime import timedelta

import pytest

from domain.checkin import Answer
from domain.errors import FieldRefusal
from domain.occurrence import State
from sandbox.blockkit.check import check_message, check_view
from tests.builders import ANNA, BEN, IVO, T0, a_ticket
from tests.domain.test_checkin import a_check_in
from views import checkin as view
from views import ids
from views.lists import Listed

WEEK = timedelta(weeks=1)
CROWD = {
    "marketing": tuple(f"U0MARKETING{n:03}" for n in range(15)),
    "it": tuple(f"U0ITPEOPLE{n:04}" for n in range(15)),
}


def answered(person=ANNA, words=("A lot moved", "")):
    return Answer(person=person, words=words, answered_at=T0)


def held(open_between=(), **changes):
    check_in = a_check_in(**{"state": State.DONE} | changes)
    return view.Held(check_in=check_in, open_between=open_between, following_at=T0 + WEEK)


def words_of(post):
    texts = [b["text"]["text"] for b in post.blocks if b["type"] in ("section", "header")]
    contexts = [b["elements"][0]["text"] for b in post.blocks if b["type"] == "context"]
    return "\n".join([*texts, *contexts])


def buttons_of(post):
    return [
        (e["text"]["text"], e["action_id"], e["value"])
        for b in post.blocks
        if b["type"] == "actions"
        for e in b["elements"]
    ]


def sent(**words):
    """The answer's form, as Slack sends it back."""
    blocks = [{"type": "section"}, *({"type": "input", "block_id": name} for name in words)]
    values = {name: {name: {"value": said}} for name, said in words.items()}
    return {"blocks": blocks, "state": {"values": values}, "private_metadata": "3:2026-03-05"}


def test_a_prompt_asks_with_a_button_that_knows_the_meeting():
    prompt = view.prompt(a_check_in(), ANNA)

    assert buttons_of(prompt) == [("Answer", ids.ANSWER_CHECK_IN, "3:2026-03-05")]
    assert view.read_button("3:2026-03-05") == (3, "2026-03-05")


def test_an_answered_prompt_shows_what_was_said_and_lets_it_change():
    prompt = view.prompt(a_check_in(answers=[answered()]), ANNA)

    assert "*What moved?*\n> A lot moved" in words_of(prompt)
    assert "What blocks you?" not in words_of(prompt)
    assert [text for text, *_ in buttons_of(prompt)] == ["Change my answer"]


@pytest.mark.parametrize(
    ("state", "says"),
    [
        (State.DONE, "is posted in <#C0MARTECH>: <https://x|read it>."),
        (State.SKIPPED, "was not posted"),
    ],
)
def test_a_prompt_closes_when_the_check_in_is_over(state, says):
    prompt = view.prompt(a_check_in(state=state), ANNA, post="https://x")

    assert says in words_of(prompt)
    assert buttons_of(prompt) == []


def test_the_form_has_every_question_with_what_was_answered():
    form = view.form(a_check_in(answers=[answered()]), ANNA)
    _, first, second = form["blocks"]

    check_view(form, kinds=("modal",))
    assert first["element"]["initial_value"] == "A lot moved"
    assert "initial_value" not in second["element"]
    assert first["optional"]
    assert second["optional"]


def test_a_sent_form_is_read_back():
    form = sent(answer_0="  A lot moved ", answer_1=None)

    assert view.read_form(form) == (3, "2026-03-05", ("A lot moved", ""))


@pytest.mark.parametrize(
    ("words", "field", "says"),
    [
        ({"answer_0": " ", "answer_1": None}, "answer_0", "at least one"),
        ({"answer_0": "a", "answer_1": "b" * 40_000}, "answer_1", "3000 characters"),
    ],
)
def test_what_is_amiss_is_said_beside_its_field(words, field, says):
    with pytest.raises(FieldRefusal) as refused:
        view.read_form(sent(**words))

    assert [*refused.value.problems] == [field]
    assert says in refused.value.problems[field]


def test_the_joint_post_has_both_sides_and_names_who_is_silent():
    post = view.post(held(answers=[answered(), answered(IVO, ("", "A freeze"))]))

    words = words_of(post)
    assert words.index("*Marketing*") < words.index(f"<@{ANNA}>\n*What moved?*\n> A lot moved")
    assert words.index("*IT*") < words.index(f"<@{IVO}>\n*What blocks you?*\n> A freeze")
    assert f"No word yet from <@{BEN}>." in words
    assert "no open ticket waits between the two sides" in words


def test_open_tickets_show_on_whose_side_they_wait_and_ten_are_enough():
    tickets = [Listed(ticket=a_ticket(id=n), link=f"https://x/{n}") for n in range(1, 13)]

    words = words_of(view.post(held(tickets)))

    assert (
        "• <https://x/1|MT-1> Spring campaign page · open · waits on IT · owner <@U0IVO>" in words
    )
    assert "MT-10>" in words
    assert "MT-11" not in words
    assert "+2 more" in words


def test_words_of_people_page_nobody():
    answer = answered(words=("<!channel> <@U0TOM>", "<https://evil.example|ok>"))

    words = words_of(view.post(held(answers=[answer], name="<!here>")))

    assert "&lt;!channel&gt; &lt;@U0TOM&gt;" in words
    assert "<!channel>" not in words
    assert "<https://evil" not in words
    assert "<!here>" not in view.post(held(name="<!here>")).text


@pytest.mark.parametrize("word", ["x" * 3000, "\n" * 10_000 + "x", "x\n" * 5_000, "&" * 10_000])
@pytest.mark.parametrize("people", [{}, CROWD])
def test_no_answer_breaks_the_limits(word, people):
    check_in = a_check_in(state=State.DONE, questions=("Why? " * 40,) * 5, **people)
    everyone = [answered(p, (word,) * 5) for p in check_in.series.people]
    tickets = [Listed(ticket=a_ticket(summary="&" * 150), link="https://x.example/" * 5)] * 60

    shown = held(tickets, questions=("Why? " * 40,) * 5, answers=everyone, **people)
    post = view.post(shown)

    check_message(list(post.blocks))
    check_message(list(view.prompt(shown.check_in, check_in.series.people[0]).blocks))
    assert len(post.blocks) <= 50
    assert sum(len(text) for text in words_of(post).splitlines()) <= 13_000
    for person in check_in.series.people:
        assert f"<@{person}>" in words_of(post)


def test_what_is_cut_says_so():
    post = view.post(held(answers=[answered(words=("x" * 3000, "y" * 3000))]))

    [said] = [b["text"]["text"] for b in post.blocks if "xxx" in b.get("text", {}).get("text", "")]
    assert said.count("…") == 2
