"""Where tickets go and why, in words: in the history, on IT's cards, to the leads, in a dry run."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain.approval import Approval, AskedStep
from domain.catalogue import Assign, Catalogue
from domain.errors import Refusal
from domain.history import Entry, Event
from domain.message import Card, CardPlace, Notice, Post
from domain.notification import News
from domain.request import Filed
from domain.routing import Routed, Way, told_of_queue
from domain.ticket import Ticket, Visibility
from views.blocks import SECTION_LIMIT, section
from views.text import day, fitted, mentions, moment, owner, shortened

QUEUE = "queue"
"""The kind of card that asks a lead for an owner."""

SAID = {
    Event.ROUTED: "routed it to",
    Event.ASSIGNED: "gave it to",
    Event.HANDED_OVER: "handed it over",
    Event.PASSED_ON: "passed it on",
    Event.QUEUED: "put it in the queue",
    Event.MOVED: "moved it",
    Event.SHARED: "shared it with",
    Event.UNSHARED: "no longer shares it with",
}
"""Events whose words are made here and in `views/handing.py`, with mentions that work."""

HOW = {
    Assign.OWNER: "",
    Assign.ROUND_ROBIN: ", whose turn it is",
    Assign.FEWEST_OPEN: ", who has the fewest open tickets",
}
SENTENCE, REASON = 600, 300
MARK = "\x1e"
"""Ends our own words; people's words never hold it."""

MOST_TYPES = 40
A_MINUTE = timedelta(minutes=1)

Moment = Callable[[datetime], str]


def ours(words: str, *, said: str = "") -> str:
    """The words of such an entry: our own, in which mentions work; then what a person said."""
    return f"{words}{MARK}{said}"


def told(entry: Entry) -> str:
    """The whole sentence of an entry in `SAID`. What is not marked as ours is somebody's words."""
    who = f"<@{entry.by}>" if entry.by else "Tandem"
    own, mark, said = entry.words.partition(MARK)
    if not mark:
        own, said = "", entry.words
    begins = shortened(" ".join(part for part in (who, SAID[entry.event], own) if part), SENTENCE)
    quote = fitted(" ".join(said.split()), REASON)
    return f"{begins}: “{quote}”" if quote else begins


def our_words(entry: Entry) -> str:
    """What is ours of an entry's words; empty where all of them are somebody's."""
    own, mark, _ = entry.words.partition(MARK)
    return shortened(own, SENTENCE) if mark else ""


def last_told(history: Sequence[Entry]) -> str:
    """Why it is where it is, for IT's card; empty where nothing was noted."""
    shared = (Event.SHARED, Event.UNSHARED)
    found = [e for e in history if e.event in SAID and e.event not in shared]
    return told(found[-1]) if found else ""


def why(filed: Filed, catalogue: Catalogue, *, now: datetime) -> str:
    """For the history: which rule led where, who got it and how, who was passed over and why."""
    assert filed.routed is not None, "only what was routed just now can say why"
    return ours(f"{because(filed.routed.way)}; {chosen(filed, catalogue, now=now)}")


def because(way: Way) -> str:
    area = fitted(way.area.name, 100)
    if way.rule is None:
        return f"{area}, as no rule fitted"
    return f"{area}, by the rule “{fitted(way.rule, 100)}”"


def chosen(filed: Filed, catalogue: Catalogue, *, now: datetime) -> str:
    """Who got it and how; whom it passed over."""
    routed, holder = filed.routed, filed.ticket.owner
    assert routed is not None
    over = passed_over(routed, catalogue, now=now)
    if routed.owner is None and holder:
        return f"to <@{holder}>, as nobody of its people is there" + _in_brackets(over)
    if holder is None:
        return "it is in the queue, as nobody of its people is there" + _in_brackets(over)
    return f"to <@{holder}>{HOW[routed.way.assign]}" + _in_brackets(over)


def passed_over(routed: Routed, catalogue: Catalogue, *, now: datetime) -> str:
    return ", ".join(_absent(person, catalogue, now) for person in routed.skipped[:5])


def _absent(person: str, catalogue: Catalogue, now: datetime) -> str:
    absence = catalogue.roster.absence(person, at=now)
    if not catalogue.roster.may_approve(person) or absence is None:
        return f"<@{person}> is not with us any more"
    if absence.ends is None:
        return f"<@{person}> is away"
    last = (absence.ends - A_MINUTE).astimezone(ZoneInfo(catalogue.zone)).date()
    return f"<@{person}> is away until {day(last)}"


def _in_brackets(words: str) -> str:
    return f" ({words})" if words else ""


# the queue


