"""Modals on top of each other: hashes, external ids, closing, and what a submission may answer."""

import pytest
from slack_sdk.errors import SlackApiError

from sandbox.outcomes import TROUBLE
from tests.sandbox.delivery.meanwhile import in_background, next_of
from tests.sandbox.specs import actions, button, modal, plain, section, text_input

pytestmark = pytest.mark.contract("16.5")


@pytest.fixture
def stack(bolt, client, anna):
    """Lays views on top of each other for Anna; `got` holds what the app received."""
    got, triggers = [], []
    bolt.command("/request")(lambda ack, body: (ack(), triggers.append(body["trigger_id"])))
    bolt.view_closed("form")(lambda ack, body: (ack(), got.append(body)))
    bolt.connect()

    def stack(*views):
        shown = []
        for n, view in enumerate(views):
            anna.command("/request", channel="marketing")
            opening = client.views_push if n else client.views_open
            shown.append(opening(trigger_id=triggers[-1], view=view)["view"])
        return shown

    stack.got = got
    return stack


def answering(bolt, **answer):
    bolt.view("form")(lambda ack: ack(**answer))


def refusal(call, **arguments):
    with pytest.raises(SlackApiError) as refused:
        call(**arguments)
    return refused.value.response["error"]


@pytest.mark.rule("view.stack")
def test_three_views_lie_on_each_other_and_a_fourth_does_not(stack, anna):
    shown = stack(modal(title="1"), modal(title="2"), modal(title="3"))

    assert [each["previous_view_id"] for each in shown] == [None, shown[0]["id"], shown[1]["id"]]
    assert {each["root_view_id"] for each in shown} == {shown[0]["id"]}
    with pytest.raises(SlackApiError, match="push_limit_reached"):
        stack(modal(title="1"), modal(title="2"), modal(title="3"), modal(title="4"))
    assert anna.view()["title"]["text"] == "3"


@pytest.mark.rule("submission.push.stack")
def test_a_submission_cannot_push_a_fourth_view_either(ws, bolt, stack, anna):
    answering(bolt, response_action="push", view=modal(title="On top", callback_id="other"))
    stack(modal(title="1"), modal(title="2"))
    third = anna.submit({"summary": "x"})
    stack(modal(title="1"), modal(title="2"), modal(title="3"))

    fourth = anna.submit({"summary": "x"})

    assert (third.failure, third.view["title"]["text"]) == (None, "On top")
    assert (fourth.failure, fourth.view["title"]["text"]) == (TROUBLE, "3")
    assert ws.refusals()[-1]["rule"] == "submission.push.stack"


@pytest.mark.rule("view.hash")
def test_an_update_with_the_newest_hash_passes_and_with_an_older_one_conflicts(stack, client):
    view = stack(modal())[0]

    new = client.views_update(view_id=view["id"], hash=view["hash"], view=modal(title="New"))

    old = {"view_id": view["id"], "hash": view["hash"], "view": modal()}
    assert refusal(client.views_update, **old) == "hash_conflict"
    client.views_update(view_id=view["id"], hash=new["view"]["hash"], view=modal())
    client.views_update(view_id=view["id"], view=modal())


@pytest.mark.rule("view.external_id")
def test_an_external_id_stands_for_one_view(stack, client):
    with pytest.raises(SlackApiError, match="duplicate_external_id"):
        stack(modal(external_id="E1"), modal(external_id="E1"))

    stack(modal(external_id="E2"), modal(external_id="E3"))
    updated = client.views_update(external_id="E3", view=modal(title="Found", external_id="E3"))

    assert updated["view"]["title"]["text"] == "Found"


@pytest.mark.rule("submission.external_id")
@pytest.mark.parametrize("action", ["update", "push"])
def test_a_submission_cannot_answer_with_the_external_id_of_another_view(
    ws, bolt, stack, anna, action
):
    answering(bolt, response_action=action, view=modal(title="Next", external_id="E1"))
    stack(modal(external_id="E1"), modal(title="Top", external_id="E2"))

    outcome = anna.submit({"summary": "x"})

    assert (outcome.failure, outcome.view["title"]["text"]) == (TROUBLE, "Top")
    assert ws.refusals()[-1]["error"] == "duplicate_external_id"


def test_a_submission_may_update_its_view_under_its_own_external_id(bolt, stack, anna):
    answering(bolt, response_action="update", view=modal(title="Next", external_id="E1"))
    stack(modal(external_id="E1"))

    assert anna.submit({"summary": "x"}).view["title"]["text"] == "Next"


BAD_ANSWERS = {
    "submission.action": [{"response_action": "explode"}],
    "view.format": [
        {"response_action": "update"},
        {"response_action": "push", "view": "no object"},
    ],
    "submission.errors.keys": [
        {"response_action": "errors"},
        {"response_action": "errors", "errors": {}},
        {"response_action": "errors", "errors": {"nowhere": "x"}},
        {"response_action": "errors", "errors": {"words": "x"}},
        {"response_action": "errors", "errors": {"summary": 3}},
    ],
}


