"""Sends a request to the Web API byte by byte, and makes the bodies in which arguments come."""

import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

FORM = "application/x-www-form-urlencoded"
JSON = "application/json;charset=utf-8"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Any
    body: Any


def ask(address, body=b"", *, content_type=FORM, token=None, verb="POST"):
    """What the sandbox answers, with its headers in small letters."""
    headers = {"content-type": content_type} if content_type else {}
    headers |= {"authorization": f"Bearer {token}"} if token else {}
    sent = None if verb == "GET" else body
    request = urllib.request.Request(address, sent, headers, method=verb)
    if not content_type:
        request.add_unredirected_header("content-type", "")
    try:
        with urllib.request.urlopen(request) as answer:
            return _read(answer)
    except urllib.error.HTTPError as error:
        return _read(error)


def _read(answer):
    text = answer.read().decode()
    headers = {name.lower(): value for name, value in answer.headers.items()}
    return Answer(answer.status, headers, json.loads(text) if text else None)


def as_text(value):
    """A value as it stands in a form: structures as JSON, truths as 1 and 0."""
    if isinstance(value, bool):
        return str(int(value))
    return value if isinstance(value, str) else json.dumps(value)


def as_query(arguments):
    return urlencode({name: as_text(value) for name, value in arguments.items()})


def as_form(arguments):
    return as_query(arguments).encode(), FORM


def as_json(arguments):
    return json.dumps(arguments).encode(), JSON


def as_multipart(arguments):
    parts = "".join(
        f'--edge\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{as_text(value)}\r\n'
        for name, value in arguments.items()
    )
    return (parts + "--edge--\r\n").encode(), "multipart/form-data; boundary=edge"
