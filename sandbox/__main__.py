"""`python -m sandbox`: run the sandbox alone for a program, with its first workspace as JSON."""

import argparse
import json
import sys
from pathlib import Path

from sandbox.alone import listening, opened
from sandbox.control import described
from sandbox.model import Json
from sandbox.server import Running
from sandbox.written import Unusable


def main() -> None:
    options = _parser().parse_args()
    try:
        running, first = _started(options)
    except Unusable as unusable:
        sys.exit(str(unusable))
    sys.stdout.write(json.dumps(first) + "\n")
    sys.stdout.flush()
    try:
        running.run()
    except KeyboardInterrupt:
        return


def _started(options: argparse.Namespace) -> tuple[Running, Json]:
    if not options.workspace:
        running = listening(options.port)
        return running, {"url": running.base_url}
    files = {"workspace": options.workspace, "manifest": options.manifest}
    running, workspace = opened(options.port, at=options.at, **files)
    return running, {**described(workspace), "url": running.base_url}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="sandbox", description="A local Slack.")
    parser.add_argument("--port", type=int, default=0, help="0 takes any free port")
    parser.add_argument("--workspace", "--seed", type=Path, help="workspace as JSON or YAML")
    parser.add_argument("--manifest", type=Path, help="app manifest as JSON or YAML")
    parser.add_argument("--at", help="the workspace's time at start, ISO 8601")
    return parser


if __name__ == "__main__":
    main()
