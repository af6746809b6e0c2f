"""R30: whoever draws a form meanwhile, what its person typed is what gets filed.

One person types, chooses and unticks; our own drawings of the form come late, in any order and
in the middle of one another, each with the hash of the form that it saw. The oracle is a list of
what was typed, and which fields a person had before them in the end.
"""

from dataclasses import dataclass, field, replace

import pytest
from slack_bolt import BoltContext

from domain.form import FieldKind, ShowIf
from handlers import intake, intake_filling
from handlers.replies import Replies
from tests.bars import on_each, sized
from tests.builders import ANNA, a_catalogue, a_field, saved
from tests.handlers.forms import Forms, refusing
from tests.handlers.payloads import a_command, sent
from tests.views.sent import by_name
from workflows import catalogue

INTERLEAVINGS = sized(100, 1000)
TRIGGERS = sized(20, 200)
GESTURES = 10
TOOL = a_field(key="tool", label="Another tool?", kind=FieldKind.CHECKBOX)
NAME = a_field(key="name", label="Which?", show_if=ShowIf(field="tool"))
NOTE = a_field(key="note", label="A note")
WORDS = ("summary", "purpose", "details")
SHOWN = {"access": {"note"}, "landing_page": {"tool", "note"}}


@pytest.fixture
def asking(desk):
    """A desk whose types ask for different things, one of them only sometimes."""
    page, access = a_catalogue().types
    types = (replace(page, fields=(TOOL, NAME, NOTE)), replace(access, fields=(NOTE,)))
    catalogue.apply(desk, a_catalogue(types=types), by="U0NOOR")
    catalogue.refresh(desk)
    return desk


@dataclass
class Hand:
    """A person at a form: what they typed last, and what is still on its way."""

    chance: object
    slack: Forms
    context: BoltContext
    form: str = ""
    typed: dict = field(default_factory=dict)
    late: list = field(default_factory=list)
    under_way: list = field(default_factory=list)
    clock: int = 1_700_000_000
    patience: int = 3

    def open(self):
        intake.open_form({"trigger_id": "1.2"}, self.context, self.slack)
        [self.form] = self.slack.shown
        self.slack.meanwhile = self.meanwhile

    @property
    def view(self):
        return self.slack.shown[self.form]

    def there(self):
        return list(by_name(self.view))

    def put(self, name, key, value):
        self.typed[name] = value
        self.view["state"]["values"][name][name][key] = value

    def type(self):
        """Words into any input that is there for words, and is not about to go.

        Nobody ticks a box and writes below it while one drawing is on its way; and who has
        unticked it does not write there.
        """
        kinds = {n: b["element"]["type"] for n, b in by_name(self.view).items()}
        texts = [n for n, kind in kinds.items() if kind == "plain_text_input" and self.stays(n)]
        self.put(self.chance.choice(texts), "value", f"words {self.chance.randrange(10**6)}")

    def stays(self, name):
        kind, is_ticked = self.choices()
        wanted = {f"field.{kind}.{key}" for key in SHOWN.get(kind, ())}
        wanted |= {"field.landing_page.name"} if kind == "landing_page" and is_ticked else set()
        is_wanted = name in wanted or not name.startswith("field.")
        return is_wanted and all(name in by_name(view) for view in self.under_way)

    def choose(self):
        """A type, or the box: Slack tells of it at once, and we are slow."""
        box = "field.landing_page.tool"
        if box in self.there() and self.chance.random() < 0.5:
            [option] = by_name(self.view)[box]["element"]["options"]
            self.put(box, "selected_options", self.chance.choice([[], [option]]))
            self._tell(box)
            return
        options = by_name(self.view)["type"]["element"]["options"]
        self.put("type", "selected_option", self.chance.choice(options))
        self._tell("type")

    def _tell(self, name):
        self.clock += 1
        state = {
            block: {action: dict(held) for action, held in inputs.items()}
            for block, inputs in self.view["state"]["values"].items()
        }
        view = self.view | {"state": {"values": state}}
        body = {"view": view, "actions": [{"action_id": name, "action_ts": f"{self.clock}.0"}]}
        intake_filling.keep(body, self.context)
        self.late.append(body)

    def draw(self):
        """One of our drawings that are still to come, not always the oldest."""
        if self.late:
            body = self.late.pop(self.chance.randrange(len(self.late)))
            intake_filling.fill(body, self.context, self.slack)

    def meanwhile(self, view):
        """While one drawing is on its way, the person goes on, and another of ours overtakes it."""
        if self.patience > 0 and self.chance.random() < 0.5:
            self.patience -= 1
            self.under_way.append(view)
            self.step()
            self.choose()
            self.draw()
            self.under_way.pop()

    def step(self):
        self.chance.choice([self.type, self.type, self.choose, self.draw])()

    def settle(self):
        while self.late:
            self.draw()

    def choices(self):
        """What is chosen in the end: the type, and whether the box is ticked."""
        chosen = self.typed.get("type")
        ticked = bool(self.typed.get("field.landing_page.tool"))
        return (chosen["value"] if chosen else ""), ticked


