"""The main job, step by step, in a real browser; each ends with what Slack accepted."""

import pytest
from playwright.sync_api import expect

from tests.marks import at_slacks_pace
from tests.scenarios.acting import buttons_of, eventually, words_of

pytestmark = at_slacks_pace


def file_request(window, summary, *, type, purpose="Leads for the spring campaign"):
    window.command(f"/request {summary}")
    window.form("New request")
    window.choose("Type", type)
    window.fill("What is it for?", purpose)
    window.sent()


def test_1_the_command_opens_a_form_with_the_words_in_it(acme):
    anna = acme.person("anna")

    anna.command("/request A page for the spring fair")

    form = anna.form("New request")
    expect(form.get_by_label("What do you need?")).to_have_value("A page for the spring fair")
    for label in ("Type", "What is it for?", "Area", "How urgent is it?", "Needed by", "Details"):
        expect(form.get_by_label(label, exact=True)).to_have_count(1)
    anna.shot("1-form")
    [opened] = [e for e in acme.company.journal() if e["method"] == "views.open"]
    assert opened["user"] == acme.company.people["anna"]


def test_2_a_sent_form_becomes_one_ticket_and_errors_stand_beside_their_fields(acme):
    anna = acme.person("anna")
    anna.command("/request A page for the spring fair")
    form = anna.form("New request")
    anna.choose("Type", "Landing page")
    expect(form).to_contain_text("will own it")
    anna.fill("What is it for?", "Leads at the fair")
    anna.fill("Needed by", "2026-02-01")

    anna.send()

    expect(form.locator("[data-testid=error]:visible")).to_have_text(
        "This day is over. Please choose a later one, or leave it empty."
    )
    expect(form.get_by_label("What is it for?")).to_have_value("Leads at the fair")
    anna.shot("2-error")
    anna.fill("Needed by", "2026-04-01")
    anna.sent()
    told = acme.wait_posted("MT-1", to="anna")
    assert "<@" + acme.company.people["tom"] in words_of(told)
    acme.wait_posted("MT-1", to="triage-web")
    anna.tandem().message("A page for the spring fair")
    anna.shot("2-requester")
    assert acme.posted("MT-2", to="anna") == []


def test_3_the_card_stands_in_triage_and_is_edited_in_place(acme):
    anna, tom = acme.person("anna"), acme.person("tom").go("triage-web")
    file_request(anna, "Fair page", type="Landing page")

    card = acme.wait_posted("MT-1", to="triage-web")
    assert buttons_of(card) == [
        "Take it",
        "Resolve",
        "Reply to requester",
        "Ask for a yes…",
        "Hand over…",
        "History",
    ]
    tom.press("Take it", on="Fair page")

    expect(tom.message("Fair page")).to_contain_text("waits on IT")
    expect(tom.message("Fair page").get_by_role("button", name="Take it")).to_have_count(0)
    tom.shot("3-triage")
    edited = eventually(lambda: [e for e in acme.posted("works on it", to="triage-web")])[-1]
    assert (edited["method"], edited["ts"]) == ("chat.update", card["ts"])


@pytest.mark.refused("not_in_channel")
def test_3_where_the_bot_is_not_invited_the_owner_and_the_coordinator_hear(acme):
    acme.company.channel("triage-web").remove_bot()
    anna = acme.person("anna")

    file_request(anna, "Fair page", type="Landing page")

    acme.wait_posted("Fair page", to="tom")
    word = acme.wait_posted("/invite", to="noor")
    noor = acme.person("noor").tandem()
    noor.message("/invite")
    noor.shot("3-coordinator")
    assert f"<#{acme.company.channels['triage-web']}>" in words_of(word)
    assert acme.posted("Fair page", to="triage-web") == []


def test_4_requester_approver_owner_and_stranger_do_what_is_theirs(acme):
    anna, iris = acme.person("anna"), acme.person("iris").tandem()
    file_request(anna, "Editor rights in the CRM", type="Access to a tool")

    # the approver asks for changes, the requester resubmits
    iris.press("Request changes", on="Editor rights")
    iris.form("Changes to MT-1")
    iris.fill("What has to change?", "Until when?")
    iris.shot("4-request-changes")
    iris.sent()
    anna.tandem().press("Edit and resubmit", on="Editor rights")
    anna.form("Edit MT-1")
    anna.fill("Details", "Until the end of March")
    anna.sent()

    # a stranger and the requester are told why not, privately
    sam = acme.person("sam")
    acme.company.channel("it-desk").add("sam")
    acme.company.channel("it-desk").add("anna")
    for person, why in ((sam, "not among the tickets"), (anna, "your own request")):
        person.go("it-desk").press("Approve", on="Editor rights")
        person.only_i_see(why)
    sam.shot("4-stranger")

    # the approver says yes, the owner takes and resolves, the requester says not yet, then done
    iris.press("Approve", on="Editor rights")
    owner = iris.go("it-desk")
    owner.press("Take it", on="Editor rights")
    expect(owner.message("Editor rights")).to_contain_text("works on it")
    owner.press("Resolve", on="Editor rights")
    owner.form("Resolve MT-1")
    owner.fill("What was done?", "You can edit contacts now.")
    owner.sent()
    anna.go("marketing").tandem().press("Not yet", on="Editor rights")
    anna.form("Not yet: MT-1")
    anna.fill("What is missing?", "Companies are missing.")
    anna.sent()
    expect(owner.message("Editor rights")).to_contain_text("still misses something")
    owner.press("Resolve", on="Editor rights")
    owner.form("Resolve MT-1")
    owner.fill("What was done?", "Companies, too.")
    owner.sent()
    anna.press("Done", on="Editor rights")

    expect(anna.message("Editor rights")).to_contain_text("nothing, it is done")
    anna.shot("4-requester-end")
    closed = acme.wait_posted("nothing, it is done", to="it-desk")
    assert closed["method"] == "chat.update"
    acme.wait_posted("asked for changes to MT-1", to="anna")
    acme.wait_posted("approved MT-1", to="anna")
    acme.wait_posted("MT-1 is not done yet", to="it-desk")


