"""The request form, read back, and what is said when a request is taken in."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from domain.catalogue import Catalogue
from domain.errors import FieldRefusal
from domain.message import Notice
from domain.request import Filed, Request
from domain.ticket import Ticket, Urgency
from views import ids
from views.blocks import Block, labelled, modal, option, select, text_input
from views.forms import choice_in, date_in, too_long, words_in
from views.text import fitted, mentions, typed

SUMMARY_LIMIT, PURPOSE_LIMIT, DETAILS_LIMIT = 150, 1000, 3000

URGENCY = {
    Urgency.WHENEVER: "Whenever it fits",
    Urgency.SOON: "Soon: we plan with it",
    Urgency.BLOCKING: "Blocking: people cannot work",
}


def form(catalogue: Catalogue, *, words: str = "") -> Block:
    """A new request, its summary already filled with these words; what is over goes to details."""
    summary, over = _split(words)
    empty = Request(requester="", request_type="", summary=summary, purpose="", details=over)
    return modal(ids.REQUEST_FORM, "New request", _fields(catalogue, empty), submit="Send request")


def edit_form(catalogue: Catalogue, filed: Filed) -> Block:
    """The request as it stands, to be written anew."""
    ticket = filed.ticket
    blocks = _fields(catalogue, filed.request)
    title = f"Edit {ticket.reference}"
    return modal(ids.EDIT_FORM, title, blocks, submit="Send again", carried=str(ticket.id))


def read_form(view: Mapping[str, Any], *, requester: str, today: date) -> Request:
    """The request that was typed. Raises FieldRefusal with words for each field amiss."""
    request = Request(
        requester=requester,
        area=choice_in(view, "area"),
        request_type=choice_in(view, "type") or "",
        summary=words_in(view, "summary"),
        purpose=words_in(view, "purpose"),
        urgency=Urgency(choice_in(view, "urgency") or Urgency.SOON),
        needed_by=date_in(view, "needed_by"),
        details=words_in(view, "details"),
    )
    if problems := _problems(request, today=today):
        raise FieldRefusal(problems)
    return request


def read_ticket(view: Mapping[str, Any]) -> int:
    """Which ticket an edit form is about, as `edit_form` wrote it."""
    return int(view["private_metadata"])


def sent_again(filed: Filed, catalogue: Catalogue, *, is_asked_again: bool) -> list[Notice]:
    """Triage hears of the edit in the ticket's thread; who is asked again, beside their card."""
    ticket, approval = filed.ticket, filed.approval
    again = approval.missing if approval and is_asked_again else ()
    told = [_asked_again(ticket, approver) for approver in again]
    channel = catalogue.triage_of(ticket.area) if ticket.is_for_both_sides else None
    if channel:
        told.append(_edited(ticket, again, channel=channel))
    return told


def _asked_again(ticket: Ticket, approver: str) -> Notice:
    return Notice(
        key=f"{ticket.reference}.v{ticket.version}:asked:{approver}",
        to=approver,
        thread=f"{ticket.reference}:approval:{approver}",
        text=f"{ticket.reference} has changed and waits for you again: "
        f"_{fitted(ticket.summary, 200)}_. The card above shows how it stands now.",
    )


def _edited(ticket: Ticket, again: Sequence[str], *, channel: str) -> Notice:
    asked = f" Asked again: {mentions(again)}." if again else ""
    return Notice(
        key=f"{ticket.reference}.v{ticket.version}:edited",
        to=channel,
        thread=f"{ticket.reference}:triage:{channel}",
        text=f"<@{ticket.requester}> edited the request.{asked}",
    )


def _fields(catalogue: Catalogue, now: Request) -> list[Block]:
    """The form's fields, filled with the request as it is so far."""
    types = [option(t.name, t.key) for t in catalogue.types]
    return [
        text_input("summary", "What do you need?", limit=SUMMARY_LIMIT, initial=now.summary),
        select("type", "Type", types, initial=now.request_type),
        text_input(
            "purpose",
            "What is it for?",
            limit=PURPOSE_LIMIT,
            initial=now.purpose,
            multiline=True,
            hint="The outcome you want, or the question it answers.",
        ),
        *_optional_fields(catalogue, now),
    ]


def _optional_fields(catalogue: Catalogue, now: Request) -> list[Block]:
    areas = [option(a.name, a.key) for a in catalogue.areas]
    urgencies = [option(words, value) for value, words in URGENCY.items()]
    hint = "Leave it empty if you are not sure: we know where each type usually goes."
    return [
        select("area", "Area", areas, initial=now.area, optional=True, hint=hint),
        select("urgency", "How urgent is it?", urgencies, initial=now.urgency, optional=True),
        _date_input(now.needed_by),
        text_input(
            "details",
            "Details",
            limit=DETAILS_LIMIT,
            initial=now.details,
            multiline=True,
            optional=True,
        ),
    ]


def _date_input(needed_by: date | None) -> Block:
    element: Block = {"type": "datepicker"}
    if needed_by:
        element["initial_date"] = needed_by.isoformat()
    return labelled("needed_by", "Needed by", element, optional=True)


def _problems(request: Request, *, today: date) -> dict[str, str]:
    found = {
        "summary": too_long("The summary", request.summary, SUMMARY_LIMIT)
        or _missing(request.summary, "Please say in a few words what you need."),
        "type": _missing(request.request_type, "Please choose a type."),
        "purpose": too_long("This", request.purpose, PURPOSE_LIMIT)
        or _missing(request.purpose, "Please say what it is for: IT decides by it."),
        "details": too_long("The details", request.details, DETAILS_LIMIT),
        "needed_by": "This day is over. Please choose a later one, or leave it empty."
        if request.needed_by and request.needed_by < today
        else None,
    }
    return {name: words for name, words in found.items() if words}


def _missing(value: str, words: str) -> str | None:
    return None if value else words


def _split(words: str) -> tuple[str, str]:
    """Words that fit the summary, and all of them for the details where they do not fit."""
    words = typed(words).strip()
    if len(words) <= SUMMARY_LIMIT:
        return words, ""
    return words[: SUMMARY_LIMIT - 1] + "…", words[:DETAILS_LIMIT]
