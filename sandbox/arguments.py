"""Reads the arguments of a request in every form in which the SDKs send them (contract 2.2)."""

import json
import re
from collections.abc import Iterable
from email import policy
from email.message import Message
from email.parser import BytesParser
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

from sandbox.rules import rule

Json = dict[str, Any]

NO_TYPE = rule("arguments.post_type.missing", "missing_post_type", contract="2.3")
BAD_TYPE = rule("arguments.post_type", "invalid_post_type", contract="2.3")
BAD_CHARSET = rule("arguments.charset", "invalid_charset", contract="2.3")
INVALID_JSON = rule("arguments.json", "invalid_json", contract="2.3")
NOT_AN_OBJECT = rule("arguments.object", "json_not_object", contract="2.3")
BAD_FORM = rule("arguments.form", "invalid_form_data", contract="2.3")
ARRAY = rule("arguments.array", "invalid_array_arg", contract="2.3", about="name[]=value")
BAD_NAME = rule("arguments.name", "invalid_arg_name", contract="2.3")

JSON = "application/json"
MULTIPART = "multipart/form-data"
# aiohttp says octet-stream for the empty body that goes with arguments in the query
POST_TYPES = (JSON, MULTIPART, "application/x-www-form-urlencoded", "text/plain")
CHARSETS = ("utf-8", "iso-8859-1")
NAME = re.compile(r"[A-Za-z0-9_-]{1,100}")


async def arguments(request: Request) -> Json:
    """Query string and body, merged; the body wins."""
    kind, charset = _post_type(request)
    body = await request.body()
    given = _form(request.url.query)
    if body:
        NO_TYPE.refuse_if(not kind)
        BAD_TYPE.refuse_if(bool(kind) and kind not in POST_TYPES)
        BAD_CHARSET.refuse_if(bool(charset) and charset not in CHARSETS)
        given |= _body(body, kind, request.headers.get("content-type", ""))
    _check_names(given)
    return given


def token_of(request: Request, args: Json) -> str:
    """The token from the header, else from the arguments (never from JSON); "" for none."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return token.strip()
    return "" if _post_type(request)[0] == JSON else str(args.get("token") or "")


def charset_warning(request: Request, *, has_body: bool) -> str | None:
    """What Slack remarks about the charset of a body: JSON should name one, forms need not."""
    kind, charset = _post_type(request)
    if has_body and kind == JSON and not charset:
        return "missing_charset"
    return "superfluous_charset" if kind != JSON and charset else None


def _post_type(request: Request) -> tuple[str, str]:
    """Media type and charset of the request, in small letters."""
    header = Message()
    header["content-type"] = request.headers.get("content-type", "")
    charset = str(header.get_param("charset", ""))
    return str(header["content-type"]).partition(";")[0].strip().lower(), charset.lower()


def _body(body: bytes, kind: str, content_type: str) -> Json:
    if kind == JSON:
        return _json(body)
    if kind == MULTIPART:
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
    BAD_FORM.refuse_if(not message.is_multipart())
    return {
        str(part.get_param("name", header="content-disposition")): _words(part)
        for part in message.iter_parts()
        if part.get_content_maintype() == "text"
    }


def _words(part: Message) -> str:
    content = part.get_payload(decode=True)
    return content.decode("utf-8", "replace") if isinstance(content, bytes) else ""


def _check_names(names: Iterable[str]) -> None:
    for name in names:
        ARRAY.refuse_if(name.endswith("]") and "[" in name)
        BAD_NAME.refuse_if(not NAME.fullmatch(name) and not name.endswith("]"))
