"""The whole page for one person at one place, as HTML."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from sandbox.model import Channel, Json, Person, View, Workspace
from sandbox.page import troubles
from sandbox.page.completions import completions
from sandbox.page.drawing import draw
from sandbox.page.messages import Row, blank_surface, filled, newest, rows, thread_rows
from sandbox.page.reader import Reader
from sandbox.page.sidebar import may_see, people, sidebar, title
from sandbox.page.surface import Surface

STATIC = "/page-static/"
AT_FIRST = 60
MORE = 150


@dataclass(frozen=True, kw_only=True)
class Place:
    """What the address names: a channel, a thread or message in it, a tab of the app."""

    channel: Channel
    thread: str = ""
    message: str = ""
    tab: str = ""
    count: int = AT_FIRST


def reader_of(workspace: Workspace, person: Person) -> Reader:
    """The person as the page's reader."""
    names = {p.id: p.real_name or p.name for p in workspace.people.values()}
    groups = {g.id: g.handle for g in workspace.groups.values()}
    rooms = {c.id: c.name for c in workspace.channels.values() if c.kind in ("channel", "group")}
    hidden = {c.id for c in workspace.channels.values() if not may_see(c, person.id)}
    return Reader(
        id=person.id,
        name=person.name,
        home=f"/w/{workspace.team}/",
        domain=workspace.domain,
        zone=ZoneInfo(person.tz),
        now=workspace.clock.now(),
        names={k: v for k, v in (names | groups | rooms).items() if k not in hidden},
        groups=frozenset(g.id for g in workspace.groups.values() if person.id in g.people),
    )


def page(workspace: Workspace, person: Person, place: Place) -> str:
    """The page, every part of it marked so that the script can swap what changed."""
    reader = reader_of(workspace, person)
    blank = blank_surface(workspace, reader)
    common: Json = {"workspace": workspace, "reader": reader, "app": workspace.app}
    common |= {"me": person, "shortcuts": _shortcuts(workspace)}
    spot = _where(workspace, reader, place)
    top = _top(workspace, reader, place)
    return draw(
        "page.html",
        **common,
        **spot,
        **top,
        **_conversation(workspace, blank, place, common),
        **_modal(workspace, blank, common),
        head_html=Markup(draw("head.html", **common, **spot)),
        home_html=_home(workspace, blank, place, common),
        offer=completions(workspace, reader),
        kinds=troubles.kinds(),
        places=troubles.places(),
        static=STATIC,
    )


def _shortcuts(workspace: Workspace) -> dict[str, list[Json]]:
    """The app's shortcuts by their kind, as the manifest has them."""
    kinds = ("global", "message")
    return {kind: [s for s in workspace.app.shortcuts if s.get("type") == kind] for kind in kinds}


def _where(workspace: Workspace, reader: Reader, place: Place) -> Json:
    channel = place.channel
    name = title(workspace, channel, reader.id)
    is_app = channel.is_im and workspace.app.bot_user in channel.members
    why_not = _why_not(workspace, channel, reader)
    return {
        "channel": channel,
        "title": name,
        "address": name if channel.kind in ("im", "mpim") else f"#{name}",
        "thread": place.thread,
        "close_thread": reader.page(channel=channel.id),
        "tab": place.tab,
        "tabs": _tabs(workspace) if is_app else [],
        "is_app": is_app,
        "may_post": not why_not,
        "why_not": why_not,
        "read": channel.read.get(reader.id, ""),
    }


def _why_not(workspace: Workspace, channel: Channel, reader: Reader) -> str:
    if channel.is_archived:
        return "This channel is archived."
    if reader.id not in channel.members:
        return f"You are not in #{channel.name}; you can read along."
    is_app = channel.is_im and workspace.app.bot_user in channel.members
    if is_app and workspace.app.home.get("messages_tab_read_only_enabled"):
        return "Sending messages to this app has been turned off."
    return ""


def _tabs(workspace: Workspace) -> list[tuple[str, str]]:
    has_home = workspace.app.home.get("home_tab_enabled")
    return [("home", "Home"), ("messages", "Messages")] if has_home else []


def _top(workspace: Workspace, reader: Reader, place: Place) -> Json:
    reading = place.tab != "home"
    side = sidebar(workspace, reader, current=place.channel.id, reading=reading)
    badges = sum(e.badge for e in [*side.channels, *side.direct, *side.apps])
    crowd = people(workspace)
    homes = {p.id: f"{reader.home}?as={p.name}" for p in crowd}
    switch = {
        p.id: f"{home}&channel={place.channel.id}" if _shared(place.channel, p) else home
        for p, home in ((p, homes[p.id]) for p in crowd)
    }
    now = reader.local_now
    moved = Markup(' <em data-testid="clock-moved">moved</em>') if workspace.clock.offset else ""
    return {
        "side_html": Markup(draw("sidebar.html", side=side, workspace=workspace)),
        "people_html": Markup(draw("people.html", people=crowd, switch=switch, reader=reader)),
        "now_html": Markup("<b>{}<span> {}</span> {}</b>{}").format(
            f"{now:%a}", f"{now:%-d %b}", f"{now:%H:%M}", moved
        ),
        "now_seconds": int(now.timestamp()),
        "unread_mark": f"({badges}) " if badges else "",
    }


def _shared(channel: Channel, person: Person) -> bool:
    return not channel.is_im and may_see(channel, person.id)


def _conversation(
    workspace: Workspace, blank: Surface, place: Place, common: dict[str, Any]
) -> Json:
    channel, reader = place.channel, blank.reader
    shown, has_earlier = newest(channel, reader, count=place.count, back_to=place.message)
    main = [] if place.tab == "home" else rows(workspace, shown, blank)
    thread = place.thread and thread_rows(workspace, channel, blank, thread=place.thread)
    more = reader.page(channel=channel.id, show=str(place.count + MORE))
    return {
        "rows": [_html(row, common, in_thread=False) for row in main],
        "thread_rows": [_html(row, common, in_thread=True) for row in thread or []],
        "earlier": more if has_earlier else "",
    }


def _html(row: Row, common: dict[str, Any], *, in_thread: bool) -> tuple[str, Markup]:
    reader: Reader = common["reader"]
    message = row.message
    here = reader.page(
        channel=message.channel,
        message=message.ts,
        **({"thread": message.thread_ts} if message.thread_ts and message.is_reply else {}),
    )
    html = draw("message.html", **common, row=row, here=here, in_thread=in_thread)
    return message.ts.replace(".", "-"), Markup(html)


def _home(workspace: Workspace, blank: Surface, place: Place, common: dict[str, Any]) -> Markup:
    if place.tab != "home":
        return Markup("")
    view = workspace.homes.get(blank.reader.id)
    surface = filled(blank, view, target={"view": view.id}) if view else blank
    return Markup(draw("home.html", **common, view=view, surface=surface))


def _modal(workspace: Workspace, blank: Surface, common: dict[str, Any]) -> Json:
    stack = workspace.stacks.get(blank.reader.id, [])
    view = workspace.views.get(stack[-1]) if stack else None
    if view is None:
        return {"modal_key": "none", "modal_html": ""}
    html = draw("modal.html", **common, view=view, surface=_of_view(blank, view), depth=len(stack))
    return {"modal_key": f"{view.id} {view.hash}", "modal_html": Markup(html)}


def _of_view(blank: Surface, view: View) -> Surface:
    return filled(blank, view, target={"view": view.id})
