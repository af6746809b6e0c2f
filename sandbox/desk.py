"""A person as the Python client sees them."""

from base64 import b64encode
from datetime import datetime
from typing import Any

from sandbox.blockkit.settled import components
from sandbox.outcomes import Outcome, SubmitOutcome
from sandbox.wiring import Json, Wire


class Person:
    """Acts as one person; every method comes back when Slack's answer is there."""

    def __init__(
        self, wire: Wire, path: str, name: str, *, user_id: str, bot_user: str = ""
    ) -> None:
        self.id = user_id
        self.bot_user = bot_user
        self.name = name
        self._wire = wire
        self._path = path

    def command(
        self, command: str, text: str = "", *, channel: str = "dm", thread_ts: str | None = None
    ) -> Outcome:
        """Run a slash command; the outcome holds the answer in the ack, or Slack's words."""
        where = {"channel": channel, "thread_ts": thread_ts}
        return Outcome(**self._act("command", command=command, text=text, **where))

    def view(self, title: str | None = None, *, timeout: float = 3.0) -> Json:
        """The modal on top, waited for; AssertionError when none comes."""
        found = self.open_view(title, timeout=timeout)
        assert found, f"no modal {title or ''} opened for {self.name} within {timeout} s"
        return found

    def open_view(self, title: str | None = None, *, timeout: float = 0.0) -> Json | None:
        """The modal on top, or None."""
        return _maybe(self._see("view", title=title, timeout=timeout))

    def submit(
        self, values: Json | None = None, *, view: Json | str | None = None
    ) -> SubmitOutcome:
        """Fill in the modal on top (or `view`) and press its submit button."""
        told = self._act("submit", view=self._view_id(view), values=values or {})
        return SubmitOutcome(**told)

    def close(self, view: Json | str | None = None, *, everything: bool = False) -> None:
        """Cancel the modal on top; `everything` closes the stack by its X."""
        self._act("close", view=self._view_id(view), everything=everything)

    def press(
        self,
        button: str,
        *,
        message: Json | None = None,
        view: Json | str | None = None,
        values: Json | None = None,
    ) -> Outcome:
        """Press a button by its text or action_id, in a message or in a view (default: on top)."""
        where = self._where(message, view)
        return Outcome(**self._act("press", action_id=button, values=values, **where))

    def choose(
        self,
        element: str,
        value: Any,
        *,
        message: Json | None = None,
        view: Json | str | None = None,
        values: Json | None = None,
    ) -> Outcome:
        """Choose in a menu that acts at once, by its action_id; `values` are typed elsewhere."""
        where = self._where(message, view)
        chosen = {"action_id": element, "value": value, "values": values}
        return Outcome(**self._act("choose", **chosen, **where))

    def type_in(
        self, element: str, text: str, *, view: Json | str | None = None, enter: bool = False
    ) -> list[Outcome]:
        """Type into an input that acts at once; one outcome for each time that the app was told."""
        where = self._where(None, view)
        told = self._act("type_in", action_id=element, text=text, enter=enter, **where)
        return [Outcome(**each) for each in told]

    def suggestions(
        self, element: str, query: str, *, message: Json | None = None, view: Json | None = None
    ) -> list[Json]:
        """What an external select offers for `query`."""
        where = self._where(message, view)
        return list(self._act("suggest", action_id=element, query=query, **where))

    def say(
        self,
        text: str,
        *,
        channel: str = "dm",
        thread_ts: str | None = None,
        broadcast: bool = False,
    ) -> Json:
        """Post a message; what stands in the channel now. `broadcast`: a reply for all to see."""
        where = {"channel": channel, "thread_ts": thread_ts, "broadcast": broadcast}
        return dict(self._act("say", text=text, **where))

    def mention(self, text: str, channel: str, *, thread_ts: str | None = None) -> Json:
        """Say something to the app in a channel."""
        return self.say(f"<@{self.bot_user}> {text}", channel=channel, thread_ts=thread_ts)

    def edit(self, message: Json, text: str) -> Json:
        """Change one's own message."""
        return dict(self._act("edit", text=text, **_at(message)))

    def delete(self, message: Json) -> None:
        """Delete one's own message, or anybody's as an administrator."""
        self._act("delete", **_at(message))

    def share_file(
        self,
        name: str,
        content: bytes,
        *,
        channel: str = "dm",
        text: str = "",
        thread_ts: str | None = None,
    ) -> Json:
        """Share a file with a few words."""
        body = {"name": name, "content": b64encode(content).decode(), "text": text}
        return dict(self._act("share_file", channel=channel, thread_ts=thread_ts, **body))

    def group_dm(self, *others: str) -> str:
        """The id of the direct message with these people (names, or the app's bot user)."""
        return str(self._act("open_group", others=others))

    def sees(self, channel: str) -> list[Json]:
        """The messages of a channel, ephemeral ones and threads included, oldest first."""
        return list(self._see("messages", channel=channel))

    def dm(self) -> list[Json]:
        """The messages with the app."""
        return self.sees("dm")

    def message(self, words: str, *, channel: str = "dm") -> Json:
        """The newest visible message that contains `words` in its text or blocks."""
        found = [each for each in self.sees(channel) if words in shown_words(each)]
        assert found, f"{self.name} sees nothing with {words!r} in {channel}"
        return found[-1]

    def home(self, *, timeout: float = 0.0) -> Json | None:
        """Open the Home tab; what is published there, waited for up to `timeout` seconds."""
        self._act("open_home")
        return _maybe(self._see("home", timeout=timeout))

    def open_messages(self) -> None:
        """Open the conversation with the app, as its Messages tab."""
        self._act("open_home", tab="messages")

    def shortcut(self, callback_id: str, *, message: Json | None = None) -> Outcome:
        """Run a global shortcut, or a message shortcut on `message`."""
        where = _at(message) if message else {}
        return Outcome(**self._act("shortcut", callback_id=callback_id, **where))

    def message_shortcut(self, callback_id: str, message: Json) -> Outcome:
        return self.shortcut(callback_id, message=message)

    def react(self, message: Json, emoji: str) -> None:
        self._act("react", emoji=emoji, **_at(message))

    def unreact(self, message: Json, emoji: str) -> None:
        self._act("unreact", emoji=emoji, **_at(message))

    def set_status(self, text: str, emoji: str = "", *, until: datetime | None = None) -> None:
        """Put a status on, until a time on the workspace's clock if one is given."""
        seconds = int(until.timestamp()) if until else 0
        self._act("set_status", text=text, emoji=emoji, until=seconds)

    def clear_status(self) -> None:
        self._act("set_status")

    def mark_read(self, channel: str, *, ts: str | None = None) -> None:
        self._act("mark_read", channel=channel, ts=ts)

    def unread(self, channel: str) -> int:
        return int(self._see("badge", channel=channel)["unread"])

    def mentions(self, channel: str) -> int:
        """How many unread messages speak to this person."""
        return int(self._see("badge", channel=channel)["mentions"])

    def deactivate(self) -> None:
        self._wire.post(f"{self._path}/people/{self.id}/deactivate")

    def reactivate(self) -> None:
        self._wire.post(f"{self._path}/people/{self.id}/reactivate")

    def make_guest(self) -> None:
        self._wire.post(f"{self._path}/people/{self.id}/make_guest")

    def make_member(self) -> None:
        self._wire.post(f"{self._path}/people/{self.id}/make_member")

    def _where(self, message: Json | None, view: Json | str | None) -> Json:
        if message:
            return {"channel": message["channel"], "ts": message.get("ts")}
        return {"view": self._view_id(view)}

    def _view_id(self, view: Json | str | None) -> str:
        return view if isinstance(view, str) else str((view or self.view())["id"])

    def _act(self, do: str, **body: Any) -> Any:
        return self._wire.post(f"{self._path}/act", {"as": self.id, "do": do, **body})["result"]

    def _see(self, what: str, **body: Any) -> Any:
        return self._wire.post(f"{self._path}/see", {"as": self.id, "what": what, **body})["result"]


def shown_words(message: Json) -> str:
    """All words of a message: its text and the texts in its blocks."""
    return "\n".join([message.get("text", ""), *_texts(message.get("blocks", []))])


def buttons(message: Json) -> list[str]:
    """The texts of the buttons in a message or a view, in order."""
    found = components(message.get("blocks", []))
    return [each["text"]["text"] for _, each in found if each["type"] == "button"]


def _texts(value: Any) -> list[str]:
    if isinstance(value, list):
        return [text for each in value for text in _texts(each)]
    if not isinstance(value, dict):
        return []
    own = [value["text"]] if isinstance(value.get("text"), str) else []
    return own + [text for each in value.values() for text in _texts(each)]


def _at(message: Json) -> Json:
    return {"channel": message["channel"], "ts": message["ts"]}


def _maybe(value: Any) -> Json | None:
    return dict(value) if value else None
