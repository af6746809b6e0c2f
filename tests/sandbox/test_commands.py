"""Slash commands: delivered, answered, and failing the way a person sees it."""

import time

from tests.sandbox.specs import modal, text_input


def test_a_command_reaches_the_app_with_its_words_and_place(ws, bolt, anna):
    got = []
    bolt.command("/request")(lambda ack, command: (ack(), got.append(command)))
    bolt.connect()

    outcome = anna.command("/request", "new page", channel="marketing")

    assert outcome.ok
    assert got[0]["text"] == "new page"
    assert got[0]["channel_name"] == "marketing"
    assert got[0]["user_id"] == anna.id


def test_the_words_in_the_ack_are_shown_to_the_person_alone(ws, bolt, anna, ben):
    bolt.command("/request")(lambda ack: ack("Only for you"))
    bolt.connect()

    outcome = anna.command("/request", channel="marketing")

    assert outcome.text == "Only for you"
    assert [each["text"] for each in anna.sees("marketing")] == ["Only for you"]
    assert ben.sees("marketing") == []
    [entry] = ws.journal()
    assert (entry["via"], entry["user"], entry["channel_name"]) == ("ack", anna.id, "marketing")


def test_in_channel_shows_the_typed_command_to_everyone(bolt, anna, ben):
    bolt.command("/request")(lambda ack: ack(text="Hi all", response_type="in_channel"))
    bolt.connect()

    anna.command("/request", "hello", channel="marketing")

    assert [each["text"] for each in ben.sees("marketing")] == ["/request hello", "Hi all"]


def test_without_a_connection_the_dispatch_fails_in_slacks_words(anna):
    outcome = anna.command("/request", channel="marketing")

    assert outcome.failure == "dispatch_failed"
    assert anna.sees("marketing")[-1]["text"] == (
        '/request failed with the error "dispatch_failed"'
    )


def test_without_an_ack_the_command_times_out_after_three_seconds(bolt, anna):
    bolt.command("/request")(lambda: time.sleep(3.2))
    bolt.connect()
    start = time.monotonic()

    outcome = anna.command("/request", channel="marketing")

    assert outcome.failure == "operation_timeout"
    assert 2.9 < time.monotonic() - start < 3.6


def test_a_command_that_is_not_in_the_manifest_never_leaves(ws, bolt, anna):
    got = []
    bolt.command("/unknown")(lambda ack: (ack(), got.append(1)))
    bolt.connect()

    outcome = anna.command("/unknown", channel="marketing")

    assert outcome.text == "/unknown is not a valid command."
    assert got == []


def test_should_escape_turns_names_into_tokens_and_raw_does_not(bolt, anna):
    got = []
    for name in ("/request", "/raw"):
        bolt.command(name)(lambda ack, command: (ack(), got.append(command["text"])))
    bolt.connect()

    anna.command("/request", "ask @ben in #it-desk", channel="marketing")
    anna.command("/raw", "ask @ben in #it-desk", channel="marketing")

    assert got == ["ask <@U0BEN|ben> in <#C0ITDESK|it-desk>", "ask @ben in #it-desk"]


def test_a_lazy_listener_opens_a_form(bolt, anna):
    def open_form(client, body):
        client.views_open(trigger_id=body["trigger_id"], view=modal(text_input()))

    bolt.command("/request")(ack=lambda ack: ack(), lazy=[open_form])
    bolt.connect()

    anna.command("/request", "x", channel="marketing")

    view = anna.view(title="New request")
    assert view["blocks"][0]["block_id"] == "summary"


def test_two_connections_share_the_commands(ws, bolt, anna):
    bolt.command("/request")(lambda ack: ack("ok"))
    bolt.connect(times=2)

    outcomes = [anna.command("/request", channel="marketing") for _ in range(6)]

    assert ws.connected(2) == 2
    assert [each.text for each in outcomes] == ["ok"] * 6


def test_a_refreshed_app_comes_back_and_goes_on(ws, bolt, anna):
    bolt.command("/request")(lambda ack: ack("ok"))
    bolt.connect()

    ws.refresh_sockets()

    assert ws.connected(2, timeout=2) >= 1
    assert anna.command("/request", channel="marketing").text == "ok"
