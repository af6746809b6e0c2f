"""What people see of the bot, on a phone and on a wide screen, in the light and in the dark.

`TANDEM_SCREENSHOTS=docs/images make test ARGS="-k pictures"` makes the pictures anew.
"""

import pytest
from playwright.sync_api import expect

from bot.demo.story import tell
from bot.demo.tales import TALES

LOOKS = [(width, scheme) for width in (1600, 360) for scheme in ("light", "dark")]
HEIGHT = 740
QUESTION = "Is the tag for the podcast player still waiting for me?"
ANSWER = "Yes: which player is it, and does it set cookies?"


@pytest.fixture
def week(acme):
    """Acme after two weeks of work, on Monday morning, with the digest in #martech."""
    mara = acme.person("mara")
    mara.move_clock("next Monday 08:30")
    tell(acme.bot.desk, TALES, acme.company.people, now=acme.company.now())
    mara.move_clock("+1 hour")
    return acme.wait_posted("Alignment digest", to="martech")


def test_pictures_of_the_digest(acme, week):
    for width, scheme in LOOKS:
        window = looking(acme, "mara", width=width, scheme=scheme).go("martech")
        window.message("Alignment digest").scroll_into_view_if_needed()

        shot(window, "digest", width=width, scheme=scheme)


def test_pictures_of_a_thread(acme, week):
    for name, words in (("ben", QUESTION), ("lena", ANSWER)):
        acme.company.person(name).say(words, channel="martech", thread_ts=week["ts"])
    for width, scheme in LOOKS:
        window = looking(acme, "mara", width=width, scheme=scheme)
        window.page.goto(f"{acme.company.page}?as=mara&channel=martech&thread={week['ts']}")
        replies = window.page.get_by_test_id("thread")
        expect(replies.get_by_text(QUESTION)).to_be_visible()
        expect(replies.get_by_text(ANSWER)).to_be_visible()

        shot(window, "thread", width=width, scheme=scheme)


def test_pictures_of_a_form_with_errors(acme):
    anna = acme.person("anna")
    anna.command("/request A page for the spring fair")
    form = anna.form("New request")
    anna.choose("Type", "Landing page")
    expect(form).to_contain_text("will own it")
    for width, scheme in LOOKS:
        window = looking(acme, "anna", width=width, scheme=scheme)
        form = window.form("New request")
        window.send()
        expect(form.locator("[data-testid=error]:visible").first).to_be_visible()

        shot(window, "form", width=width, scheme=scheme)


def looking(acme, name, *, width, scheme):
    return acme.person(name, width=width, height=HEIGHT, scheme=scheme)


def shot(window, name, *, width, scheme):
    """Keep the picture, of which nothing may be cut off at the side."""
    sizes = window.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert sizes[0] <= sizes[1]
    window.shot(f"{name}-{width}-{scheme}")
