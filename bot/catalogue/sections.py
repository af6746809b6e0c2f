"""A section of the file, read key by key: whatever does not fit is noted, and reading goes on.

A value that was noted is answered with an empty one, which nobody sees: the reading ends in
CatalogueProblems.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bot.catalogue.problems import Problem
from bot.catalogue.values import not_text, trap
from bot.catalogue.yaml_text import HASH_ADVICE, line_of


@dataclass(frozen=True)
class Value:
    """A word as it stands in the file. `is_bare` says that it has no quotes around it."""

    text: str
    line: int
    is_bare: bool = False


NOTHING = Value("", 0)


@dataclass
class Notes:
    """The problems found so far, and the file's lines for looking at what a comment swallowed."""

    lines: Sequence[str]
    problems: list[Problem] = field(default_factory=list)

    def note(self, line: int, words: str) -> None:
        self.problems.append(Problem(line, words))

    def note_whole(self, line: int, words: str | None, *, since: int) -> None:
        """What is wrong with a whole is told once its parts are sound: nothing was noted `since`
        there were so many problems.
        """
        if words and len(self.problems) == since:
            self.note(line, words)


class Section:
    """A mapping whose keys are known; `line` is where its own key stands."""

    def __init__(self, node: Node | None, notes: Notes, *, line: int, path: str) -> None:
        self.line, self.path, self.notes = line, path, notes
        self._nodes: dict[str, Node] = {}
        self._lines: dict[str, int] = {}
        self._bare: set[str] = set()
        self._misnamed: set[str] = set()
        if isinstance(node, MappingNode):
            self._take_in(node)
        elif node is not None:
            notes.note(line, f"`{path}` should hold keys, one to a line and indented below it.")
        self.is_readable = isinstance(node, MappingNode)

    def __contains__(self, key: str) -> bool:
        return key in self._nodes

    def __iter__(self) -> Iterator[str]:
        """The keys, in the order of the file."""
        return iter(self._nodes)

    def chosen(self) -> tuple[Value, ...]:
        """The keys, where the file chooses them."""
        return tuple(Value(name, self.line_of(name)) for name in self._nodes)

    def holds_keys(self, key: str) -> bool:
        """Whether keys stand below it, rather than a word or a list."""
        return isinstance(self._nodes.get(key), MappingNode)

    def line_of(self, key: str) -> int:
        return self._lines.get(key, self.line)

    def only(self, *known: str, instead: dict[str, str] | None = None) -> "Section":
        """Note every key that is not `known`; `instead` has the right key for likely others."""
        for key in (k for k in self._nodes if k not in known):
            self.notes.note(self._lines[key], self._unknown(key, known, instead or {}))
            self._note_trap(self._nodes[key])
        return self

    def section(self, key: str) -> "Section":
        path = f"{self.path}.{key}" if self.path else key
        return Section(self._node(key), self.notes, line=self.line_of(key), path=path)

    def sections(self, key: str, *, noun: str) -> Iterator[tuple[Value, "Section"]]:
        """The entries of a mapping whose keys the file chooses, such as areas."""
        outer = self.section(key)
        if outer.is_readable and not outer._nodes:
            self.notes.note(outer.line, f"`{key}` is empty. Name at least one {noun}.")
        for name in outer._nodes:
            if name in outer._bare and (why := not_text(name)):
                self.notes.note(outer.line_of(name), why)
            yield Value(name, outer.line_of(name)), outer.section(name)

    def items(self, key: str, *, noun: str) -> tuple["Section", ...]:
        """A list of sections; one alone may stand without its dash."""
        node = self._node(key)
        if isinstance(node, MappingNode):
            return (self.section(key),)
        if not isinstance(node, SequenceNode):
            if node is not None:
                words = f"`{key}` should be a list: each {noun} begins with `- `."
                self.notes.note(self.line_of(key), words)
            return ()
        if not node.value:
            self.notes.note(self.line_of(key), f"`{key}` is empty. Name at least one {noun}.")
        path = f"{self.path}.{key}" if self.path else key
        return tuple(Section(n, self.notes, line=line_of(n), path=path) for n in node.value)

    def value(self, key: str) -> Value:
        """One word or sentence."""
        node = self._node(key)
        return self._value(node, key, line=self.line_of(key)) if node is not None else NOTHING

    def bare_value(self, key: str) -> Value:
        """One word that is meant as a switch: true and false need no quotes."""
        node = self._node(key)
        if isinstance(node, ScalarNode) and str(node.value).strip() in ("true", "false"):
            return Value(str(node.value).strip(), self.line_of(key))
        return self.value(key)

    def values(self, key: str, *, least: int = 1) -> tuple[Value, ...]:
        """A list of words; one alone may stand without its dash."""
        node = self._node(key)
        if isinstance(node, ScalarNode):
            return (self.value(key),)
        if not isinstance(node, SequenceNode):
            if node is not None:
                self.notes.note(self.line_of(key), f"`{key}` should be a list: one `- ` to a line.")
            return ()
        if len(node.value) < least:
            self.notes.note(self.line_of(key), f"`{key}` is empty. Name at least {least}.")
        return tuple(self._value(n, key, line=line_of(n)) for n in node.value)

    def named(self, key: str) -> tuple[Value, ...]:
        """A list in which `who` and `field: who` may stand; the latter as one word."""
        node = self._node(key)
        nodes = node.value if isinstance(node, SequenceNode) else (node,)
        if not any(isinstance(each, MappingNode) for each in nodes):
            return self.values(key)
        return tuple(self._named(each, key) for each in nodes)

    def _named(self, node: Any, key: str) -> Value:
        if not isinstance(node, MappingNode):
            return self._value(node, key, line=line_of(node))
        inner = Section(node, self.notes, line=line_of(node), path=key).only("field")
        value = inner.value("field")
        return Value(f"field:{value.text}", value.line) if value.text else NOTHING

    def _take_in(self, node: MappingNode) -> None:
        for key, value in node.value:
            line, name = line_of(key), str(key.value)
            if name in self._nodes:
                first = self._lines[name]
                self.notes.note(line, f"`{name}` stands here twice (first in line {first}).")
                continue
            self._nodes[name], self._lines[name] = value, line
            if isinstance(key, ScalarNode) and key.style is None:
                self._bare.add(name)

    def _node(self, key: str) -> Node | None:
        if key not in self._nodes and key not in self._misnamed and self.is_readable:
            where = f"`{self.path}`" if self.path else "the file"
            self.notes.note(self.line, f"`{key}` is missing in {where}.")
        return self._nodes.get(key)

    def _value(self, node: Node, key: str, *, line: int) -> Value:
        if not isinstance(node, ScalarNode):
            self.notes.note(line, f"`{key}` should be a single value, not a list or a section.")
            return NOTHING
        value = Value(str(node.value).strip(), line, is_bare=node.style is None)
        if not value.text or (value.is_bare and value.text in ("~", "null")):
            self.notes.note(line, self._empty(key, line))
            return NOTHING
        self._note_trap(node)
        return value

    def _note_trap(self, node: Node) -> None:
        bare = isinstance(node, ScalarNode) and node.style is None
        if bare and (why := not_text(str(node.value))):
            self.notes.note(line_of(node), why)

    def _empty(self, key: str, line: int) -> str:
        _, mark, swallowed = self.notes.lines[line - 1].partition("#")
        if mark and swallowed[:1].strip():
            return HASH_ADVICE.format(name=swallowed.split()[0])
        return f"`{key}` is empty. Fill it in, or remove the line if it may be left out."

    def _unknown(self, key: str, known: Sequence[str], instead: dict[str, str]) -> str:
        close = instead.get(key) or next(iter(get_close_matches(key, known, n=1)), None)
        why = f"{trap(key)} " if key in self._bare and trap(key) else ""
        if close and close not in self._nodes:
            self._misnamed.add(close)
            return f"{why}`{key}` is not known here. Did you mean `{close}`?"
        choices = ", ".join(f"`{k}`" for k in known)
        return f"{why}`{key}` is not known here. There can be {choices}."
