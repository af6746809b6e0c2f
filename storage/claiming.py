"""The statements by which a relay claims what it may send; built once, run many times a second."""

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select, update

from domain.delivery import State
from storage.mapping import table_of
from storage.rows.message import MessageRow

OUTBOX = table_of(MessageRow)

FINISHED = ("state", "settled_at", "held_until", "reason")
SINCE = bindparam("since", type_=OUTBOX.c.first_sent_at.type)
IS_OPEN = and_(OUTBOX.c.team == bindparam("of_team"), OUTBOX.c.settled_at.is_(None))


def _is_free() -> ColumnElement[bool]:
    """Nobody is sending to the same place, or has this very card in hand.

    The subqueries name nothing of the row, so that they are asked once and not for each.
    """
    other = OUTBOX.alias()
    held = and_(
        other.c.team == bindparam("of_team"),
        other.c.settled_at.is_(None),
        other.c.held_until > bindparam("real"),
    )
    sending_to = select(other.c.to).where(held, other.c.state == State.SENDING)
    held_cards = select(other.c.card).where(held, other.c.card.is_not(None))
    return and_(
        OUTBOX.c.to.not_in(sending_to),
        or_(OUTBOX.c.card.is_(None), OUTBOX.c.card.not_in(held_cards)),
    )


def _sendable() -> Select[tuple[object, ...]]:
    """The oldest row of each place that may be sent to now. Of several relays, one gets it.

    Parameters: of_team, now (the desk's clock), real, busy (places), most.
    """
    may_go = and_(
        IS_OPEN,
        or_(OUTBOX.c.not_before.is_(None), OUTBOX.c.not_before <= bindparam("now")),
        or_(OUTBOX.c.held_until.is_(None), OUTBOX.c.held_until <= bindparam("real")),
    )
    is_busy = OUTBOX.c.to.in_(bindparam("busy", expanding=True))
    oldest = select(func.min(OUTBOX.c.id)).where(may_go, ~is_busy, _is_free()).group_by(OUTBOX.c.to)
    # said twice, as PostgreSQL checks only the outer condition again once it has the lock
    return (
        select(OUTBOX)
        .where(OUTBOX.c.id.in_(oldest), may_go)
        .order_by(OUTBOX.c.id)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True)
    )


SENDABLE = _sendable()

SIBLINGS = (
    select(OUTBOX)
    .where(IS_OPEN, OUTBOX.c.card.in_(bindparam("cards", expanding=True)))
    .order_by(OUTBOX.c.id)
)
"""Every waiting row of these cards."""

LEASE = (
    update(OUTBOX)
    .where(OUTBOX.c.id.in_(bindparam("ids", expanding=True)))
    .values(
        state=State.SENDING,
        held_until=bindparam("until"),
        attempts=OUTBOX.c.attempts + 1,
        generation=bindparam("raised"),
        first_sent_at=func.coalesce(OUTBOX.c.first_sent_at, SINCE),
    )
)
"""These rows are one relay's to send."""

FINISH = (
    update(OUTBOX)
    .where(OUTBOX.c.team == bindparam("of_team"))
    .where(OUTBOX.c.id.in_(bindparam("ids", expanding=True)))
    .where(OUTBOX.c.generation == bindparam("ours"))
    .values({name: bindparam(f"new_{name}") for name in FINISHED})
)
"""What became of a claim, if it is still ours."""
