"""What is said on tickets: kept once, read on the other side, and followed as it changes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from domain import lifecycle as rules
from domain.comment import Audience, Comment, CommentKind
from domain.history import Event, happened
from domain.lifecycle import Company, Move, company_of
from domain.message import CardPlace, Message
from domain.notification import News, Where
from domain.request import Filed
from domain.small_talk import is_small_talk
from domain.source import Said
from domain.thread import Thread, audience_in, kept, rewritten, thread_below
from domain.ticket import ENDS, Status, Waiting
from storage.transaction import Transaction
from views import asking, sketch
from views import conversation as view
from views import ticket as ticket_view
from workflows.desk import Desk, rerun_on_conflict
from workflows.telling import tell

EVENTS = {
    Move.COMMENT: Event.COMMENTED,
    Move.NOTE: Event.NOTED,
    Move.ANSWER: Event.ANSWERED,
    Move.REPLY: Event.REPLIED,
    Move.ASK: Event.ASKED,
}
KINDS = {Move.REPLY: CommentKind.REPLY, Move.ASK: CommentKind.QUESTION}


@rerun_on_conflict
def say(desk: Desk, ticket_id: int, what: Move, *, by: str, key: str, words: str) -> None:
    """Say it by a form: a comment, an answer, a note among IT, a reply or a question."""
    now = desk.clock()
    with desk.transaction() as tx:
        if not tx.handled.first_time(key, now=now):
            return
        filed = tx.tickets.filed(ticket_id, lock=True)
        company = company_of(tx.catalogues.current())
        what = _meant(filed, by, what, words=words, company=company)
        after = rules.move(filed, by, what, company=company, now=now, words=words)
        comment = Comment(
            ticket_id=ticket_id,
            by=by,
            at=now,
            words=words,
            audience=Audience.INTERNAL if what is Move.NOTE else Audience.EVERYBODY,
            kind=KINDS.get(what, CommentKind.REMARK),
        )
        _publish(tx, after, what, tx.comments.add(comment), now=now)


def hear(desk: Desk, said: Said) -> bool:
    """Keep what somebody wrote in a thread of ours; False, and nothing written, in any other."""
    with desk.reading() as tx:
        if _thread(tx, said.source.channel, said.source.root) is None:
            return False
    if said.words or said.attached:
        _keep(desk, said)
    return True


@rerun_on_conflict
def _keep(desk: Desk, said: Said) -> None:
    with desk.transaction() as tx:
        _keep_in(tx, said, now=desk.clock())


@rerun_on_conflict
def follow(desk: Desk, said: Said) -> None:
    """Let a comment read as its message does now; of the first message, tell that it changed."""
    now = desk.clock()
    with desk.transaction() as tx:
        before = _locked(tx, said)
        if before is None:
            _follow_unknown(tx, said, now=now)
            return
        after = rewritten(before, said)
        if after == before:
            return
        tx.comments.save(after)
        change = f"edited:{now.isoformat()}"
        thread = _thread(tx, said.source.channel, said.source.root)
        if thread and _is_talk(before) and not _is_talk(after):
            filed = tx.tickets.filed(after.ticket_id)
            _heard(tx, filed, after, thread.above, now=now)
        tell(tx, *view.again(_standing(tx, after), change=change), now=now)


@rerun_on_conflict
def forget(desk: Desk, said: Said) -> None:
    """Its author deleted it: the words go, everywhere."""
    now = desk.clock()
    with desk.transaction() as tx:
        comment = _locked(tx, said)
        if comment is None:
            _forget_unknown(tx, said, now=now)
        elif not comment.is_deleted:
            tx.comments.save(replace(comment, words="", attached=(), deleted_at=now))
            change = f"deleted:{comment.id}"
            _, cards = _redrawn(tx, tx.tickets.filed(comment.ticket_id))
            tell(tx, *view.again(_standing(tx, comment), change=change), *cards, now=now)


@rerun_on_conflict
def settle(desk: Desk, ticket_id: int) -> None:
    """What was asked last was answered in another way: its post asks no more."""
    with desk.transaction() as tx:
        tell(tx, *_settled(tx, tx.tickets.filed(ticket_id)), now=desk.clock())


def _standing(tx: Transaction, comment: Comment) -> Sequence[CardPlace]:
    """Its posts, and the one that tells of what was said before the ticket, if it was."""
    own = tx.posts.about(f"comment:{comment.id}")
    others = tx.posts.of_comments(comment.ticket_id)
    names = {place.name for place in own}
    told = [p for p in others if sketch.tells_of(p.name, comment) and p.name not in names]
    return [*own, *told]


def _keep_in(tx: Transaction, said: Said, *, now: datetime) -> None:
    """Keep it as a comment, unless it was before, or was said before there was a ticket."""
    thread = _thread(tx, said.source.channel, said.source.root)
    if thread is None or thread.ticket_id is None or not _is_new(tx, said, now=now):
        return
    filed = tx.tickets.filed(thread.ticket_id, lock=True)
    if said.at < filed.ticket.opened_at and said.edited_at:
        return
    audience = audience_in(thread, said.by, filed, company_of(tx.catalogues.current()))
    comment = tx.comments.add(kept(said, filed.ticket.id, audience))
    _heard(tx, filed, comment, thread.above, now=now)


def _heard(tx: Transaction, filed: Filed, comment: Comment, above: str, *, now: datetime) -> None:
    """Small talk is kept and moves nothing; all else is read on the other side."""
    if _is_talk(comment):
        filed, cards = _redrawn(tx, filed)
        is_asked = not comment.is_internal and _awaits(filed, comment.by)
        tell(tx, *cards, *([_question(tx, filed)] if is_asked else []), now=now)
        return
    company = company_of(tx.catalogues.current())
    what = Move.NOTE if comment.is_internal else Move.COMMENT
    what = _meant(filed, comment.by, what, words=comment.words, company=company)
    if what is Move.ANSWER:
        words = comment.words or comment.attached[0].name
        filed = rules.move(filed, comment.by, what, company=company, now=now, words=words)
    _publish(tx, filed, what, comment, now=now, above=above)
    if what is Move.COMMENT and comment.by == filed.ticket.requester and _is_over(filed):
        tell(tx, _question(tx, filed), now=now)


def _publish(
    tx: Transaction,
    filed: Filed,
    what: Move,
    comment: Comment,
    *,
    now: datetime,
    above: str = "",
) -> None:
    """Save what was said and done, and put it where it is to be read."""
    filed, cards = _redrawn(tx, filed)
    ticket = filed.ticket
    catalogue, standing = tx.catalogues.current(), tx.posts.about(ticket.reference)
    if what is not Move.NOTE or not above:
        asked = comment.words if what is Move.ASK else ""
        tx.history.add(happened(ticket, EVENTS[what], by=comment.by, at=now, words=asked))
    said = view.cards(comment, filed, catalogue, standing, above=above, heard=_wishes(tx, filed))
    told = _told(tx, filed, what, comment)
    tell(tx, *cards, *said, *told, now=now, by=comment.by)


def _redrawn(tx: Transaction, filed: Filed) -> tuple[Filed, Sequence[Message]]:
    """The ticket, saved as it is now, and its cards, which count what was said."""
    filed = replace(filed, ticket=tx.tickets.save(filed.ticket))
    standing = tx.posts.about(filed.ticket.reference)
    return filed, ticket_view.cards(filed, tx.catalogues.current(), standing)


def _told(tx: Transaction, filed: Filed, what: Move, comment: Comment) -> Sequence[Message]:
    """Beside the words: the owner hears that work can go on, and the question is settled."""
    if what is not Move.ANSWER:
        return []
    it = view.at_it(filed, tx.catalogues.current())
    return [view.answered(filed.ticket, it, by=comment.by), *_settled(tx, filed)]


def _settled(tx: Transaction, filed: Filed) -> Sequence[Message]:
    asked = [c for c in tx.comments.of(filed.ticket.id) if c.kind is CommentKind.QUESTION]
    posts = tx.posts.about(f"comment:{asked[-1].id}") if asked else []
    return view.again(posts, change=f"v{filed.ticket.version}")


def _meant(filed: Filed, by: str, what: Move, *, words: str, company: Company) -> Move:
    """A comment of the requester's, while their answer is waited for, is that answer."""
    if what is not Move.COMMENT or is_small_talk(words):
        return what
    return Move.ANSWER if rules.may_move(filed, by, Move.ANSWER, company=company) else what


