"""What people hear while a yes is waited for: whose turn it is, and that its time is up."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from domain.approval import Approval
from domain.history import Event
from domain.message import Message, Notice
from domain.notification import News
from domain.overdue import Overdue
from domain.request import Filed
from domain.ticket import Ticket
from views.approval import awaited, who
from views.routing import ours
from views.text import fitted, link, mentions, moment, quoted

ROOM = 1500
THEIRS = "Your yes is needed."
OF_DESK = "You lead a side or run the desk."


def step_begun(before: Filed, after: Filed, *, standing: Collection[str]) -> list[Message]:
    """Once one step is over and another begins: the requester hears how far it is; who has a card
    already hears that it is their turn. For the others, their new card is the word.
    """
    if not has_begun(before, after):
        return []
    return [_how_far(after), *_called(after, "Now it is your turn", standing=standing)]


def has_begun(before: Filed, after: Filed) -> bool:
    """Whether another step of the same round has its turn now."""
    one, other = before.approval, after.approval
    if one is None or other is None or one.round != other.round or not one.current:
        return False
    return other.current is not None and other.current.number != one.current.number


def _how_far(filed: Filed) -> Notice:
    ticket, approval = filed.ticket, filed.approval
    assert approval is not None, "one of its steps is over"
    done, total = len(approval.begun) - 1, len(approval.steps)
    last = approval.steps[done - 1].answers
    said = [who(answer) for answer in last if answer.verdict]
    return Notice(
        key=f"{_event(ticket)}:requester",
        to=ticket.requester,
        thread=f"{ticket.reference}:requester",
        text=f"{' and '.join(said)} said yes to {ticket.reference}, step {done} of {total}. "
        f"Now {awaited(approval)}.",
        why="You asked for it.",
        news=News.PROGRESS,
    )


def asked_by_hand(filed: Filed, *, standing: Collection[str]) -> list[Message]:
    """The requester hears that work rests, and why; who is asked has a card that says so."""
    ticket, approval = filed.ticket, filed.approval
    assert approval is not None, "somebody was asked"
    words = quoted(approval.because, ROOM)
    return [
        _to_requester(
            ticket,
            f"<@{approval.by}> asked for a yes before {ticket.reference} goes on: "
            f"{awaited(approval)}. Nothing is needed from you.\n{words}",
            news=News.PROGRESS,
        ),
        *_called(filed, f"<@{approval.by}> asks for your yes", standing=standing),
    ]


def asked_again(filed: Filed, *, by: str, standing: Collection[str]) -> list[Message]:
    """After nobody had decided in time."""
    ticket = filed.ticket
    return [
        _to_requester(
            ticket,
            f"<@{by}> asked again for {ticket.reference}: {awaited(filed.approval)}."
            if filed.approval and filed.approval.current
            else f"{ticket.reference} needs no yes any more, so it goes on.",
            news=News.PROGRESS,
        ),
        *_called(filed, f"<@{by}> asks you again", standing=standing),
    ]


def reminded(
    ticket: Ticket, approval: Approval, *, day: str, card: Mapping[str, str]
) -> list[Message]:
    """The requester's own word to those who decide. `card` has the addresses of their cards."""
    return [
        Notice(
            key=f"{ticket.reference}:reminder:{day}:{person}",
            to=person,
            text=f"<@{ticket.requester}> asks whether you can decide on {ticket.reference}: "
            f"_{fitted(ticket.summary, 200)}_. The buttons are on "
            f"{link(card.get(person), 'its card')}.",
            why=THEIRS,
            news=News.NEEDS_YOU,
        )
        for person in approval.asked
    ]


def who_was_reminded(people: Sequence[str]) -> str:
    """To the requester, at once."""
    return f"I reminded {mentions(people)}. You hear as soon as somebody has decided."


def overdue(filed: Filed, what: Overdue, *, due_at: datetime) -> list[Message]:
    """To each whom it concerns, with why."""
    told = {
        Event.EXPIRED: _expired,
        Event.BACKUP_ADDED: _backed_up,
        Event.APPROVER_REPLACED: _replaced,
        Event.REMINDED: _urged,
    }[what.event]
    return list(told(filed, what, due_at))


def _expired(filed: Filed, what: Overdue, due_at: datetime) -> Iterator[Notice]:
    ticket = filed.ticket
    yield _to_requester(
        ticket,
        f"Nobody decided on {ticket.reference} by {moment(due_at)}, so the asking has ended. It is "
        "nobody's no: press *Ask again* above, and it starts anew.",
        news=News.NEEDS_YOU,
    )
    for person in what.waited_for:
        words = f"The time to decide on {ticket.reference} ended {moment(due_at)}."
        yield _to_approver(
            ticket,
            person,
            f"{words} Nothing is needed from you unless it is asked again.",
            news=News.PROGRESS,
        )