def queue_card(ticket: Ticket, lead: str) -> CardPlace:
    return CardPlace(name=f"{ticket.reference}:{QUEUE}:{lead}", to=lead)


def queued(
    filed: Filed, catalogue: Catalogue, standing: Sequence[CardPlace] = (), *, now: datetime
) -> list[Card | Notice]:
    """Whoever is to find an owner gets a card with a button; where it stands, a word below it."""
    ticket = filed.ticket
    if ticket.owner is not None or not ticket.is_for_both_sides:
        return []
    there = {place.name for place in standing}
    places = [queue_card(ticket, person) for person in told_of_queue(catalogue, now=now)]
    version = f"{ticket.reference}.v{ticket.version}"
    return [
        _again(ticket, place)
        if place.name in there
        else Card(key=f"{version}:{place.name}", to=place.to, name=place.name)
        for place in places
    ]


def _again(ticket: Ticket, place: CardPlace) -> Notice:
    return Notice(
        key=f"{ticket.reference}.v{ticket.version}:queued:{place.to}",
        to=place.to,
        thread=place.name,
        text=f"{ticket.reference} has no owner again: nobody of its people is there, or had taken "
        "it. Press *Assign…* on the card above to choose somebody.",
        why="You lead a side, or run the desk.",
        news=News.NEEDS_YOU,
    )


def in_queue(filed: Filed, catalogue: Catalogue) -> str:
    """What stands on that card: what happened, and what its reader can do."""
    ticket = filed.ticket
    area = catalogue.area(ticket.area)
    where = f" Anybody of IT can also take it in <#{area.triage}>." if area else ""
    return (
        f"*{ticket.reference} has nobody to look after it:* of the people of "
        f"{fitted(area.name if area else ticket.area, 100)}, nobody is there right now. "
        f"Press *Assign…* to choose somebody.{where}"
    )


# the dry run


def dry_run(filed: Filed, catalogue: Catalogue, *, now: datetime, at: Moment = moment) -> list[str]:
    """Where a request would go, line by line: area and why, owner, who decides, by when."""
    assert filed.routed is not None
    ticket, routed = filed.ticket, filed.routed
    over = passed_over(routed, catalogue, now=now)
    by = ticket.answer_by
    lines = [
        f"Area: {because(routed.way)}",
        f"Owner: {_would_own(filed)}" + (f" ({over})" if over else ""),
        f"Approval: {_would_decide(filed.approval)}",
        f"Taken by: {at(by)}, else the next person is asked" if by else "",
        _restricted(ticket),
    ]
    return [line for line in lines if line]


def _would_own(filed: Filed) -> str:
    routed, holder = filed.routed, filed.ticket.owner
    assert routed is not None
    if holder is None:
        return "nobody is there, so it would wait in the queue and both leads would be told"
    return owner(holder) + (HOW[routed.way.assign] if routed.owner else ", as nobody else is there")


def _would_decide(approval: Approval | None) -> str:
    if approval is None:
        return "none is needed"
    return ", then ".join(_step(step) for step in approval.steps)


def _step(step: AskedStep) -> str:
    people = [answer.approver for answer in step.answers]
    name = f"{fitted(step.name, 60)}: " if step.name else ""
    within = f" (within {step.within} working hours)" if step.within else ""
    if step.wanted == 1:
        return f"{name}{mentions(people, joined=' or ')}{within}"
    if step.wanted == len(people):
        return f"{name}{mentions(people)}{within}"
    return f"{name}{step.wanted} of {mentions(people)}{within}"


def _restricted(ticket: Ticket) -> str:
    if ticket.visibility is not Visibility.RESTRICTED:
        return ""
    return "Seen by: only those who handle it"


def where_to(
    words: str, found: Sequence[tuple[str, Filed | Refusal]], catalogue: Catalogue, *, now: datetime
) -> Post:
    """The answer to `/request route`: a few lines for each type, as many as fit."""
    about = f"“{fitted(' '.join(words.split()), 150)}”"
    begins = f"*Where {about} would go.* Nothing was filed. What a form says besides may change it."
    parts = [section(_kind(name, one, catalogue, now=now)) for name, one in found[:MOST_TYPES]]
    if not words.strip():
        begins = "*Where requests go.* Write some words behind the command to see where they would."
    return Post(text=f"Where {about} would go", blocks=(section(begins), *parts))


def _kind(name: str, found: Filed | Refusal, catalogue: Catalogue, *, now: datetime) -> str:
    lines = [str(found)] if isinstance(found, Refusal) else dry_run(found, catalogue, now=now)
    return shortened("\n".join([f"*{fitted(name, 100)}*", *lines]), SECTION_LIMIT - 100)
