"""The forms of approvals: what somebody says with a verdict, and asking for a yes by hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.approval import Advice, Verdict
from domain.asking_moves import MOST_ASKED
from domain.errors import FieldRefusal
from domain.policy import Quorum
from domain.ticket import Ticket
from views import ids
from views.blocks import Block, labelled, modal, option, section, select, text_input
from views.forms import choice_in, people_in, too_long, words_in
from views.text import fitted

COMMENT_LIMIT = 1000
REQUESTER_READS = "The requester reads this, with your name."


@dataclass(frozen=True, kw_only=True)
class Asking:
    """What the form of a verdict says."""

    title: str
    label: str
    submit: str
    is_optional: bool = False


ASKING = {
    Verdict.APPROVED: Asking(
        title="Approve {}", label="Your comment", submit="Approve", is_optional=True
    ),
    Verdict.CHANGES_REQUESTED: Asking(
        title="Changes to {}", label="What has to change?", submit="Request changes"
    ),
    Verdict.DECLINED: Asking(
        title="Decline {}", label="Why not, and what could help instead?", submit="Decline"
    ),
}
ADVICE = {
    Advice.FILE_ANEW: "File a new request that takes this into account",
    Advice.ASK_ELSEWHERE: "Ask somebody else: I say whom above",
    Advice.NOTHING: "Nothing more: this is settled",
}
NEEDS = {Quorum.ANY: "One of them is enough", Quorum.ALL: "Every one of them has to say yes"}


@dataclass(frozen=True, kw_only=True)
class Said:
    """What came back with the form of a verdict; `turn` is what its button was drawn for."""

    verdict: Verdict
    ticket_id: int
    turn: str
    comment: str
    advice: Advice | None = None


def form(ticket: Ticket, verdict: Verdict, *, value: str) -> Block:
    """What the requester reads with the verdict; a no and a not yet are never without it."""
    asking = ASKING[verdict]
    blocks = [
        _about(ticket),
        text_input(
            "comment",
            asking.label,
            limit=COMMENT_LIMIT,
            multiline=True,
            hint=REQUESTER_READS,
            optional=asking.is_optional,
        ),
        *([_advice()] if verdict is Verdict.DECLINED else []),
    ]
    return modal(
        ids.VERDICT_FORM,
        asking.title.format(ticket.reference),
        blocks,
        submit=asking.submit,
        carried=f"{verdict}:{value}",
    )


def read_form(view: Mapping[str, Any]) -> Said:
    """Raises FieldRefusal where the comment is amiss."""
    verdict, ticket_id, turn = view["private_metadata"].split(":")
    comment = words_in(view, "comment")
    problem = too_long("The comment", comment, COMMENT_LIMIT)
    if not comment and not ASKING[Verdict(verdict)].is_optional:
        problem = "Please write a line: the requester has to know what to do next."
    if problem:
        raise FieldRefusal({"comment": problem})
    advice = choice_in(view, "advice")
    return Said(
        verdict=Verdict(verdict),
        ticket_id=int(ticket_id),
        turn=turn,
        comment=comment,
        advice=Advice(advice) if advice else None,
    )


def asking_form(ticket: Ticket) -> Block:
    """Whom to ask, and why work rests meanwhile."""
    people = {"type": "multi_users_select", "max_selected_items": MOST_ASKED}
    options = [option(words, needs) for needs, words in NEEDS.items()]
    blocks = [
        _about(ticket),
        labelled("people", "Who has to say yes?", people, hint="Not the requester, nor yourself."),
        select("needs", "How many of them?", options, initial=Quorum.ANY),
        text_input(
            "because",
            "Why does it need a yes?",
            limit=COMMENT_LIMIT,
            multiline=True,
            hint="They and the requester read this. With a yes, work goes on where it stands; "
            "a no ends the request.",
        ),
    ]
    title = f"Ask: {ticket.reference}"
    return modal(ids.ASKING_FORM, title, blocks, submit="Ask", carried=str(ticket.id))


def read_asking_form(view: Mapping[str, Any]) -> tuple[int, tuple[str, ...], Quorum, str]:
    """Ticket id, people, how many of them, and why. Raises FieldRefusal where words are amiss."""
    because = words_in(view, "because")
    problem = too_long("This", because, COMMENT_LIMIT)
    if not because:
        problem = "Please write a line: they decide by it."
    if problem:
        raise FieldRefusal({"because": problem})
    needs = Quorum(choice_in(view, "needs") or Quorum.ANY)
    return int(view["private_metadata"]), people_in(view, "people"), needs, because


def _advice() -> Block:
    options = [option(words, advice) for advice, words in ADVICE.items()]
    return select("advice", "What comes next?", options, initial=Advice.FILE_ANEW)


def _about(ticket: Ticket) -> Block:
    return section(f"*{ticket.reference}* · {fitted(ticket.summary, 600)}")
