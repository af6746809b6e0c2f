"""The command line: `tandem`. Expected failures end in one clear line and exit code 1."""

import logging
import sys
import zoneinfo
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from bot import complaints
from bot.console import list_checks, say, say_applied, spinning

# Modules that take long to import are imported by the commands that need them, so that
# `tandem --help` answers at once: hence the exceptions from PLC0415 below.

app = typer.Typer(
    name="tandem",
    help="Keep Marketing and IT in step: requests, approvals, check-ins and digests in Slack.",
    epilog="To try it without Slack: tandem demo",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
config = typer.Typer(help="The catalogue file: what can be requested and who answers for it.")
db = typer.Typer(help="The database.")
app.add_typer(config, name="config", no_args_is_help=True)
privacy = typer.Typer(help="What was declared about people's data, and decided on it.")
app.add_typer(db, name="db", no_args_is_help=True)
app.add_typer(privacy, name="privacy", no_args_is_help=True)

CatalogueFile = Annotated[Path, typer.Argument(metavar="FILE", help="The catalogue file.")]
STARTER = Path("desk.yaml")


def main(arguments: list[str] | None = None) -> None:
    """Run one command and leave with its exit code."""
    zoneinfo.reset_tzpath(())
    try:
        app(arguments)
    except Exception as error:
        lines = complaints.about(error)
        if lines is None:
            raise
        say(*lines, is_error=True)
        sys.exit(1)


def _show_version(is_wanted: bool) -> None:
    if is_wanted:
        typer.echo(f"tandem {version('tandem-desk')}")
        raise typer.Exit


@app.callback()
def _options(
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    pass


@app.command(epilog="Example: tandem run")
def run() -> None:
    """Connect to Slack and work until stopped with Ctrl-C.

    Needs SLACK_BOT_TOKEN and SLACK_APP_TOKEN, in the environment or in .env.
    """
    from bot.run import run as run_bot  # noqa: PLC0415
    from bot.settings import load_settings  # noqa: PLC0415

    run_bot(load_settings())


@app.command(epilog="Example: tandem demo --port 8800")
def demo(
    port: Annotated[
        int, typer.Option(min=1, max=65535, help="Where the web page is served.")
    ] = 8790,
) -> None:
    """Try it without Slack: a local workspace in the browser, with people, channels and history."""
    from bot.demo import run as run_demo  # noqa: PLC0415

    run_demo(port=port)


@app.command(epilog="Example: tandem sandbox --manifest manifest.yaml --workspace acme.yaml")
def sandbox(
    port: Annotated[int, typer.Option(min=0, max=65535, help="Where it is served.")] = 8790,
    app_manifest: Annotated[
        Path | None,
        typer.Option("--manifest", help="The app's manifest, JSON or YAML.", show_default=False),
    ] = None,
    workspace: Annotated[
        Path | None,
        typer.Option(help="People and channels, JSON or YAML.", show_default=False),
    ] = None,
    at: Annotated[
        str | None, typer.Option(help="What time it is there, such as 2026-11-23T09:00.")
    ] = None,
) -> None:
    """Start the local Slack alone, for any Slack app that you are building.

    It says which tokens to use, and takes nothing that Slack would refuse: see docs/sandbox.md.
    """
    from bot.sandbox_command import run as run_sandbox  # noqa: PLC0415

    run_sandbox(port=port, workspace=workspace, manifest=app_manifest, at=at)


@config.command(epilog="Example: tandem config check desk.yaml")
def check(file: CatalogueFile = STARTER) -> None:
    """Read the file and name every mistake with its line. Asks Slack nothing, changes nothing."""
    from bot.catalogue.changes import contents  # noqa: PLC0415
    from bot.catalogue.draft import read_catalogue  # noqa: PLC0415
    from bot.catalogue.yaml_text import read_text  # noqa: PLC0415

    with complaints.naming(file):
        catalogue = read_catalogue(read_text(file)).catalogue
    say(f"{file} is sound: {contents(catalogue)}.")
    say("People and channels are looked up by `tandem config apply`.")


@config.command(epilog="Example: tandem config apply desk.yaml")
def apply(file: CatalogueFile = STARTER) -> None:
    """Look up everyone in Slack, then put the file in force: all of it or, with a mistake, nothing.

    A running bot takes it up within 15 seconds.
    """
    from bot.catalogue.applying import apply_draft  # noqa: PLC0415
    from bot.catalogue.draft import read_catalogue  # noqa: PLC0415
    from bot.catalogue.yaml_text import read_text  # noqa: PLC0415
    from bot.directory import SlackDirectory  # noqa: PLC0415
    from bot.office import open_office  # noqa: PLC0415
    from bot.settings import SlackSettings, load_part  # noqa: PLC0415

    _quieten()
    with complaints.naming(file):
        draft = read_catalogue(read_text(file))
        with spinning("Looking everyone up in Slack"), open_office(load_part(SlackSettings)) as at:
            applied = apply_draft(draft, at.desk, SlackDirectory(at.slack), by="tandem config")
    say_applied(applied)


@app.command(epilog='Example: tandem route --type access --set tool=CRM "Access for the agency"')
def route(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="What is asked for.")],
    *,
    kind: Annotated[str, typer.Option("--type", help="The type of request, by key or name.")],
    area: Annotated[str | None, typer.Option(help="The area, where one is named.")] = None,
    given: Annotated[
        list[str] | None, typer.Option("--set", metavar="FIELD=VALUE", help="An answer; again.")
    ] = None,
    by: Annotated[str | None, typer.Option(help="Who asks: a Slack id.")] = None,
) -> None:
    """Say where a request would go, who would own it and who would be asked. Files nothing."""
    from bot.directory import SlackDirectory  # noqa: PLC0415
    from bot.office import open_office  # noqa: PLC0415
    from bot.route_command import explain  # noqa: PLC0415
    from bot.settings import SlackSettings, load_part  # noqa: PLC0415

    _quieten()
    with open_office(load_part(SlackSettings)) as at:
        directory = SlackDirectory(at.slack)
        lines = explain(
            at.desk, " ".join(words), directory, kind=kind, area=area, by=by, given=given or []
        )
    say("Nothing was filed. This request would go here:", *(f"  {line}" for line in lines))


