"""The client: one connection for many calls, one call for each message, no retries."""

import json
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from copy import deepcopy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

import pytest
from slack_sdk.errors import SlackApiError
from urllib3.exceptions import HTTPError, ReadTimeoutError

from bot.slack_answers import Meaning, meaning_of
from bot.slack_client import KeptAliveClient


class Plan:
    """What the server does with each coming call; after that it answers well."""

    def __init__(self):
        self.coming = []
        self.posts = 0
        self.connections = 0
        self.tokens = []
        self.may_go = Event()


@contextmanager
def serving(plan):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def setup(self):
            plan.connections += 1
            super().setup()

        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            plan.posts += 1
            plan.tokens.append(self.headers["Authorization"])
            status, headers = plan.coming.pop(0) if plan.coming else (200, {})
            if status == "drop":
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            if status == "silence":
                self.close_connection = True
                plan.may_go.wait(10)
                return
            ok = {"ok": True, "ts": "1.1", "channel": "C1"}
            content = json.dumps(ok if status == 200 else {"ok": False, "error": "no"}).encode()
            self.send_response(status)
            for name, value in {"Content-Type": "application/json", **headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/api/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def plan():
    return Plan()


@pytest.fixture
def client(plan):
    with serving(plan) as url:
        client = KeptAliveClient("xoxb-1", base_url=url)
        yield client
        client.close()


def post(client):
    return client.chat_postMessage(channel="C1", text="hello")


def test_many_calls_share_one_connection(client, plan):
    for _ in range(5):
        assert post(client)["ts"] == "1.1"

    assert (plan.posts, plan.connections) == (5, 1)


def test_calls_at_once_have_connections_of_their_own_and_keep_them(client, plan):
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: post(client), range(40)))

    assert plan.posts == 40
    assert plan.connections <= 4


def test_a_message_that_was_accepted_is_not_sent_twice_when_the_connection_drops(client, plan):
    plan.coming = [("drop", {})]

    with pytest.raises((HTTPError, OSError)) as error:
        post(client)

    assert plan.posts == 1
    assert meaning_of(error.value).meaning is Meaning.UNCLEAR


def test_a_connection_that_dropped_while_kept_is_not_sent_twice_either(client, plan):
    post(client)
    plan.coming = [("drop", {})]

    with pytest.raises((HTTPError, OSError)):
        post(client)

    assert plan.posts == 2
    assert post(client)["ok"]


def test_an_answer_that_never_comes_is_not_waited_for_for_ever(client, plan):
    plan.coming = [("silence", {})]
    client.timeout = 0.2

    with pytest.raises(ReadTimeoutError):
        post(client)

    plan.may_go.set()
    assert plan.posts == 1


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_refusal_has_its_status_and_its_headers_and_is_not_repeated(client, plan, status):
    plan.coming = [(status, {"Retry-After": "7"})]

    with pytest.raises(SlackApiError) as error:
        post(client)

    assert plan.posts == 1
    assert error.value.response.status_code == status
    headers = {k.lower(): v for k, v in error.value.response.headers.items()}
    assert headers["retry-after"] == "7"
    wanted = Meaning.WAIT if status == 429 else Meaning.UNCLEAR
    assert meaning_of(error.value).meaning is wanted


def test_a_rate_limit_is_read_with_its_wait(client, plan):
    plan.coming = [(429, {"Retry-After": "7"})]

    with pytest.raises(SlackApiError) as error:
        post(client)

    assert meaning_of(error.value).wait_seconds == 7


def test_a_slack_that_is_not_there_was_not_told():
    client = KeptAliveClient("xoxb-1", base_url="http://127.0.0.1:9/api/")

    with pytest.raises((HTTPError, OSError)) as error:
        post(client)

    assert meaning_of(error.value).meaning is Meaning.NOT_SENT


def test_a_connection_dropped_by_slack_meanwhile_is_made_anew(client, plan):
    plan.coming = [(200, {"Connection": "close"})]

    post(client)
    post(client)

    assert (plan.posts, plan.connections) == (2, 2)


def test_the_token_goes_along(client, plan):
    post(client)

    assert plan.tokens == ["Bearer xoxb-1"]


def test_a_copied_context_has_the_same_session(client):
    assert deepcopy(client) is client
