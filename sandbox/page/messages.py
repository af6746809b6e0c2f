"""The middle column and the thread pane: messages in the order and form that people read."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from markupsafe import Markup

from sandbox.directory import replies, visible
from sandbox.model import Channel, Json, Message, Person, View, Workspace
from sandbox.page import mrkdwn
from sandbox.page.dates import clock_time, day_name
from sandbox.page.drawing import blocks_html
from sandbox.page.reader import Reader
from sandbox.page.sidebar import people, title
from sandbox.page.surface import Choice, Surface
from sandbox.stored import File

_TOGETHER = 5 * 60
_APP_COLOR = "4a5568"
_NEAR = ("Today", "Yesterday")
KINDS = {"channel": "public", "group": "private", "im": "im", "mpim": "mpim"}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One message, ready to draw. `day` is set on the first one of a day."""

    message: Message
    author: str
    color: str
    is_app: bool
    at: datetime
    time: str
    day: str
    joined: bool
    body: Markup
    files: list[File]
    status: str
    replies: list[Message]
    repliers: list[Person]
    last_reply: str
    has_news: bool


def rows(workspace: Workspace, messages: list[Message], blank: Surface) -> list[Row]:
    """Messages as they follow one another."""
    return [
        _row(workspace, message, blank, previous=messages[place - 1] if place else None)
        for place, message in enumerate(messages)
    ]


def newest(
    channel: Channel, reader: Reader, *, count: int, back_to: str = ""
) -> tuple[list[Message], bool]:
    """The newest messages without their replies, oldest first, and whether there are earlier ones.

    `back_to`, a ts, is among them however old it is.
    """
    shown = [m for m in visible(channel, reader.id) if not m.is_reply or m.broadcast]
    after = sum(1 for m in shown if m.ts >= back_to) if back_to else 0
    size = max(count, after)
    return shown[-size:], len(shown) > size


def thread_rows(
    workspace: Workspace, channel: Channel, blank: Surface, *, thread: str
) -> list[Row]:
    """The parent and its replies."""
    shown = visible(channel, blank.reader.id)
    return rows(workspace, [m for m in shown if thread in (m.ts, m.thread_ts)], blank)


def blank_surface(workspace: Workspace, reader: Reader) -> Surface:
    """A surface whose selects offer the people and conversations that the reader can see."""
    rooms = [c for c in workspace.channels.values() if not c.is_im and not c.is_archived]
    mine = [c for c in workspace.channels.values() if reader.id in c.members]
    return Surface(
        kind="message",
        reader=reader,
        target={},
        people=_sorted(Choice(p.id, p.real_name) for p in people(workspace)),
        channels=_sorted(Choice(c.id, f"#{c.name}") for c in rooms if c.kind == "channel"),
        conversations=_sorted(_conversation(workspace, c, reader) for c in mine),
    )


def filled(blank: Surface, holder: Message | View, *, target: dict[str, str]) -> Surface:
    """The surface of one message or view, with what has been entered in it."""
    kind = holder.kind if isinstance(holder, View) else "message"
    trouble = frozenset(holder.trouble)
    return replace(blank, kind=kind, target=target, state=holder.state, trouble=trouble)


def _sorted(choices: Iterable[Choice]) -> list[Choice]:
    return sorted(choices, key=lambda choice: choice.label.lower())


def _conversation(workspace: Workspace, channel: Channel, reader: Reader) -> Choice:
    name = title(workspace, channel, reader.id)
    is_bot = channel.is_im and workspace.app.bot_user in channel.members
    label = name if channel.kind in ("im", "mpim") else f"#{name}"
    return Choice(channel.id, label, kind=KINDS[channel.kind], is_bot=is_bot)


def _row(
    workspace: Workspace, message: Message, blank: Surface, *, previous: Message | None
) -> Row:
    reader = blank.reader
    author, color, is_app = _author(workspace, message)
    at = reader.local(_seconds(message.ts))
    earlier = reader.local(_seconds(previous.ts)) if previous else None
    is_new_day = earlier is None or earlier.date() != at.date()
    answers = [] if message.is_reply else replies(workspace.channels[message.channel], message.ts)
    return Row(
        message=message,
        author=author,
        color=color,
        is_app=is_app,
        at=at,
        time=clock_time(at),
        day=day_name(at, reader.local_now) if is_new_day else "",
        joined=not is_new_day and _is_continued(message, previous),
        body=_body(message, filled(blank, message, target=_target(message))),
        files=[workspace.files[each] for each in message.files],
        status=_status(workspace, message),
        replies=answers,
        repliers=_repliers(workspace, answers),
        last_reply=_last_reply(answers, reader),
        has_news=_has_news(workspace, answers, reader),
    )


def _target(message: Message) -> dict[str, str]:
    return {"channel": message.channel, "ts": message.ts}


def _author(workspace: Workspace, message: Message) -> tuple[str, str, bool]:
    person = workspace.people.get(message.user)
    if message.bot_id or message.user == workspace.app.bot_user:
        return workspace.app.name, person.color if person else _APP_COLOR, True
    if person is None:
        return message.user, _APP_COLOR, False
    return person.real_name or person.name, person.color, False


def _status(workspace: Workspace, message: Message) -> str:
    person = workspace.people.get(message.user)
    return person.status_emoji.strip(":") if person and not message.bot_id else ""


def _body(message: Message, surface: Surface) -> Markup:
    """Blocks where there are any, else the text; then the attachments."""
    if message.subtype == "tombstone":
        return Markup("<p class='quiet'>This message was deleted.</p>")
    words = Markup('<div class="text">{}</div>').format(mrkdwn.html(message.text, surface.reader))
    main = blocks_html(message.blocks, surface) if message.blocks else words
    return main + Markup("").join(_attachment(a, surface) for a in message.attachments)


def _attachment(attachment: Json, surface: Surface) -> Markup:
    words = attachment.get("text") or attachment.get("fallback") or ""
    parts = [
        mrkdwn.html(attachment.get("pretext", ""), surface.reader),
        Markup("<strong>{}</strong>").format(attachment.get("title", "")),
        mrkdwn.html(words, surface.reader),
        blocks_html(attachment.get("blocks", []), surface),
    ]
    lines = Markup("").join(Markup("<div>{}</div>").format(part) for part in parts if part)
    return Markup('<div class="attachment" data-color="{}">{}</div>').format(
        attachment.get("color", ""), lines
    )


def _seconds(ts: str) -> int:
    return int(ts.split(".", maxsplit=1)[0])


def _is_continued(message: Message, previous: Message | None) -> bool:
    """Whether the message follows one of the same author closely, so that the name is left out."""
    if previous is None or (message.user, message.bot_id) != (previous.user, previous.bot_id):
        return False
    if message.only_for or previous.only_for or message.blocks or previous.blocks:
        return False
    return _seconds(message.ts) - _seconds(previous.ts) < _TOGETHER


def _repliers(workspace: Workspace, answers: list[Message]) -> list[Person]:
    ids = list(dict.fromkeys(m.user for m in answers))
    return [workspace.people[i] for i in ids if i in workspace.people][:5]


def _last_reply(answers: list[Message], reader: Reader) -> str:
    if not answers:
        return ""
    at = reader.local(_seconds(answers[-1].ts))
    day = day_name(at, reader.local_now)
    return f"{day.lower() if day in _NEAR else day} at {clock_time(at)}"


def _has_news(workspace: Workspace, answers: list[Message], reader: Reader) -> bool:
    if not answers:
        return False
    read = workspace.channels[answers[-1].channel].read.get(reader.id, "")
    return any(m.ts > read and m.user != reader.id for m in answers)
