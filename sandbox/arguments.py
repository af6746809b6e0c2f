"""Reads the arguments of a request in every form in which the SDKs send them (contract 2.2)."""

import json
from email import policy
from email.parser import BytesParser
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

from sandbox.rules import rule

Json = dict[str, Any]

INVALID_JSON = rule("arguments.json", "invalid_json", contract="2.3")
NOT_AN_OBJECT = rule("arguments.object", "json_not_object", contract="2.3")


async def arguments(request: Request) -> Json:
    """Query string and body, merged; the body wins."""
    query = _form(request.url.query)
    return {**query, **_body(await request.body(), request.headers.get("content-type", ""))}


def token_of(request: Request, args: Json) -> str:
    """The token from the header, else from the arguments; "" when there is none."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else str(args.get("token") or "")


def _body(body: bytes, content_type: str) -> Json:
    kind = content_type.partition(";")[0].strip().lower()
    if not body:
        return {}
    if kind == "application/json":
        return _json(body)
    if kind == "multipart/form-data":
        return _multipart(body, content_type)
    return _form(body.decode("utf-8", "replace"))


def _form(text: str) -> Json:
    return dict(parse_qsl(text, keep_blank_values=True))


def _json(body: bytes) -> Json:
    try:
        value = json.loads(body)
    except ValueError:
        INVALID_JSON.refuse_if(True)
        return {}
    NOT_AN_OBJECT.refuse_if(not isinstance(value, dict))
    return dict(value)


def _multipart(body: bytes, content_type: str) -> Json:
    head = f"Content-Type: {content_type}\r\n\r\n".encode()
    message = BytesParser(policy=policy.HTTP).parsebytes(head + body)
    return {
        str(part.get_param("name", header="content-disposition")): part.get_content()
        for part in message.iter_parts()
        if part.get_content_maintype() == "text"
    }
