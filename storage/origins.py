"""Which ticket a thread in Slack belongs to: one at most, however many people want one of it."""

import re
from datetime import datetime

from domain.message import Place
from domain.source import Source
from storage.handled import Handled
from storage.posts import Posts

OF_TICKET = re.compile(r"(?:origin:|source:)?MT-(\d+)\b")


class Origins:
    """The thread's top and the message itself are posts, named `origin:MT-7` and `source:MT-7`."""

    def __init__(self, posts: Posts, handled: Handled) -> None:
        self._posts = posts
        self._handled = handled

    def ticket_at(self, channel: str, ts: str) -> int | None:
        """The ticket whose card stands in this message, or that was made of it or of its thread."""
        found = (OF_TICKET.match(name) for name in self._posts.names_at(channel, ts))
        return next((int(each[1]) for each in found if each), None)

    def of(self, source: Source) -> int | None:
        """The ticket that this message's thread belongs to."""
        by_thread = self.ticket_at(source.channel, source.root)
        return by_thread or self.ticket_at(source.channel, source.ts)

    def take(self, source: Source, *, now: datetime) -> int | None:
        """Keep everybody else from making a ticket of this thread until we are done.

        The ticket that it belongs to already, if it does; else the thread is ours.
        """
        self._handled.first_time(f"thread:{source.channel}:{source.root}", now=now)
        return self.of(source)

    def keep(self, reference: str, source: Source) -> None:
        """From now on, the thread is this ticket's."""
        for kind, ts in (("origin", source.root), ("source", source.ts)):
            place = Place(channel=source.channel, ts=ts)
            self._posts.adopt(f"{kind}:{reference}", source.channel, place)
