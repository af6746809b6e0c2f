"""Selects that the app fills while one types, inputs that act at once, forms on forms."""

import pytest
from playwright.sync_api import Page, expect

from sandbox.client import Workspace
from tests.sandbox.page.hands import message, order_form, pick

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("app")]


def test_what_was_looked_up_is_sent(page: Page, ws: Workspace) -> None:
    form = order_form(page)
    form.get_by_label("Dish").fill("Soup")
    pick(form, "colour", typed="co", option="Copper")
    pick(form, "tags", typed="j", option="Jade")
    pick(form, "tags", typed="cr", option="Crimson")
    form.get_by_role("button", name="Next").click()

    page.get_by_role("button", name="Order", exact=True).click()

    expect(page.get_by_test_id("modal")).to_have_count(0)
    expect(message(page, "Ordered")).to_contain_text("Soup in copper with jade, crimson")


def test_looking_up_needs_its_least_letters(page: Page) -> None:
    field = order_form(page).locator("[data-field=colour]")
    field.get_by_role("combobox").press_sequentially("c")
    expect(field.get_by_role("option")).to_have_count(0)

    field.get_by_role("combobox").press_sequentially("o")

    expect(field.get_by_role("option")).to_have_text(["Cobalt", "Copper"])


def test_looking_up_works_by_keys_alone(page: Page) -> None:
    form = order_form(page)
    field = form.locator("[data-field=colour]")
    search = field.get_by_role("combobox")
    search.press_sequentially("co")
    expect(field.get_by_role("option")).to_have_count(2)
    search.press("ArrowDown")

    search.press("Enter")

    expect(field.get_by_role("button", name="Remove Copper")).to_be_visible()
    expect(form).to_be_visible()


def test_escape_closes_the_offers_and_not_the_form(page: Page) -> None:
    form = order_form(page)
    field = form.locator("[data-field=colour]")
    field.get_by_role("combobox").press_sequentially("co")
    expect(field.get_by_role("option")).to_have_count(2)

    page.keyboard.press("Escape")

    expect(field.get_by_role("option")).to_have_count(0)
    expect(form).to_be_visible()


def test_nothing_found_is_said(page: Page) -> None:
    field = order_form(page).locator("[data-field=colour]")

    field.get_by_role("combobox").press_sequentially("zz")

    expect(field.get_by_text("No result")).to_be_visible()


def test_filtered_conversations_are_offered_alone(page: Page) -> None:
    offered = order_form(page).get_by_label("Serve to").locator("option")

    expect(offered).to_have_text(["Choose…", "kitchen"])


def test_input_that_acts_at_once_tells_the_app_on_enter(page: Page) -> None:
    form = order_form(page)
    pick(form, "colour", typed="co", option="Copper")
    form.get_by_label("Dish").press_sequentially("Soup")

    form.get_by_label("Dish").press("Enter")

    expect(form.get_by_text("4 letters")).to_be_visible()
    expect(form.get_by_label("Dish")).to_have_value("Soup")
    expect(form.get_by_role("button", name="Remove Copper")).to_be_visible()


def test_form_on_a_form_goes_back_to_what_was_entered(page: Page) -> None:
    form = order_form(page)
    form.get_by_label("Dish").fill("Soup")
    form.get_by_role("button", name="Next").click()
    expect(form.get_by_text("A dish needs a colour.")).to_be_visible()
    pick(form, "colour", typed="ja", option="Jade")
    form.get_by_role("button", name="Next").click()
    expect(form.get_by_role("heading", name="Is it right?")).to_be_visible()

    form.get_by_role("button", name="Back").click()

    expect(form.get_by_label("Dish")).to_have_value("Soup")
    expect(form.get_by_role("button", name="Remove Jade")).to_be_visible()


def test_cross_closes_the_whole_stack(page: Page) -> None:
    form = order_form(page)
    form.get_by_label("Dish").fill("Soup")
    pick(form, "colour", typed="ja", option="Jade")
    form.get_by_role("button", name="Next").click()
    expect(form.get_by_role("heading", name="Is it right?")).to_be_visible()

    page.get_by_test_id("modal-x").click()

    expect(page.get_by_test_id("modal")).to_have_count(0)
