"""Slack's calls that put a message somewhere, and the look for one that may already stand."""

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from slack_sdk import WebClient

from domain.message import Place, Post

EVENT_TYPE = "tandem_message"
LOOK_BACK = timedelta(seconds=60)
PAGE, PAGES = 200, 10


class Posting:
    """`identity` goes along unseen with each post, so that it can be found again."""

    def __init__(self, slack: WebClient) -> None:
        self._slack = slack

    def post(self, to: str, shown: Post, *, identity: str, thread: Place | None) -> Place:
        answer = self._slack.chat_postMessage(
            channel=thread.channel if thread else to,
            thread_ts=thread.ts if thread else None,
            text=shown.text,
            blocks=list(shown.blocks) or None,
            metadata={"event_type": EVENT_TYPE, "event_payload": {"key": identity}},
            client_msg_id=str(uuid.uuid5(uuid.NAMESPACE_URL, f"tandem:{to}:{identity}")),
            unfurl_links=False,
            unfurl_media=False,
        )
        return Place(channel=str(answer["channel"]), ts=str(answer["ts"]))

    def update(self, place: Place, shown: Post) -> Place:
        self._slack.chat_update(
            channel=place.channel, ts=place.ts, text=shown.text, blocks=list(shown.blocks)
        )
        return place

    def find(
        self, to: str, *, identity: str, thread: Place | None, since: datetime
    ) -> Place | None:
        """The post with this identity, if Slack took it at an earlier attempt."""
        channel = thread.channel if thread else self._channel(to)
        for message in self._messages(channel, thread, since - LOOK_BACK):
            found = message.get("metadata", {}).get("event_payload", {}).get("key")
            if found == identity:
                return Place(channel=channel, ts=message["ts"])
        return None

    def _channel(self, to: str) -> str:
        """A person's direct messages have an id of their own."""
        if not to.startswith(("U", "W")):
            return to
        return str(self._slack.conversations_open(users=to)["channel"]["id"])

    def _messages(
        self, channel: str, thread: Place | None, oldest: datetime
    ) -> Iterator[dict[str, Any]]:
        cursor = ""
        for _ in range(PAGES):
            asked: dict[str, Any] = {
                "channel": channel,
                "oldest": f"{oldest.timestamp():.6f}",
                "include_all_metadata": True,
                "limit": PAGE,
                "cursor": cursor or None,
            }
            answer = (
                self._slack.conversations_replies(ts=thread.ts, **asked)
                if thread
                else self._slack.conversations_history(**asked)
            )
            yield from answer["messages"]
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return
