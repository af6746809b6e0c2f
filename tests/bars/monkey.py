"""Somebody who presses whatever is there and fills in whatever opens, by what Slack shows them.

Knows no button and no form of ours by name, so that what is added tomorrow is pressed, too.
"""

from sandbox.client import Denied
from sandbox.wiring import Json

SECONDS = 0.4
"""How long Home may take to be drawn for the first time."""

TRIES = 3
DATES = ("2026-03-20", "2026-04-01", "2027-01-04")


class Monkey:
    """One person at one company; `words(about)` are what they write where they read `about`.

    `at_rest()` waits until what they did is done: a form is open by then, or was refused.
    """

    def __init__(self, person, company, chance, words, at_rest):
        self.person = person
        self._company = company
        self._chance = chance
        self._words = words
        self._at_rest = at_rest

    def press_something(self, *places):
        """Press any button or choose from any menu of any message there; True if there was one."""
        found = [
            (message, element)
            for place in places
            for message in self._sees(place)
            for element in acting(message.get("blocks") or [])
        ]
        if not found:
            return False
        message, element = self._chance.choice(found)
        self._act(element, message=message)
        return True

    def press_at_home(self):
        home = self.person.home(timeout=SECONDS)
        found = list(acting(home["blocks"])) if home else []
        if found:
            self._act(self._chance.choice(found), view=home)

    def command(self, *words):
        """Give one of these commands, and fill in what opens."""
        self.person.command("/request", self._chance.choice(words), channel="marketing")
        self.fill_in()

    def talk(self, *places):
        """Write below a message, or above all."""
        place = self._chance.choice(places)
        seen = [m for m in self._sees(place) if not m.get("is_ephemeral")]
        root = self._chance.choice([None, *seen])
        thread = (root.get("thread_ts") or root["ts"]) if root else None
        said = self._words(str(root)) if root else self._words(place)
        self._quietly(lambda: self.person.say(said, channel=place, thread_ts=thread))

    def edit_or_delete(self, *places):
        place = self._chance.choice(places)
        mine = [m for m in self._sees(place) if m.get("user") == self.person.id]
        if mine:
            message = self._chance.choice(mine)
            if self._chance.random() < 0.3:
                self._quietly(lambda: self.person.delete(message))
            else:
                said = self._words(message.get("text", ""))
                self._quietly(lambda: self.person.edit(message, said))

    def fill_in(self):
        """Fill in and send what is open, until it closes or there is no way on."""
        self._at_rest()
        view = self.person.open_view()
        problems = {}
        for _ in range(TRIES):
            if view is None:
                return
            values = self.values(view, problems)
            sent = self._quietly(lambda v=view, t=values: self.person.submit(t, view=v))
            if sent is None or sent.failure or (sent.closed and not sent.view):
                break
            problems, view = sent.errors, sent.view
        if left := self.person.open_view():
            self._quietly(lambda: self.person.close(left, everything=True))

    def values(self, view, problems):
        """Something for every field, for each that has to be filled in above all."""
        about = str(view)
        inputs = [b for b in view["blocks"] if b["type"] == "input"]
        return {
            b["block_id"]: self._value(b["element"], about, is_simple=b["block_id"] in problems)
            for b in inputs
            if b["block_id"] in problems or not b.get("optional") or self._chance.random() < 0.7
        }

    def _value(self, element: Json, about, *, is_simple):
        kind = element["type"]
        many = kind.startswith("multi_") or kind == "checkboxes"
        one = self._one(kind.removeprefix("multi_"), element, about, is_simple)
        return [one] if many and one is not None else one

    def _one(self, kind, element, about, is_simple):
        if kind == "plain_text_input":
            words = self._chance.choice(("12", "12,50")) if is_simple else self._words(about)
            return words[: element.get("max_length", 3000)]
        if options := element.get("options") or []:
            return self._chance.choice(options)["value"]
        bot = self._company.bot_user
        people = [p for p in self._company.people.values() if p not in (bot, "USLACKBOT")]
        channels = list(self._company.channels)
        return {
            "datepicker": self._chance.choice(DATES),
            "timepicker": "14:00",
            "number_input": "12",
            "url_text_input": "https://acme.example/brief",
            "email_text_input": "anna@acme.example",
            "rich_text_input": self._words(about),
            "users_select": self._chance.choice(people),
            "conversations_select": self._chance.choice(channels),
            "channels_select": self._chance.choice(channels),
        }.get(kind)

    def _act(self, element, *, message=None, view=None):
        where = {"message": message} if message else {"view": view}
        name = element["action_id"]
        if element["type"] == "button":
            self._quietly(lambda: self.person.press(name, **where))
        else:
            value = self._value(element, str(message or view), is_simple=False)
            self._quietly(lambda: self.person.choose(name, value, **where))
        self.fill_in()

    def _sees(self, place):
        return self._quietly(lambda: self.person.sees(place)) or []

    def _quietly(self, deed):
        """What cannot be done is not done: the button has gone, the channel is not theirs."""
        try:
            return deed()
        except (Denied, AssertionError):
            return None


def acting(blocks):
    """The elements that act at once, wherever they stand in these blocks."""
    for block in blocks:
        inner = [*block.get("elements", ()), block.get("accessory"), block.get("element")]
        if block["type"] == "input" and not block.get("dispatch_action"):
            continue
        if block["type"] in ("actions", "section", "input"):
            yield from (e for e in inner if e and "action_id" in e and not e.get("url"))
