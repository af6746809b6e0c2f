"""What people hear when others come and go: who has left, who decides in their place."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from domain.approvers import Case
from domain.catalogue import Catalogue
from domain.history import Entry, happened
from domain.message import CardPlace, Notice
from domain.notification import News
from domain.policy import FIELD, Policy, Role
from domain.request import Filed, case_of
from domain.roster import is_group
from domain.staffing import Asked, Because, asked_instead
from domain.ticket import Ticket
from views.routing import ours
from views.text import fitted, mentions, owner

SIDES = {"marketing": "marketing", "it": "IT"}
WHY = {
    Because.HAS_LEFT: "{who} has left, so {it} waits for your decision now",
    Because.MAY_NOT: "{who} may not decide on it any more, so {it} waits for your decision now",
    Because.LEFT_GROUP: "{who} is not in the group any more that was asked, so {it} waits for your "
    "decision now",
    Because.NOBODY_THERE: "Whoever was asked is away, so {it} waits for your decision, too",
}
RECORDED = {
    Because.STANDS_IN: "for {who}",
    Because.HAS_LEFT: "{new} in place of {who}, who has left",
    Because.MAY_NOT: "{new} in place of {who}, who may not decide any more",
    Because.LEFT_GROUP: "{new} in place of {who}, who is not in the group any more",
    Because.NOBODY_THERE: "{new}, as whoever was asked is away",
    Because.NOBODY_MEANT: "{new}, who comes next, as whoever was meant ({who}) cannot decide on it",
}


def asked(ticket: Ticket, asked: Asked) -> Notice:
    """Why the card above has come to them."""
    who = f"<@{asked.instead_of}>" if asked.instead_of else "Somebody"
    words = WHY[asked.because].format(who=who, it=ticket.reference)
    return Notice(
        key=f"{ticket.reference}.v{ticket.version}:asked:{asked.person}",
        to=asked.person,
        thread=f"{ticket.reference}:approval:{asked.person}",
        text=f"{words}: _{fitted(ticket.summary, 200)}_. The buttons are on the card above.",
        why="Your yes is needed.",
        news=News.NEEDS_YOU,
    )


def says_card(asked: Asked) -> bool:
    """Whoever stands in was told so, and reads for whom on each card."""
    return asked.because is Because.STANDS_IN


def recorded(asked: Asked, names: Mapping[str, str]) -> str:
    """The same for the history, which draws these mentions."""
    who = _meant(asked.instead_of, names) if asked.instead_of else "somebody"
    return ours(RECORDED[asked.because].format(who=who, new=f"<@{asked.person}>"))


def rows(asked: Iterable[Asked], case: Case) -> list[Entry]:
    """For the history: a row for each. Who stands in for somebody is named as who does."""
    names = case.catalogue.names
    return [
        happened(
            case.ticket,
            one.event,
            by=one.person if one.because is Because.STANDS_IN else None,
            at=case.now,
            words=recorded(one, names),
        )
        for one in asked
    ]


def rows_of(filed: Filed, catalogue: Catalogue, *, now: datetime) -> list[Entry]:
    """The same for all who are asked for others since its step has its turn."""
    if filed.approval is None:
        return []
    case = case_of(filed, catalogue, now=now)
    return rows(asked_instead(filed.approval, case), case)


def _meant(named: str, names: Mapping[str, str]) -> str:
    """Whom a policy names: a person, a group, a role or a field."""
    if is_group(named):
        return fitted(names.get(named, "the group"), 80)
    if named.startswith(FIELD):
        return "whoever the form names"
    return named if named in list(Role) else f"<@{named}>"


def has_left(person: str, ticket: Ticket) -> str:
    """Why a ticket has another owner or none, for the history, which draws these mentions."""
    to = f"to <@{ticket.owner}>, " if ticket.owner else ""
    return ours(f"{to}as <@{person}> has left")


def handed_on(filed: Filed, leaver: str, *, it: CardPlace) -> Iterator[Notice]:
    """Who gets it is called, and the requester hears whose it is now."""
    ticket = filed.ticket
    event = f"{ticket.reference}.v{ticket.version}"
    if ticket.owner:
        yield Notice(
            key=f"{event}:owner",
            to=it.to,
            thread=it.name,
            text=f"<@{ticket.owner}> {ticket.reference} is yours now, as <@{leaver}> has left. "
            "Its card above shows how it stands.",
            why="You own it.",
            calls=ticket.owner,
            news=News.NEEDS_YOU,
        )
    yield Notice(
        key=f"{event}:requester",
        to=ticket.requester,
        thread=f"{ticket.reference}:requester",
        text=f"<@{leaver}> has left: {owner(ticket.owner)} looks after {ticket.reference} now. "
        "Nothing is needed from you.",
        why="You asked for it.",
        news=News.PROGRESS,
    )


def left(
    leaver: str, went_to: Mapping[str | None, int], tellees: Sequence[str], *, now: datetime
) -> list[Notice]:
    """One word to each lead: how much went to whom."""
    total = sum(went_to.values())
    to = [f"{n} to <@{p}>" if p else f"{n} to the queue" for p, n in went_to.items()]
    many = "1 open ticket went" if total == 1 else f"{total} open tickets went"
    queue = " What is in the queue waits for an owner: please assign it." if None in went_to else ""
    words = f"<@{leaver}> has left. Their {many} on: {', '.join(to)}.{queue}"
    return [_plain(f"left:{leaver}:{now.isoformat()}", to=p, text=words) for p in tellees]


def vacancies(
    leaver: str, catalogue: Catalogue, tellees: Sequence[str], *, on: str
) -> list[Notice]:
    """What has to be changed in the catalogue, to who keeps it."""
    words = (
        f"<@{leaver}> has left, but the catalogue still names them: {_listed(leaver, catalogue)}. "
        "I ask the next in line meanwhile. Please name somebody else there and apply it."
    )
    return [_plain(f"vacant:{leaver}:{on}", to=p, text=words) for p in tellees]


def empty_group(
    group: str, handle: str, catalogue: Catalogue, tellees: Sequence[str], *, on: str, is_gone: bool
) -> list[Notice]:
    """A group that is asked for something has nobody in it."""
    what = "was deleted" if is_gone else "has nobody in it"
    words = (
        f"The group @{fitted(handle, 80)} {what}, but the catalogue names it: "
        f"{_listed(group, catalogue)}. I ask the next in line meanwhile. Please put somebody into "
        "the group, or name another one in the catalogue."
    )
    return [_plain(f"empty:{group}:{on}", to=p, text=words) for p in tellees]


def _plain(key: str, *, to: str, text: str) -> Notice:
    why = "You lead a side or run the desk."
    return Notice(key=f"{key}:{to}", to=to, text=text, why=why)


def _listed(id: str, catalogue: Catalogue) -> str:
    places = named_as(id, catalogue)
    return ", ".join(places[:6]) + (f" and {len(places) - 6} more" if places[6:] else "")


def named_as(id: str, catalogue: Catalogue) -> list[str]:
    """Every place of the catalogue in which this person or group stands, in words."""
    found = (*_of_areas(id, catalogue), *_of_types(id, catalogue), *_of_sides(id, catalogue))
    return list(dict.fromkeys(found))


def _of_areas(id: str, catalogue: Catalogue) -> Iterator[str]:
    for area in catalogue.areas:
        name = fitted(area.name, 80)
        if id == area.owner:
            yield f"owner of {name}"
        if id == area.backup:
            yield f"backup of {name}"
        if id in area.people:
            yield f"people of {name}"
    for rule in catalogue.routing:
        if id in rule.people:
            yield f"routing rule {fitted(rule.name, 80)}"


def _of_types(id: str, catalogue: Catalogue) -> Iterator[str]:
    for kind in catalogue.types:
        if id in _approvers(kind.approval):
            yield f"approver of {fitted(kind.name, 80)}"
    if id in catalogue.privacy.data_protection:
        yield "data protection"


def _of_sides(id: str, catalogue: Catalogue) -> Iterator[str]:
    for side, members in catalogue.sides.items():
        if id == members.lead:
            yield f"lead of {SIDES[side]}"
        if id in (*members.people, *members.groups):
            yield f"people of {SIDES[side]}"
    if id in catalogue.coordinators:
        yield "coordinator"
    managed = [person for person, manager in catalogue.managers.items() if manager == id]
    if managed:
        yield f"manager of {mentions(managed[:3])}"


def _approvers(policy: Policy | None) -> set[str]:
    return {str(name) for step in (policy.steps if policy else ()) for name in step.approvers}
