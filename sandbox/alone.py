"""Starts the sandbox alone, for any app in development, and says what to do next."""

import errno
import os
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path

from sandbox import manifest_file, starter, workspace_file
from sandbox.directory import readable
from sandbox.model import Json, Workspace
from sandbox.not_built import need_built
from sandbox.rules import OFF, RULES, Refused
from sandbox.seed import build
from sandbox.server import Running
from sandbox.written import Unusable, read

TLS_PORT = 443
FIRST_FREE_PORT = 1024


def listening(port: int) -> Running:
    """A server on this port, which is not running yet. Raises Unusable."""
    if port == TLS_PORT:
        reason = "one of Slack's clients speaks TLS to whatever has this port, and hears nothing"
        raise Unusable(f"Port 443 cannot be used: {reason}. Take another one, such as 8790.")
    try:
        return Running(port=port)
    except OSError as error:
        raise Unusable(f"Port {port} cannot be used: {_reason(error, port)}.") from None


def opened(
    port: int, *, workspace: Path | None, manifest: Path | None, at: str | None
) -> tuple[Running, Workspace]:
    """A server on this port with the workspace of these files in it. Raises Unusable."""
    _need_known_rules()
    seed, app = described_in(workspace), app_in(manifest)
    _need_other_names(seed, app)
    seed["clock"] = _time(at) or seed.get("clock")
    running = listening(port)
    team = seed.get("team", {}).get("id") or "T0001"
    made = build(seed=seed, manifest=app, team=team, base_url=running.base_url)
    running.hub.add(made)
    return running, made


def described_in(path: Path | None) -> Json:
    """The workspace in this file, or the starter. Raises Unusable with every mistake."""
    seed = read(path) if path else starter.WORKSPACE
    if wrong := workspace_file.problems(seed):
        raise Unusable(*(f"{path}: {line}" for line in wrong))
    return workspace_file.settled(seed)


def app_in(path: Path | None) -> Json:
    """The manifest in this file, or the starter. Raises Unusable with every mistake."""
    manifest = read(path) if path else starter.MANIFEST
    if wrong := manifest_file.problems(manifest):
        raise Unusable(*(f"{path}: {line}" for line in wrong))
    try:
        need_built(manifest)
    except Refused as refused:
        raise Unusable(*(f"{path}: {line}" for line in refused.details)) from None
    return manifest


def welcome(workspace: Workspace, *, has_manifest: bool) -> list[str]:
    """What to tell whoever started it."""
    manifest = workspace.app.manifest
    advice = manifest_file.advice(manifest) if has_manifest else [starter.ADVICE]
    return [
        f"{workspace.name} is open. Be its people at {workspace.base_url}/w/{workspace.team}/",
        *advice,
        "",
        "Start your app in another terminal, with these:",
        f"  export SLACK_BOT_TOKEN={workspace.app.bot_token}",
        f"  export SLACK_APP_TOKEN={workspace.app.app_token}",
        f"  export SLACK_API_URL={workspace.base_url}/api/",
        "",
        "Your app has to be told the address, instead of Slack's own:",
        '  Python: App(client=WebClient(token, base_url=os.environ["SLACK_API_URL"]))',
        "  Node:   new App({ token, clientOptions: { slackApiUrl: process.env.SLACK_API_URL } })",
        "",
        "docs/sandbox.md says the rest. Stop with Ctrl-C.",
    ]


def _need_other_names(seed: Json, manifest: Json) -> None:
    """The app's user is a person, too: its id must be its own."""
    name = manifest.get("display_information", {}).get("name", "App")
    bot = manifest.get("features", {}).get("bot_user", {}).get("display_name", name)
    for person in seed.get("people", []):
        if (person.get("id") or readable("U", person["name"])) == readable("U", bot):
            raise Unusable(f"{person['name']} is what the app is called, too. Rename one of them.")


def _need_known_rules() -> None:
    """A name in SANDBOX_RULES_OFF that no rule has would switch nothing off."""
    for name in sorted(OFF - RULES.keys()):
        close = get_close_matches(name, RULES, n=1)
        meant = f" Did you mean {close[0]}?" if close else ""
        raise Unusable(f"SANDBOX_RULES_OFF: There is no rule {name}.{meant}")


def _time(at: str | None) -> str | None:
    try:
        return datetime.fromisoformat(at).isoformat() if at else None
    except ValueError:
        raise Unusable(f"{at} is no time. Write it like 2026-11-23T09:00.") from None


def _reason(error: OSError, port: int) -> str:
    if error.errno == errno.EACCES and port < FIRST_FREE_PORT:
        return "ports below 1024 are for administrators"
    return os.strerror(error.errno or 0)
