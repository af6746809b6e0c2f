"""Modals: opened by a trigger, filled in, submitted, answered, updated, closed."""

import time

import pytest
from slack_sdk.errors import SlackApiError

from sandbox.client import Denied
from sandbox.outcomes import TROUBLE
from tests.sandbox.bolt_socket import eventually
from tests.sandbox.specs import actions, button, modal, plain, section, text_input

OPTIONS = [{"text": plain("Website"), "value": "web"}, {"text": plain("CRM"), "value": "crm"}]


def select(block_id="area", **element):
    shape = {"type": "static_select", "action_id": "pick", "options": OPTIONS, **element}
    return {"type": "input", "block_id": block_id, "label": plain("Area"), "element": shape}


@pytest.fixture
def open_form(bolt, anna):
    """Open a view for Anna; what the app receives of it stands in `got`."""
    got = []

    def open_form(view, *, respond=None, closed=None):
        def opener(ack, client, body):
            client.views_open(trigger_id=body["trigger_id"], view=view)
            ack()

        bolt.command("/request")(opener)
        bolt.view("form")(respond or (lambda ack, body: (got.append(body), ack())))
        bolt.view_closed("form")(closed or (lambda ack, body: (got.append(body), ack())))
        bolt.connect()
        anna.command("/request", channel="marketing")
        return anna.view()

    open_form.got = got
    return open_form


def test_a_submitted_form_closes_and_the_app_gets_every_value(open_form, anna):
    fields = [
        text_input(),
        text_input("details", optional=True),
        select(),
        {**select("people"), "element": {"type": "multi_users_select", "action_id": "who"}},
        {**select("day"), "element": {"type": "datepicker", "action_id": "when"}},
    ]
    open_form(modal(*fields, private_metadata="secret"))

    outcome = anna.submit(
        {"summary": "Hi <b>", "area": "crm", "people": ["ben"], "day": "2026-12-01"}
    )

    values = open_form.got[0]["view"]["state"]["values"]
    assert outcome.closed
    assert outcome.view is None
    assert anna.open_view() is None
    assert values["summary"]["summary_input"] == {"type": "plain_text_input", "value": "Hi <b>"}
    assert values["details"]["details_input"]["value"] is None
    assert values["area"]["pick"]["selected_option"] == OPTIONS[1]
    assert values["people"]["who"]["selected_users"] == ["U0BEN"]
    assert values["day"]["when"]["selected_date"] == "2026-12-01"
    assert open_form.got[0]["view"]["private_metadata"] == "secret"


def test_a_missing_required_field_is_found_before_anything_is_sent(open_form, anna):
    open_form(modal(text_input(), text_input("more", optional=True)))

    outcome = anna.submit({"more": "x"})

    assert outcome.errors == {"summary": "Please complete this required field."}
    assert open_form.got == []
    assert anna.view()["state"]["values"]["more"]["more_input"]["value"] == "x"


@pytest.mark.parametrize(
    "case",
    [
        ({"type": "plain_text_input", "max_length": 3}, "one", "four"),
        ({"type": "plain_text_input", "min_length": 3}, "one", "no"),
        ({"type": "number_input", "is_decimal_allowed": False}, "15", "1.5"),
        ({"type": "number_input", "is_decimal_allowed": True, "max_value": "2"}, "1.5", "2.5"),
        ({"type": "number_input", "is_decimal_allowed": True, "min_value": "2"}, "2.5", "1.5"),
        ({"type": "email_text_input"}, "anna@acme.test", "not an address"),
        ({"type": "url_text_input"}, "https://acme.test/x", "acme"),
    ],
)
def test_inputs_are_checked_on_the_persons_side(open_form, anna, case):
    element, fits, does_not = case
    open_form(modal(text_input(**element)))

    refused = anna.submit({"summary": does_not})
    accepted = anna.submit({"summary": fits})

    assert list(refused.errors) == ["summary"]
    assert accepted.closed
    assert len(open_form.got) == 1


