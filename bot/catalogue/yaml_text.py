"""From the bytes of a catalogue file to its YAML nodes, or to words on why it cannot be read."""

import re
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode

from bot.catalogue.problems import CatalogueProblems, Problem

TAB = re.compile(r"^ *\t")
SWALLOWED = re.compile(r"[\[,]\s*#[\w-]")
"""A channel in a list: YAML takes everything from the # on for a comment."""
HASH_ADVICE = 'A # starts a comment here. Put the channel in quotes: "#{name}".'


def read_text(path: Path) -> str:
    """The file's text. Raises CatalogueProblems when there is none."""
    try:
        return _decoded(path.read_bytes())
    except FileNotFoundError:
        words = f"There is no file {path}. Is it the right folder? The starter is named desk.yaml."
    except IsADirectoryError:
        words = f"{path} is a folder. Name the catalogue file in it, such as {path / 'desk.yaml'}."
    except PermissionError:
        words = f"{path} may not be read. Give yourself permission to read it."
    raise CatalogueProblems([Problem(0, words)])


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        words = "This is not UTF-8 text. Save the file with the encoding UTF-8."
        raise CatalogueProblems([Problem(line, words)]) from None


def compose(text: str) -> MappingNode:
    """The file's top mapping. Raises CatalogueProblems where the text is not YAML."""
    if tabs := _tabs(text):
        raise CatalogueProblems(tabs)
    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except YAMLError as error:
        raise CatalogueProblems(_swallowed(text) or [_syntax(error, text)]) from None
    if root is None:
        words = "The file is empty. Start from the desk.yaml that comes with Tandem."
        raise CatalogueProblems([Problem(0, words)])
    if not isinstance(root, MappingNode):
        words = "The file should start with a section such as `areas:`."
        raise CatalogueProblems([Problem(line_of(root), words)])
    return root


def line_of(node: object) -> int:
    """Where a node begins, counted from one."""
    return int(node.start_mark.line) + 1  # type: ignore[attr-defined]  # every node has one


def _tabs(text: str) -> list[Problem]:
    words = "A tab is used to indent. Use two spaces: YAML allows no tabs here."
    return [Problem(n, words) for n, line in enumerate(text.splitlines(), 1) if TAB.match(line)]


def _swallowed(text: str) -> list[Problem]:
    lines = enumerate(text.splitlines(), 1)
    return [
        Problem(n, HASH_ADVICE.format(name="channel-name"))
        for n, line in lines
        if SWALLOWED.search(line) and not line.lstrip().startswith("#")
    ]


def _syntax(error: YAMLError, text: str) -> Problem:
    if not isinstance(error, MarkedYAMLError):
        return Problem(0, "There is a control character in the file. Remove it.")
    mark = error.problem_mark or error.context_mark
    line = min(mark.line + 1, len(text.splitlines())) if mark else 0
    return Problem(line, _advice(str(error.problem)))


def _advice(problem: str) -> str:
    """Say what to do about the parser's complaint."""
    known = {
        "mapping values are not allowed": "There is a second `: ` in this line. Put the words "
        'after the first one in quotes: name: "Website: pages".',
        "cannot start any token": "A value cannot begin with this character. Put it in quotes.",
        "end of stream": "A quote or a bracket that was opened before is never closed.",
        "stream end": "A quote or a bracket that was opened before is never closed.",
        "another document": "A second document starts here. Remove the line `---`.",
        "undefined alias": "A value that begins with * refers to something. Put it in quotes.",
        "could not find expected ':'": "A key is followed by a colon and a space: `zone: UTC`.",
        "block end": "This line is not indented like the lines above it.",
    }
    return next((w for k, w in known.items() if k in problem), f"This is not YAML: {problem}.")
