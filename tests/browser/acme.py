"""People at Acme, acting in the page as they would in Slack, and what the journal then holds."""

import os
from pathlib import Path

from playwright.sync_api import expect

from tests.scenarios.acting import eventually, words_of

expect.set_options(timeout=15_000)

SHOTS = os.environ.get("TANDEM_SCREENSHOTS")
"""A folder to keep pictures in, for whoever wants to look at them."""


class Acme:
    def __init__(self, windows, company, working):
        """`working()` is the bot from its start to its end, as a context."""
        self.company = company
        self.bot = None
        self._windows = windows
        self._working = working

    def start_bot(self):
        self._at_work = self._working()
        self.bot = self._at_work.__enter__()

    def stop_bot(self):
        if self.bot:
            self._at_work.__exit__(None, None, None)
            self.bot = None

    def person(self, name, **options):
        """A window in which this person is at the page."""
        usual = {"height": 900, "locale": "en-US", "timeout": 30_000}
        page = self._windows.open(address(self, name, "marketing"), **usual | options)
        return Window(page, self, name)

    def posted(self, words, *, to):
        """Every accepted post or edit with these words; `to` is a channel's or a person's name."""
        return [
            entry
            for entry in self.company.journal()
            if words in words_of(entry) and self._place(entry) == to
        ]

    def wait_posted(self, words, *, to):
        """The newest of them, waited for."""
        return eventually(lambda: self.posted(words, to=to), what=f"{words!r} in {to}")[-1]

    def shot(self, page, name):
        """Take a picture, when somebody wants them."""
        if SHOTS:
            Path(SHOTS).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=Path(SHOTS) / f"{name}.png")

    def _place(self, entry):
        names = {id_: name for name, id_ in self.company.people.items()}
        return names.get(entry.get("user")) or entry["channel_name"]


class Window:
    """One person's window on the page."""

    def __init__(self, page, acme, name):
        self.page = page
        self.acme = acme
        self.name = name

    def go(self, channel):
        """Open a channel by its name, or "tandem" for the messages with the app."""
        self.page.goto(address(self.acme, self.name, channel))
        self.page.wait_for_selector("html[data-ready]")
        return self

    def app(self):
        """Open the app, at whichever of its tabs it opens."""
        self.page.get_by_test_id("go-tandem").click()
        self.page.get_by_test_id("tab-messages").wait_for()
        return self

    def tandem(self):
        """Open the messages with the app."""
        self.app().page.get_by_test_id("tab-messages").click()
        expect(self.page.get_by_test_id("composer")).to_have_attribute(
            "placeholder", "Message tandem"
        )
        return self

    def type(self, words):
        """Write this in the composer and send it."""
        composer = self.page.get_by_test_id("composer")
        composer.fill(words)
        composer.press("Enter")

    def command(self, words):
        self.type(words)

    def form(self, title):
        """The form on top, by its title."""
        form = self.page.get_by_test_id("modal").filter(has_text=title)
        expect(form).to_be_visible()
        return form

    def fill(self, label, words):
        self.page.get_by_label(label, exact=True).fill(words)

    def choose(self, label, option):
        self.page.get_by_label(label, exact=True).select_option(label=option)

    def check(self, group, *options):
        box = self.page.get_by_role("group", name=group)
        for option in options:
            box.get_by_label(option).check()

    def send(self):
        self.page.get_by_test_id("modal-submit").click()

    def sent(self):
        """Send the form, and see it close."""
        self.send()
        expect(self.page.get_by_test_id("modal")).to_have_count(0)

    def message(self, words):
        """The newest message with these words."""
        message = self.page.get_by_test_id("message").filter(has_text=words).last
        expect(message).to_be_visible()
        return message

    def press(self, button, *, on):
        self.message(on).get_by_role("button", name=button, exact=True).click()

    def only_i_see(self, words):
        """A private answer with these words."""
        mine = self.page.get_by_test_id("message").filter(
            has=self.page.get_by_test_id("only-you"), has_text=words
        )
        expect(mine.last).to_be_visible()

    def move_clock(self, words):
        """Move the sandbox's clock: "+1 hour", "next Friday 16:00"."""
        self.page.get_by_test_id("clock").click()
        self.page.get_by_test_id("clock-words").fill(words)
        self.page.get_by_test_id("clock-move").click()
        expect(self.page.get_by_test_id("clock-moved")).to_be_visible()

    def shot(self, name):
        self.acme.shot(self.page, name)


def address(acme, name, channel):
    """The page, as this person sees this channel."""
    return f"{acme.company.page}?as={name}&channel={channel}"
