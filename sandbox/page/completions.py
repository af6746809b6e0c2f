"""What the composer offers after /, @ and #."""

from sandbox.model import Json, Workspace
from sandbox.page.reader import Reader
from sandbox.page.sidebar import may_see, people


def completions(workspace: Workspace, reader: Reader) -> list[Json]:
    """Each with the word to insert, a hint at its arguments and a line about it.

    A global shortcut has `run`, its callback id: choosing it runs it.
    """
    return [*_commands(workspace), *_names(workspace), *_rooms(workspace, reader)]


def _commands(workspace: Workspace) -> list[Json]:
    commands = [
        _offer(c["command"], about=c.get("description", ""), hint=c.get("usage_hint", ""))
        for c in workspace.app.commands
    ]
    shortcuts = [
        {**_offer(f"/{s['name']}", about=s.get("description", "")), "run": s["callback_id"]}
        for s in workspace.app.shortcuts
        if s.get("type") == "global"
    ]
    return [*commands, *shortcuts]


def _names(workspace: Workspace) -> list[Json]:
    bot = workspace.people[workspace.app.bot_user]
    crowd = [_offer(f"@{p.name}", about=p.real_name) for p in [*people(workspace), bot]]
    groups = [_offer(f"@{g.handle}", about=g.name) for g in workspace.groups.values()]
    return [*crowd, *groups]


def _rooms(workspace: Workspace, reader: Reader) -> list[Json]:
    rooms = (c for c in workspace.channels.values() if c.kind in ("channel", "group"))
    return [_offer(f"#{c.name}", about=c.topic) for c in rooms if may_see(c, reader.id)]


def _offer(word: str, *, about: str, hint: str = "") -> Json:
    return {"word": word, "hint": hint, "about": about}
