"""files.*: upload v2, what is known of a file, and deleting it (contract 13.1)."""

from typing import Any

from sandbox.calls import Call, method
from sandbox.channels import channel_of, need_member, need_parent, need_writable
from sandbox.drafts import blocks_of
from sandbox.filing import forget, is_visible, new_file, process_later, share
from sandbox.model import Channel, Json, Workspace
from sandbox.paging import page
from sandbox.posting import Draft, Origin
from sandbox.rules import rule
from sandbox.stored import File
from sandbox.wire_files import file_json

NO_LENGTH = rule("files.upload.length", "invalid_arguments", contract="16.14")
NO_FILES = rule("files.complete.list", "invalid_arguments", contract="16.14")
NO_UPLOAD = rule("files.complete.unknown", "file_not_found", contract="16.14")
NO_BYTES = rule("files.complete.bytes", "file_not_found", contract="16.14")
TWICE = rule("files.complete.twice", "file_update_failed", contract="16.14", about="once only")
NO_CHANNEL_ID = rule("files.complete.channel", "invalid_channel", contract="16.14")
MANY_CHANNELS = rule("files.complete.channels", "channels_limit_exceeded", contract="16.14")
BOTH = rule("files.complete.comment", "invalid_arguments", contract="16.14")
NOT_FOUND = rule("files.unknown", "file_not_found", contract="16.14")
HIDDEN = rule("files.hidden", "file_not_found", contract="16.14")
GONE = rule("files.deleted", "file_deleted", contract="16.14")
NOT_OURS = rule("files.delete.own", "cant_delete_file", contract="11")

CHANNELS = 100
CHANNEL_KINDS = "CGD"


@method("files.getUploadURLExternal", scopes=("files:write",), tier=4)
def get_upload_url(call: Call) -> Json:
    workspace = call.workspace
    name, length = call.needed("filename"), call.number("length", 0)
    call.refuse(NO_LENGTH, length <= 0, "must be greater than 0", "length")
    file = new_file(workspace, name, length, user=workspace.app.bot_user)
    file.alt_text = call.text("alt_txt")
    call.read.add("snippet_type")
    address = f"{workspace.base_url}/upload/v1/{workspace.team}/{file.key}"
    return {"upload_url": address, "file_id": file.id}


@method("files.completeUploadExternal", scopes=("files:write",), tier=4)
def complete_upload(call: Call) -> Json:
    workspace = call.workspace
    wanted = _listed(call)
    files = [_uploaded(workspace, each) for each in wanted]
    channels = _channels(call)
    draft = _draft(call, channels)
    for file, asked in zip(files, wanted, strict=True):
        file.title = str(asked.get("title") or file.name)
        file.is_completed = True
    origin, bot = Origin(call.method, "api"), workspace.app.bot_user

    def shared() -> None:
        for channel in channels:
            share(workspace, channel, files, draft, user=bot, origin=origin)

    process_later(workspace, files, then=shared)
    return {"files": [file_json(workspace, each) for each in files]}


@method("files.info", scopes=("files:read",), tier=4)
def info(call: Call) -> Json:
    file = _known(call)
    _, metadata = page(call, list[Json]())
    shown = file_json(call.workspace, file)
    return {"file": shown, "comments": [], "response_metadata": metadata}


@method("files.delete", scopes=("files:write",), tier=3)
def delete(call: Call) -> Json:
    file = _known(call)
    NOT_OURS.refuse_if(file.user != call.workspace.app.bot_user)
    forget(call.workspace, file)
    return {}


def _known(call: Call) -> File:
    file = NOT_FOUND.need(call.workspace.files.get(call.text("file")))
    NOT_FOUND.refuse_if(not file.is_completed)
    HIDDEN.refuse_if(not is_visible(call.workspace, file))
    GONE.refuse_if(file.is_deleted)
    return file


def _listed(call: Call) -> list[Json]:
    try:
        files: Any = call.decoded("files")
    except ValueError:
        files = None
    whole = isinstance(files, list) and bool(files)
    whole = whole and all(isinstance(each, dict) and each.get("id") for each in files)
    call.refuse(NO_FILES, not whole, "must be a list of files with an id", "files")
    return list(files)


def _uploaded(workspace: Workspace, asked: Json) -> File:
    file = NO_UPLOAD.need(workspace.files.get(asked["id"]))
    NO_BYTES.refuse_if(file.content is None and not file.is_completed)
    TWICE.refuse_if(file.is_completed)
    return file


def _channels(call: Call) -> list[Channel]:
    """Where to share; ids only, also for direct messages."""
    ids = [each for each in (call.text("channel_id"), *call.names("channels")) if each]
    MANY_CHANNELS.refuse_if(len(ids) > CHANNELS)
    found = []
    for each in ids:
        NO_CHANNEL_ID.refuse_if(each[0] not in CHANNEL_KINDS)
        channel = channel_of(call, named=each)
        need_member(call.workspace, channel)
        need_writable(call.workspace, channel)
        found.append(channel)
    return found


def _draft(call: Call, channels: list[Channel]) -> Draft:
    comment, blocks = call.text("initial_comment"), blocks_of(call)
    call.refuse(BOTH, bool(comment and blocks), "give initial_comment or blocks", "blocks")
    thread = call.text("thread_ts") or None
    for channel in channels if thread else []:
        need_parent(channel, thread or "")
    return Draft(text=comment, blocks=blocks, thread_ts=thread)
