"""A bare Socket Mode connection, which sees every frame and acks only what it is told to."""

import json
import socket
import time
from urllib.parse import urlsplit

import wsproto
from slack_sdk import WebClient
from wsproto import events


class Rejected(Exception):
    """The sandbox did not let this connection in."""


def ticket(workspace):
    """A fresh address for one connection."""
    client = WebClient(workspace.app_token, base_url=workspace.api_url, retry_handlers=[])
    return client.apps_connections_open(app_token=workspace.app_token)["url"]


class Line:
    """One connection; `hello` is what came first."""

    def __init__(self, url):
        address = urlsplit(url)
        self._socket = socket.create_connection((address.hostname, address.port), timeout=5)
        self._protocol = wsproto.WSConnection(wsproto.ConnectionType.CLIENT)
        self._came = []
        self._ended = False
        target = f"{address.path}?{address.query}"
        self._send(events.Request(host=address.netloc, target=target))
        if not isinstance(opening := self._next(seconds=5), events.AcceptConnection):
            self._socket.close()
            raise Rejected(opening)
        self.hello = self.receive()

    def receive(self, *, seconds=5.0):
        """The next object; None when the line ends or nothing comes in time."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            event = self._next(seconds=left)
            if isinstance(event, events.TextMessage):
                return json.loads(event.data)
            if isinstance(event, events.CloseConnection):
                self._ended = True
            if event is None or self._ended:
                return None
        return None

    def ack(self, envelope, payload=None):
        answer = {"envelope_id": envelope["envelope_id"]}
        self.say(answer if payload is None else {**answer, "payload": payload})

    def say(self, answer):
        self._send(events.TextMessage(data=json.dumps(answer)))

    def is_answering_pings(self, *, seconds=2.0):
        """Whether a ping finds its pong; what comes in the meantime is kept."""
        self._send(events.Ping(payload=b"here?"))
        deadline, kept = time.monotonic() + seconds, []
        try:
            while (left := deadline - time.monotonic()) > 0:
                event = self._next(seconds=left)
                if event is None or isinstance(event, events.Pong):
                    return event is not None
                kept.append(event)
            return False
        finally:
            self._came = kept + self._came

    def is_over(self, *, seconds=2.0):
        """Whether the other side has hung up."""
        try:
            return self.receive(seconds=seconds) is None and self._ended
        except OSError:
            return True

    def close(self):
        self._socket.close()

    def _send(self, event):
        self._socket.sendall(self._protocol.send(event))

    def _next(self, *, seconds):
        deadline = time.monotonic() + seconds
        while not self._came:
            left = deadline - time.monotonic()
            if left <= 0:
                return None
            self._socket.settimeout(left)
            try:
                data = self._socket.recv(65536)
            except TimeoutError:
                return None
            if not data:
                self._ended = True
                return None
            self._protocol.receive_data(data)
            self._came += self._protocol.events()
        return self._came.pop(0)
