"""What the reader of a ticket's card may press: never what the rules would refuse them."""

from collections.abc import Callable
from functools import partial

from domain.lifecycle import Company, Move, may_move
from domain.request import Filed
from domain.ticket import ENDS, Status, Waiting
from views import approval, ids
from views.blocks import Block, button, confirmed, option

May = Callable[[Move], bool]

MORE = {
    Move.WAIT_FOR_IT: "Wait for another team…",
    Move.WAIT_FOR_THIRD_PARTY: "Wait for somebody outside…",
    Move.SNOOZE: "Put aside…",
    Move.WAKE: "Take it up again",
    Move.LINK: "Link…",
    Move.CANCEL: "Cancel…",
    Move.NOTE: "Note…",
}
"""What an owner needs now and then; Slack shows five of them at most."""

WAITS_ALREADY = {Waiting.IT: Move.WAIT_FOR_IT, Waiting.THIRD_PARTY: Move.WAIT_FOR_THIRD_PARTY}


def read_button(value: str) -> tuple[int, str]:
    """Ticket id, and what the button was drawn for: of an approval, its turn."""
    ticket_id, _, turn = value.partition(":")
    return int(ticket_id), turn


def read_more(value: str) -> tuple[Move, int]:
    """What was chosen under More, and for which ticket."""
    move, ticket_id = value.split(":")
    return Move(move), int(ticket_id)


def buttons_of(filed: Filed, kind: str, place: str, *, company: Company) -> list[Block]:
    """What the reader of this card may press; who has answered already is not asked again."""
    ticket = filed.ticket
    nobody_yet = next(iter(company.it), None)
    triage = ticket.owner or nobody_yet
    reader = {"requester": ticket.requester, "triage": triage}.get(kind, place)
    may = partial(_may, filed, reader, company)
    match kind:
        case "requester":
            return _of_requester(filed, may)
        case "approval":
            return _of_approver(filed, place)
        case "queue":
            return [_hand_over(filed, style="primary")]
        case "watcher" | "reader":
            return _of_reader(filed, place, may)
        case _:
            return _of_it(filed, may)


def _may(filed: Filed, reader: str | None, company: Company, what: Move) -> bool:
    return reader is not None and may_move(filed, reader, what, company=company)


def _of_requester(filed: Filed, may: May) -> list[Block]:
    """What they can do now comes first, in the colour of what is waited for."""
    again = filed.ticket.status is Status.CHANGES_REQUESTED
    offered = [
        (Move.ADD_DETAILS, ids.ADD_DETAILS, "Add details", "primary"),
        (Move.ANSWER, ids.ANSWER, "Answer", "primary"),
        (Move.DONE, ids.DONE, "Done", "primary"),
        (Move.NOT_YET, ids.NOT_YET, "Not yet", None),
        (Move.ASK_AGAIN, ids.ASK_AGAIN, "Ask again", "primary"),
        (Move.REMIND, ids.REMIND, "Remind them", None),
        (Move.EDIT, ids.EDIT, *(("Edit and resubmit", "primary") if again else ("Edit", None))),
        (Move.COMMENT, ids.COMMENT, "Comment", None),
        (Move.REOPEN, ids.REOPEN, "Reopen", None),
    ]
    buttons = [
        button(text, action_id=action_id, value=_value(filed), style=style)
        for what, action_id, text, style in offered
        if may(what)
    ]
    if may(Move.WITHDRAW):
        buttons.append(_withdraw(filed))
    if filed.ticket.status in ENDS:
        follow_up = button("File a follow-up", action_id=ids.FOLLOW_UP, value=_value(filed))
        buttons.append(follow_up)
    return [*buttons, _history(filed)]


def _withdraw(filed: Filed) -> Block:
    return confirmed(
        button("Withdraw", action_id=ids.WITHDRAW, value=_value(filed)),
        title="Withdraw this request?",
        text=f"{filed.ticket.reference} ends here, and everybody involved sees that.",
        yes="Withdraw",
    )


def _of_reader(filed: Filed, reader: str, may: May) -> list[Block]:
    is_following = reader in filed.watchers
    offered = [
        (Move.COMMENT, ids.COMMENT, "Comment"),
        (Move.UNWATCH, ids.UNWATCH, "Stop following")
        if is_following
        else (Move.WATCH, ids.WATCH, "Follow"),
    ]
    buttons = [
        button(text, action_id=action_id, value=_value(filed))
        for what, action_id, text in offered
        if may(what)
    ]
    return [*buttons, _history(filed)]


def _of_it(filed: Filed, may: May) -> list[Block]:
    takes = may(Move.TAKE)
    offered = [
        (Move.TAKE, ids.TAKE, "Take it", "primary"),
        (Move.RESOLVE, ids.RESOLVE, "Resolve", None if takes else "primary"),
        (Move.GO_ON, ids.GO_ON, "Go on", None),
        (Move.ADD_DETAILS, ids.ADD_DETAILS, "Add details", "primary"),
        (Move.ASK_AGAIN, ids.ASK_AGAIN, "Ask again", None),
        (Move.REPLY, ids.REPLY, "Reply to requester", None),
        (Move.ASK_APPROVAL, ids.ASK_APPROVAL, "Ask for a yes…", None),
    ]
    buttons = [
        button(text, action_id=action_id, value=_value(filed), style=style)
        for what, action_id, text, style in offered
        if may(what)
    ]
    verdicts = approval.buttons(_value(filed)) if _is_awaited(filed) else []
    handed = [_hand_over(filed)] if may(Move.HAND_OVER) else []
    return [*verdicts, *buttons, *handed, _history(filed), *_more(filed, may)]


def _hand_over(filed: Filed, *, style: str | None = None) -> Block:
    """To somebody, or to another area."""
    words = "Hand over…" if filed.ticket.owner else "Assign…"
    return button(words, action_id=ids.HAND_OVER, value=_value(filed), style=style)


def _more(filed: Filed, may: May) -> list[Block]:
    ticket = filed.ticket
    needless = {
        Move.SNOOZE if ticket.snoozed_until else Move.WAKE,
        WAITS_ALREADY.get(ticket.waiting_for) if ticket.waiting_for else None,
    }
    options = [
        option(text, f"{what}:{ticket.id}")
        for what, text in MORE.items()
        if may(what) and what not in needless
    ]
    menu = {"type": "overflow", "action_id": ids.MORE, "options": options[:5]}
    return [menu] if options else []


def _of_approver(filed: Filed, approver: str) -> list[Block]:
    """Who has answered already is not asked again."""
    read = _history(filed)
    if not decides(filed, approver):
        return [read]
    value = _value(filed)
    return [*approval.buttons(value), approval.with_comment(value), read]


def decides(filed: Filed, person: str) -> bool:
    """Whether their answer is waited for."""
    is_asked = filed.approval is not None and person in filed.approval.asked
    return is_asked and _is_awaited(filed)


def _is_awaited(filed: Filed) -> bool:
    return filed.ticket.status is Status.AWAITING_APPROVAL


def _history(filed: Filed) -> Block:
    return button("History", action_id=ids.HISTORY, value=_value(filed))


def _value(filed: Filed) -> str:
    return f"{filed.ticket.id}:{filed.approval.turn if filed.approval else 0}"
