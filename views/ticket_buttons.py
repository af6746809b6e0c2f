"""What the reader of a ticket's card may press."""

from domain.request import Filed
from domain.ticket import Status
from views import approval, ids
from views.blocks import Block, actions, button, confirmed


def read_button(value: str) -> tuple[int, int]:
    """Ticket id and approval round, as the buttons carry them."""
    ticket_id, approval_round = value.split(":")
    return int(ticket_id), int(approval_round)


def buttons_of(filed: Filed, kind: str, place: str) -> list[Block]:
    """What the reader of this card may press; who has answered already is not asked again."""
    if kind == "requester":
        buttons = _of_requester(filed)
    elif kind == "approval" and filed.approval and place not in filed.approval.missing:
        buttons = []
    else:
        buttons = _of_it(filed, kind)
    return [actions(*buttons)] if buttons else []


def _of_requester(filed: Filed) -> list[Block]:
    ticket = filed.ticket
    value = _value(filed)
    edit = button("Edit", action_id=ids.EDIT, value=value)
    comment = button("Comment", action_id=ids.COMMENT, value=value)
    withdraw = confirmed(
        button("Withdraw", action_id=ids.WITHDRAW, value=value),
        title="Withdraw this request?",
        text=f"{ticket.reference} ends here, and everybody involved sees that.",
        yes="Withdraw",
    )
    again = button("Edit and resubmit", action_id=ids.EDIT, value=value, style="primary")
    done = button("Done", action_id=ids.DONE, value=value, style="primary")
    not_yet = button("Not yet", action_id=ids.NOT_YET, value=value)
    return {
        Status.AWAITING_APPROVAL: [edit, comment, withdraw],
        Status.CHANGES_REQUESTED: [again, comment, withdraw],
        Status.OPEN: [edit, comment, withdraw],
        Status.IN_PROGRESS: [comment, withdraw],
        Status.RESOLVED: [done, not_yet, comment],
    }.get(ticket.status, [])


def _of_it(filed: Filed, kind: str) -> list[Block]:
    value = _value(filed)
    if filed.ticket.status is Status.AWAITING_APPROVAL:
        return approval.buttons(value)
    if kind == "approval":
        return []
    take = button("Take it", action_id=ids.TAKE, value=value, style="primary")
    resolve = button("Resolve", action_id=ids.RESOLVE, value=value)
    return {
        Status.OPEN: [take, resolve],
        Status.IN_PROGRESS: [resolve | {"style": "primary"}],
    }.get(filed.ticket.status, [])


def _value(filed: Filed) -> str:
    return f"{filed.ticket.id}:{filed.approval.round if filed.approval else 0}"
