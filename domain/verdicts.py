"""What somebody has said to an asking already, and when words of theirs may be meant as more."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from domain.approval import Answer, Approval, Press
from domain.comment import Comment
from domain.deciding import turn_in
from domain.small_talk import is_small_talk, is_yes

PAUSE = timedelta(minutes=1)
"""Who writes on is not asked again so soon."""


def said_by(person: str, approval: Approval | None, turn: str) -> Answer | None:
    """What they said in this turn, for themselves or for others."""
    round, number = turn_in(turn)
    if approval is None or approval.round != round:
        return None
    said = (a for s in approval.steps if s.number == number for a in s.answers if a.verdict)
    return next((answer for answer in said if answer.given_by == person), None)


def has_said(approval: Approval | None, press: Press) -> bool:
    """Whether this very verdict of theirs stands already."""
    said = said_by(press.by, approval, press.turn)
    return said is not None and said.verdict is press.verdict


def may_be_verdict(comment: Comment) -> bool:
    """Whether these words of somebody who is asked for a yes say something.

    Thanks and greetings do not; a nod is no small talk here, as "looks good" may be all of a yes.
    """
    words = comment.words
    is_said = bool(words.strip()) and not comment.is_deleted
    return is_said and (is_yes(words) or not is_small_talk(words))


def shortly_before(comment: Comment, others: Iterable[Comment]) -> Sequence[Comment]:
    """What they wrote in the same place so shortly before that one question is enough."""
    return [
        other
        for other in others
        if (other.by, other.channel) == (comment.by, comment.channel)
        and other.id != comment.id
        and comment.at - PAUSE < other.at <= comment.at
    ]
