"""The request form: filled, filled anew, and with what can be said before it is sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.catalogue import Catalogue
from domain.draft import ACCEPTANCE_LIMIT, DETAILS_LIMIT, PURPOSE_LIMIT, Begun, Draft, watched
from domain.errors import FiledAlready
from domain.request import SUMMARY_LIMIT, Filed
from domain.ticket import Urgency
from views import expected, ids, locked, privacy
from views.blocks import (
    Block,
    actions,
    button,
    labelled,
    modal,
    option,
    section,
    select,
    text_input,
)
from views.fields import inputs
from views.intake_reading import block_name, carried
from views.text import fitted, link, moment, typed

URGENCY = {
    Urgency.WHENEVER: "Whenever it fits",
    Urgency.SOON: "Soon: we plan with it",
    Urgency.BLOCKING: "Blocking: people cannot work",
}
MOST_NAMED = 8
PRIVATE = option("Keep it between us", "private") | {
    "description": {
        "type": "plain_text",
        "text": "Only those who handle it may see it.",
        "emoji": True,
    }
}


@dataclass(frozen=True, kw_only=True)
class Beside:
    """What the form can say beside its inputs.

    `expected` is what would become of the request if it were sent now, `why_not` why nothing
    could. `missing` are the words for inputs that the form did not have yet, by their names.
    """

    begun: Begun | None = None
    twin: FiledAlready | None = None
    missing: Mapping[str, str] | None = None
    expected: Filed | None = None
    why_not: str = ""
    similar: Sequence[Block] = ()


NOTHING = Beside()


def draft_from(words: str) -> Draft:
    """A new request that begins with these words; what is over goes to the details."""
    words = typed(words).strip()
    if len(words) <= SUMMARY_LIMIT and "\n" not in words:
        return Draft(summary=words)
    first = words.partition("\n")[0].strip()
    short = first if len(first) <= SUMMARY_LIMIT else first[: SUMMARY_LIMIT - 1] + "…"
    return Draft(summary=short, details=words[:DETAILS_LIMIT])


def form(catalogue: Catalogue, draft: Draft, *, beside: Beside = NOTHING) -> Block:
    """The form, filled with the draft."""
    own, occasion = _own(catalogue, draft), draft.occasion
    blocks = [
        *_said_first(beside, own),
        *locked.said_first(draft, catalogue),
        *_what(catalogue, draft),
        *expected.blocks(beside.expected, beside.why_not, catalogue),
        *beside.similar,
        _what_for(draft),
        *own,
        *privacy.in_form(beside.expected, catalogue),
        *_optional(catalogue, draft),
    ]
    blocks = [locked.as_text(b) if _name(b) in occasion.locked else b for b in blocks]
    turned = [_turned(block, occasion.turn) for block in blocks]
    callback = ids.EDIT_FORM if occasion.edits else ids.REQUEST_FORM
    title, submit = _titles(draft, beside)
    drawn = modal(callback, title, turned, submit=submit, carried=carried(occasion))
    return drawn | {"notify_on_close": True}


def _name(block: Block) -> str:
    return str(block.get("block_id", "")) if block["type"] == "input" else ""


def _own(catalogue: Catalogue, draft: Draft) -> list[Block]:
    """The inputs for what the chosen type asks, and for people's data: one tap each."""
    kind = catalogue.form_of(draft.request_type)
    if kind is None:
        return []
    about_data = {field.key for field in catalogue.privacy.fields} if kind.asks_about_data else ()
    found = inputs(kind, draft, watched=watched(kind, catalogue), spread=about_data)
    return [_placed(name, block) for name, block in found]


def _titles(draft: Draft, beside: Beside) -> tuple[str, str]:
    occasion = draft.occasion
    if beside.twin:
        return "New request", "File it again"
    if occasion.adds_details:
        return f"Details: MT-{occasion.edits}", "Send request"
    if occasion.edits:
        return f"Edit MT-{occasion.edits}", "Send again"
    if occasion.follows:
        return f"Follow-up: MT-{occasion.follows}", "Send request"
    return "New request", "Send request"


