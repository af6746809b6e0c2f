"""What a form says of inputs that cannot be changed now, and of what a change would lead to."""

from datetime import date

from domain.catalogue import Catalogue, RequestType
from domain.draft import Draft
from views.blocks import Block, context, section
from views.text import day, fitted, mentions

ROOM = 1500
USUAL = "how urgent it is, by when it is needed, or when it is done"
NAMES = {
    "summary": "what you need",
    "type": "its type",
    "purpose": "what it is for",
    "details": "its details",
    "area": "its area",
    "urgency": "how urgent it is",
    "needed_by": "by when it is needed",
    "acceptance": "when it is done",
}


def said_first(draft: Draft, catalogue: Catalogue) -> list[Block]:
    """Before anything is changed: what cannot be, and what would ask again."""
    occasion = draft.occasion
    said = []
    if occasion.locked:
        said.append("What stands here as text cannot be changed while somebody is asked.")
    if occasion.asks_again:
        people, kind = mentions(occasion.asks_again), catalogue.type(draft.request_type)
        said.append(f"{_what_asks(kind)} asks {people} again.")
    return [context(" ".join(said))] if said else []


def as_text(block: Block) -> Block:
    """An input as something to read."""
    label, words = fitted(block["label"]["text"], 150), _words(block["element"])
    return section(f"*{label}*\n{words or '_nothing_'}")


def _what_asks(kind: RequestType | None) -> str:
    material = kind.approval.material if kind and kind.approval else None
    if material is None:
        return f"Any change but of {USUAL}"
    labels = {f.key: f.label for f in kind.fields} if kind else {}
    named = [NAMES.get(name) or labels.get(name, name) for name in material]
    return f"A change of {fitted(' or '.join(named), 300)}"


def _words(element: Block) -> str:
    """What stands in it."""
    if options := _chosen(element):
        return fitted(", ".join(o["text"]["text"] for o in options), ROOM)
    people = element.get("initial_users") or [element.get("initial_user")]
    if people[0]:
        return mentions(people)
    if channel := element.get("initial_conversation"):
        return f"<#{channel}>"
    if chosen := element.get("initial_date"):
        return day(date.fromisoformat(chosen))
    return fitted(str(element.get("initial_value") or ""), ROOM)


def _chosen(element: Block) -> list[Block]:
    one = element.get("initial_option")
    return [one] if one else list(element.get("initial_options") or ())
