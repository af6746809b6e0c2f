"""Slack's calls that read: one message, a thread, a person; bounded in number and in time."""

import time
from collections import deque
from collections.abc import Mapping
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.clock import Clock
from bot.slack_trouble import error_code
from domain.away import Status
from domain.people import Person
from domain.roster import Group
from handlers.groups import read_group
from handlers.messages_read import is_by_app, is_gone
from handlers.people import read_person, read_status

PAGE, PAGES = 200, 10
KEPT = 100
"""How many of a thread's replies are kept: the newest, and the message on top in any case."""

ABSENT = ("thread_not_found", "message_not_found")
HIDDEN = ("user_not_found", "users_not_found", "user_not_visible")

Message = dict[str, Any]


class TooSlow(Exception):
    """The errand's time is over, and somebody else may take it up."""


class Looking:
    """For one errand: `seconds` is how long all of its calls may take together."""

    def __init__(self, slack: WebClient, *, seconds: float) -> None:
        self._slack = slack
        self._until = time.monotonic() + seconds

    def message(self, channel: str, ts: str) -> Message | None:
        """The message that stands there, in a thread or not; None if it is gone."""
        found, _ = self._page(channel, ts, oldest=ts, latest=ts, inclusive=True)
        return next((m for m in found if m["ts"] == ts and not is_gone(m)), None)

    def thread(self, channel: str, root: str) -> tuple[list[Message], int]:
        """Its top and what people replied, the newest, oldest first; and how many are older."""
        top: list[Message] = []
        newest: deque[Message] = deque(maxlen=KEPT)
        count, cursor = 0, ""
        for _ in range(PAGES):
            found, cursor = self._page(channel, root, cursor=cursor or None)
            top = top or [m for m in found if m["ts"] == root]
            replies = [m for m in found if m["ts"] != root and not is_by_app(m)]
            newest.extend(replies)
            count += len(replies)
            if not cursor:
                break
        told = sum(int(m.get("reply_count", 0)) for m in top) if cursor else 0
        return [*top, *newest], max(count, told) - len(newest)

    def person(self, id: str, *, team: str, clock: Clock) -> Person:
        """What Slack says of them; whom it does not show to us is not from here."""
        return self.person_and_status(id, team=team, clock=clock)[0]

    def person_and_status(self, id: str, *, team: str, clock: Clock) -> tuple[Person, Status]:
        """The same, with what stands beside their name."""
        self._need_time()
        asked_at = clock()
        try:
            user: Mapping[str, Any] = self._slack.users_info(user=id)["user"]
        except SlackApiError as error:
            if error_code(error) not in HIDDEN:
                raise
            return Person(id=id, is_from_outside=True, known_at=asked_at), Status()
        return read_person(user, team=team, now=asked_at), read_status(user)

    def groups(self, *, clock: Clock) -> Mapping[str, Group]:
        """Every user group of the workspace that is not deleted, by its id; known when we asked."""
        self._need_time()
        asked_at = clock()
        listed = self._slack.usergroups_list(include_users=True)["usergroups"]
        read = (read_group(each, now=asked_at) for each in listed)
        return {group.id: group for group in read}

    def _page(self, channel: str, ts: str, **bounds: Any) -> tuple[list[Message], str]:
        self._need_time()
        try:
            answer = self._slack.conversations_replies(channel=channel, ts=ts, limit=PAGE, **bounds)
        except SlackApiError as error:
            if error_code(error) not in ABSENT:
                raise
            return [], ""
        more = answer.get("response_metadata") or {}
        return list(answer["messages"]), str(more.get("next_cursor") or "")

    def _need_time(self) -> None:
        if time.monotonic() > self._until:
            raise TooSlow