def _said_first(beside: Beside, own: Sequence[Block]) -> list[Block]:
    """What has to be read before anything else."""
    if beside.missing:
        return [section(_missing(beside.missing, own))]
    if beside.twin:
        return [section(_twin(beside.twin))]
    return _begun(beside.begun) if beside.begun else []


def _missing(missing: Mapping[str, str], own: Sequence[Block]) -> str:
    labels = {block["block_id"]: block["label"]["text"] for block in own}
    lines = [
        f"• *{fitted(labels[name], 100)}*: {fitted(words, 200)}" if name in labels else f"• {words}"
        for name, words in missing.items()
    ]
    first = "*Almost there: nothing was sent yet.* This type asks a little more, below:"
    return "\n".join([first, *lines[:MOST_NAMED]])


def _twin(twin: FiledAlready) -> str:
    there = link(twin.link, twin.reference)
    return (
        f"*You filed the same {twin.ago} ago: {there}.* Nothing was filed a second time.\n"
        "If that is the one, just close this form. If you need both, press *File it again*."
    )


def _begun(begun: Begun) -> list[Block]:
    words = fitted(begun.draft.summary or begun.draft.purpose or begun.draft.details, 150)
    about = f": _{words}_" if words else ""
    go_on = button("Go on with it", action_id=ids.GO_ON_WITH_DRAFT, value=begun.form)
    drop = button("Drop it", action_id=ids.DROP_DRAFT, value=begun.form)
    return [section(f"You began a request {moment(begun.saved_at)}{about}"), actions(go_on, drop)]


def _what(catalogue: Catalogue, draft: Draft) -> list[Block]:
    types = [option(t.name, t.key) for t in catalogue.types]
    chooses = {"dispatch_action": True}
    return [
        text_input("summary", "What do you need?", limit=SUMMARY_LIMIT, initial=draft.summary),
        select("type", "Type", types, initial=draft.request_type) | chooses,
    ]


def _what_for(draft: Draft) -> Block:
    return text_input(
        "purpose",
        "What is it for?",
        limit=PURPOSE_LIMIT,
        initial=draft.purpose,
        multiline=True,
        hint="The outcome you want, or the question it answers.",
    )


def _optional(catalogue: Catalogue, draft: Draft) -> list[Block]:
    areas = [option(a.name, a.key) for a in catalogue.areas]
    urgencies = [option(words, value) for value, words in URGENCY.items()]
    hint = "Leave it empty if you are not sure: we know where each type usually goes."
    return [
        _long("details", "Details", DETAILS_LIMIT, draft.details),
        select("urgency", "How urgent is it?", urgencies, initial=draft.urgency, optional=True),
        _day("needed_by", "Needed by", draft.needed_by),
        select("area", "Area", areas, initial=draft.area, optional=True, hint=hint),
        _long(
            "acceptance",
            "How will you know it is done?",
            ACCEPTANCE_LIMIT,
            draft.acceptance,
            hint="One line each: you go through them when IT says it is done.",
        ),
        *([] if draft.occasion.edits else [_for_another(draft)]),
        _private(draft),
    ]


def _long(name: str, label: str, limit: int, initial: str, *, hint: str = "") -> Block:
    return text_input(
        name, label, limit=limit, initial=initial, multiline=True, optional=True, hint=hint
    )


def _day(name: str, label: str, chosen: str) -> Block:
    element: Block = {"type": "datepicker"} | ({"initial_date": chosen} if chosen else {})
    return labelled(name, label, element, optional=True)


def _for_another(draft: Draft) -> Block:
    element: Block = {"type": "users_select"}
    if draft.requester:
        element["initial_user"] = draft.requester
    hint = "It becomes their request, and both of you hear of it."
    return labelled("requester", "For somebody else", element, hint=hint, optional=True)


def _private(draft: Draft) -> Block:
    element: Block = {"type": "checkboxes", "options": [PRIVATE]}
    if draft.is_private:
        element["initial_options"] = [PRIVATE]
    return labelled("private", "Who may see it", element, optional=True)


def _placed(name: str, block: Block) -> Block:
    return block | {"block_id": name, "element": block["element"] | {"action_id": name}}


def _turned(block: Block, turn: int) -> Block:
    """An input under the name that it has in this turn."""
    if block["type"] != "input":
        return block
    return block | {"block_id": block_name(block["block_id"], turn)}
