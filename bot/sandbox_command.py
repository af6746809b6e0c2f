"""`tandem sandbox`: the local Slack alone, for any app in development."""

from pathlib import Path

from bot.complaints import Complaint
from bot.console import say
from sandbox.alone import opened, welcome
from sandbox.written import Unusable


def run(*, port: int, workspace: Path | None, manifest: Path | None, at: str | None) -> None:
    """Serve until stopped. Raises Complaint."""
    try:
        running, made = opened(port, workspace=workspace, manifest=manifest, at=at)
    except Unusable as unusable:
        raise Complaint(*unusable.lines) from None
    say(*welcome(made, has_manifest=manifest is not None))
    try:
        running.run()
    except KeyboardInterrupt:
        return
