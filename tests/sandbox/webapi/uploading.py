"""Uploads a file by the three steps of upload v2."""

import urllib.error
import urllib.request

from tests.sandbox.bolt_socket import eventually
from tests.sandbox.webapi.asking import succeeds

# one black pixel
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010800000000"
    "3a7e9b550000000a49444154789c6360000000020001e221bc330000000049454e44ae426082"
)


def sent(address, content, **headers):
    """What the upload address answers: status and text."""
    request = urllib.request.Request(address, content, headers, method="POST")
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def uploaded(client, *, name="dot.png", content=PNG):
    """A file whose bytes are there, not completed."""
    asked = succeeds(client, "files.getUploadURLExternal", filename=name, length=len(content))
    assert sent(asked["upload_url"], content) == (200, f"OK - {len(content)}")
    return asked["file_id"]


def completed(client, file_id, **where):
    files = [{"id": file_id, "title": "A dot"}]
    return succeeds(client, "files.completeUploadExternal", files=files, **where)


def ready(client, file_id):
    """files.info, once the file is processed."""

    def seen():
        file = succeeds(client, "files.info", file=file_id)["file"]
        return file if file["mimetype"] else None

    return eventually(seen)