def _backed_up(filed: Filed, what: Overdue, due_at: datetime) -> Iterator[Notice]:
    ticket, added = filed.ticket, mentions(what.added)
    since = f"by {moment(due_at)}"
    yield _to_requester(
        ticket,
        f"Nobody decided on {ticket.reference} {since}, so {added} was asked, too.",
        news=News.PROGRESS,
    )
    for person in what.waited_for:
        yield _to_approver(
            ticket,
            person,
            f"{ticket.reference} waited for your decision until {moment(due_at)}, so {added} was "
            "asked, too. Whoever answers first settles your part.",
        )
    for person in what.added:
        yield _to_approver(
            ticket,
            person,
            f"{mentions(what.waited_for)} did not decide on {ticket.reference} {since}, so you are "
            f"asked, too: _{fitted(ticket.summary, 200)}_. The buttons are on the card above.",
        )


def _replaced(filed: Filed, what: Overdue, due_at: datetime) -> Iterator[Notice]:
    ticket, added, left = filed.ticket, mentions(what.added), mentions(what.left)
    yield _to_requester(
        ticket,
        f"{left} did not decide on {ticket.reference} by {moment(due_at)}, so {added} was asked "
        "instead.",
        news=News.PROGRESS,
    )
    for person in what.left:
        yield _to_approver(
            ticket,
            person,
            f"{ticket.reference} waited for your decision until {moment(due_at)}; {added} was "
            "asked instead. Nothing is needed from you any more.",
            news=News.PROGRESS,
        )
    for person in what.added:
        yield _to_approver(
            ticket,
            person,
            f"{left} did not decide on {ticket.reference} by {moment(due_at)}, so you are asked "
            f"instead: _{fitted(ticket.summary, 200)}_. The buttons are on the card above.",
        )


def _urged(filed: Filed, what: Overdue, due_at: datetime) -> Iterator[Notice]:
    ticket, approval = filed.ticket, filed.approval
    for person in approval.asked if approval else ():
        yield _to_approver(
            ticket,
            person,
            f"{ticket.reference} waits for your decision since {moment(due_at)}: "
            f"_{fitted(ticket.summary, 200)}_. The buttons are on the card above.",
        )


def stuck(
    ticket: Ticket, approval: Approval, people: Sequence[str], *, area: str, day: str
) -> list[Message]:
    """Nobody is there who could give the yes: who can change that hears it once a day. Nothing of
    the ticket's words goes there.
    """
    step = approval.current
    named = mentions([a.approver for a in step.missing][:5]) if step else "nobody"
    return [
        Notice(
            key=f"{ticket.reference}:stuck:{day}:{person}",
            to=person,
            text=f"{ticket.reference} waits for a yes, and nobody is there who could give it: it "
            f"was asked of {named}. Please name a backup for {fitted(area, 100)} in the catalogue, "
            "or somebody who stands in for them: I ask them as soon as you do.",
            why=OF_DESK,
            news=News.NEEDS_YOU,
        )
        for person in people
    ]


def recorded(what: Overdue) -> str:
    """The same for the history, which draws these mentions."""
    added, left = mentions(what.added), mentions(what.left)
    words = {
        Event.EXPIRED: "",
        Event.REMINDED: f"{mentions(what.waited_for)}, as the time for it was over",
        Event.BACKUP_ADDED: f"{added}, as nobody had decided in time",
        Event.APPROVER_REPLACED: f"{added} in place of {left}, who had not decided in time",
    }[what.event]
    return ours(words) if words else ""


def recorded_turn(approval: Approval) -> str:
    return ours(mentions(approval.asked, joined=" or "))


def _called(filed: Filed, words: str, *, standing: Collection[str]) -> Iterator[Notice]:
    """Those whose card stood before: a card that is edited calls nobody."""
    ticket, approval = filed.ticket, filed.approval
    for person in approval.asked if approval else ():
        if f"{ticket.reference}:approval:{person}" in standing:
            yield _to_approver(
                ticket,
                person,
                f"{words} on {ticket.reference}: _{fitted(ticket.summary, 200)}_. The buttons are "
                "on the card above.",
            )


def _to_requester(ticket: Ticket, text: str, *, news: News) -> Notice:
    return Notice(
        key=f"{_event(ticket)}:requester",
        to=ticket.requester,
        thread=f"{ticket.reference}:requester",
        text=text,
        why="You asked for it.",
        news=news,
    )


def _to_approver(ticket: Ticket, person: str, text: str, *, news: News = News.NEEDS_YOU) -> Notice:
    return Notice(
        key=f"{_event(ticket)}:asked:{person}",
        to=person,
        thread=f"{ticket.reference}:approval:{person}",
        text=text,
        why=THEIRS if news is News.NEEDS_YOU else "You were asked for a yes.",
        news=news,
    )


def _event(ticket: Ticket) -> str:
    return f"{ticket.reference}.v{ticket.version}"