def submitted(hand):
    """The form, sent with what it takes to be whole."""
    for name in WORDS[:2]:
        if not hand.typed.get(name):
            hand.put(name, "value", f"at last {hand.form}")
    if "type" not in hand.typed:
        [page] = [o for o in by_name(hand.view)["type"]["element"]["options"]][:1]
        hand.put("type", "selected_option", page)
        hand._tell("type")
        hand.settle()
    return {"type": "view_submission", "view": hand.view, "user": {"id": ANNA, "team_id": "T1"}}


def answered(body, context, desk):
    """What a sent form is answered with."""
    answers = []
    intake.send(lambda **answer: answers.append(answer), body, context, desk)
    return answers


@pytest.mark.timeout(300)
@on_each
def test_no_word_is_lost_whoever_draws_the_form_meanwhile(asking, chance):
    for number in range(1, INTERLEAVINGS + 1):
        replies = Replies(post=lambda url, words: True)
        context = BoltContext({"desk": asking, "user_id": ANNA, "replies": replies})
        hand = Hand(chance=chance, slack=Forms(), context=context)
        hand.open()
        for _ in range(GESTURES):
            hand.step()
        hand.settle()

        body = submitted(hand)
        shown = {n.rpartition(".")[2] for n in hand.there() if n.startswith("field.")}
        kind, is_ticked = hand.choices()
        answers = answered(body, context, asking)
        replies.close()

        filed = saved(asking, number)
        expected = SHOWN[kind] | ({"name"} if kind == "landing_page" and is_ticked else set())
        assert answers == [{}]
        assert shown == expected
        assert filed.ticket.request_type == kind
        said = (filed.ticket.summary, filed.brief.purpose, filed.brief.details)
        assert said == tuple(hand.typed.get(name) or "" for name in WORDS)
        kept = {v.key: v.answers[0] for v in filed.brief.values if v.kind is FieldKind.TEXT}
        typed = {key: hand.typed.get(f"field.{kind}.{key}") for key in expected - {"tool"}}
        assert kept == {key: words for key, words in typed.items() if words}


@pytest.mark.timeout(300)
@pytest.mark.parametrize("error", ["expired_trigger_id", "exchanged_trigger_id"])
def test_a_trigger_that_is_spent_loses_no_word(app, slack, said, settle, error, chance):
    words = [f"page {chance.randrange(10**6)}" for _ in range(TRIGGERS)]
    slack.refuses = refusing(error)

    for each in words:
        assert sent(app, a_command(each)).status == 200
    settle()

    told = "\n".join(text for _, text in said)
    assert len(said) == TRIGGERS
    assert all(f"`/request {each}`" in told for each in words)