def _question(tx: Transaction, filed: Filed) -> Message:
    """Whether the requester means more by it than a remark: asked where they wrote."""
    ticket = filed.ticket
    place = view.at_requester(filed, tx.posts.about(ticket.reference))
    return asking.card(ticket, place, tx.history.of(ticket.id))


def _awaits(filed: Filed, by: str) -> bool:
    ticket = filed.ticket
    return ticket.waiting_for is Waiting.REQUESTER and by == ticket.requester


def _is_over(filed: Filed) -> bool:
    return filed.ticket.status in ENDS | {Status.RESOLVED}


def _is_talk(comment: Comment) -> bool:
    return not comment.attached and is_small_talk(comment.words)


def _is_new(tx: Transaction, said: Said, *, now: datetime) -> bool:
    """Delivered again, under whatever id, it is the same message."""
    is_new = [tx.handled.first_time(key, now=now) for key in said.keys]
    return all(is_new) and tx.comments.at(said.source.channel, said.source.ts) is None


def _thread(tx: Transaction, channel: str, root: str) -> Thread | None:
    """Whose thread it is; below the post of a comment, its ticket's."""
    thread = thread_below(tx.posts.names_at(channel, root))
    if thread is None or thread.comment_id is None:
        return thread
    comment = tx.comments.get(thread.comment_id)
    return replace(thread, ticket_id=comment.ticket_id) if comment else None