def test_4_declining_and_withdrawing(acme):
    ben, iris = acme.person("ben"), acme.person("iris").tandem()
    file_request(ben, "A second survey tool", type="New tool")
    iris.press("Decline", on="second survey tool")
    iris.form("Decline MT-1")
    iris.fill("Why not, and what could help instead?", "We have one: ask for a seat.")
    iris.sent()
    file_request(ben, "A seat in the survey tool", type="Access to a tool")

    ben.tandem().press("Withdraw", on="A seat")
    ben.shot("4-confirm")
    ben.page.get_by_test_id("confirm").get_by_role("button", name="Withdraw").click()

    expect(ben.message("A seat")).to_contain_text("withdrew it")
    ben.shot("4-declined-and-withdrawn")
    assert "ask for a seat" in words_of(acme.wait_posted("declined MT-1", to="ben"))
    acme.wait_posted("withdrawn", to="it-desk")


def test_5_lists_one_ticket_and_help(acme):
    anna, tom = acme.person("anna"), acme.person("tom").go("triage-web")
    file_request(anna, "Fair page", type="Landing page")
    acme.wait_posted("MT-1", to="triage-web")

    anna.command("/request mine")
    anna.only_i_see("Your open requests")
    anna.command("/request MT-1")
    anna.only_i_see("filed it")
    anna.shot("5-requester")
    anna.command("/request help")
    anna.only_i_see("See where things stand")
    tom.command("/request assigned")
    tom.only_i_see("Your backlog")
    tom.command("/request asigned")
    tom.only_i_see("Did you mean /request assigned?")
    tom.shot("5-owner")

    private = [e for e in acme.company.journal() if e["via"] == "ack"]
    assert {e["user"] for e in private} == {acme.company.people[n] for n in ("anna", "tom")}


def test_6_a_check_in_asks_both_sides_and_posts_what_they_said(acme):
    noor, anna, tom = (acme.person(name) for name in ("noor", "anna", "tom"))
    file_request(anna, "Fair page", type="Landing page")
    noor.command("/checkin new")
    noor.form("New check-in")
    noor.fill("What is it called?", "Web delivery")
    noor.check("Who takes part from marketing?", "Anna Berg")
    noor.check("Who takes part from IT?", "Tom Reed")
    noor.fill("First on", "2026-03-05")
    noor.choose("And then", "Every second week")
    noor.fill("At", "14:00")
    noor.choose("Channel", "#martech")
    noor.shot("6-form")
    noor.sent()

    noor.move_clock("Thursday 10:30")
    for person, words in ((anna, "The fair is on Friday"), (tom, "Waiting for the texts")):
        person.tandem().press("Answer", on="Web delivery")
        person.page.get_by_test_id("modal").get_by_role("textbox").first.fill(words)
        person.shot(f"6-answer-{person.name}")
        person.sent()
    noor.move_clock("Thursday 14:01")

    post = acme.wait_posted("Web delivery", to="martech")
    noor.go("martech").message("Web delivery")
    noor.shot("6-post")
    said = words_of(post)
    for words in ("The fair is on Friday", "Waiting for the texts", "MT-1"):
        assert words in said


def test_7_the_digest_for_me_now_and_in_the_channel_on_its_day(acme):
    anna, mara = acme.person("anna"), acme.person("mara")
    file_request(anna, "Fair page", type="Landing page")
    acme.wait_posted("MT-1", to="triage-web")

    mara.command("/digest")
    mara.only_i_see("This week so far")
    mara.shot("7-mine")
    mara.move_clock("next Monday 09:01")

    acme.wait_posted("Alignment digest", to="martech")
    mara.go("martech").message("Alignment digest")
    mara.shot("7-posted")
    mara.move_clock("+1 hour")
    acme.bot.timetable.tick()
    assert len(acme.posted("Alignment digest", to="martech")) == 1


def test_8_a_missed_digest_is_caught_up_once_or_recorded_as_skipped(acme):
    acme.bot.timetable.tick()
    mara = acme.person("mara")
    acme.stop_bot()
    mara.move_clock("next Monday 12:00")

    acme.start_bot()

    acme.wait_posted("Alignment digest", to="martech")
    acme.stop_bot()
    mara.move_clock("next Tuesday 12:00")
    mara.move_clock("next Tuesday 12:00")
    acme.start_bot()
    acme.bot.timetable.tick()
    assert len(acme.posted("Alignment digest", to="martech")) == 1
    mara.go("martech").shot("8-caught-up")
