"""Three seconds to answer: what a person sees without it, and what Slack tries again."""

import time

import pytest

from sandbox.outcomes import TROUBLE
from tests.sandbox.bolt_socket import eventually, hang_up
from tests.sandbox.specs import actions, button, modal, section, text_input

pytestmark = pytest.mark.contract("16.3")


def test_a_command_waits_three_real_seconds_and_fails_in_slacks_words(ws, open_line, anna):
    line = open_line()
    start = time.monotonic()

    outcome = anna.command("/request", channel="marketing")

    assert 2.9 < time.monotonic() - start < 3.6
    assert outcome.failure == "operation_timeout"
    assert anna.sees("marketing")[-1]["text"] == (
        '/request failed with the error "operation_timeout"'
    )
    assert line.receive(seconds=0.2)["type"] == "slash_commands"
    assert line.receive(seconds=1.5) is None


def test_an_ack_within_three_seconds_is_in_time(bolt, anna):
    def answer(ack):
        time.sleep(2.6)
        ack("in time")

    bolt.command("/request")(answer)
    bolt.connect()

    assert anna.command("/request", channel="marketing").text == "in time"


def test_a_late_ack_says_nothing_more(open_line, anna):
    line = open_line()
    outcome = anna.command("/request", channel="marketing")

    line.ack(line.receive(), {"text": "too late"})

    assert outcome.failure == "operation_timeout"
    assert [each["text"] for each in anna.sees("marketing")] == [outcome.text]


def test_a_press_that_is_not_answered_shows_a_warning_and_is_not_repeated(client, open_line, anna):
    blocks = [section("Sure?"), actions(button("Go", "go"))]
    posted = client.chat_postMessage(channel="C0MARKETING", text="card", blocks=blocks)
    line = open_line()

    outcome = anna.press("Go", message=posted.data)

    came = [line.receive(), line.receive(seconds=0.5)]
    while came[-1] and came[-1]["type"] == "events_api":
        came.append(line.receive(seconds=0.5))
    pressed = [each for each in came if each and each["type"] == "interactive"]
    assert (outcome.ok, outcome.failure) == (False, "operation_timeout")
    assert len(pressed) == 1
    assert "retry_attempt" not in pressed[0]
    assert anna.message("card", channel="marketing")["trouble"] == ["go"]


def test_without_a_connection_each_gesture_fails_at_once(anna):
    start = time.monotonic()
    command = anna.command("/request", channel="marketing")
    shortcut = anna.shortcut("new")

    assert time.monotonic() - start < 1
    assert command.failure == shortcut.failure == "dispatch_failed"
    assert shortcut.text == TROUBLE


def test_a_form_whose_app_died_says_so_and_keeps_what_was_typed(ws, bolt, anna):
    def open_form(ack, client, body):
        client.views_open(trigger_id=body["trigger_id"], view=modal(text_input()))
        ack()

    bolt.command("/request")(open_form)
    bolt.connect()
    anna.command("/request", channel="marketing")
    view = anna.view()
    hang_up([], ws)

    outcome = anna.submit({"summary": "Help"}, view=view)

    assert outcome.failure == TROUBLE
    assert anna.view()["state"]["values"]["summary"]["summary_input"]["value"] == "Help"


def test_an_event_is_tried_four_times_and_then_given_up(ws, open_line, anna):
    ws.retry_events_after(0.05, 0.05, 0.05)
    line = open_line()
    anna.say("x", channel="marketing")

    came = [line.receive(seconds=4) for _ in range(4)]

    assert [each["retry_attempt"] for each in came] == [0, 1, 2, 3]
    assert [each["retry_reason"] for each in came] == ["", "timeout", "timeout", "timeout"]
    assert len({each["payload"]["event_id"] for each in came}) == 1
    assert len({each["envelope_id"] for each in came}) == 4
    assert line.receive(seconds=3.5) is None


def test_the_pauses_between_tries_may_be_slacks_own_and_go_by_at_will(ws, bolt, anna):
    heard = []
    bolt.event("message")(lambda event: heard.append(event["text"]))
    ws.retry_events_after(1, 60, 300)
    anna.say("early", channel="marketing")
    bolt.connect()

    ws.age(0.5)
    assert heard == []
    ws.age(0.6)

    eventually(lambda: heard == ["early"], seconds=20)


def test_two_missed_tries_leave_minutes_until_the_next(ws, bolt, anna):
    heard = []
    bolt.event("message")(lambda event: heard.append(event["text"]))
    ws.retry_events_after(1, 60, 300)
    anna.say("early", channel="marketing")
    ws.age(1.1)
    bolt.connect()

    ws.age(59)
    assert heard == []
    ws.age(1.1)

    eventually(lambda: heard == ["early"], seconds=20)


@pytest.mark.rule("interactive.enabled")
def test_an_app_without_interactivity_in_its_manifest_hears_no_press(open_app):
    ws, bolt, client = open_app(interactivity=False)
    pressed = []
    bolt.action("go")(lambda ack: (pressed.append(1), ack()))
    posted = client.chat_postMessage(
        channel="C0MARKETING", text="card", blocks=[actions(button("Go", "go"))]
    )

    outcome = ws.person("anna").press("Go", message=posted.data)

    assert outcome.failure == "not_configured"
    assert outcome.text == "This app is not configured to handle interactive responses."
    assert pressed == []
    assert [each["rule"] for each in ws.refusals()] == ["interactive.enabled"]


def test_an_app_with_interactivity_hears_it(open_app):
    ws, bolt, client = open_app(interactivity=True)
    bolt.action("go")(lambda ack: ack())
    posted = client.chat_postMessage(
        channel="C0MARKETING", text="card", blocks=[actions(button("Go", "go"))]
    )

    assert ws.person("anna").press("Go", message=posted.data).ok
