"""What people may ask of an app: commands, shortcuts, menus that ask, inputs that act at once."""

import pytest

from sandbox.client import Denied
from tests.sandbox.delivery.meanwhile import in_background, next_of
from tests.sandbox.specs import SEED, actions, button, modal, plain, text_input, without_scope

OPTIONS = [{"text": plain("Website"), "value": "web"}, {"text": plain("CRM"), "value": "crm"}]
GROUPS = [{"label": plain("All"), "options": OPTIONS}]


@pytest.fixture
def show(bolt, anna):
    """Open a view for Anna by a command; returns it."""

    def show(view):
        def opener(ack, client, body):
            client.views_open(trigger_id=body["trigger_id"], view=view)
            ack()

        bolt.command("/request")(opener)
        bolt.connect()
        anna.command("/request", channel="marketing")
        return anna.view()

    return show


@pytest.fixture
def without_commands(sandbox):
    workspace = sandbox.workspace(seed=SEED, manifest=without_scope("commands"))
    yield workspace
    workspace.close()


@pytest.mark.contract("16.12")
@pytest.mark.rule("command.manifest")
def test_only_the_commands_of_the_manifest_are_sent(bolt, anna):
    for name in ("/request", "/unknown"):
        bolt.command(name)(lambda ack: ack("heard"))
    bolt.connect()

    known = anna.command("/request", channel="marketing")
    unknown = anna.command("/unknown", channel="marketing")

    assert known.text == "heard"
    assert (unknown.text, unknown.failure) == ("/unknown is not a valid command.", "not_found")


@pytest.mark.contract("16.12")
@pytest.mark.rule("command.thread")
def test_a_command_is_not_sent_from_a_thread(bolt, anna):
    bolt.command("/request")(lambda ack: ack("heard"))
    bolt.connect()
    top = anna.say("top", channel="marketing")

    inside = anna.command("/request", channel="marketing", thread_ts=top["ts"])

    assert inside.text == "/request is not supported in threads. Sorry!"
    assert anna.command("/request", channel="marketing").text == "heard"


@pytest.mark.contract("16.12")
@pytest.mark.rule("command.scope")
def test_without_the_scope_there_are_no_commands(without_commands):
    outcome = without_commands.person("anna").command("/request", channel="marketing")

    assert outcome.text == "/request is not a valid command."


@pytest.mark.rule("shortcut.manifest")
def test_only_the_shortcuts_of_the_manifest_are_there(bolt, anna):
    bolt.shortcut("new")(lambda ack: ack())
    bolt.shortcut("other")(lambda ack: ack())
    bolt.connect()
    said = anna.say("x", channel="marketing")

    assert anna.shortcut("new").ok
    with pytest.raises(Denied, match="no global shortcut other"):
        anna.shortcut("other")
    with pytest.raises(Denied, match="no message shortcut new"):
        anna.message_shortcut("new", said)


@pytest.mark.rule("shortcut.scope")
def test_without_the_scope_there_are_no_shortcuts(without_commands):
    with pytest.raises(Denied, match="no global shortcut new"):
        without_commands.person("anna").shortcut("new")


def test_a_message_shortcut_brings_the_message_a_person_wrote(bolt, anna, ben):
    got = []
    bolt.shortcut("from")(lambda ack, shortcut: (ack(), got.append(shortcut)))
    bolt.connect()
    said = ben.say("broken & *slow*", channel="marketing")

    outcome = anna.message_shortcut("from", said)

    assert outcome.ok
    assert got[0]["message"]["text"] == "broken &amp; *slow*"
    assert got[0]["message"]["user"] == ben.id
    assert got[0]["user"]["id"] == anna.id
    assert got[0]["channel"] == {"id": "C0MARKETING", "name": "marketing"}


def menu(**more):
    element = {"type": "external_select", "action_id": "pick", **more}
    return {"type": "input", "block_id": "area", "label": plain("Area"), "element": element}


@pytest.mark.parametrize("answer", [{"options": OPTIONS}, {"option_groups": GROUPS}])
def test_a_person_chooses_among_what_the_app_offers(bolt, show, anna, answer):
    got, asked = [], []
    bolt.options("pick")(lambda ack, payload: (asked.append(payload), ack(**answer)))
    bolt.view("form")(lambda ack, body: (ack(), got.append(body)))
    view = show(modal(menu()))

    offered = anna.suggestions("pick", "site", view=view)
    anna.submit({"area": "web"})

    value = got[0]["view"]["state"]["values"]["area"]["pick"]
    assert offered in answer.values()
    assert asked[0]["value"] == "site"
    assert value == {"type": "external_select", "selected_option": OPTIONS[0]}
    assert "offered" not in str(got[0])


