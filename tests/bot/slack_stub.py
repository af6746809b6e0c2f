"""A Slack that answers what a test tells it to, over real HTTP on the loopback."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl

Answer = dict[str, Any]


class SlackStub:
    """`answers[method]` are given in turn, the last one for ever; `calls` is what was asked."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.answers: dict[str, list[Answer]] = {}
        self.calls: list[tuple[str, dict[str, str]]] = []

    def says(self, method: str, *answers: Answer) -> None:
        self.answers[method] = list(answers)

    def answer(self, method: str, arguments: dict[str, str]) -> Answer:
        self.calls.append((method, arguments))
        waiting = self.answers.get(method, [{"ok": False, "error": "unknown_method"}])
        return waiting.pop(0) if len(waiting) > 1 else waiting[0]

    def asked(self, method: str) -> list[dict[str, str]]:
        return [arguments for name, arguments in self.calls if name == method]


@contextmanager
def serving() -> Iterator[SlackStub]:
    stub = SlackStub("")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            answer = dict(stub.answer(self.path.rpartition("/")[2], dict(parse_qsl(body))))
            headers, status = answer.pop("headers", {}), answer.pop("status", 200)
            content = answer.pop("raw", None) or json.dumps(answer)
            self.send_response_only(status)
            for name, value in {"Content-Type": "application/json", **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content.encode())

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    stub.url = f"http://127.0.0.1:{server.server_port}/api/"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield stub
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
