"""The statements by which a relay claims what it may send; built once, run many times a second."""

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select, update

from domain.delivery import State
from storage.mapping import table_of
from storage.rows.message import MessageRow

OUTBOX = table_of(MessageRow)

FINISHED = dict.fromkeys(("new_state", "new_settled_at", "new_held_until", "new_reason"))
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


MAY_GO = and_(
    IS_OPEN,
    or_(OUTBOX.c.not_before.is_(None), OUTBOX.c.not_before <= bindparam("now")),
    or_(OUTBOX.c.held_until.is_(None), OUTBOX.c.held_until <= bindparam("real")),
)

OLDEST = (
    select(func.min(OUTBOX.c.id).label("id"))
    .where(MAY_GO, OUTBOX.c.to.not_in(bindparam("busy", expanding=True)), _is_free())
    .group_by(OUTBOX.c.to)
    .order_by("id")
    .limit(bindparam("most"))
)
"""The oldest row of each place that may be sent to now; `now` is by the desk's clock."""

LOCKED = (
    select(OUTBOX)
    .where(OUTBOX.c.id.in_(bindparam("ids", expanding=True)), MAY_GO)
    .order_by(OUTBOX.c.id)
    .with_for_update(skip_locked=True)
)
"""Those of these rows that may still be sent: of several relays, one gets each.

Asked apart from OLDEST: as one statement, PostgreSQL looked for the oldest rows once for each row.
"""

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
    .values({name.removeprefix("new_"): bindparam(name) for name in FINISHED})
)
"""What became of a claim, if it is still ours."""

SENT = FINISH.returning(OUTBOX.c.id)
"""The same for many claims of one generation: which rows were still ours."""
