"""HTTP and WebSocket on one loopback port, as little of both as Slack's clients need."""

import asyncio
import base64
import hashlib
import json
from collections.abc import Callable
from typing import Any, Protocol

WEBSOCKET_KEY = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
TEXT, CLOSE, PING, PONG = 1, 8, 9, 10
SMALL, MEDIUM = 126, 65536

Answer = Callable[[int, dict[str, Any]], None]


class Site(Protocol):
    """What is behind the port."""

    def called(self, path: str, token: str, body: bytes, answer: Answer) -> None:
        """Call `answer` with status and content, sooner or later."""

    def joined(self, path: str, wire: "Wire") -> None: ...

    def heard(self, wire: "Wire", text: bytes) -> None: ...

    def left(self, wire: "Wire") -> None: ...


class Wire(asyncio.Protocol):
    """One connection: HTTP until it asks to become a WebSocket."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._buffer = b""
        self._is_websocket = False
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        if self._is_websocket:
            self._site.left(self)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while self._buffer and (self._frame() if self._is_websocket else self._request()):
            pass

    def send(self, frame: bytes) -> None:
        self._transport.write(frame)

    def _request(self) -> bool:
        """Take one whole request off the buffer; whether there was one."""
        head, found, rest = self._buffer.partition(b"\r\n\r\n")
        if not found:
            return False
        headers = _headers(head)
        length = int(headers.get(b"content-length", b"0"))
        if len(rest) < length:
            return False
        self._buffer = rest[length:]
        path = head.split(b" ", 2)[1].decode()
        if b"sec-websocket-key" in headers:
            self._upgrade(path, headers[b"sec-websocket-key"].decode())
            return True
        is_last = headers.get(b"connection", b"").lower() == b"close"
        token = headers.get(b"authorization", b"").decode().removeprefix("Bearer ")
        self._site.called(path, token, rest[:length], self._answering(is_last))
        return True

    def _answering(self, is_last: bool) -> Answer:
        def answer(status: int, content: dict[str, Any]) -> None:
            body = json.dumps(content).encode()
            wait = f"Retry-After: {content['retry_after']}\r\n" if "retry_after" in content else ""
            head = f"HTTP/1.1 {status} -\r\n{wait}Content-Type: application/json\r\n"
            self._transport.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
            if is_last:
                self._transport.close()

        return answer

    def _upgrade(self, path: str, key: str) -> None:
        accepted = base64.b64encode(hashlib.sha1((key + WEBSOCKET_KEY).encode()).digest()).decode()
        self._transport.write(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Accept: {accepted}\r\n\r\n".encode()
        )
        self._is_websocket = True
        self._site.joined(path, self)

    def _frame(self) -> bool:
        """Take one whole frame off the buffer; whether there was one. Clients mask theirs."""
        buffer = self._buffer
        if len(buffer) < 2:
            return False
        start, length = _length(buffer)
        end = start + 4 + length
        if len(buffer) < end:
            return False
        text = _unmasked(buffer[start : start + 4], buffer[start + 4 : end])
        self._buffer = buffer[end:]
        match buffer[0] & 0x0F:
            case 1:
                self._site.heard(self, text)
            case 8:
                self._transport.close()
            case 9:
                self.send(frame(text, opcode=PONG))
        return True


def frame(text: bytes, *, opcode: int = TEXT) -> bytes:
    """A whole frame, as a server sends it."""
    length = len(text)
    if length < SMALL:
        head = bytes([0x80 | opcode, length])
    elif length < MEDIUM:
        head = bytes([0x80 | opcode, 126]) + length.to_bytes(2, "big")
    else:
        head = bytes([0x80 | opcode, 127]) + length.to_bytes(8, "big")
    return head + text


def _headers(head: bytes) -> dict[bytes, bytes]:
    lines = (line.partition(b":") for line in head.split(b"\r\n")[1:])
    return {name.strip().lower(): value.strip() for name, _, value in lines}


def _length(buffer: bytes) -> tuple[int, int]:
    """Where the mask starts and how long the text is; more than there is if the head is cut."""
    length = buffer[1] & 0x7F
    if length < SMALL:
        return 2, length
    size = 2 if length == SMALL else 8
    if len(buffer) < 2 + size:
        return 2, MEDIUM
    return 2 + size, int.from_bytes(buffer[2 : 2 + size], "big")


def _unmasked(mask: bytes, text: bytes) -> bytes:
    length = len(text)
    key = (mask * (length // 4 + 1))[:length]
    return (int.from_bytes(text, "big") ^ int.from_bytes(key, "big")).to_bytes(length, "big")
