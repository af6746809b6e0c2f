"""The request form in a real browser: fields that come and go, errors, drafts, and few gestures."""

import pytest
from playwright.sync_api import expect

from bot.catalogue.draft import read_catalogue
from bot.catalogue.yaml_text import read_text
from bot.demo import STARTER
from tests.builders import saved

TYPES = read_catalogue(read_text(STARTER)).catalogue.types
MOST_GESTURES = 4
WHOSE, NOBODYS = "Whose personal data does it touch?", "Nobody's data"


def errors(form):
    return form.locator("[data-testid=error]:visible")


def label(window, words):
    return window.page.get_by_label(words, exact=True)


def test_a_form_asks_what_its_type_needs_and_says_what_is_amiss(acme):
    anna = acme.person("anna")
    anna.command("/request A survey tool for customer interviews")
    form = anna.form("New request")
    anna.shot("form-1-empty")

    anna.choose("Type", "New tool")
    expect(label(anna, "What does it cost in a year? (EUR)")).to_be_visible()
    expect(form).to_contain_text("will own it.")
    anna.shot("form-2-fields")
    anna.fill("What is it for?", "Hear from twenty customers before the relaunch")
    anna.fill("Where can we read about it?", "surveys.example")
    anna.fill("What does it cost in a year? (EUR)", "about 1.200")
    anna.send()

    expect(errors(form)).to_have_count(2)
    expect(errors(form).first).to_contain_text("Please paste a whole link")
    expect(label(anna, "What is it for?")).to_have_value(
        "Hear from twenty customers before the relaunch"
    )
    errors(form).first.scroll_into_view_if_needed()
    anna.shot("form-3-errors")
    anna.fill("Where can we read about it?", "https://surveys.example")
    anna.fill("What does it cost in a year? (EUR)", "1.200")
    anna.sent()

    acme.wait_posted("MT-1", to="anna")
    anna.tandem().message("A survey tool")
    anna.shot("form-4-card")
    answers = {v.key: v.answers for v in saved(acme.bot.desk, 1).brief.values}
    assert answers == {"home": ("https://surveys.example",), "price": ("1200",)}


def test_a_field_comes_with_the_answer_it_looks_at_and_goes_with_it(acme):
    anna = acme.person("anna")
    anna.command("/request A list of trial users")
    form = anna.form("New request")
    anna.choose("Type", "Data export")
    expect(label(anna, "How should it arrive?")).to_be_visible()

    anna.choose("How should it arrive?", "Straight with somebody else")
    expect(label(anna, "With whom?")).to_be_visible()
    expect(form).to_contain_text("has said yes")
    anna.fill("With whom?", "Lettershop")
    label(anna, "With whom?").scroll_into_view_if_needed()
    anna.shot("form-5-conditional")
    anna.choose("How should it arrive?", "As a file for me")

    expect(label(anna, "With whom?")).to_have_count(0)
    anna.fill("What is it for?", "One mail before their data is deleted")
    anna.check(WHOSE, NOBODYS)
    anna.sent()
    answers = {v.key: v.answers for v in saved(acme.bot.desk, 1).brief.values}
    assert answers == {"arrives": ("As a file for me",), "data_of": (NOBODYS,)}


def test_what_was_begun_is_offered_and_what_was_filed_is_not_filed_twice(acme):
    anna = acme.person("anna")
    anna.command("/request A page for the spring fair")
    anna.form("New request")
    anna.choose("Type", "Landing page")
    expect(label(anna, "Who is it for?")).to_be_visible()
    anna.fill("Who is it for?", "New customers")
    anna.page.get_by_test_id("modal-close").click()
    expect(anna.page.get_by_test_id("modal")).to_have_count(0)
    anna.command("/request")
    form = anna.form("New request")
    expect(form).to_contain_text("You began a request")
    anna.shot("form-6-begun")

    form.get_by_role("button", name="Go on with it").click()
    expect(label(anna, "What do you need?")).to_have_value("A page for the spring fair")
    expect(label(anna, "Who is it for?")).to_have_value("New customers")
    anna.fill("What is it for?", "Leads")
    anna.sent()
    acme.wait_posted("MT-1", to="anna")
    anna.command("/request a page for the spring fair")
    form = anna.form("New request")
    anna.choose("Type", "Landing page")
    anna.fill("What is it for?", "Leads")
    anna.send()

    expect(form).to_contain_text("You filed the same")
    anna.shot("form-7-twice")
    form.get_by_role("button", name="File it again").click()
    acme.wait_posted("MT-2", to="anna")


class Gestures:
    """One person's window, counting what they do in it."""

    def __init__(self, window):
        self.window = window
        self.count = 0

    def __getattr__(self, name):
        self.count += 1
        return getattr(self.window, name)


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.key)
def test_every_type_of_the_starter_catalogue_is_filed_in_four_gestures(acme, kind):
    anna = Gestures(acme.person("anna"))

    anna.command("/request Something for the spring campaign")
    anna.choose("Type", kind.name)
    anna.fill("What is it for?", "Leads for the spring campaign")
    if kind.asks_about_data:
        anna.check(WHOSE, NOBODYS)
    anna.sent()

    assert anna.count <= MOST_GESTURES + kind.asks_about_data
    acme.wait_posted("MT-1", to="anna")
    assert saved(acme.bot.desk, 1).ticket.request_type == kind.key
