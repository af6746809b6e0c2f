"""`python -m sandbox`: run the sandbox alone, with one workspace if a seed is given."""

import argparse
import json
import os
import sys
from pathlib import Path

from sandbox.control import described
from sandbox.model import Json
from sandbox.seed import build
from sandbox.server import Running


def main() -> None:
    options = _parser().parse_args()
    try:
        running = Running(port=options.port)
    except OSError as busy:
        sys.exit(f"Port {options.port} cannot be used: {os.strerror(busy.errno or 0)}.")
    first: Json = {"url": running.base_url}
    if options.seed:
        seed = _json(options.seed)
        seed["clock"] = options.at or seed.get("clock")
        team = seed.get("team", {}).get("id") or "T0001"
        manifest = _json(options.manifest) if options.manifest else {}
        workspace = build(seed=seed, manifest=manifest, team=team, base_url=running.base_url)
        running.hub.add(workspace)
        first = {**described(workspace), "url": running.base_url}
    sys.stdout.write(json.dumps(first) + "\n")
    sys.stdout.flush()
    try:
        running.run()
    except KeyboardInterrupt:
        return


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="sandbox", description="A local Slack.")
    parser.add_argument("--port", type=int, default=0, help="0 takes any free port")
    parser.add_argument("--seed", type=Path, help="workspace as JSON")
    parser.add_argument("--manifest", type=Path, help="app manifest as JSON")
    parser.add_argument("--at", help="the workspace's time at start, ISO 8601")
    return parser


def _json(path: Path) -> Json:
    return dict(json.loads(path.read_text()))


if __name__ == "__main__":
    main()
