"""Kept-alive HTTP connections of the client, one per thread, all closed together."""

import http.client
import json
import threading
from typing import Any
from urllib.parse import urlsplit

Json = dict[str, Any]


class Denied(Exception):
    """The sandbox did not do it; the text says why."""


class Wire:
    """JSON over HTTP to one sandbox."""

    def __init__(self, base_url: str, *, timeout: float = 120.0) -> None:
        self.base_url = base_url.rstrip("/")
        self._address = urlsplit(self.base_url)
        self._timeout = timeout
        self._mine = threading.local()
        self._all: list[http.client.HTTPConnection] = []
        self._lock = threading.Lock()

    def get(self, path: str) -> Json:
        return self.ask("GET", path)

    def post(self, path: str, body: Json | None = None) -> Json:
        return self.ask("POST", path, body or {})

    def ask(self, verb: str, path: str, body: Json | None = None) -> Json:
        """The answer's JSON; Denied when the sandbox refuses."""
        status, text = self._exchange(verb, path, json.dumps(body) if body is not None else None)
        if status >= http.client.BAD_REQUEST:
            raise Denied(_reason(text) or f"{verb} {path} answered {status}")
        return dict(json.loads(text or "{}"))

    def close(self) -> None:
        with self._lock:
            for connection in self._all:
                connection.close()
            self._all.clear()

    def _exchange(self, verb: str, path: str, body: str | None) -> tuple[int, str]:
        connection = self._connection()
        headers = {"content-type": "application/json"} if body else {}
        try:
            connection.request(verb, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        except BaseException:
            connection.close()
            raise

    def _connection(self) -> http.client.HTTPConnection:
        mine: http.client.HTTPConnection | None = getattr(self._mine, "connection", None)
        if mine is None:
            host, port = self._address.hostname or "127.0.0.1", self._address.port
            mine = http.client.HTTPConnection(host, port, timeout=self._timeout)
            self._mine.connection = mine
            with self._lock:
                self._all.append(mine)
        return mine


def _reason(text: str) -> str:
    try:
        return str(json.loads(text).get("error", ""))
    except ValueError:
        return text[:200]