def test_errors_of_the_app_stand_at_their_fields_and_the_typed_text_is_kept(open_form, anna):
    def refuse(ack):
        ack(response_action="errors", errors={"summary": "Too vague"})

    open_form(modal(text_input()), respond=refuse)

    outcome = anna.submit({"summary": "Help"})

    assert (outcome.closed, outcome.errors, outcome.failure) == (
        False,
        {"summary": "Too vague"},
        None,
    )
    assert anna.view()["state"]["values"]["summary"]["summary_input"]["value"] == "Help"


def test_errors_for_a_block_that_is_no_input_are_trouble(ws, open_form, anna):
    def refuse(ack):
        ack(response_action="errors", errors={"nowhere": "Too vague"})

    open_form(modal(text_input()), respond=refuse)

    outcome = anna.submit({"summary": "Help"})

    assert outcome.failure == TROUBLE
    assert ws.refusals()[-1]["rule"] == "submission.errors.keys"


def test_update_push_and_clear_move_the_stack(open_form, anna):
    answers = [
        {"response_action": "update", "view": modal(title="Second")},
        {"response_action": "push", "view": modal(title="Third")},
        {"response_action": "clear"},
    ]
    open_form(modal(title="First"), respond=lambda ack: ack(**answers.pop(0)))

    second = anna.submit({"summary": "x"}).view
    third = anna.submit({"summary": "x"}).view
    last = anna.submit({"summary": "x"})

    assert second["title"]["text"] == "Second"
    assert third["previous_view_id"] == second["id"]
    assert third["root_view_id"] == second["root_view_id"]
    assert last.closed
    assert anna.open_view() is None


def test_an_invalid_view_in_the_answer_is_trouble_and_the_form_stays(ws, open_form, anna):
    broken = {"response_action": "update", "view": modal(title="x" * 25)}
    open_form(modal(), respond=lambda ack: ack(**broken))

    outcome = anna.submit({"summary": "x"})

    assert outcome.failure == TROUBLE
    assert anna.view()["title"]["text"] == "New request"


def test_a_form_that_is_not_acked_in_three_seconds_says_so_and_stays(open_form, anna):
    open_form(modal(), respond=lambda: time.sleep(3.1))

    outcome = anna.submit({"summary": "x"})

    assert outcome.failure == TROUBLE
    assert anna.view()["state"]["values"]["summary"]["summary_input"]["value"] == "x"


def test_a_trigger_works_once_and_for_three_seconds(ws, bolt, client, anna):
    triggers = []
    bolt.command("/request")(lambda ack, body: (triggers.append(body["trigger_id"]), ack()))
    bolt.connect()
    anna.command("/request", channel="marketing")
    anna.command("/request", channel="marketing")

    client.views_open(trigger_id=triggers[0], view=modal())

    assert error_of(client.views_open, trigger_id=triggers[0], view=modal()) == (
        "exchanged_trigger_id"
    )
    assert error_of(client.views_open, trigger_id="1.2.3", view=modal()) == "invalid_trigger_id"
    ws.age(2)
    assert error_of(client.views_open, trigger_id=triggers[1], view={}) == "invalid_arguments"
    ws.age(1.01)
    assert error_of(client.views_open, trigger_id=triggers[1], view=modal()) == (
        "expired_trigger_id"
    )


def test_an_update_with_an_old_hash_conflicts(open_form, client):
    view = open_form(modal())

    new = client.views_update(view_id=view["id"], hash=view["hash"], view=modal(title="New"))

    assert new["view"]["hash"] != view["hash"]
    assert (
        error_of(client.views_update, view_id=view["id"], hash=view["hash"], view=modal())
        == "hash_conflict"
    )


def test_an_update_keeps_what_was_typed_in_the_same_input(bolt, open_form, client, anna):
    view = open_form(modal(actions(button("Look", "look")), text_input(), external_id="E1"))
    bolt.action("look")(lambda ack: ack())
    anna.press("Look", view=view, values={"summary": "kept"})

    client.views_update(external_id="E1", view=modal(text_input(), text_input("other")))

    state = anna.view()["state"]["values"]
    assert state["summary"]["summary_input"]["value"] == "kept"
    assert state["other"]["other_input"]["value"] is None


