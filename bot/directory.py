"""Who and what there is in a Slack workspace, looked up patiently for the command line."""

from collections.abc import Callable, Iterator
from time import sleep
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.catalogue.resolving import Channel, Group, Person
from bot.catalogue.values import CHANNEL_ID, PERSON_ID
from bot.slack_trouble import error_code

Answer = dict[str, Any]

TOO_MANY = 429
TRIES = 10
PAGE = 200
ABSENT = {"users_not_found", "user_not_found", "user_not_visible", "channel_not_found"}


class SlackDirectory:
    """Asks Slack for each once. `wait` is called with the seconds that Slack asks us to wait."""

    def __init__(self, slack: WebClient, wait: Callable[[float], None] = sleep) -> None:
        self._slack, self._wait = slack, wait
        self._people: dict[str, Person | None] = {}
        self._channels: dict[str, Channel | None] = {}
        self._named: dict[str, Channel] = {}
        self._pages = self._listing()
        self._groups: dict[str, Group] | None = None

    def person(self, ref: str) -> Person | None:
        """Look up by e-mail or member id."""
        if ref not in self._people:
            self._people[ref] = self._look_up_person(ref)
        return self._people[ref]

    def channel(self, ref: str) -> Channel | None:
        """Look up by name, with or without its #, or by id."""
        if not CHANNEL_ID.fullmatch(ref):
            return self._find(ref.removeprefix("#"))
        if ref not in self._channels:
            found = self._ask("conversations.info", channel=ref)
            self._channels[ref] = _channel(found["channel"]) if found else None
        return self._channels[ref]

    def group(self, ref: str) -> Group | None:
        """Look up by handle, with or without its @, or by id; all are told at once.

        Of a handle that was used again, the group that is in use.
        """
        if self._groups is None:
            answer = self._ask("usergroups.list", include_users=True, include_disabled=True)
            found = [_group(each) for each in (answer or {}).get("usergroups", [])]
            found.sort(key=lambda group: not group.is_deleted)
            self._groups = {g.handle: g for g in found} | {g.id: g for g in found}
        return self._groups.get(ref.removeprefix("@"))

    def _look_up_person(self, ref: str) -> Person | None:
        if PERSON_ID.fullmatch(ref):
            found = self._ask("users.info", user=ref)
        else:
            found = self._ask("users.lookupByEmail", email=ref)
        return _person(found["user"]) if found else None

    def _find(self, name: str) -> Channel | None:
        """Read on until the name is found: most are on the first page."""
        while name not in self._named:
            page = next(self._pages, None)
            if page is None:
                return None
            for channel in page:
                self._channels[channel.id] = self._named.setdefault(channel.name, channel)
        return self._named[name]

    def _listing(self) -> Iterator[list[Channel]]:
        """The bot's own channels, then all public ones: only here is a workspace listed."""
        own = self._paged("users.conversations", types="public_channel,private_channel")
        for page in own:
            yield [_channel(c, is_member=True) for c in page["channels"]]
        for page in self._paged("conversations.list", types="public_channel"):
            yield [_channel(c) for c in page["channels"]]

    def _paged(self, method: str, **arguments: str) -> Iterator[Answer]:
        cursor = ""
        while True:
            page = self._ask(method, limit=PAGE, cursor=cursor, **arguments)
            if page is None:
                return
            yield page
            cursor = page.get("response_metadata", {}).get("next_cursor", "")
            if not cursor:
                return

    def _ask(self, method: str, **arguments: object) -> Answer | None:
        """Slack's answer; None where there is no such person or channel."""
        given = {name: value for name, value in arguments.items() if value != ""}
        for _ in range(TRIES - 1):
            try:
                return self._call(method, given)
            except SlackApiError as error:
                if error.response.status_code != TOO_MANY:
                    raise
                self._wait(float(error.response.headers.get("Retry-After", 30)))
        return self._call(method, given)

    def _call(self, method: str, arguments: Answer) -> Answer | None:
        try:
            data = self._slack.api_call(method, params=arguments).data
        except SlackApiError as error:
            if error_code(error) in ABSENT:
                return None
            raise
        return data if isinstance(data, dict) else {}


def _person(user: Answer) -> Person:
    profile = user.get("profile", {})
    names = (profile.get("real_name"), user.get("real_name"), profile.get("display_name"))
    name = next((n for n in names if n), None) or user.get("name") or user["id"]
    outside = ("is_restricted", "is_ultra_restricted", "is_stranger")
    return Person(
        id=user["id"],
        name=str(name),
        is_deactivated=bool(user.get("deleted")),
        is_bot=bool(user.get("is_bot")) or user["id"] == "USLACKBOT",
        is_guest=any(user.get(flag) for flag in outside),
    )


def _group(group: Answer) -> Group:
    return Group(
        id=group["id"],
        handle=group.get("handle", ""),
        people=tuple(group.get("users") or ()),
        is_deleted=bool(group.get("date_delete")),
    )


def _channel(channel: Answer, *, is_member: bool = False) -> Channel:
    return Channel(
        id=channel["id"],
        name=channel.get("name", ""),
        bot_is_member=is_member or bool(channel.get("is_member")),
        is_archived=bool(channel.get("is_archived")),
    )