@privacy.command(epilog="Example: tandem privacy export --format csv -o privacy.csv")
def export(
    form: Annotated[str, typer.Option("--format", metavar="csv|json", help="As what.")] = "csv",
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only what happened since, as 2026-11-30.")
    ] = None,
    to: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Where to, if not here.")
    ] = None,
) -> None:
    """Write out the privacy record: a row for each round and decision. Who did it is kept."""
    from bot.office import open_office  # noqa: PLC0415
    from bot.privacy_command import run as run_export  # noqa: PLC0415
    from bot.settings import SlackSettings, load_part  # noqa: PLC0415

    _quieten()
    with open_office(load_part(SlackSettings)) as at:
        run_export(at.desk, form=form, since=since, to=to)


@app.command(epilog="Example: tandem doctor")
def doctor() -> None:
    """Check tokens, scopes, channels, database and clock, and say how to mend what is not well.

    Leaves with exit code 1 if anything is to be mended.
    """
    from bot.doctor import is_well  # noqa: PLC0415
    from bot.examination import examine  # noqa: PLC0415

    _quieten()
    with spinning("Looking around"):
        checks = examine()
    list_checks(checks)
    if not is_well(checks):
        raise typer.Exit(1)


@app.command(epilog="Example: tandem manifest | pbcopy")
def manifest(
    prefix: Annotated[
        str | None, typer.Option(help="Put before our commands. [default: COMMAND_PREFIX]")
    ] = None,
    yaml: Annotated[bool, typer.Option("--yaml", help="Print YAML instead of JSON.")] = False,
) -> None:
    """Print the app manifest to paste at api.slack.com/apps, under Create New App."""
    from bot.manifest import manifest as made  # noqa: PLC0415
    from bot.manifest import printed, usable_prefix  # noqa: PLC0415
    from bot.scopes import SURFACE  # noqa: PLC0415

    typer.echo(printed(made(SURFACE, usable_prefix(prefix)), as_yaml=yaml))


@db.command(epilog="Example: tandem db upgrade")
def upgrade() -> None:
    """Bring the tables up to this version. Nothing is lost, and a second time does nothing."""
    from bot.settings import DatabaseSettings, load_part  # noqa: PLC0415
    from storage import migrate  # noqa: PLC0415

    migrate.upgrade(load_part(DatabaseSettings).database_url)
    say("The database is up to date.")


def _quieten() -> None:
    """What goes wrong is said once, by us."""
    logging.getLogger("slack_sdk").setLevel(logging.CRITICAL)
