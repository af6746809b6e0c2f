"""Slack down for hours, a history that lags, ids that are not kept, and plans drawn by lot."""

from http.client import RemoteDisconnected

import pytest
from slack_sdk.errors import SlackApiError

from sandbox.client import Denied
from tests.sandbox.bolt_socket import eventually
from tests.sandbox.delivery.raw_line import Line, Rejected, ticket
from tests.sandbox.specs import MANIFEST, SEED

MARKETING = "C0MARKETING"
CUT = (RemoteDisconnected, ConnectionResetError)


@pytest.fixture
def post(client):
    return lambda text="x", **more: client.chat_postMessage(channel=MARKETING, text=text, **more)


def test_while_slack_is_down_no_call_no_socket_and_no_person_gets_through(
    ws, post, open_line, anna
):
    line, unused = open_line(), ticket(ws)

    ws.go_down()

    for _ in range(3):
        with pytest.raises(CUT):
            post()
    assert line.is_over()
    with pytest.raises(Rejected):
        Line(unused)
    with pytest.raises(CUT):
        ticket(ws)
    with pytest.raises(Denied, match="Slack is down"):
        anna.say("x", channel="marketing")
    assert ws.journal() == []


def test_an_outage_lasts_for_hours_and_then_everything_is_as_it_was(ws, post, open_line, anna):
    before = ws.now()
    ws.go_down("http_500:503")
    with pytest.raises(SlackApiError) as refused:
        post()
    ws.advance(5 * 3600)
    with pytest.raises(SlackApiError):
        post()

    ws.come_back()
    line = open_line()
    post("after the storm")
    anna.say("hello", channel="marketing")

    assert refused.value.response.status_code == 503
    assert [each["text"] for each in ws.journal()] == ["after the storm"]
    assert (ws.now() - before).total_seconds() >= 5 * 3600
    texts = [line.receive()["payload"]["event"]["text"] for _ in range(2)]
    assert texts == ["after the storm", "hello"]


def test_an_outage_is_of_a_kind_that_there_is(ws):
    with pytest.raises(Denied, match="down is one of"):
        ws.go_down("quietly")


def test_the_journal_is_readable_while_everything_is_dead(ws, bolt, post):
    bolt.connect()
    post("the last words")

    ws.go_down()

    assert [each["text"] for each in ws.journal()] == ["the last words"]
    assert ws.person("anna").message("the last words", channel="marketing")


def test_a_lagging_history_shows_a_message_only_after_a_while(ws, client, post, anna):
    ws.lag_history(60)
    top = post("top")
    post("reply", thread_ts=top["ts"])

    def seen():
        history = client.conversations_history(channel=MARKETING)["messages"]
        replies = client.conversations_replies(channel=MARKETING, ts=top["ts"])["messages"]
        return [each["text"] for each in history], [each["text"] for each in replies]

    at_first = seen()
    ws.advance(50)
    still = seen()
    ws.advance(11)

    assert at_first == still == ([], ["top"])
    assert seen() == (["top"], ["top", "reply"])
    assert [each["text"] for each in anna.sees("marketing")] == ["top", "reply"]
    assert len(ws.journal()) == 2


def test_a_repeated_client_msg_id_finds_its_message_or_not(ws, post):
    key = "a2a7f0a2-6a3c-4b44-8f43-0c4b0e0b7f11"
    first, second = post(client_msg_id=key), post(client_msg_id=key)

    ws.keep_client_msg_ids(False)
    third = post(client_msg_id=key)

    assert first["ts"] == second["ts"]
    assert third["ts"] != first["ts"]
    assert len(ws.journal()) == 2


def outcomes(workspace, client):
    """What became of forty posts."""
    workspace.clear_faults()
    workspace.fault_plan(seed=7, rate=0.4, only=["chat.postMessage"])
    found = []
    for _ in range(40):
        try:
            found.append(client.chat_postMessage(channel=MARKETING, text="x")["ok"])
        except (SlackApiError, *CUT) as trouble:
            found.append(type(trouble).__name__)
    return found


def test_one_seed_makes_one_plan(sandbox, ws, client):
    other = sandbox.workspace(seed=SEED, manifest=MANIFEST, rate_limits=False)
    client_there = type(client)(other.bot_token, base_url=other.api_url, retry_handlers=[])

    here, there = outcomes(ws, client), outcomes(other, client_there)

    assert here == there
    assert True in here
    assert set(here) > {True}
    assert client.auth_test()["ok"]


def test_a_plan_prints_its_seed_says_what_struck_and_stops(fault_plan, post, capsys):
    plan = fault_plan(seed=4, rate=1.0, only=["chat.postMessage"])
    with pytest.raises((SlackApiError, *CUT)):
        post()

    struck = plan.struck()
    plan.stop()

    assert f"fault plan: seed={plan.seed}\n" in capsys.readouterr().out
    assert {each["method"] for each in struck} == {"chat.postMessage"}
    assert post()["ok"]


def test_a_plan_for_the_socket_brings_every_event_at_least_once(ws, fault_plan, follow, anna):
    app = follow()
    ws.retry_events_after(0.2, 0.5, 1)
    plan = fault_plan(seed=3, rate=0.5, only=["events_api"])

    said = {str(n) for n in range(12)}
    for each in sorted(said):
        anna.say(each, channel="marketing")

    eventually(lambda: app.texts() == said, seconds=40)
    assert plan.struck()


def test_clearing_ends_outage_lag_and_plan_together(ws, client, post):
    ws.lag_history(60)
    ws.keep_client_msg_ids(False)
    ws.fault_plan(seed=1, rate=1.0)
    ws.go_down()

    ws.clear_faults()
    first, second = post(client_msg_id="one"), post(client_msg_id="one")

    assert first["ts"] == second["ts"]
    assert len(client.conversations_history(channel=MARKETING)["messages"]) == 1