@pytest.mark.rule("suggestion.query.min")
@pytest.mark.parametrize(
    ("least", "short", "enough"), [({}, "si", "sit"), (1, "", "s"), (0, None, "")]
)
def test_the_app_is_asked_only_from_so_many_characters_on(bolt, show, anna, least, short, enough):
    asked = []
    bolt.options("pick")(
        lambda ack, payload: (asked.append(payload["value"]), ack(options=OPTIONS))
    )
    view = show(modal(menu(**({"min_query_length": least} if isinstance(least, int) else {}))))

    if short is not None:
        assert anna.suggestions("pick", short, view=view) == []
        assert asked == []
    assert anna.suggestions("pick", enough, view=view) == OPTIONS


@pytest.mark.rule("suggestion.answer")
@pytest.mark.parametrize(
    "answer",
    [
        {"options": [{"text": plain("x" * 76), "value": "x"}]},
        {"options": [{"text": plain("x"), "value": str(n)} for n in range(101)]},
        {"text": "no options at all"},
        {"options": OPTIONS, "option_groups": GROUPS},
    ],
    ids=["long", "many", "none", "both"],
)
def test_an_answer_that_holds_no_proper_options_offers_nothing(ws, open_line, client, anna, answer):
    line = open_line()
    element = {"type": "external_select", "action_id": "pick", "min_query_length": 0}
    posted = client.chat_postMessage(
        channel="C0ITDESK", text="x", blocks=[{"type": "actions", "elements": [element]}]
    )

    offered = in_background(lambda: anna.suggestions("pick", "", message=posted.data))
    line.ack(next_of(line, "interactive"), answer)

    assert offered() == []
    assert ws.refusals()[-1]["rule"] == "suggestion.answer"


def test_exactly_a_hundred_options_of_75_characters_are_offered(open_line, client, anna):
    line = open_line()
    options = [{"text": plain("x" * 75), "value": str(n)} for n in range(100)]
    element = {"type": "external_select", "action_id": "pick", "min_query_length": 0}
    posted = client.chat_postMessage(
        channel="C0ITDESK", text="x", blocks=[{"type": "actions", "elements": [element]}]
    )

    offered = in_background(lambda: anna.suggestions("pick", "", message=posted.data))
    line.ack(next_of(line, "interactive"), {"options": options})

    assert len(offered()) == 100


def test_no_answer_offers_nothing(show, anna):
    view = show(modal(menu()))

    assert anna.suggestions("pick", "site", view=view) == []


@pytest.mark.parametrize(
    ("triggers", "told"),
    [
        ([], ["two"]),
        (["on_enter_pressed"], ["two"]),
        (["on_character_entered"], ["t", "tw", "two"]),
        (["on_character_entered", "on_enter_pressed"], ["t", "tw", "two", "two"]),
    ],
)
def test_an_input_that_acts_at_once_tells_the_app_when_it_asked_to_be_told(
    bolt, show, anna, triggers, told
):
    heard = []
    bolt.action("summary_input")(lambda ack, action: (ack(), heard.append(action["value"])))
    config = {"dispatch_action_config": {"trigger_actions_on": triggers}} if triggers else {}
    view = show(modal({**text_input(**config), "dispatch_action": True}))

    outcomes = anna.type_in("summary_input", "two", view=view, enter=True)

    state = anna.view()["state"]["values"]
    assert heard == told
    assert [each.ok for each in outcomes] == [True] * len(told)
    assert state["summary"]["summary_input"]["value"] == "two"


def test_an_input_that_does_not_act_at_once_waits_for_the_submission(show, anna):
    view = show(modal(text_input()))

    with pytest.raises(Denied, match="does not act at once"):
        anna.type_in("summary_input", "two", view=view, enter=True)


def test_a_button_in_a_form_carries_what_was_typed_beside_it(bolt, show, anna):
    got = []
    bolt.action("look")(lambda ack, body: (ack(), got.append(body)))
    view = show(modal(actions(button("Look", "look")), text_input()))

    anna.press("Look", view=view, values={"summary": "typed"})

    assert got[0]["view"]["state"]["values"]["summary"]["summary_input"]["value"] == "typed"