@pytest.mark.parametrize(
    ("rule", "answer"),
    [
        pytest.param(rule, answer, marks=pytest.mark.rule(rule), id=str(answer))
        for rule, answers in BAD_ANSWERS.items()
        for answer in answers
    ],
)
def test_a_submission_that_is_answered_wrongly_is_trouble(
    ws, client, open_line, anna, rule, answer
):
    line = open_line()
    typed = in_background(lambda: anna.command("/request", channel="marketing"))
    asked = next_of(line, "slash_commands")
    words = {**section("just words"), "block_id": "words"}
    trigger = asked["payload"]["trigger_id"]
    client.views_open(trigger_id=trigger, view=modal(text_input(), words))
    line.ack(asked)
    typed()

    submitted = in_background(lambda: anna.submit({"summary": "x"}))
    line.ack(next_of(line, "interactive"), answer)

    outcome = submitted()
    assert (outcome.closed, outcome.errors, outcome.failure) == (False, {}, TROUBLE)
    assert [each["rule"] for each in ws.refusals()] == [rule]


def test_errors_at_an_input_block_are_shown(bolt, stack, anna):
    answering(bolt, response_action="errors", errors={"summary": "Too vague"})
    stack(modal(text_input()))

    assert anna.submit({"summary": "x"}).errors == {"summary": "Too vague"}


def test_an_empty_answer_shows_the_view_below(bolt, stack, anna):
    answering(bolt)
    stack(modal(title="Below"), modal(title="Above"))

    outcome = anna.submit({"summary": "x"})

    assert outcome.closed
    assert outcome.view["title"]["text"] == "Below"


def test_clear_closes_all_of_them(bolt, stack, anna):
    answering(bolt, response_action="clear")
    stack(modal(title="Below"), modal(title="Above"))

    assert anna.submit({"summary": "x"}).closed
    assert anna.open_view() is None


def test_cancel_closes_one_and_tells_of_that_one(stack, anna):
    shown = stack(
        modal(title="Below", notify_on_close=True), modal(title="Above", notify_on_close=True)
    )

    anna.close()

    assert [(each["view"]["id"], each["is_cleared"]) for each in stack.got] == [
        (shown[1]["id"], False)
    ]
    assert anna.view()["title"]["text"] == "Below"


@pytest.mark.parametrize("how", ["by the X", "by clear_on_close"])
def test_closing_all_tells_once_of_the_root(stack, anna, how):
    more = {"clear_on_close": True} if how == "by clear_on_close" else {}
    shown = stack(
        modal(title="Below", notify_on_close=True),
        modal(title="Above", notify_on_close=True, **more),
    )

    anna.close(everything=how == "by the X")

    assert [(each["view"]["id"], each["is_cleared"]) for each in stack.got] == [
        (shown[0]["id"], True)
    ]
    assert anna.open_view() is None


def test_who_did_not_ask_to_be_notified_is_not(stack, anna):
    stack(modal(), modal())

    anna.close()
    anna.close(everything=True)

    assert stack.got == []


def test_typed_words_survive_an_update_of_the_same_input_and_no_other(bolt, stack, client, anna):
    bolt.action("look")(lambda ack: ack())
    view = stack(modal(actions(button("Look", "look")), text_input(), text_input("more")))[0]
    anna.press("Look", view=view, values={"summary": "kept", "more": "lost"})

    renamed = {**text_input("more"), "block_id": "more2", "label": plain("more")}
    client.views_update(view_id=view["id"], view=modal(text_input(), renamed))

    state = anna.view()["state"]["values"]
    assert state["summary"]["summary_input"]["value"] == "kept"
    assert state["more2"]["more_input"]["value"] is None


CHECKS = [
    ({"type": "plain_text_input", "max_length": 3}, "abc", "abcd"),
    ({"type": "plain_text_input", "min_length": 3}, "abc", "ab"),
    ({"type": "plain_text_input"}, "x" * 3000, "x" * 3001),
    ({"type": "number_input", "is_decimal_allowed": False}, "15", "1.5"),
    ({"type": "number_input", "is_decimal_allowed": True, "max_value": "2"}, "2.0", "2.1"),
    ({"type": "number_input", "is_decimal_allowed": True, "min_value": "2"}, "2", "1.9"),
    ({"type": "email_text_input"}, "a@acme.test", "a@acme"),
    ({"type": "url_text_input"}, "https://acme.test", "acme.test"),
    ({"type": "plain_text_input"}, "x", ""),
]


@pytest.mark.parametrize(("element", "fits", "does_not"), CHECKS)
def test_the_persons_side_checks_before_anything_is_sent(
    bolt, stack, anna, element, fits, does_not
):
    sent = []
    bolt.view("form")(lambda ack, body: (ack(), sent.append(body)))
    stack(modal(text_input(**element)))

    refused = anna.submit({"summary": does_not})
    sent_before = len(sent)
    accepted = anna.submit({"summary": fits})

    assert list(refused.errors) == ["summary"]
    assert sent_before == 0
    assert accepted.closed
    assert sent[0]["view"]["state"]["values"]["summary"]["summary_input"]["value"] == fits
