"""Time: real, or moved by an offset that is read from an address."""

import json
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from bot.clock import OffsetClock, clock_from, utc_now

CLOSE = timedelta(seconds=30)
HOUR, DAY = 3600.0, 86_400.0


class Source:
    def __init__(self):
        self.offset = 0.0
        self.reads = 0


@contextmanager
def serving(source):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            source.reads += 1
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps({"offset_seconds": source.offset}).encode())

        def log_message(self, *_):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/clock"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def source():
    return Source()


def is_ahead_by(clock, seconds):
    return abs(clock() - utc_now() - timedelta(seconds=seconds)) < CLOSE


def test_real_time_is_aware_and_in_utc():
    assert utc_now().tzinfo is UTC
    assert abs(utc_now() - datetime.fromtimestamp(time.time(), UTC)) < CLOSE


def test_without_an_address_time_is_real():
    assert clock_from(None) is utc_now


def test_time_is_moved_by_what_the_address_says(source):
    source.offset = DAY

    with serving(source) as url:
        assert is_ahead_by(clock_from(url), DAY)


def test_the_address_is_not_asked_for_every_look_at_the_clock(source):
    with serving(source) as url:
        clock = OffsetClock(url)
        for _ in range(20):
            clock()

        assert source.reads < 20


def test_a_clock_that_is_moved_is_noticed(source):
    with serving(source) as url:
        clock = OffsetClock(url)
        assert is_ahead_by(clock, 0)
        source.offset = HOUR
        until = time.monotonic() + 10

        while not is_ahead_by(clock, HOUR):
            assert time.monotonic() < until
            time.sleep(0.01)


def test_while_the_address_cannot_be_read_the_last_offset_holds(source):
    source.offset = HOUR
    with serving(source) as url:
        clock = OffsetClock(url)
        assert is_ahead_by(clock, HOUR)

    until = time.monotonic() + 0.7
    while time.monotonic() < until:
        assert is_ahead_by(clock, HOUR)


def test_an_address_that_never_answered_leaves_time_real():
    assert is_ahead_by(OffsetClock("http://127.0.0.1:9/clock"), 0)
