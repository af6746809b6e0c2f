"""What somebody who is asked for a yes writes in a ticket's thread: it may be their answer."""

from domain import deciding as rules
from domain.approval import Press, Verdict
from domain.comment import Comment
from domain.errors import Refusal, TicketNotFound, WordsGone
from domain.request import Filed, case_of
from domain.source import Said
from domain.thread import thread_below
from domain.verdicts import may_be_verdict, shortly_before
from storage.transaction import Transaction
from views import verdicts as view
from views.verdicts import Question, Whisper
from workflows.desk import Desk, rerun_on_conflict
from workflows.telling import tell


def ask(desk: Desk, said: Said) -> Whisper | None:
    """Ask once whether these words are their answer: by a post in their own messages; in a channel
    by what they alone see there, which is for the caller to say.
    """
    with desk.reading() as tx:
        if _question(tx, desk, said) is None:
            return None
    return _ask(desk, said)


def words_of(desk: Desk, question: Question, *, by: str) -> str:
    """What they wrote, as it reads now. Raises WordsGone where nothing is left of it."""
    with desk.reading() as tx:
        return _theirs(tx, question, by=by).words


@rerun_on_conflict
def keep(desk: Desk, question: Question, *, by: str) -> None:
    """It was just a comment: nothing happens but that the question says so."""
    now = desk.clock()
    with desk.transaction() as tx:
        comment = _theirs(tx, question, by=by)
        if tx.handled.first_time(view.kept_key(comment.id), now=now):
            tell(tx, *view.again(tx.posts.about(question.reference), question), now=now)


@rerun_on_conflict
def _ask(desk: Desk, said: Said) -> Whisper | None:
    now, place = desk.clock(), said.source
    with desk.transaction() as tx:
        question = _question(tx, desk, said)
        if question is None or not tx.handled.first_time(_asked(question.comment_id), now=now):
            return None
        if not place.is_direct:
            return view.whisper(question, said)
        thread = thread_below(tx.posts.names_at(place.channel, place.root))
        tell(tx, view.card(question, said, below=thread.above if thread else None), now=now)
        return None


def _question(tx: Transaction, desk: Desk, said: Said) -> Question | None:
    """What to ask about these words; None where they decide nothing, or were just asked."""
    comment = tx.comments.at(said.source.channel, said.source.ts)
    if comment is None or not may_be_verdict(comment):
        return None
    filed = tx.tickets.filed(comment.ticket_id)
    if filed.approval is None or not _may_decide(tx, desk, filed, by=comment.by):
        return None
    before = shortly_before(comment, tx.comments.of(comment.ticket_id))
    if any(tx.handled.knows(_asked(other.id)) for other in before):
        return None
    return Question(
        ticket_id=filed.ticket.id,
        turn=filed.approval.turn,
        comment_id=comment.id,
        requester=filed.ticket.requester,
    )


def _may_decide(tx: Transaction, desk: Desk, filed: Filed, *, by: str) -> bool:
    """Whether a verdict of theirs would count now."""
    assert filed.approval is not None, "looked up"
    yes, ticket = Verdict.APPROVED, filed.ticket
    press = Press(key="", by=by, ticket_id=ticket.id, turn=filed.approval.turn, verdict=yes)
    try:
        rules.check(filed.approval, press, case_of(filed, tx.catalogues.known(), now=desk.clock()))
    except Refusal:
        return False
    return True


def _theirs(tx: Transaction, question: Question, *, by: str) -> Comment:
    comment = tx.comments.get(question.comment_id)
    if comment is None or comment.by != by or comment.ticket_id != question.ticket_id:
        raise TicketNotFound(question.ticket_id)
    if comment.is_deleted or not comment.words.strip():
        raise WordsGone(question.reference)
    return comment


def _asked(comment_id: int) -> str:
    return f"verdict:{comment_id}:asked"
