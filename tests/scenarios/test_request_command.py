"""`/request` and its subcommands, and what is said when something is amiss."""

import pytest

from tests.builders import saved
from tests.marks import on_both
from tests.scenarios.acting import eventually, file_request, settled, words_of


def answered(outcome):
    return words_of({"text": outcome.text or "", "blocks": outcome.blocks or []})


@on_both
def test_mine_and_assigned_list_what_is_open_with_links(company, bot, anna, ivo):
    file_request(anna)
    settled(bot)

    mine = answered(anna.command("/request", "mine"))
    assigned = answered(ivo.command("/request", "assigned"))

    for words in (mine, assigned):
        assert "Spring campaign page" in words
        assert "https://acme.slack.com/archives/" in words
    assert "You have no open requests" in answered(ivo.command("/request", "mine"))
    assert "Nothing is assigned" in answered(anna.command("/request", "assigned"))


@on_both
@pytest.mark.parametrize("reference", ["MT-1", "mt-1", "mt1"])
def test_a_reference_shows_the_ticket_with_its_history(company, bot, anna, reference):
    file_request(anna)
    settled(bot)

    words = answered(anna.command("/request", reference))

    assert "Spring campaign page" in words
    assert "<@U0ANNA> filed it" in words


def test_a_ticket_that_is_not_theirs_looks_as_if_it_were_not_there(company, bot, anna):
    file_request(anna)
    sam = company.person("sam")

    not_theirs = answered(sam.command("/request", "MT-1"))
    not_there = answered(sam.command("/request", "MT-999"))

    assert not_theirs.replace("MT-1", "MT-999") == not_there
    assert "check the number" in not_there


@pytest.mark.parametrize(
    ("typed", "meant"), [("hlep", "help"), ("Mien", "mine"), ("asigned", "assigned")]
)
def test_a_mistyped_subcommand_answers_with_what_was_probably_meant(
    company, bot, anna, typed, meant
):
    words = answered(anna.command("/request", typed))

    assert f"Did you mean `/request {meant}`?" in words
    assert anna.open_view(timeout=0.2) is None


def test_help_says_how(company, bot, anna):
    assert "`/request mine`" in answered(anna.command("/request", "help"))


def test_words_fill_the_summary_and_only_three_fields_are_required(company, bot, anna):
    anna.command("/request", "New page")

    form = anna.view("New request")
    fields = {b["block_id"]: b for b in form["blocks"]}
    assert fields["summary"]["element"]["initial_value"] == "New page"
    required = {name for name, block in fields.items() if not block.get("optional")}
    assert required == {"summary", "type", "purpose"}


def test_words_that_are_too_many_for_the_summary_are_kept_in_the_details(company, bot, anna):
    words = "word " * 100

    anna.command("/request", words)

    fields = {b["block_id"]: b["element"] for b in anna.view("New request")["blocks"]}
    assert len(fields["summary"]["initial_value"]) == 150
    assert fields["details"]["initial_value"].split() == words.split()


def test_a_day_that_is_over_is_refused_at_its_field_and_what_was_typed_is_kept(company, bot, anna):
    anna.command("/request", "New page")
    form = anna.view()

    outcome = anna.submit(
        {"type": "landing_page", "purpose": "Leads", "needed_by": "2026-02-01"}, view=form
    )

    assert list(outcome.errors) == ["needed_by"]
    assert anna.submit({"needed_by": "2026-04-01"}, view=form).closed


def test_markup_in_people_s_words_comes_out_inert(company, bot, anna, ivo):
    nasty = "<!channel> <@U0IVO> <https://evil.example|safe> & *bold*"

    file_request(anna, nasty)
    settled(bot)

    words = words_of(ivo.message("MT-1", channel="triage-web"))
    assert "<!channel>" not in words
    assert "<https://evil" not in words
    assert "&lt;!channel&gt;" in words
    assert saved(bot.desk, 1).ticket.summary == nasty


@pytest.mark.refused("not_in_channel")
def test_where_the_bot_is_not_in_triage_the_owner_and_once_the_coordinator_hear(
    company, bot, anna, ivo
):
    company.channel("triage-web").remove_bot()
    noor = company.person("noor")

    file_request(anna, "First")
    file_request(anna, "Second")
    settled(bot)

    assert ivo.message("First")
    assert ivo.message("Second")
    assert len([m for m in noor.dm() if "/invite" in words_of(m)]) == 1

    company.channel("triage-web").invite_bot()
    eventually(lambda: [m for m in ivo.sees("triage-web") if "Second" in words_of(m)])


def test_a_form_that_cannot_open_tells_what_was_typed(company, bot, anna):
    company.fault("views.open", "error:expired_trigger_id")

    anna.command("/request", "New page for spring")

    eventually(
        lambda: any("You typed: `/request New page for spring`" in words_of(m) for m in anna.dm())
    )
