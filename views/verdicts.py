"""Record this as: whether what somebody wrote in a thread is their answer; then, what it was."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.approval import Verdict
from domain.comment import Comment
from domain.message import Card, CardPlace, Post
from domain.request import Filed
from domain.source import Said
from domain.verdicts import said_by
from views import ids
from views.approval import SAID
from views.blocks import actions, button, context, section
from views.ticket_buttons import decides

KIND = "verdict"


@dataclass(frozen=True, kw_only=True)
class Question:
    """Which words it is about, and the turn in which they were asked for a yes."""

    ticket_id: int
    turn: str
    comment_id: int
    requester: str = ""

    @property
    def reference(self) -> str:
        return f"MT-{self.ticket_id}"

    @property
    def value(self) -> str:
        """What its buttons carry."""
        return f"{self.ticket_id}:{self.turn}:{self.comment_id}"

    @property
    def name(self) -> str:
        """That of its post, where it is one."""
        return f"{self.reference}:{KIND}:{self.comment_id}:{self.turn}"


@dataclass(frozen=True, kw_only=True)
class Whisper:
    """What one person alone sees in a channel, below what they wrote."""

    to: str
    channel: str
    thread: str
    post: Post


def read_button(value: str) -> Question:
    ticket_id, turn, comment_id = value.split(":")
    return Question(ticket_id=int(ticket_id), turn=turn, comment_id=int(comment_id))


def read_name(name: str) -> Question:
    reference, _, comment_id, turn = name.split(":")
    ticket_id = int(reference.removeprefix("MT-"))
    return Question(ticket_id=ticket_id, turn=turn, comment_id=int(comment_id))


def is_one(card: Card) -> bool:
    return card.name.startswith(f"{card.subject}:{KIND}:")


def whisper(question: Question, said: Said) -> Whisper:
    place = said.source
    return Whisper(to=said.by, channel=place.channel, thread=place.root, post=_asking(question))


def card(question: Question, said: Said, *, below: str | None) -> Card:
    name = question.name
    return Card(key=f"{name}.asked", to=said.by, name=name, thread=below)


def again(standing: Iterable[CardPlace], question: Question) -> list[Card]:
    """Its post once more, as there is nothing more to ask."""
    return [
        Card(key=f"{place.name}.kept", to=place.to, name=place.name, thread=place.thread)
        for place in standing
        if place.name == question.name
    ]


def kept_key(comment_id: int) -> str:
    """Remembers that it was just a comment."""
    return f"{KIND}:{comment_id}:kept"


def post(filed: Filed, comment: Comment, question: Question, *, is_kept: bool) -> Post:
    """The question as long as it stands; then, what became of it."""
    reference = question.reference
    said = said_by(comment.by, filed.approval, question.turn)
    if said and said.verdict:
        return _settled(recorded(reference, said.verdict))
    if is_kept:
        return _settled(just_kept(reference))
    if comment.is_deleted:
        return _settled(f"You deleted what you wrote on {reference}: nothing was recorded.")
    is_asked = filed.approval is not None and filed.approval.turn == question.turn
    if not is_asked or not decides(filed, comment.by):
        return _settled(f"{reference} has moved on: its card shows what happens next.")
    known = Question(**{**vars(question), "requester": filed.ticket.requester})
    return _asking(known)


def recorded(reference: str, verdict: Verdict) -> str:
    to = " to" if verdict is Verdict.CHANGES_REQUESTED else ""
    return f"Recorded: you {SAID[verdict]}{to} {reference}, in the words you wrote."


def just_kept(reference: str) -> str:
    return (
        f"It stays a comment on {reference}. Your decision still waits: its card has the buttons."
    )


def _asking(question: Question) -> Post:
    head = f"*{question.reference} waits for your decision.* Record this as:"
    value = question.value
    return Post(
        text=f"{question.reference} waits for your decision: is what you wrote your answer?",
        blocks=(
            section(head),
            actions(
                button("Approve", action_id=ids.RECORD_YES, value=value, style="primary"),
                button("Request changes", action_id=ids.RECORD_CHANGES, value=value),
                button("Just a comment", action_id=ids.RECORD_NOTHING, value=value),
            ),
            context(f"If it is your answer, <@{question.requester}> reads these words with it."),
        ),
    )


def _settled(words: str) -> Post:
    return Post(text=words, blocks=(context(words),))
