"""A user group as the Python client sees it, in the hands of an administrator."""

from sandbox.wiring import Wire


class Group:
    """One user group, by handle or id."""

    def __init__(self, wire: Wire, path: str, name: str) -> None:
        self.name = name.removeprefix("@")
        self._wire = wire
        self._path = path

    def add(self, person: str) -> None:
        self._do("add", person=person)

    def remove(self, person: str) -> None:
        self._do("remove", person=person)

    def disable(self) -> None:
        """Delete it, as far as Slack deletes groups."""
        self._do("disable")

    def enable(self) -> None:
        self._do("enable")

    def _do(self, deed: str, **body: str) -> None:
        self._wire.post(f"{self._path}/groups/{self.name}/{deed}", body)
