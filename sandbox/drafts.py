"""Reads what an app wants to post, from a call or a response URL, and checks it (contract 5)."""

from typing import Any

from sandbox.blockkit.check import check_message
from sandbox.blockkit.settled import settled
from sandbox.calls import Call
from sandbox.posting import Draft
from sandbox.rules import rule

NO_TEXT = rule("message.text.none", "no_text", contract="5.1")
BROKEN_BLOCKS = rule("message.blocks.json", "invalid_blocks_format", contract="3.4")
BROKEN_METADATA = rule("message.metadata.json", "invalid_metadata_format", contract="5.1")
BAD_METADATA = rule("message.metadata.keys", "invalid_metadata_schema", contract="5.1")
MANY_ATTACHMENTS = rule("message.attachments.max", "too_many_attachments", contract="5.1")
CONFLICT = rule("message.markdown_text", "markdown_text_conflict", contract="5.1")

LONGEST = 40_000
ATTACHMENTS = 100
CONTENT = ("text", "blocks", "attachments", "markdown_text")


def draft_of(call: Call) -> Draft:
    """The message in the call's arguments; text over 40,000 characters is cut, as Slack does."""
    given = frozenset(name for name in (*CONTENT, "metadata") if call.has(name))
    blocks = _blocks(call)
    markdown = call.text("markdown_text")
    both = bool(markdown) and bool(call.text("text") or blocks)
    CONFLICT.refuse_if(both)
    attachments = _structure(call, "attachments", list) or []
    MANY_ATTACHMENTS.refuse_if(len(attachments) > ATTACHMENTS)
    return Draft(
        text=(call.text("text") or markdown)[:LONGEST],
        blocks=blocks,
        attachments=attachments,
        thread_ts=call.text("thread_ts") or None,
        metadata=_metadata(call),
        broadcast=call.truth("reply_broadcast"),
        client_msg_id=call.text("client_msg_id") or None,
        given=given,
    )


def need_content(draft: Draft) -> None:
    NO_TEXT.refuse_if(not (draft.text.strip() or draft.blocks or draft.attachments))


def _blocks(call: Call) -> list[dict[str, Any]] | None:
    try:
        blocks = call.decoded("blocks")
    except ValueError:
        BROKEN_BLOCKS.refuse_if(True)
        return None
    if blocks in (None, ""):
        return None
    check_message(blocks)
    return settled(blocks, call.workspace.next_serial)


def _metadata(call: Call) -> dict[str, Any] | None:
    metadata = _structure(call, "metadata", dict)
    if not metadata:
        return None
    fits = isinstance(metadata.get("event_type"), str)
    fits = fits and isinstance(metadata.get("event_payload"), dict)
    BAD_METADATA.refuse_if(not fits)
    return dict(metadata)


def _structure(call: Call, name: str, kind: type) -> Any:
    try:
        value = call.decoded(name)
    except ValueError:
        value = "broken"
    BROKEN_METADATA.refuse_if(bool(value) and not isinstance(value, kind))
    return value
