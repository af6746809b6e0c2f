"""Who is reading: how ids become names for them, in which zone, and where links lead."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlencode, urlsplit
from zoneinfo import ZoneInfo

_ARCHIVE = re.compile(r"^/archives/([A-Z0-9]+)(?:/p(\d{10})(\d{6}))?$")


@dataclass(frozen=True, kw_only=True)
class Reader:
    """The person in front of the page.

    `names` holds display names by id (people, channels, user groups); `home` is the page's
    address up to the question mark, `name` the person's own name in it.
    """

    id: str
    name: str
    home: str
    domain: str
    zone: ZoneInfo
    now: datetime
    names: Mapping[str, str]
    groups: frozenset[str] = frozenset()

    def local(self, seconds: float) -> datetime:
        """A Unix time in the reader's zone."""
        return datetime.fromtimestamp(seconds, UTC).astimezone(self.zone)

    @property
    def local_now(self) -> datetime:
        return self.now.astimezone(self.zone)

    def page(self, **place: str) -> str:
        """The page's own address of a place: `channel`, `thread`, `message`, `tab`."""
        return f"{self.home}?{urlencode({'as': self.name, **place})}"

    def file(self, file_id: str) -> str:
        """Where a file of the workspace is, for this person."""
        return f"{self.home}files/{file_id}?{urlencode({'as': self.name})}"

    def follow(self, url: str) -> str | None:
        """Where a permalink of this workspace leads within the page; None for other links."""
        parts = urlsplit(url)
        found = _ARCHIVE.match(parts.path)
        if parts.hostname != f"{self.domain}.slack.com" or not found:
            return None
        place = {"channel": found[1]}
        if found[2]:
            place["message"] = f"{found[2]}.{found[3]}"
        if thread := parse_qs(parts.query).get("thread_ts"):
            place["thread"] = thread[0]
        return self.page(**place)
