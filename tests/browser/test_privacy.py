"""The privacy gate in a real browser: the form with and without data, one more yes, the record."""

from playwright.sync_api import expect

from tests.browser.test_asking import SMALL, in_messages, is_within
from tests.scenarios.acting import words_of

WHOSE, KIND = "Whose personal data does it touch?", "Which kind of data?"
LEAVES = "Does it leave the company?"


def begun(anna):
    anna.command("/request Trial users who never ordered, for the lettershop")
    form = anna.form("New request")
    anna.choose("Type", "Data export")
    expect(form.get_by_role("group", name=WHOSE)).to_be_visible()
    anna.fill("What is it for?", "One letter to each before their trial ends")
    return form


def filed(anna):
    form = begun(anna)
    anna.check(WHOSE, "Customers and prospects")
    expect(form.get_by_role("group", name=LEAVES)).to_be_visible()
    anna.check(KIND, "Names and addresses")
    anna.check(LEAVES, "Yes, to a partner or an agency")
    expect(form).to_contain_text("(data protection) will be asked, too")
    form.get_by_text("(data protection) will be asked").scroll_into_view_if_needed()


def test_nobodys_data_is_one_tap_and_no_further_question(acme):
    anna = acme.person("anna")
    form = begun(anna)

    anna.check(WHOSE, "Nobody's data")

    form.get_by_role("group", name=WHOSE).scroll_into_view_if_needed()
    anna.shot("privacy-form-without")
    anna.sent()
    told = acme.wait_posted("MT-1", to="anna")
    assert "Asks for data protection" not in words_of(told)
    assert acme.posted("MT-1", to="triage-data")


def test_data_that_leaves_asks_data_protection_and_keeps_a_record(acme):
    anna, ivo = acme.person("anna"), acme.person("ivo", **SMALL)
    dana = acme.person("dana", **SMALL)
    filed(anna)
    anna.shot("privacy-form-with")
    anna.sent()
    acme.wait_posted("MT-1", to="ivo")
    in_messages(ivo).press("Approve", on="Trial users")
    acme.wait_posted("MT-1", to="dana")

    card = in_messages(dana).message("Trial users")

    card.get_by_text("Trial users").first.evaluate("words => words.scrollIntoView(true)")
    dana.shot("privacy-dana-360")
    for seen in ("Trial users", "You look after data protection", "Asks for data protection"):
        assert is_within(dana, card.get_by_text(seen).first), seen
    for name in ("Approve", "Request changes", "Decline"):
        assert is_within(dana, card.get_by_role("button", name=name, exact=True)), name
    dana.press("Request changes", on="Trial users")
    dana.form("Changes to MT-1")
    dana.fill("What has to change?", "Please leave out who objected to letters")
    dana.sent()
    acme.wait_posted("changes requested", to="anna")
    anna.tandem().shot("privacy-card-anna")
    dana.press("History", on="Trial users")
    expect(dana.form("MT-1 so far")).to_contain_text("Privacy record")
    dana.form("MT-1 so far").get_by_text("Outcome").scroll_into_view_if_needed()
    dana.shot("privacy-record-360")
    anna.press("History", on="Trial users")
    anna.form("MT-1 so far").get_by_text("Outcome").scroll_into_view_if_needed()
    anna.shot("privacy-record")
    assert acme.posted("Trial users", to="triage-data") == []
