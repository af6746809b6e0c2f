"""Reads what an app wants to post, from a call or a response URL, and checks it (contract 5)."""

from typing import Any

from sandbox.blockkit.check import check_message
from sandbox.blockkit.settled import settled
from sandbox.calls import Call
from sandbox.filing import need_pictures
from sandbox.model import Json
from sandbox.posting import Draft
from sandbox.rules import rule

NO_TEXT = rule("message.text.none", "no_text", contract="5.1")
BROKEN_BLOCKS = rule("message.blocks.json", "invalid_blocks_format", contract="3.4")
BROKEN_ATTACHMENTS = rule("message.attachments.json", "invalid_arguments", contract="16.17")
BROKEN_METADATA = rule("message.metadata.json", "invalid_metadata_format", contract="5.1")
BAD_METADATA = rule("message.metadata.keys", "invalid_metadata_schema", contract="5.1")
MANY_ATTACHMENTS = rule("message.attachments.max", "too_many_attachments", contract="5.1")
CONFLICT = rule("message.markdown_text", "markdown_text_conflict", contract="5.1")
MARKDOWN_LONG = rule("message.markdown_text.max", "msg_too_long", contract="5.1")

LONGEST = 40_000
ATTACHMENTS = 100
MARKDOWN = 12_000
CONTENT = ("text", "blocks", "attachments", "markdown_text")


def draft_of(call: Call) -> Draft:
    """The message in the call's arguments; text over 40,000 characters is cut, as Slack does."""
    given = frozenset(name for name in (*CONTENT, "metadata") if call.has(name))
    blocks = blocks_of(call)
    markdown = _markdown(call, blocks)
    return Draft(
        text=(call.text("text") or markdown)[:LONGEST],
        blocks=blocks,
        attachments=_attachments(call),
        thread_ts=call.text("thread_ts") or None,
        metadata=_metadata(call),
        broadcast=call.truth("reply_broadcast"),
        client_msg_id=call.text("client_msg_id") or None,
        given=given,
    )


def need_content(draft: Draft) -> None:
    NO_TEXT.refuse_if(not (draft.text.strip() or draft.blocks or draft.attachments))


def blocks_of(call: Call) -> list[Json] | None:
    """The blocks of a message, checked and with ids; None where none were given."""
    try:
        blocks = call.decoded("blocks")
    except ValueError:
        BROKEN_BLOCKS.refuse_if(True)
        return None
    if blocks in (None, ""):
        return None
    check_message(blocks)
    need_pictures(call.workspace, blocks, error="invalid_blocks", at="/blocks")
    return settled(blocks, call.workspace.next_serial)


def _markdown(call: Call, blocks: list[Json] | None) -> str:
    markdown = call.text("markdown_text")
    CONFLICT.refuse_if(bool(markdown) and bool(call.text("text") or blocks))
    MARKDOWN_LONG.refuse_if(len(markdown) > MARKDOWN)
    return markdown


def _attachments(call: Call) -> list[Json]:
    """The attachments, numbered and with a fallback as Slack gives them back."""
    given = _structure(call, "attachments")
    whole = isinstance(given, list) and all(isinstance(each, dict) for each in given)
    broken = given not in (None, "") and not whole
    call.refuse(BROKEN_ATTACHMENTS, broken, "must be a list of objects", "attachments")
    attachments = given if whole else []
    MANY_ATTACHMENTS.refuse_if(len(attachments) > ATTACHMENTS)
    first = {"fallback": "[no preview available]"}
    return [{**first, "id": n, **each} for n, each in enumerate(attachments, start=1)]


def _metadata(call: Call) -> Json | None:
    metadata = _structure(call, "metadata")
    BROKEN_METADATA.refuse_if(bool(metadata) and not isinstance(metadata, dict))
    if not metadata:
        return None
    fits = isinstance(metadata.get("event_type"), str)
    fits = fits and isinstance(metadata.get("event_payload"), dict)
    BAD_METADATA.refuse_if(not fits)
    return dict(metadata)


def _structure(call: Call, name: str) -> Any:
    try:
        return call.decoded(name)
    except ValueError:
        return "broken"
