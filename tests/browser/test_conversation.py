"""Two threads joined, as requester and owner see them; the pictures were looked at."""

from playwright.sync_api import expect

from tests.browser.test_steps import file_request
from tests.scenarios.acting import eventually, words_of

FAIR = "Fair page"


def open_thread(window, *, of=FAIR):
    message = window.message(of)
    message.hover()
    message.get_by_test_id("reply-in-thread").click()
    thread = window.page.get_by_test_id("thread")
    expect(thread).to_be_visible()
    return thread


def write(window, thread, words):
    composer = thread.get_by_test_id("thread-composer")
    composer.fill(words)
    composer.press("Enter")
    expect(thread.get_by_text(words).first).to_be_visible()


def change(window, thread, entry, *, on):
    message = thread.get_by_test_id("message").filter(has_text=on).last
    message.hover()
    message.get_by_label("More actions").click()
    message.get_by_role("button", name=entry).click()


def taken(acme):
    """A ticket that its owner has taken; both sides at the page."""
    anna, tom = acme.person("anna"), acme.person("tom").go("triage-web")
    file_request(anna, FAIR, type="Landing page")
    acme.wait_posted("MT-1", to="triage-web")
    tom.press("Take it", on=FAIR)
    acme.wait_posted("has taken MT-1", to="anna")
    return anna.tandem(), tom


def reply(window, words, *, asks=False, shot=None):
    window.press("Reply to requester", on=FAIR)
    window.form("Reply on MT-1")
    window.fill("Your reply", words)
    if asks:
        window.check("Do you ask something?", "I need an answer")
    if shot:
        window.shot(f"{shot}-form")
    window.send()
    preview = window.form("Before it is sent")
    expect(preview).to_contain_text(words)
    if shot:
        window.shot(f"{shot}-preview")
    return preview


def test_internal_talk_and_a_reply_to_the_requester(acme):
    anna, tom = taken(acme)
    hers, theirs = open_thread(anna), open_thread(tom)

    write(anna, hers, "Can the form ask for the school's name?")
    expect(theirs).to_contain_text("ask for the school's name")
    write(tom, theirs, "The vendor is slow again, do not promise a day")
    tom.shot("talk-triage")
    reply(tom, "Yes. It will be there this week.", shot="talk-reply")
    tom.page.get_by_test_id("modal-close").click()
    expect(tom.form("Reply on MT-1").get_by_label("Your reply")).to_have_value(
        "Yes. It will be there this week."
    )
    tom.send()
    tom.form("Before it is sent")
    tom.sent()

    expect(hers).to_contain_text("It will be there this week.")
    expect(theirs).to_contain_text("replied to")
    anna.shot("talk-requester")
    tom.shot("talk-triage-replied")
    assert [words_of(e) for e in acme.company.journal() if "vendor" in words_of(e)] == []


def test_waiting_and_back(acme):
    anna, tom = taken(acme)
    hers, theirs = open_thread(anna), open_thread(tom)
    reply(tom, "Which logo shall I take?", asks=True, shot="wait-reply")
    tom.sent()

    expect(hers).to_contain_text("Please answer in this thread")
    expect(anna.message(FAIR)).to_contain_text("answers")
    anna.shot("wait-asked")
    write(anna, hers, "ok 👍")
    expect(hers).to_contain_text("still waits for your answer")
    anna.shot("wait-small-talk")
    write(anna, hers, "The new one, please")

    expect(theirs).to_contain_text("has its answer from")
    expect(tom.message(FAIR)).to_contain_text("waits on IT")
    expect(hers.get_by_text("Please answer in this thread")).to_have_count(0)
    anna.shot("wait-back-requester")
    tom.shot("wait-back-triage")


def test_edits_and_deletions_follow(acme):
    anna, tom = taken(acme)
    hers, theirs = open_thread(anna), open_thread(tom)
    write(anna, hers, "The logo is wrogn")
    expect(theirs).to_contain_text("wrogn")

    change(anna, hers, "Edit", on="wrogn")
    box = hers.get_by_role("textbox").first
    box.fill("The logo is wrong")
    box.press("Enter")
    expect(theirs).to_contain_text("The logo is wrong")
    expect(theirs).to_contain_text("edited")
    tom.shot("edit-followed")
    change(anna, hers, "Delete", on="The logo is wrong")
    anna.page.get_by_test_id("confirm").get_by_role("button", name="Delete").click()

    expect(theirs).to_contain_text("deleted what they wrote")
    expect(theirs.get_by_text("The logo is wrong")).to_have_count(0)
    tom.shot("edit-deleted")


def test_small_talk_does_not_reopen_and_words_are_asked_about(acme):
    anna, tom = taken(acme)
    tom.press("Resolve", on=FAIR)
    tom.form("Resolve MT-1")
    tom.fill("What was done?", "The page is live.")
    tom.sent()
    expect(anna.message(FAIR).get_by_role("button", name="Done")).to_be_visible()
    hers = open_thread(anna)

    write(anna, hers, "Thank you so much!")
    write(anna, hers, "The footer still has the old address")

    expect(hers).to_contain_text("Is something still missing?")
    anna.shot("small-talk-asked")
    hers.get_by_role("button", name="Not done yet").click()
    expect(anna.message(FAIR)).to_contain_text("waits on IT")
    expect(anna.message(FAIR)).to_contain_text("The footer still has the old address")
    anna.shot("small-talk-not-yet")
    eventually(lambda: acme.posted("The footer still has", to="triage-web"))
