"""`/request privacy`: how much is on record about people's data, and how to get all of it."""

from domain.message import Post
from handlers.gestures import Body
from handlers.subcommands import typed
from views import privacy as view
from workflows import privacy
from workflows.desk import Desk

PRIVACY = "privacy"


def answer(body: Body, desk: Desk, *, by: str) -> Post | None:
    """For data protection and coordinators. Raises NotYourRecords for everybody else."""
    if typed(body) != PRIVACY:
        return None
    found = privacy.overview(desk, viewer=by)
    return view.overview(tickets=found.tickets, waiting=found.waiting, last=found.last)
