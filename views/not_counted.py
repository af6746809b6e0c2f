"""A press that did not count, as the history tells it: what was pressed, and why it was too late,
too early or not theirs.
"""

from collections.abc import Mapping

from domain.approval import Press, Verdict
from domain.errors import (
    AlreadyDecided,
    AskedAgain,
    MayNotApprove,
    NoLongerAsked,
    NotYetYourTurn,
    OwnRequest,
    Refusal,
    TicketNotFound,
    TimeIsOver,
)

PRESSED = {
    Verdict.APPROVED: "Approve",
    Verdict.CHANGES_REQUESTED: "Request changes",
    Verdict.DECLINED: "Decline",
}
WHY: Mapping[type[Refusal], str] = {
    OwnRequest: "it is their own request",
    TicketNotFound: "they were not asked",
    MayNotApprove: "they may not decide here",
    NoLongerAsked: "others are asked by now",
    NotYetYourTurn: "it was not their turn yet",
    AlreadyDecided: "that was decided already",
    TimeIsOver: "the time for it was over",
    AskedAgain: "it had changed since they were asked",
}


def recorded(press: Press, refusal: Refusal) -> str:
    """What the history keeps of it."""
    return f"{PRESSED[press.verdict]}, but {WHY.get(type(refusal), 'it could not be done')}"
