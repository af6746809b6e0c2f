"""Being away, as people see it: the form, the live message about it, a word to who stands in."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from domain.away import FURTHEST, Wish
from domain.catalogue import Catalogue
from domain.errors import DelegationRefused, FieldRefusal
from domain.message import Card, Notice, Post
from domain.recurrence import instant
from domain.roster import Absence, Delegation, ToldBy
from views import ids
from views.blocks import Block, actions, button, context, labelled, modal, plain_text, section
from views.forms import date_in
from views.routing import ours
from views.text import day

A_MOMENT = timedelta(seconds=1)
NOT = {
    "to_oneself": "nobody stands in for themselves",
    "may_not_approve": "they may not approve here",
    "ends_first": "it would end before it begins",
    "circle": "it would lead back",
    "too_long": "it would be handed on too many times",
}
"""Why somebody cannot stand in, by the reasons of `DelegationRefused`."""

WHAT_HAPPENS = (
    "What waits for your yes comes to them, and what is asked later, too. Both names stay on "
    "record, and you can end it at any time."
)


def form(opener: str, *, is_lead: bool, today: date) -> Block:
    blocks = [
        _whom(opener) if is_lead else None,
        _day("begins", "First day away", today),
        _day(
            "ends",
            "Last day away",
            None,
            hint="Leave it empty if you do not know yet, and press I am back once you are.",
        ),
        labelled(
            "stand_in",
            "Who decides meanwhile?",
            {"type": "users_select", "placeholder": plain_text("Nobody")},
            hint=WHAT_HAPPENS,
            optional=True,
        ),
    ]
    return modal(ids.AWAY_FORM, "Away", [b for b in blocks if b], submit="Save")


def _whom(opener: str) -> Block:
    hint = "As a lead you can enter it for the people of your side."
    element = {"type": "users_select", "initial_user": opener}
    return labelled("person", "Who is away?", element, hint=hint)


def _day(name: str, label: str, initial: date | None, *, hint: str = "") -> Block:
    element: Block = {"type": "datepicker"}
    if initial:
        element["initial_date"] = initial.isoformat()
    return labelled(name, label, element, hint=hint, optional=initial is None)


def read_form(view: Mapping[str, Any], *, by: str, now: datetime, zone: str) -> Wish:
    """What was chosen; days are those of `zone`. Raises FieldRefusal where they cannot stand."""
    first = date_in(view, "begins") or _local(now, zone)
    last = date_in(view, "ends")
    begins = max(now, instant(first, time(0), zone))
    ends = instant(last + timedelta(days=1), time(0), zone) if last else None
    if problem := _amiss(begins, ends, now):
        raise FieldRefusal({problem[0]: problem[1]})
    return Wish(
        person=_person_in(view, "person") or by,
        by=by,
        begins=begins,
        ends=ends,
        stand_in=_person_in(view, "stand_in"),
    )


def _amiss(begins: datetime, ends: datetime | None, now: datetime) -> tuple[str, str] | None:
    if ends and ends <= now:
        return "ends", "That day is over. Please choose today or a later day."
    if ends and ends <= begins:
        return "ends", "It would end before it begins. Please choose a later day."
    if begins > now + FURTHEST or (ends and ends > now + FURTHEST):
        field = "begins" if begins > now + FURTHEST else "ends"
        return field, "Please choose a day within a year: you can add more time later."
    return None


def beside_stand_in(refusal: DelegationRefused) -> FieldRefusal:
    return FieldRefusal({"stand_in": str(refusal)})


def beside_person(words: str) -> FieldRefusal:
    return FieldRefusal({"person": words})


def chosen_in(values: Mapping[str, Any]) -> str | None:
    """Who was chosen in the message, beside the button that was pressed."""
    for block in values.values():
        if (element := block.get(ids.AWAY_WHO)) and element.get("selected_user"):
            return str(element["selected_user"])
    return None


def stamp(absence: Absence) -> str:
    """Names an absence: whose it is, and since when, to the microsecond."""
    return f"{absence.person}:{absence.begins.astimezone(UTC).isoformat()}"


def is_named(absence: Absence, stamped: str) -> bool:
    return stamp(absence) == stamped


def card(absence: Absence, *, because: str) -> Card:
    """The live message to who is away."""
    name = f"away:{stamp(absence)}"
    return Card(key=f"{name}:{because}", to=absence.person, name=name)


def post(
    absence: Absence | None,
    delegation: Delegation | None,
    catalogue: Catalogue,
    *,
    decides: bool,
    is_looked_up: bool,
) -> Post:
    """As it stands now: who decides, or the question who shall; once it has ended, that it has."""
    if absence is None or (absence.told_by is ToldBy.STATUS and absence.by):
        words = (
            "You are back: nothing of yours is handed on any more. What waits for you is on my "
            "Home tab."
        )
        return Post(text=words, blocks=(context(words),))
    since = _since(absence, catalogue)
    asks = decides and delegation is None and not is_looked_up
    if asks:
        text = f"{since} Who decides for you meanwhile?"
        return Post(text=text, blocks=_asking(absence, text))
    text = f"{since} {_who_decides(delegation, is_looked_up=is_looked_up)}"
    return Post(text=text, blocks=(section(text), actions(_back(absence))))


def _asking(absence: Absence, text: str) -> tuple[Block, ...]:
    who = {
        "type": "users_select",
        "action_id": ids.AWAY_WHO,
        "placeholder": plain_text("Choose a colleague"),
    }
    let = button("Let them decide", action_id=ids.AWAY_LET, value=stamp(absence), style="primary")
    return (section(text), actions(who, let, _back(absence)), context(WHAT_HAPPENS))


def _who_decides(delegation: Delegation | None, *, is_looked_up: bool) -> str:
    if is_looked_up:
        return "I am looking up who stands in for you: this message tells in a moment."
    if delegation is None:
        return "Nothing new is given to you meanwhile."
    return f"<@{delegation.to}> decides for you meanwhile, with both names on record."


def _back(absence: Absence) -> Block:
    return button("I am back", action_id=ids.AWAY_BACK, value=stamp(absence))


def _since(absence: Absence, catalogue: Catalogue) -> str:
    said = "Your Slack status says that you" if absence.told_by is ToldBy.STATUS else "You"
    by = f" (entered by <@{absence.by}>)" if absence.by not in (None, absence.person) else ""
    return f"{said} are away {span(absence.begins, absence.ends, catalogue.zone)}{by}."


def span(begins: datetime, ends: datetime | None, zone: str) -> str:
    """From the first day to the last one that is still part of it."""
    first = day(_local(begins, zone))
    if ends is None:
        return f"from {first} until you are back"
    last = day(_local(ends - A_MOMENT, zone))
    return f"on {first}" if first == last else f"from {first} until {last}"


def _local(moment: datetime, zone: str) -> date:
    return moment.astimezone(ZoneInfo(zone)).date()


def to_stand_in(delegation: Delegation, zone: str, *, waiting: int) -> Notice:
    """Before the cards come, why they come."""
    days = span(delegation.begins, delegation.ends, zone)
    many = {0: "Nothing waits for them right now.", 1: "One request waits for their yes."}
    waits = many.get(waiting, f"{waiting} requests wait for their yes.")
    return Notice(
        key=f"stands_in:{delegation.to}:{delegation.person}:{delegation.begins.isoformat()}",
        to=delegation.to,
        text=f"You decide for <@{delegation.person}> {days}. {waits} What there is to decide "
        "comes to you with its buttons and stands on my Home tab.",
        why=f"<@{delegation.by}> named you.",
    )


def no_longer(delegation: Delegation, *, now: datetime) -> Notice:
    """Who stood in may forget about it."""
    return Notice(
        key=f"stands_in_no_more:{delegation.to}:{delegation.person}:{now.isoformat()}",
        to=delegation.to,
        text=f"You no longer decide for <@{delegation.person}>. Thank you for standing in.",
        why=f"You stood in for <@{delegation.person}>.",
    )


def entered(wish: Wish, zone: str) -> Notice:
    """To the lead who entered it for somebody."""
    days = span(wish.begins, wish.ends, zone)
    stands_in = f" <@{wish.stand_in}> decides for them." if wish.stand_in else ""
    return Notice(
        key=f"entered:{wish.by}:{wish.person}:{wish.begins.isoformat()}",
        to=wish.by,
        text=f"Done: <@{wish.person}> is away {days}.{stands_in} They were told, and can end it.",
        why="You entered it.",
    )


def recorded(person: str, to: str, why: str) -> str:
    """For the history of what waits for them, which draws these mentions."""
    return ours(f"<@{to}> for <@{person}>, but {NOT[why]}; it still waits for <@{person}>")


def cannot_stand_in(delegation: Delegation, why: str) -> Notice:
    return Notice(
        key=f"cannot_stand_in:{delegation.to}:{delegation.person}:{delegation.begins.isoformat()}",
        to=delegation.by,
        text=f"<@{delegation.to}> does not decide for <@{delegation.person}>: {why}",
        why="You named them.",
    )


def stand_in_unknown(delegation: Delegation) -> Notice:
    """When Slack tells nothing of them."""
    why = "Slack does not tell me who they are. Please choose somebody else with *Away…* on Home."
    return cannot_stand_in(delegation, why)


def strip(person: str, catalogue: Catalogue, now: datetime) -> list[Block]:
    """For the top of Home: that they are away, and for whom they decide."""
    roster, zone = catalogue.roster, catalogue.zone
    blocks: list[Block] = []
    if absence := roster.absence(person, at=now):
        delegation = roster.delegation(person, at=now)
        until = span(absence.begins, absence.ends, zone)
        who = f" <@{delegation.to}> decides for you." if delegation else ""
        blocks.append(section(f"*You are away* {until}.{who}") | {"accessory": _back(absence)})
    if spoken_for := roster.speaks_for(person, at=now):
        blocks.append(context(_speaks_for(spoken_for, zone)))
    return blocks


def _speaks_for(delegations: Sequence[Delegation], zone: str) -> str:
    each = [f"<@{d.person}> until {day(_local(d.ends - A_MOMENT, zone))}" for d in delegations]
    return f"You decide for {', '.join(each[:10])}"


def _person_in(view: Mapping[str, Any], name: str) -> str | None:
    element = view["state"]["values"].get(name, {}).get(name, {})
    chosen = element.get("selected_user")
    return str(chosen) if chosen else None
