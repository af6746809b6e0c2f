"""Approvals as people see them: the strip on the card, the buttons, the form, the announcements."""

from collections.abc import Mapping
from typing import Any

from domain.approval import Answer, Approval, Verdict
from domain.catalogue import Quorum
from domain.errors import FieldRefusal
from domain.message import Message, Notice
from domain.notification import News
from domain.request import Filed
from domain.ticket import Ticket
from views import ids
from views.blocks import Block, button, context, modal, section, text_input
from views.forms import too_long, words_in
from views.text import fitted, link, mentions, quoted

COMMENT_LIMIT = 1000
NAMED, SHOWN = 20, 4
"""So many approvers, and so many of their answers, stand on a card."""

SAID = {
    Verdict.APPROVED: "approved",
    Verdict.CHANGES_REQUESTED: "asked for changes",
    Verdict.DECLINED: "declined",
}


KINDS = {
    Verdict.APPROVED: News.PROGRESS,
    Verdict.CHANGES_REQUESTED: News.NEEDS_YOU,
    Verdict.DECLINED: News.NEEDS_YOU,
}
"""An end and a question always arrive; that it goes on is progress."""


def strip(approval: Approval | None) -> list[Block]:
    """Who was asked and what they said."""
    if approval is None or approval.is_cancelled:
        return []
    people = tuple(answer.approver for answer in approval.answers)
    asked = mentions(people[:NAMED])
    if people[NAMED:]:
        asked = f"{asked} and {len(people) - NAMED} others"
    whose = "every one of" if approval.needs is Quorum.ALL else "one of"
    several = f"{whose} {asked}" if len(approval.answers) > 1 else asked
    said = [_said(a) for a in approval.answers if a.verdict]
    return [context(f"Needs a yes from {several}"), *said[-SHOWN:]]


def awaited(approval: Approval | None) -> str:
    """Who decides next."""
    if approval is None:
        return "somebody decides"
    if approval.needs is Quorum.ALL and len(approval.missing) > 1:
        return f"{mentions(approval.missing)} decide"
    return f"{mentions(approval.missing, joined=' or ')} decides"


def buttons(value: str) -> list[Block]:
    return [
        button("Approve", action_id=ids.APPROVE, value=value, style="primary"),
        button("Request changes", action_id=ids.REQUEST_CHANGES, value=value),
        button("Decline", action_id=ids.DECLINE, value=value, style="danger"),
    ]


def form(ticket: Ticket, verdict: Verdict, *, value: str) -> Block:
    """Why not, or what has to change: read by the requester, so it is required."""
    declines = verdict is Verdict.DECLINED
    label = "Why not, and what could help instead?" if declines else "What has to change?"
    blocks = [
        section(f"*{ticket.reference}* · {fitted(ticket.summary, 600)}"),
        text_input("comment", label, limit=COMMENT_LIMIT, multiline=True, hint=_HINT),
    ]
    return modal(
        ids.VERDICT_FORM,
        f"{'Decline' if declines else 'Changes to'} {ticket.reference}",
        blocks,
        submit="Decline" if declines else "Request changes",
        carried=f"{verdict}:{value}",
    )


_HINT = "The requester reads this, with your name."


def read_form(view: Mapping[str, Any]) -> tuple[Verdict, int, int, str]:
    """Verdict, ticket id, round and comment. Raises FieldRefusal where the comment is amiss."""
    verdict, ticket_id, approval_round = view["private_metadata"].split(":")
    comment = words_in(view, "comment")
    problem = too_long("The comment", comment, COMMENT_LIMIT)
    if not comment:
        problem = "Please write a line: the requester has to know what to do next."
    if problem:
        raise FieldRefusal({"comment": problem})
    return Verdict(verdict), int(ticket_id), int(approval_round), comment


def decided(filed: Filed, *, by: str, channel: str | None) -> list[Message]:
    """Once the step is settled, the requester is told, and on a yes the owner."""
    approval, ticket = filed.approval, filed.ticket
    if approval is None or approval.outcome is None:
        return []
    [answer] = [a for a in approval.answers if a.approver == by]
    event = f"{ticket.reference}.v{ticket.version}"
    told: list[Message] = [
        Notice(
            key=f"{event}:requester",
            to=ticket.requester,
            thread=f"{ticket.reference}:requester",
            text=_to_requester(ticket, answer, approval.outcome),
            why="You asked for it.",
            news=KINDS[approval.outcome],
        )
    ]
    if approval.outcome is Verdict.APPROVED and channel:
        told.append(
            Notice(
                key=f"{event}:owner",
                to=channel,
                thread=f"{ticket.reference}:triage:{channel}",
                text=f"<@{ticket.owner}> {ticket.reference} is approved: it is yours to take.",
                why="You own it.",
                calls=ticket.owner,
                news=News.NEEDS_YOU,
            )
        )
    return told


def nudge(ticket: Ticket, approver: str, *, date: str, card: str | None) -> Notice:
    """One word a working day to somebody whose answer is missing."""
    where = link(card, "its card")
    return Notice(
        key=f"{ticket.reference}:nudge:{date}:{approver}",
        to=approver,
        text=f"{ticket.reference} still waits for your decision: "
        f"_{fitted(ticket.summary, 200)}_. The buttons are on {where}.",
        why="Your yes is needed.",
        news=News.NEEDS_YOU,
    )


def _to_requester(ticket: Ticket, answer: Answer, outcome: Verdict) -> str:
    comment = f"\n{quoted(answer.comment, 2000)}" if answer.comment else ""
    after = {
        Verdict.APPROVED: f"<@{ticket.owner}> takes it from here.",
        Verdict.CHANGES_REQUESTED: "Edit and resubmit with the button above.",
        Verdict.DECLINED: "You can file a new request at any time.",
    }[outcome]
    to = " to" if outcome is Verdict.CHANGES_REQUESTED else ""
    return f"<@{answer.approver}> {SAID[outcome]}{to} {ticket.reference}. {after}{comment}"


def _said(answer: Answer) -> Block:
    verdict = SAID[answer.verdict] if answer.verdict else ""
    comment = f":\n{quoted(answer.comment, 700)}" if answer.comment else ""
    return context(f"<@{answer.approver}> {verdict}{comment}")
