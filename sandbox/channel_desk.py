"""A channel as the Python client sees it, in the hands of an administrator."""

from typing import Any

from sandbox.wiring import Wire


class Channel:
    """One channel; `remove_bot`, `archive` and the rest do what they say."""

    def __init__(self, wire: Wire, path: str, name: str, *, channel_id: str) -> None:
        self.id = channel_id
        self.name = name
        self._wire = wire
        self._path = path

    def invite_bot(self, *, by: str | None = None) -> None:
        self._do("invite_bot", by=by)

    def remove_bot(self) -> None:
        self._do("remove_bot")

    def add(self, person: str) -> None:
        self._do("add_person", person=person)

    def remove(self, person: str) -> None:
        self._do("remove_person", person=person)

    def archive(self) -> None:
        self._do("archive")

    def unarchive(self) -> None:
        self._do("unarchive")

    def rename(self, to: str) -> None:
        self._do("rename", to=to)

    def make_private(self) -> None:
        self._do("make_private")

    def delete(self) -> None:
        """Delete the channel with all that was said in it."""
        self._do("delete")

    def _do(self, deed: str, **body: Any) -> None:
        self._wire.post(f"{self._path}/channels/{self.id}/{deed}", body)
