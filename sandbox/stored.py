"""A file in a workspace: asked for, uploaded, completed, processed, and shared in channels."""

from dataclasses import dataclass, field
from mimetypes import guess_type
from pathlib import PurePath

IMAGES = ("png", "jpg", "jpeg", "gif")


@dataclass(slots=True)
class File:
    """`length` is how many bytes were promised; `shares` are the (channel, ts) it stands in.

    Kind and thumbnails are known only when Slack has processed it (contract 13.1).
    """

    id: str
    key: str
    name: str
    length: int
    user: str
    created: int
    title: str = ""
    alt_text: str = ""
    content: bytes | None = None
    is_completed: bool = False
    is_processed: bool = False
    is_deleted: bool = False
    shares: list[tuple[str, str]] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """The end of its name, such as png."""
        return PurePath(self.name).suffix.removeprefix(".").lower() or "text"

    @property
    def mime_type(self) -> str:
        return guess_type(self.name)[0] or "text/plain"

    @property
    def is_image(self) -> bool:
        return self.kind in IMAGES

    @property
    def is_there(self) -> bool:
        return self.is_completed and not self.is_deleted
