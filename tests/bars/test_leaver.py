"""R27: an owner leaves at any moment of the day's work; by the next tick all of theirs has moved.

The oracle is SQL and the journal. Red on these mutants:
- workflows/staffing.py: `tick` moves nothing (whether somebody is there is checked at creation
  only).
- workflows/staffing.py `_passed_on`: the cards are not put again.
- workflows/staffing.py: `_ask_again` saves nothing.
That clicks are refused before anything has moved, tests/handlers/test_leavers.py proves.
"""

import pytest
from slack_bolt import BoltRequest

from tests.bars import on_each, sized
from tests.builders import IVO, MAYA, a_request, saved
from tests.handlers.payloads import a_press
from tests.kills.seen import assert_cards_show_the_database
from tests.scenarios.acting import eventually, settled
from views import ids
from workflows import fulfilment, intake

MOMENTS = sized(2, 20)
STEPS, FIRST = 14, 3
LEFT = (IVO, MAYA)

OPEN_OF = "SELECT id FROM ticket WHERE closed_at IS NULL AND owner IN ('U0IVO', 'U0MAYA')"
ASKED = (
    "SELECT approver.ticket_id FROM approver JOIN approval ON approval.team = approver.team"
    " AND approval.ticket_id = approver.ticket_id AND approval.round = approver.round"
    " WHERE approver.is_asked AND approval.is_pending"
    " AND approver.person IN ('U0IVO', 'U0MAYA')"
)
DONE_BY = "SELECT count(*) FROM history WHERE \"by\" IN ('U0IVO', 'U0MAYA')"


def rows(bot, query):
    with bot.desk.database.engine.connect() as connection:
        return list(connection.exec_driver_sql(query).scalars())


def step(bot, chance, count):
    """Something that happens on an ordinary day."""
    if count < FIRST or chance.random() < 0.5:
        kind = chance.choice(["landing_page", "access"])
        is_private = chance.random() < 0.2
        request = a_request(summary=f"Page {count}", request_type=kind, is_private=is_private)
        intake.take_in(bot.desk, request, key=f"form:{count}")
        return
    number = chance.choice(rows(bot, "SELECT id FROM ticket"))
    ticket = saved(bot.desk, number).ticket
    moves = {"open": "take", "in_progress": chance.choice(["resolve", "wait_for_it"])}
    if ticket.owner and (move := moves.get(ticket.status)):
        key = f"move:{count}"
        fulfilment.move(bot.desk, number, move, by=ticket.owner, key=key, words="So it is")


@on_each
@pytest.mark.parametrize("moment", range(MOMENTS))
@pytest.mark.refused("user_disabled")
def test_whenever_somebody_leaves_nothing_of_theirs_is_left_behind(company, bot, chance, moment):
    for _ in range(moment):
        chance.random()
    leaves_at = chance.randrange(FIRST, STEPS)

    for count in range(STEPS):
        if count == leaves_at:
            for name in ("ivo", "maya"):
                company.person(name).deactivate()
        step(bot, chance, count)
        if count == leaves_at:
            eventually(lambda: set(LEFT) <= bot.desk.catalogue().roster.gone)
            bot.timetable.tick()
            assert not rows(bot, OPEN_OF), "they still own what is open"
            assert not rows(bot, ASKED), "they are still asked"
    bot.timetable.tick()
    settled(bot)

    numbers = rows(bot, "SELECT id FROM ticket")
    assert not rows(bot, OPEN_OF)
    assert not rows(bot, ASKED)
    assert_cards_show_the_database(company, bot.desk, *numbers, but=LEFT)
    done = rows(bot, DONE_BY)
    for number in numbers:
        for action in (ids.TAKE, ids.RESOLVE, ids.APPROVE):
            press = a_press(action, f"{number}:1.0", by=IVO, action_ts=f"{number}.{action}")
            bot.app.dispatch(BoltRequest(mode="socket_mode", body=_here(press, bot)))
    assert rows(bot, DONE_BY) == done, "a click of who has left counted"


def _here(body, bot):
    team = bot.desk.team
    return body | {"team": {"id": team}, "user": {"id": IVO, "team_id": team}}