def _wishes(tx: Transaction, filed: Filed) -> dict[str, Where]:
    """Where those who follow the ticket want to hear what is said on it."""
    if not filed.watchers:
        return {}
    wishes = tx.preferences.of(filed.watchers)
    return {wish.person: wish.place for wish in wishes if wish.kind is News.TALK}


def _locked(tx: Transaction, said: Said) -> Comment | None:
    """The comment that this message is, with its ticket held: its changes come one by one."""
    channel, ts = said.source.channel, said.source.ts
    found = tx.comments.at(channel, ts)
    if found is None:
        return None
    tx.tickets.filed(found.ticket_id, lock=True)
    return tx.comments.at(channel, ts)


def _follow_unknown(tx: Transaction, said: Said, *, now: datetime) -> None:
    """An edit of the message that a ticket was made from, or one that came before its message."""
    if said.edited_at is None:
        return
    if not _source_changed(tx, said):
        _keep_in(tx, said, now=now)


def _forget_unknown(tx: Transaction, said: Said, *, now: datetime) -> None:
    """What is deleted before it came is not kept when it does."""
    is_source = _source_changed(tx, said, deleted_at=now)
    if not is_source and _thread(tx, said.source.channel, said.source.root):
        _is_new(tx, said, now=now)


def _source_changed(tx: Transaction, said: Said, *, deleted_at: datetime | None = None) -> bool:
    """Whether a ticket was made from this message: then IT is told, and the request stays."""
    names = tx.posts.names_at(said.source.channel, said.source.ts)
    thread = thread_below(name for name in names if name.startswith("source:"))
    if thread is None or thread.ticket_id is None:
        return False
    filed = tx.tickets.filed(thread.ticket_id, lock=True)
    at = deleted_at or said.edited_at
    if at is None or at < filed.ticket.opened_at:
        return True
    comment = kept(said, filed.ticket.id, Audience.EVERYBODY, CommentKind.SOURCE)
    if deleted_at:
        comment = replace(comment, words="", attached=(), deleted_at=deleted_at)
    comment = tx.comments.add(comment)
    filed, cards = _redrawn(tx, filed)
    standing = tx.posts.about(filed.ticket.reference)
    tell(tx, *cards, *view.cards(comment, filed, tx.catalogues.current(), standing), now=at)
    return True
