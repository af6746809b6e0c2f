"""From `/checkin new` to both sides' answers in one post, through the real Bolt app."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.marks import at_slacks_pace, on_both
from tests.scenarios.acting import buttons_of, eventually, file_request, settled, words_of

DUE = datetime(2026, 3, 5, 13, tzinfo=UTC)  # Thursday at two in Berlin
ASKS = DUE - timedelta(hours=4)
FORM = {
    "name": "Website check-in",
    "marketing": ["anna", "ben"],
    "it": ["ivo"],
    "channel": "martech",
}
ANSWER = {"answer_0": "The page is live", "answer_1": "<!channel> a freeze"}


@pytest.fixture
def ben(company):
    return company.person("ben")


def set_up(person, **changes):
    """Fill in the form of `/checkin new`; what happens when it is sent."""
    person.command("/checkin", "new", channel="marketing")
    person.view("New check-in")
    return person.submit(FORM | changes)


def becomes(company, bot, moment):
    """The clock reaches this moment, the ticks look around, and all is said."""
    company.clock_to(moment)
    bot.timetable.tick()
    settled(bot)


def answer(person, **changes):
    prompt = person.message("Website check-in")
    [button] = buttons_of(prompt)
    person.press(button, message=prompt)
    person.view("Your answer")
    return person.submit(ANSWER | changes)


def answered(outcome):
    return words_of({"text": outcome.text or "", "blocks": outcome.blocks or []})


@on_both
@at_slacks_pace
def test_both_sides_answer_beforehand_and_read_each_other_in_one_post(company, bot, anna, ivo):
    file_request(anna)
    assert set_up(anna).closed
    settled(bot)
    assert "is set up" in words_of(anna.message("Website check-in"))

    becomes(company, bot, ASKS)
    assert answer(anna).closed
    assert answer(ivo, answer_0="", answer_1="Two people are ill").closed
    settled(bot)
    assert buttons_of(anna.message("You will say")) == ["Change my answer"]
    becomes(company, bot, DUE)

    posts = [m for m in anna.sees("martech") if "Website check-in" in words_of(m)]
    assert len(posts) == 1
    words = words_of(posts[0])
    assert "<@U0ANNA>\n*What moved?*\n> The page is live" in words
    assert "> &lt;!channel&gt; a freeze" in words
    assert "<@U0IVO>\n*What blocks you?*\n> Two people are ill" in words
    assert "No word yet from <@U0BEN>." in words
    assert "|MT-1> Spring campaign page · open · waits on IT · owner <@U0IVO>" in words
    assert buttons_of(anna.message("is posted")) == []


def test_an_answer_can_be_changed_until_the_post_and_then_goes_to_its_thread(company, bot, anna):
    set_up(anna)
    becomes(company, bot, ASKS)
    answer(anna)
    settled(bot)
    answer(anna, answer_0="All pages are live")
    settled(bot)

    prompt = anna.message("You will say")
    anna.press("Change my answer", message=prompt)
    form = anna.view("Your answer")
    becomes(company, bot, DUE)
    late = anna.submit({"answer_0": "Too late"}, view=form)

    assert "add your answer in the thread" in late.errors["answer_0"]
    words = words_of(anna.message("both sides' check-in", channel="martech"))
    assert "All pages are live" in words
    assert "Too late" not in words


def test_a_button_pressed_after_the_post_says_so_and_opens_no_form(company, bot, anna):
    set_up(anna)
    becomes(company, bot, ASKS)
    prompt = anna.message("What will you bring?")
    company.clock_to(DUE)

    anna.press("Answer", message=prompt)

    eventually(lambda: [m for m in anna.dm() if "already been posted" in words_of(m)])
    assert anna.open_view() is None


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("zone", "Berln", "Did you mean Europe/Berlin?"),
        ("it", ["ivo", "ben"], "Ben cannot be on both sides"),
    ],
)
def test_what_is_amiss_stands_beside_its_field_and_nothing_is_lost(
    company, bot, anna, field, value, says
):
    refused = set_up(anna, **{field: value})

    assert not refused.closed
    assert [*refused.errors] == [field]
    assert says in refused.errors[field]
    assert anna.submit({"zone": "Europe/Berlin", "it": ["ivo"]}).closed
    assert "Website check-in" in answered(anna.command("/checkin"))


@on_both
def test_a_monthly_series_meets_on_its_weekday_and_then_a_month_later(company, bot, anna):
    assert set_up(anna, starts="2026-03-05", often="weekday").closed

    becomes(company, bot, DUE)

    assert "both sides' check-in" in words_of(anna.message("Website", channel="martech"))
    listed = answered(anna.command("/checkin"))
    assert "every month on the first Thursday at 14:00" in listed
    april = datetime(2026, 4, 2, 12, tzinfo=UTC)  # summer time by then
    assert f"<!date^{int(april.timestamp())}^" in listed


def test_an_empty_answer_is_refused_at_its_field(company, bot, anna):
    set_up(anna)
    becomes(company, bot, ASKS)

    refused = answer(anna, answer_0="", answer_1=" ")

    assert "at least one" in refused.errors["answer_0"]


@pytest.mark.parametrize("typed", ["", "list", "LIST"])
def test_the_list_is_each_person_s_own(company, bot, anna, ivo, maya, typed):
    set_up(anna)

    for person in (anna, ivo):
        words = answered(person.command("/checkin", typed))
        assert "every Thursday at 14:00 (Europe/Berlin) in <#C0MARTECH>" in words
        assert f"<!date^{int(DUE.timestamp())}^" in words
    assert "You take part in no check-in yet" in answered(maya.command("/checkin", typed))


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("help", "sets up a check-in"),
        ("nwe", "Did you mean `/checkin new`?"),
        ("<!channel>", "I do not know `/checkin &lt;!channel&gt;`"),
    ],
)
def test_help_and_unknown_words_say_what_can_be_done(company, bot, anna, typed, says):
    assert says in answered(anna.command("/checkin", typed))
