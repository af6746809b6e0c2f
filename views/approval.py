"""Approvals as people see them: the strip on the card, the buttons, the announcements."""

from domain.approval import Advice, Answer, Approval, AskedStep, Outcome, Verdict
from domain.message import Message, Notice
from domain.notification import News
from domain.request import Filed
from domain.ticket import Ticket
from views import ids
from views.blocks import Block, button, context, option
from views.text import fitted, link, mentions, moment, owner, quoted, shortened

NAMED, SHOWN, BECAUSE, ROOM = 20, 4, 300, 2500
"""So many approvers, so many of their answers, and so much of a reason stand on a card."""

EXPIRED = "Nobody decided in time: that is nobody's no"

SAID = {
    Verdict.APPROVED: "approved",
    Verdict.CHANGES_REQUESTED: "asked for changes",
    Verdict.DECLINED: "declined",
}

ADVICE = {
    None: "You can file a new request at any time.",
    Advice.FILE_ANEW: "*File a follow-up* above begins a new request with what you wrote: please "
    "take into account what they say.",
    Advice.ASK_ELSEWHERE: "What helps instead, they say below.",
    Advice.NOTHING: "Nothing more is to be done here.",
}
NEXT = {
    Advice.FILE_ANEW: "<@{requester}> files a new request that takes into account what {who} says",
    Advice.ASK_ELSEWHERE: "<@{requester}> asks whom {who} names above",
    Advice.NOTHING: "nothing, {who} declined it for good",
}
"""What a no leads to, in the news and on the card."""

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
    said = [_said(a) for a in approval.answers if a.verdict and (is_one or a.comment)]
    expired = [context(EXPIRED)] if approval.outcome is Outcome.EXPIRED else []
    return [context(who_is_asked(approval)), *said[-SHOWN:], *expired]


def who_is_asked(approval: Approval) -> str:
    """Who, how many of them, and how far it is; a line for each step, and why it is asked."""
    is_one = len(approval.steps) == 1
    lines = [_asked(s) if is_one else _in_turn(s, approval.current) for s in approval.steps]
    if approval.by:
        lines.append(f"<@{approval.by}> asks: {fitted(approval.because, BECAUSE)}")
    return shortened("\n".join(lines), ROOM)


def _asked(step: AskedStep) -> str:
    return f"Needs a yes from {_how_many(step)}{_people(step)}"


def _in_turn(step: AskedStep, current: AskedStep | None) -> str:
    """One of several steps, as short as it can be said."""
    name = f"{step.number + 1}. {fitted(step.name, 60)}" if step.name else str(step.number + 1)
    if step.verdict:
        said = " and ".join(f"{who(a)} {SAID[a.verdict]}" for a in step.answers if a.verdict)
        return f"{name}: {said}"
    asked = f"{_how_many(step)}{_people(step)}"
    begins = "needs a yes from" if step is current else "then"
    return f"{name}: {begins} {asked}"


def _people(step: AskedStep) -> str:
    named = [_voice(answer) for answer in step.answers[:NAMED]]
    listed = " and ".join([", ".join(named[:-1]), named[-1]] if named[1:] else named)
    more = len(step.answers) - NAMED
    return f"{listed} and {more} others" if more > 0 else listed


def _voice(answer: Answer) -> str:
    """One who is asked, and who was asked beside them."""
    beside = f" (or {mentions(answer.also[:NAMED], joined=' or ')})" if answer.also else ""
    return f"<@{answer.approver}>{beside}"


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
    by = f" by {moment(step.due_at)}" if step.due_at else ""
    if step.wanted == len(step.answers) and len(approval.missing) > 1:
        return f"{mentions(approval.missing[:NAMED])} decide{by}"
    people = approval.asked or approval.missing
    return f"{mentions(people[:NAMED], joined=' or ')} decides{by}"


def advised(approval: Approval | None) -> str:
    """What comes after a no, as whoever said it thinks best; empty where they said nothing."""
    answer = approval.deciding if approval else None
    if answer is None or answer.advice is None:
        return ""
    return NEXT[answer.advice].format(requester="{requester}", who=f"<@{answer.given_by}>")


def buttons(value: str) -> list[Block]:
    return [
        button("Approve", action_id=ids.APPROVE, value=value, style="primary"),
        button("Request changes", action_id=ids.REQUEST_CHANGES, value=value),
        button("Decline", action_id=ids.DECLINE, value=value, style="danger"),
    ]


def with_comment(value: str) -> Block:
    """For the rare yes that has to say more, beside the buttons."""
    options = [option("Approve with a comment…", value)]
    return {"type": "overflow", "action_id": ids.APPROVE_WITH_COMMENT, "options": options}


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
    }.get(outcome, ADVICE[answer.advice])
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
