"""Makes known_keys.json anew from the TypeScript types of @slack/types (npm, development only).

npm pack @slack/types@3.2.0 && tar xzf slack-types-3.2.0.tgz
python -m tests.sandbox.blockkit.read_types package/dist
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

FILES = {
    "elements": "block-kit/block-elements.d.ts",
    "blocks": "block-kit/blocks.d.ts",
    "objects": "block-kit/composition-objects.d.ts",
    "parents": "block-kit/extensions.d.ts",
    "views": "views.d.ts",
}
INTERFACE = re.compile(r"interface (\w+)(?: extends ([\w, ]+))? \{(.*?)\n\}", re.DOTALL)
ALIAS = re.compile(r"type (\w+) = \{\n(.*?)\n\} & (.*?);", re.DOTALL)
KEY = re.compile(r"^    (\w+)(\??): (.*)$", re.MULTILINE)
KIND = re.compile(r"^'(\w+)';$")

Keys = dict[str, bool]
"""Whether each key is required."""


def main(folder: str) -> None:
    """Write the keys of everything that has a `type`, and of views and options."""
    made = {group: _written(Path(folder, path).read_text()) for group, path in FILES.items()}
    known = {name: each for group in made.values() for name, each in group.items()}
    told = {
        group: dict(sorted(_told(known, made[group]))) for group in ("elements", "blocks", "views")
    }
    told["objects"] = {
        name: _keys(known, name) for name in ("Confirm", "PlainTextOption", "SlackFileViaId")
    }
    table = json.dumps(told, indent=1, sort_keys=True)
    Path(__file__).with_name("known_keys.json").write_text(f"{table}\n")


def _written(source: str) -> dict[str, tuple[list[str], str]]:
    """Each interface: whom it extends, and what stands in it."""
    source = re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL)
    source = re.sub(r"\n[ \t]*(?=\n)", "", source)
    found = {
        name: (re.findall(r"\w+", parents), inside)
        for name, parents, inside in INTERFACE.findall(source)
    }
    for name, inside, others in ALIAS.findall(source):
        found[name] = (re.findall(r"\w+", others), inside)
    return found


def _told(
    known: dict[str, tuple[list[str], str]], names: dict[str, object]
) -> Iterator[tuple[str, Keys]]:
    for name in names:
        kinds = [KIND.match(kind) for key, _, kind in KEY.findall(known[name][1]) if key == "type"]
        if kinds and kinds[0]:
            yield kinds[0][1], _keys(known, name)


def _keys(known: dict[str, tuple[list[str], str]], name: str) -> Keys:
    """Its own keys and inherited ones; one of several parents (A | B) makes them optional."""
    parents, inside = known.get(name, ([], ""))
    alternatives = [each for each in parents if each in ("UrlImageObject", "SlackFileImageObject")]
    keys: Keys = {}
    for parent in parents:
        inherited = _keys(known, parent)
        keys |= dict.fromkeys(inherited, False) if parent in alternatives else inherited
    return keys | {key: not mark for key, mark, _ in KEY.findall(inside)}


if __name__ == "__main__":
    main(*sys.argv[1:])
