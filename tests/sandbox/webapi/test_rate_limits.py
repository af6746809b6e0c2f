"""Rate limits: tiers, one message per second and channel, and what a 429 looks like."""

from math import ceil

import pytest
from slack_sdk.errors import SlackApiError

from sandbox.limits import RateLimits
from tests.sandbox.bolt_socket import eventually
from tests.sandbox.conftest import client_of
from tests.sandbox.specs import SEED
from tests.sandbox.webapi.asking import succeeds
from tests.sandbox.webapi.conftest import manifest
from tests.sandbox.webapi.wires import ask

pytestmark = pytest.mark.contract("16.9")

MARKETING, IT_DESK = "C0MARKETING", "C0ITDESK"


@pytest.fixture
def limited(sandbox):
    """Makes clients of workspaces with rate limits: True or "harsh"."""

    def limited(how=True):
        workspace = sandbox.workspace(seed=SEED, manifest=manifest(), rate_limits=how)
        return client_of(workspace)

    return limited


def post(client, channel=MARKETING):
    return client.chat_postMessage(channel=channel, text="x")


def until_refused(call, *, most):
    """How many calls pass before one is refused; time passes meanwhile, so more may than should."""
    for passed in range(most):
        try:
            call()
        except SlackApiError as error:
            return passed, error.response
    raise AssertionError(f"{most} calls passed")


@pytest.mark.rule("rate.channel")
def test_a_channel_takes_a_burst_of_five_and_then_one_a_second(limited):
    client = limited()

    passed, answer = until_refused(lambda: post(client), most=50)
    elsewhere = post(client, IT_DESK)

    assert passed >= 5
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")
    assert answer.data == {"ok": False, "error": "ratelimited"}
    assert elsewhere["ok"]
    eventually(lambda: _passes(client, "chat.postMessage", channel=MARKETING, text="x"))


@pytest.mark.rule("rate.tier")
@pytest.mark.parametrize(
    ("method", "arguments", "burst", "wait"),
    [
        ("conversations.list", {}, 20, 3),
        ("conversations.info", {"channel": MARKETING}, 50, 2),
        ("users.info", {"user": "U0ANNA"}, 100, 1),
    ],
)
def test_a_tier_takes_its_calls_of_a_minute_and_no_more(limited, method, arguments, burst, wait):
    client = limited()

    passed, answer = until_refused(lambda: succeeds(client, method, **arguments), most=500)

    assert passed >= burst
    assert 1 <= int(answer.headers["retry-after"]) <= wait
    assert client.auth_test()["ok"], "other methods go on"


@pytest.mark.rule("rate.tier")
def test_ten_sockets_may_be_opened_in_a_row_and_then_one_a_minute(sandbox):
    ws = sandbox.workspace(seed=SEED, manifest=manifest())
    address = f"{ws.api_url}apps.connections.open"

    answers = [ask(address, token=ws.app_token) for _ in range(11)]

    assert [each.status for each in answers] == [200] * 10 + [429]
    assert 40 < int(answers[-1].headers["retry-after"]) <= 60


def test_harsh_limits_know_no_bursts(limited):
    client = limited("harsh")

    posted, _ = until_refused(lambda: post(client), most=4)
    listed, _ = until_refused(client.conversations_list, most=2)

    assert (posted >= 1, listed) == (True, 1)


@pytest.mark.parametrize(
    ("how", "passing", "waits"),
    [
        ({}, [0] * 5, [1, 1]),
        ({"is_harsh": True}, [0], [1, 1]),
        ({"is_on": False}, [0] * 99, [0, 0]),
    ],
)
def test_one_second_brings_one_message_back(how, passing, waits):
    now = [0.0]
    limits = RateLimits(seconds=lambda: now[0], **how)

    before = [limits.message("C1") for _ in passing]
    during = [limits.message("C1") for _ in waits]
    now[0] += 1.0
    after = [limits.message("C1") for _ in waits]

    assert (before, during) == (passing, waits)
    assert after == [0, waits[0]]


@pytest.mark.parametrize(
    ("tier", "burst", "seconds"), [(1, 10, 60), (2, 20, 3), (3, 50, 1.2), (4, 100, 0.6)]
)
def test_a_tier_is_filled_again_over_its_minute(tier, burst, seconds):
    now = [0.0]
    limits = RateLimits(seconds=lambda: now[0])

    waits = [limits.method("m", tier) for _ in range(burst + 1)]
    now[0] += seconds + 0.001
    again = [limits.method("m", tier) for _ in range(2)]

    assert waits == [0] * burst + [ceil(seconds)]
    assert again == [0, ceil(seconds)]


def test_harsh_limits_hold_a_whole_workspace_to_three_hundred_a_minute():
    now = [0.0]
    limits = RateLimits(is_harsh=True, seconds=lambda: now[0])

    first = limits.message("C1")
    other = limits.message("C2")
    now[0] += 0.201
    later = limits.message("C2")

    assert (first, other, later) == (0, 1, 0)


def test_without_limits_nothing_waits(limited):
    client = limited(False)

    assert all(post(client)["ok"] for _ in range(30))


def test_a_limit_is_kept_per_workspace(limited):
    one, other = limited(), limited()
    until_refused(lambda: post(one), most=50)

    assert post(other)["ok"]


def test_a_429_may_have_no_body(ws):
    ws.fault("chat.postMessage", "empty_429:7")

    answer = ask(f"{ws.api_url}chat.postMessage", token=ws.bot_token)

    assert (answer.status, answer.headers["retry-after"], answer.body) == (429, "7", None)


def test_a_429_tells_its_scopes_and_is_logged(ws, sandbox):
    limited = sandbox.workspace(seed=SEED, manifest=manifest())
    address = f"{limited.api_url}apps.connections.open"
    answers = [ask(address, token=limited.app_token) for _ in range(11)]

    assert "chat:write" in answers[-1].headers["x-oauth-scopes"]
    assert [each["rule"] for each in limited.refusals()] == ["rate.tier"]
    assert ws.refusals() == []


def _passes(client, method, **arguments):
    try:
        return succeeds(client, method, **arguments)
    except SlackApiError:
        return None
