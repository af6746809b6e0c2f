"""The demo: the bot at work in a local Slack, with a company to play."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bot.catalogue.applying import apply_draft
from bot.catalogue.draft import read_catalogue
from bot.catalogue.yaml_text import read_text
from bot.clock import utc_now
from bot.complaints import Complaint
from bot.demo.story import tell
from bot.demo.tales import TALES
from bot.directory import SlackDirectory
from bot.manifest import manifest
from bot.office import Office, open_office
from bot.run import run as run_bot
from bot.scopes import SURFACE
from bot.settings import Settings
from storage import migrate

ROOT = Path(__file__).parents[2]
COMPANY = Path(__file__).with_name("company.json")
STARTER = ROOT / "desk.yaml"
PLACE = ROOT / ".demo"
STOP_SECONDS = 5


def run(*, port: int) -> None:
    """Start the local Slack and the bot, and serve until stopped. Raises Complaint."""
    PLACE.mkdir(exist_ok=True)
    for old in PLACE.glob("tandem.db*"):
        old.unlink()
    with _sandbox(port) as told:
        settings = _settings(told)
        migrate.upgrade(settings.database_url)
        with open_office(settings) as office:
            _set_up(office, told["people"])
        run_bot(settings, when_ready=lambda _: _welcome(told["page"]))


@contextmanager
def _sandbox(port: int) -> Iterator[dict[str, Any]]:
    """The local Slack in a process of its own, as it describes itself."""
    manifest_file = PLACE / "manifest.json"
    manifest_file.write_text(json.dumps(manifest(SURFACE)))
    command = [sys.executable, "-m", "sandbox", "--port", str(port)]
    command += ["--seed", str(COMPANY), "--manifest", str(manifest_file)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdout
    try:
        first = process.stdout.readline()
        if not first:
            raise Complaint("The local Slack did not start. Another port: tandem demo --port 8800")
        yield dict(json.loads(first))
    finally:
        process.terminate()
        process.wait(STOP_SECONDS)


def _settings(told: dict[str, Any]) -> Settings:
    return Settings(
        slack_bot_token=told["bot_token"],
        slack_app_token=told["app_token"],
        slack_api_url=told["api_url"],
        database_url=f"sqlite:///{PLACE / 'tandem.db'}",
        clock_offset_url=told["clock"],
        tick_seconds=1,
        log_level="WARNING",
    )


def _set_up(office: Office, people: dict[str, str]) -> None:
    """Put the starter catalogue in force, and live through two weeks."""
    draft = read_catalogue(read_text(STARTER))
    apply_draft(draft, office.desk, SlackDirectory(office.slack), by="tandem demo")
    tell(office.desk, TALES, people, now=utc_now())


def _welcome(page: str) -> None:
    sys.stdout.write(
        f"\nTandem is at work. Open {page}\n"
        "Choose who you are at the top, type /request in any channel, open tandem's Home tab, "
        "and move the clock to see digests and check-ins.\nStop with Ctrl-C.\n"
    )
    sys.stdout.flush()
