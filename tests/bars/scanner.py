"""Finds in what was sent all that people could have smuggled in. It shares nothing with views.

Slack's contract: in mrkdwn and in `text`, `<`, `>` and `&` stand only in tokens and in the three
entities; a token mentions, links or dates. Everything that is not in `ours` was made by people.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">"}
SPECIAL = re.compile("[<>&]")
ENTITY = re.compile("|".join(ENTITIES))
BIDI = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
NO_WIDTH = {0x061C, 0x180E, 0x200B, 0x200E, 0x200F, 0xFEFF}
NO_WIDTH |= {*range(0x2060, 0x2070), *range(0xFFF9, 0xFFFC)}
UNUSUAL = re.compile(r"[^ -~\n\t]")
RAW = ("plain_text",)
ADDRESSES = ("url", "image_url", "value", "private_metadata", "block_id", "action_id", "key")


def useless(words):
    """The characters that hide, turn the line around, or are none at all."""
    return {c for c in UNUSUAL.findall(words) if is_useless(c)}


@cache
def is_useless(c):
    if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp"):
        return True
    return unicodedata.bidirectional(c) in BIDI or ord(c) in NO_WIDTH


def scan(payload, ours) -> Iterator[str]:
    """What is wrong with a message, a view or an answer; `ours` says of a token if we made it."""
    for path, kind, words in strings(payload):
        hidden = {f"U+{ord(c):04X}" for c in useless(words)}
        if hidden:
            yield f"{path}: {sorted(hidden)}"
        if kind == "mrkdwn":
            yield from (f"{path}: {said}" for said in _tokens(words, ours))
    for path, name in _switches(payload):
        yield f"{path}: {name} lets Slack read names out of words"


def strings(node, path="", kind="mrkdwn"):
    """Every string that Slack draws, where it stands, and how Slack reads it."""
    if isinstance(node, str):
        yield path, kind, node
    elif isinstance(node, list | tuple):
        for n, each in enumerate(node):
            yield from strings(each, f"{path}/{n}", kind)
    elif isinstance(node, dict):
        own = "plain" if node.get("type") in RAW else "mrkdwn"
        for key, value in node.items():
            drawn = "plain" if key in (*ADDRESSES, "initial_value", "type", "name") else own
            yield from strings(value, f"{path}/{key}", drawn)


def reading(words):
    """What a reader sees of mrkdwn: tokens as they are, entities as their characters."""
    return ENTITY.sub(lambda found: ENTITIES[found[0]], words)


def _tokens(words, ours):
    at = -1
    while found := SPECIAL.search(words, at + 1):
        at = found.start()
        c = words[at]
        if c == "&" and not any(words.startswith(e, at) for e in ENTITIES):
            yield f"half an entity: {words[at : at + 6]!r}"
        elif c == "<":
            end = words.find(">", at)
            token = words[at + 1 : end] if end > 0 else words[at + 1 :]
            if end < 0 or not ours(token):
                yield f"a token that people made: {words[at : at + 60]!r}"
            at = end if end > 0 else at
        elif c == ">" and words[:at].rpartition("\n")[2].strip("> "):
            yield f"a stray bracket: {words[max(0, at - 20) : at + 1]!r}"


def _switches(node, path=""):
    if isinstance(node, list | tuple):
        for n, each in enumerate(node):
            yield from _switches(each, f"{path}/{n}")
    elif isinstance(node, dict):
        yield from ((path, key) for key in ("link_names", "parse") if node.get(key))
        for key, value in node.items():
            yield from _switches(value, f"{path}/{key}")
