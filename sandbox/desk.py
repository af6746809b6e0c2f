"""A person and a channel as the Python client sees them."""

from typing import Any

from sandbox.blockkit.settled import components
from sandbox.outcomes import Outcome, SubmitOutcome
from sandbox.wiring import Json, Wire


class Person:
    """Acts as one person; every method comes back when Slack's answer is there."""

    def __init__(self, wire: Wire, path: str, name: str, *, user_id: str) -> None:
        self.id = user_id
        self.name = name
        self._wire = wire
        self._path = path

    def command(self, command: str, text: str = "", *, channel: str = "dm") -> Outcome:
        """Run a slash command; the outcome holds the answer in the ack, or Slack's words."""
        return Outcome(**self._act("command", command=command, text=text, channel=channel))

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
    ) -> Outcome:
        """Choose in a menu that acts at once, by its action_id."""
        where = self._where(message, view)
        return Outcome(**self._act("choose", action_id=element, value=value, **where))

    def suggestions(
        self, element: str, query: str, *, message: Json | None = None, view: Json | None = None
    ) -> list[Json]:
        """What an external select offers for `query`."""
        where = self._where(message, view)
        return list(self._act("suggest", action_id=element, query=query, **where))

    def say(self, text: str, *, channel: str = "dm", thread_ts: str | None = None) -> Json:
        """Post a message; what stands in the channel now."""
        return dict(self._act("say", text=text, channel=channel, thread_ts=thread_ts))

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

    def shortcut(self, callback_id: str, *, message: Json | None = None) -> Outcome:
        """Run a global shortcut, or a message shortcut on `message`."""
        where = {"channel": message["channel"], "ts": message["ts"]} if message else {}
        return Outcome(**self._act("shortcut", callback_id=callback_id, **where))

    def react(self, emoji: str, *, message: Json) -> None:
        self._act("react", emoji=emoji, channel=message["channel"], ts=message["ts"])

    def mark_read(self, channel: str, *, ts: str | None = None) -> None:
        self._act("mark_read", channel=channel, ts=ts)

    def unread(self, channel: str) -> int:
        return int(self._see("badge", channel=channel)["unread"])

    def deactivate(self) -> None:
        self._wire.post(f"{self._path}/people/{self.id}/deactivate")

    def reactivate(self) -> None:
        self._wire.post(f"{self._path}/people/{self.id}/reactivate")

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


class Channel:
    """A channel as an administrator handles it."""

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

    def delete(self, message: Json) -> None:
        """Take a message away, as an administrator may."""
        self._do("delete_message", ts=message["ts"])

    def _do(self, deed: str, **body: Any) -> None:
        self._wire.post(f"{self._path}/channels/{self.id}/{deed}", body)


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


def _maybe(value: Any) -> Json | None:
    return dict(value) if value else None