def test_two_views_of_one_external_id_are_refused(open_form, client, bolt, anna):
    triggers = []
    open_form(modal(external_id="E1"))
    bolt.command("/raw")(lambda ack, body: (triggers.append(body["trigger_id"]), ack()))
    anna.command("/raw", channel="marketing")

    error = error_of(client.views_push, trigger_id=triggers[0], view=modal(external_id="E1"))

    assert error == "duplicate_external_id"


def test_cancel_tells_the_app_only_if_it_asked(open_form, anna):
    open_form(modal(notify_on_close=True))

    anna.close()

    assert open_form.got[0]["type"] == "view_closed"
    assert open_form.got[0]["is_cleared"] is False
    assert anna.open_view() is None


def test_cancel_is_silent_without_notify_on_close(open_form, anna):
    open_form(modal())

    anna.close()

    assert open_form.got == []


def test_a_stack_holds_three_views(bolt, anna):
    errors = []

    def deeper(ack, client, body):
        try:
            client.views_push(trigger_id=body["trigger_id"], view=pushing)
        except SlackApiError as refused:
            errors.append(refused.response["error"])
        ack()

    pushing = modal(actions(button("Deeper", "deeper")), section("."))
    del pushing["submit"]
    bolt.command("/request")(
        lambda ack, client, body: (
            client.views_open(trigger_id=body["trigger_id"], view=pushing),
            ack(),
        )
    )
    bolt.action("deeper")(deeper)
    bolt.connect()
    anna.command("/request", channel="marketing")

    for _ in range(3):
        anna.press("Deeper")

    assert errors == ["push_limit_reached"]


def test_the_home_tab_is_published_opened_and_pressed(bolt, client, anna):
    pressed, opened = [], []
    bolt.action("go")(lambda ack, body: (pressed.append(body), ack()))
    bolt.event("app_home_opened")(lambda event: opened.append(event["tab"]))
    bolt.connect()
    home = {"type": "home", "blocks": [section("Hello"), actions(button("Go", "go"))]}

    client.views_publish(user_id=anna.id, view=home)
    shown = anna.home()
    anna.press("Go", view=shown)

    assert eventually(lambda: opened == ["home"])
    assert shown["type"] == "home"
    assert pressed[0]["container"] == {"type": "view", "view_id": shown["id"]}
    assert "response_url" not in pressed[0]


def test_a_button_that_is_not_there_cannot_be_pressed(open_form, anna):
    open_form(modal(actions(button("Look", "look"))))

    with pytest.raises(Denied, match="there is no Nowhere here, only: Look"):
        anna.press("Nowhere")


def test_an_external_select_offers_what_the_app_says(bolt, open_form, anna):
    bolt.options("pick")(lambda ack, payload: ack(options=OPTIONS if payload["value"] else []))
    fields = modal({**select(), "element": {"type": "external_select", "action_id": "pick"}})
    view = open_form(fields)

    offered = anna.suggestions("pick", "web", view=view)
    anna.submit({"area": "web"})

    assert [each["value"] for each in offered] == ["web", "crm"]
    chosen = open_form.got[0]["view"]["state"]["values"]["area"]["pick"]["selected_option"]
    assert chosen == OPTIONS[0]


def test_a_dispatching_select_acts_at_once_with_the_state(bolt, open_form, anna):
    got = []
    bolt.action("pick")(lambda ack, body: (got.append(body), ack()))
    view = open_form(modal({**select(), "dispatch_action": True}, text_input()))

    anna.choose("pick", "crm", view=view)

    assert got[0]["actions"][0]["selected_option"] == OPTIONS[1]
    state = got[0]["view"]["state"]["values"]
    assert state["area"]["pick"]["selected_option"] == OPTIONS[1]


def test_what_is_not_offered_cannot_be_entered(open_form, anna):
    open_form(modal(select()))

    with pytest.raises(Denied, match="not among the options"):
        anna.submit({"area": "shop"})
    with pytest.raises(Denied, match="nothing to fill in is called colour"):
        anna.submit({"colour": "red"})


def error_of(call, **arguments):
    with pytest.raises(SlackApiError) as refused:
        call(**arguments)
    return refused.value.response["error"]
