"""The JSON in which files travel (contract 13.1)."""

import struct
from urllib.parse import quote

from sandbox.directory import replies
from sandbox.model import Channel, Json, Workspace
from sandbox.stored import File

THUMBNAILS = (64, 80, 160, 360, 480)
# how a picture begins, and where its width and height stand in it
HEADS = ((b"\x89PNG", ">II", 16), (b"GIF8", "<HH", 6))

ALWAYS: Json = {
    "editable": False,
    "mode": "hosted",
    "is_external": False,
    "external_type": "",
    "public_url_shared": False,
    "display_as_bot": False,
    "username": "",
    "comments_count": 0,
    "is_starred": False,
    "has_more_shares": False,
    "has_rich_preview": False,
    "file_access": "visible",
}


def file_json(workspace: Workspace, file: File) -> Json:
    """A file as files.info and messages show it; only a stone is left of a deleted one."""
    if file.is_deleted:
        return {"id": file.id, "mode": "tombstone"}
    known = file.is_processed
    return {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title,
        "mimetype": file.mime_type if known else "",
        "filetype": file.kind if known else "",
        "pretty_type": file.kind.upper() if known else "",
        "user": file.user,
        "user_team": workspace.team,
        "size": file.length,
        "is_public": any(channel in _public(workspace) for channel, _ in file.shares),
        **ALWAYS,
        **_addresses(workspace, file),
        **_places(workspace, file),
        **({"alt_txt": file.alt_text} if file.alt_text else {}),
        **(_picture(workspace, file) if known and file.is_image else {}),
    }


def address(workspace: Workspace, file: File, *, way: str = "") -> str:
    name = quote(file.name, safe="")
    return f"{workspace.base_url}/files-pri/{workspace.team}-{file.id}/{way}{name}"


def _addresses(workspace: Workspace, file: File) -> Json:
    site = f"https://{workspace.domain}.slack.com/files/{file.user}/{file.id}"
    return {
        "url_private": address(workspace, file),
        "url_private_download": address(workspace, file, way="download/"),
        "permalink": f"{site}/{quote(file.name, safe='')}",
        "permalink_public": f"https://slack-files.com/{workspace.team}-{file.id}-{file.key[:10]}",
    }


def _places(workspace: Workspace, file: File) -> Json:
    shares: dict[str, dict[str, list[Json]]] = {}
    found: dict[str, list[str]] = {"channels": [], "groups": [], "ims": []}
    lists = {"channel": "channels", "im": "ims"}
    for name, ts in file.shares:
        channel = workspace.channels[name]
        public = "public" if channel.kind == "channel" else "private"
        share = _share(workspace, channel, ts, file)
        shares.setdefault(public, {}).setdefault(name, []).append(share)
        found[lists.get(channel.kind, "groups")].append(name)
    return {**found, "shares": shares}


def _share(workspace: Workspace, channel: Channel, ts: str, file: File) -> Json:
    below = replies(channel, ts)
    users = list(dict.fromkeys(each.user for each in below))
    message = channel.messages.get(ts)
    share: Json = {
        "ts": ts,
        "channel_name": channel.name,
        "team_id": workspace.team,
        "share_user_id": file.user,
        "reply_users": users,
        "reply_users_count": len(users),
        "reply_count": len(below),
    }
    if below:
        share["latest_reply"] = below[-1].ts
    if message and message.thread_ts:
        share["thread_ts"] = message.thread_ts
    return share


def _picture(workspace: Workspace, file: File) -> Json:
    shown = address(workspace, file)
    width, height = _size(file.content or b"")
    return {
        "original_w": width,
        "original_h": height,
        "image_exif_rotation": 1,
        "thumb_360_w": width,
        "thumb_360_h": height,
        **{f"thumb_{side}": shown for side in THUMBNAILS},
    }


def _size(content: bytes) -> tuple[int, int]:
    """Width and height of a PNG or GIF; 0 where they are not read here."""
    for start, layout, at in HEADS:
        if content.startswith(start) and len(content) >= at + struct.calcsize(layout):
            width, height = struct.unpack_from(layout, content, at)
            return width, height
    return 0, 0


def _public(workspace: Workspace) -> list[str]:
    return [each.id for each in workspace.channels.values() if each.kind == "channel"]
