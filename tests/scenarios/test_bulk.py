"""Approve several, on Home: one form, one press, all of it decided at once for who pressed."""

from domain.history import Event
from domain.ticket import Status
from sandbox.desk import buttons, shown_words
from tests.builders import MAYA, saved
from tests.marks import on_both
from tests.scenarios.acting import card, eventually, file_request, settled, words_of
from tests.scenarios.test_home import opened, shows

SEVERAL = "Approve several…"


def ask(anna, bot, *summaries):
    for summary in summaries:
        file_request(anna, summary, kind="access")
    settled(bot)


def form_of(person):
    """The form, once it shows what waits."""
    person.press(SEVERAL, view=opened(person))

    def ready():
        view = person.view("Approve several")
        return view if "Tick what you say yes to" in shown_words(view) else None

    return eventually(ready, what="the form with what waits")


def ticked(view, *numbers):
    """The values of the lines of these tickets, as the form has them."""
    groups = [b for b in view["blocks"] if b["type"] == "input"]
    return {
        group["block_id"]: [
            option["value"]
            for option in group["element"]["options"]
            if int(option["value"].partition(":")[0]) in numbers
        ]
        for group in groups
    }


@on_both
def test_what_is_ticked_is_decided_at_once_and_the_rest_still_waits(company, bot, anna, maya, ivo):
    ask(anna, bot, "Access for Ben", "Access for Cora", "Access for Dan")
    view = form_of(maya)
    assert "initial_options" not in str(view["blocks"])

    outcome = maya.submit(ticked(view, 1, 3), view=view)

    assert not outcome.errors
    assert not outcome.failure
    result = shown_words(maya.view("Approved"))
    assert "these 2 requests" in result
    assert "*MT-1* Access for Ben" in result
    home = shows(maya, "Waits for me (1)")
    assert "Access for Cora" in shown_words(home)
    assert "Access for Ben" not in shown_words(home)
    assert SEVERAL not in buttons(home)
    assert [saved(bot.desk, n).ticket.status for n in (1, 2, 3)] == [
        Status.OPEN,
        Status.AWAITING_APPROVAL,
        Status.OPEN,
    ]
    settled(bot)
    for number in (1, 3):
        assert "<@U0MAYA> approved" in words_of(card(ivo, "triage-web", number=number))
        assert anna.message(f"<@U0MAYA> approved MT-{number}")


@on_both
def test_what_somebody_else_decided_meanwhile_is_left_out_by_name(company, bot, anna, maya, ivo):
    ask(anna, bot, "Access for Ben", "Access for Cora")
    view = form_of(maya)
    ivo.press("Approve", message=card(ivo, "triage-web", number=1))

    maya.submit(ticked(view, 1, 2), view=view)

    result = shown_words(maya.view("Approved"))
    assert "this request" in result
    assert "<@U0IVO> was first and approved it" in result
    with bot.desk.reading() as tx:
        left_out = tx.history.of(1)[-1]
    assert (left_out.event, left_out.by) == (Event.NOT_COUNTED, MAYA)
    settled(bot)
    assert anna.message("<@U0IVO> approved MT-1")
    assert anna.message("<@U0MAYA> approved MT-2")


def test_who_ticks_nothing_is_told_so_beside_the_first_group(company, bot, anna, maya):
    ask(anna, bot, "Access for Ben", "Access for Cora")
    view = form_of(maya)

    outcome = maya.submit({}, view=view)

    assert "tick at least one" in outcome.errors["several.0"]
    assert saved(bot.desk, 1).ticket.status is Status.AWAITING_APPROVAL


def test_the_form_opens_before_anything_is_looked_up(company, bot, anna, maya):
    ask(anna, bot, "Access for Ben", "Access for Cora")

    form_of(maya)

    asked = [e for e in company.journal() if e["method"].startswith("views.")]
    [opening] = [e for e in asked if e["method"] == "views.open" and e["user"] == maya.id]
    assert "One moment" in words_of(opening)


def test_one_decision_alone_offers_no_such_form(company, bot, anna, maya):
    ask(anna, bot, "Access for Ben")

    assert SEVERAL not in buttons(opened(maya))


def test_what_was_decided_before_the_form_came_is_not_in_it(company, bot, anna, maya, ivo):
    ask(anna, bot, "Access for Ben", "Access for Cora")
    home = opened(maya)
    for number in (1, 2):
        ivo.press("Approve", message=card(ivo, "triage-web", number=number))

    maya.press(SEVERAL, view=home)

    def said():
        view = maya.view("Approve several")
        return "Nothing waits for your decision any more" in shown_words(view)

    eventually(said, what="that nothing waits")
