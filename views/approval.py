"""Approvals as people see them: the strip on the card, the buttons, the form, the announcements."""

from collections.abc import Mapping
from typing import Any

from domain.approval import Answer, Approval, AskedStep, Outcome, Verdict
from domain.errors import FieldRefusal
from domain.message import Message, Notice
from domain.notification import News
from domain.request import Filed
from domain.ticket import Ticket
from views import ids
from views.blocks import Block, button, context, modal, section, text_input
from views.forms import too_long, words_in
from views.text import fitted, link, mentions, owner, quoted

COMMENT_LIMIT = 1000
NAMED, SHOWN = 20, 4
"""So many approvers, and so many of their answers, stand on a card."""

SAID = {
    Verdict.APPROVED: "approved",
    Verdict.CHANGES_REQUESTED: "asked for changes",
    Verdict.DECLINED: "declined",
}


KINDS = {
    Outcome.APPROVED: News.PROGRESS,
    Outcome.CHANGES_REQUESTED: News.NEEDS_YOU,
    Outcome.DECLINED: News.NEEDS_YOU,
}
"""An end and a question always arrive; that it goes on is progress."""


def strip(approval: Approval | None) -> list[Block]:
    """Who was asked and what they said, step by step."""
    if approval is None or approval.is_cancelled:
        return []
    is_one = len(approval.steps) == 1
    asked = [_asked(step, "" if is_one else _title(step)) for step in approval.steps]
    said = [_said(a) for a in approval.answers if a.verdict]
    expired = [context("Nobody decided in time")] if approval.outcome is Outcome.EXPIRED else []
    return [context("\n".join(asked)), *said[-SHOWN:], *expired]


def _asked(step: AskedStep, title: str) -> str:
    people = tuple(answer.approver for answer in step.answers)
    asked = mentions(people[:NAMED])
    if people[NAMED:]:
        asked = f"{asked} and {len(people) - NAMED} others"
    return f"{title}Needs a yes from {_how_many(step)}{asked}"


def _title(step: AskedStep) -> str:
    return f"{step.number + 1}. {fitted(step.name, 100)}: " if step.name else f"{step.number + 1}. "


def _how_many(step: AskedStep) -> str:
    asked = len(step.answers)
    if asked == 1:
        return ""
    if step.wanted == asked:
        return "every one of "
    return "one of " if step.wanted == 1 else f"{step.wanted} of "


def awaited(approval: Approval | None) -> str:
    """Who decides next."""
    step = approval.current if approval else None
    if approval is None or step is None:
        return "somebody decides"
    people = approval.asked or approval.missing
    if step.wanted == len(step.answers) and len(approval.missing) > 1:
        return f"{mentions(approval.missing)} decide"
    return f"{mentions(people, joined=' or ')} decides"


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


def read_form(view: Mapping[str, Any]) -> tuple[Verdict, int, str, str]:
    """Verdict, ticket id, turn and comment. Raises FieldRefusal where the comment is amiss."""
    verdict, ticket_id, turn = view["private_metadata"].split(":")
    comment = words_in(view, "comment")
    problem = too_long("The comment", comment, COMMENT_LIMIT)
    if not comment:
        problem = "Please write a line: the requester has to know what to do next."
    if problem:
        raise FieldRefusal({"comment": problem})
    return Verdict(verdict), int(ticket_id), turn, comment


def decided(filed: Filed, *, channel: str | None) -> list[Message]:
    """Once the step is settled, the requester is told, and on a yes the owner."""
    approval, ticket = filed.approval, filed.ticket
    answer = approval.deciding if approval else None
    if approval is None or approval.outcome is None or answer is None:
        return []
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
    if approval.outcome is Outcome.APPROVED and channel:
        told.append(
            Notice(
                key=f"{event}:owner",
                to=channel,
                thread=f"{ticket.reference}:triage:{channel}",
                text=f"{owner(ticket.owner)} {ticket.reference} is approved: it is yours to take.",
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


def _to_requester(ticket: Ticket, answer: Answer, outcome: Outcome) -> str:
    comment = f"\n{quoted(answer.comment, 2000)}" if answer.comment else ""
    after = {
        Outcome.APPROVED: f"{owner(ticket.owner)} takes it from here.",
        Outcome.CHANGES_REQUESTED: "Edit and resubmit with the button above.",
    }.get(outcome, "You can file a new request at any time.")
    said = SAID[answer.verdict] if answer.verdict else ""
    to = " to" if outcome is Outcome.CHANGES_REQUESTED else ""
    return f"{who(answer)} {said}{to} {ticket.reference}. {after}{comment}"


def _said(answer: Answer) -> Block:
    verdict = SAID[answer.verdict] if answer.verdict else ""
    comment = f":\n{quoted(answer.comment, 700)}" if answer.comment else ""
    return context(f"{who(answer)} {verdict}{comment}")


def who(answer: Answer) -> str:
    """Both names, where one spoke for the other."""
    return f"<@{answer.given_by}>" + (f" for <@{answer.approver}>" if answer.by else "")
