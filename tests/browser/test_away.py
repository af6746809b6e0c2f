"""Somebody goes away and another decides for them, in a real browser, as both see it."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_home import home_of, tab_of
from tests.browser.test_steps import file_request
from tests.scenarios.acting import eventually

REQUEST = "Editor rights in the newsletter tool for Ben"


@pytest.fixture
def waiting(acme):
    """Anna asked for access, and Iris decides on it."""
    file_request(acme.person("anna"), REQUEST, type="Access to a tool")
    acme.wait_posted("MT-1", to="iris")
    return acme


def test_who_goes_away_names_somebody_who_decides_with_both_names_on_record(waiting):
    iris, tom = home_of(waiting, "iris"), waiting.person("tom")
    tab_of(iris).get_by_role("button", name="Away…").click()
    form = iris.form("Away")
    iris.fill("Last day away", "2026-03-06")
    iris.page.get_by_label("Who decides meanwhile?").select_option(label="Tom Reed")
    iris.shot("away-form")
    iris.sent()
    expect(tab_of(iris)).to_contain_text("You are away")
    iris.shot("away-home")

    tom.tandem()
    card = tom.message(REQUEST)
    expect(card.get_by_role("button", name="Approve", exact=True)).to_be_visible()
    tom.message("You decide for")
    tom.shot("away-stand-in")
    tom.page.set_viewport_size({"width": 360, "height": 640})
    tom.shot("away-stand-in-360")
    tom.page.set_viewport_size({"width": 1280, "height": 900})
    tom.press("Approve", on=REQUEST)

    expect(card).to_contain_text("for @Iris Holm approved")
    tom.shot("away-decided")
    iris.tandem()
    iris.message("You are away")
    iris.shot("away-message")
    iris.press("I am back", on="You are away")
    iris.message("You are back")
    eventually(lambda: not waiting.bot.desk.catalogue().roster.delegations)
    assert form


def test_a_status_leads_to_the_question_who_decides(waiting):
    waiting.company.person("iris").set_status("On vacation until Friday", ":palm_tree:")
    iris = waiting.person("iris").tandem()

    offer = iris.message("Who decides for you meanwhile?")
    iris.shot("away-offer")
    offer.get_by_role("combobox").select_option(label="Tom Reed")
    iris.press("Let them decide", on="Who decides for you meanwhile?")

    iris.message("decides for you meanwhile, with both names")
    iris.shot("away-offer-settled")
