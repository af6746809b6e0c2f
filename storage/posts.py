"""The posts that cards stand in: which there are to be, and where in Slack they are."""

from collections.abc import Mapping, Sequence

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Connection,
    String,
    bindparam,
    cast,
    delete,
    literal,
    select,
    update,
)

from domain.delivery import CardPost
from domain.message import Card, CardPlace, Place, subject_of
from storage.mapping import table_of
from storage.once import insert_each_once, insert_once
from storage.prepared import Prepared
from storage.rows.comment import CommentRow
from storage.rows.message import PostRow

POST, COMMENT = table_of(PostRow), table_of(CommentRow)
STANDING = select(POST.c.channel, POST.c.ts, POST.c.copies, POST.c.thread, POST.c.shows).where(
    POST.c.team == bindparam("of_team"), POST.c.name == bindparam("of_name")
)

AT_PLACE = select(POST.c.name).where(
    POST.c.team == bindparam("of_team"),
    POST.c.channel == bindparam("channel"),
    POST.c.ts == bindparam("ts"),
)

ABOUT = Prepared(
    select(POST.c.name, POST.c.to, POST.c.thread).where(
        POST.c.team == bindparam("of_team"), POST.c.subject == bindparam("of_subject")
    )
)
"""In no order: asked for one, SQLite reads every post of the team in the order of its key."""
STAND = (
    update(POST)
    .where(POST.c.team == bindparam("of_team"), POST.c.name == bindparam("of_name"))
    .where(bindparam("is_direct", type_=Boolean) | ~(POST.c.to.like("U%") | POST.c.to.like("W%")))
    .values(channel=bindparam("new_channel"), ts=bindparam("new_ts"), shows=bindparam("new_shows"))
)
"""What was moved to a person while an edit was on its way does not stand in a channel again."""


class Posts:
    """A post is planned when its card is first put, and standing once Slack has taken it."""

    def __init__(self, connection: Connection, team: str) -> None:
        self._connection = connection
        self._team = team
        self._planned: set[str] = set()

    def plan(self, *cards: Card) -> None:
        """There are to be such posts; planning one twice is harmless."""
        rows = [
            {
                "team": self._team,
                "name": card.name,
                "subject": card.subject,
                "to": card.to,
                "thread": card.thread,
                "copies": 0,
            }
            for card in cards
            if card.name not in self._planned
        ]
        insert_each_once(self._connection, POST, rows, by=("team", "name"))

    def about(self, subject: str) -> Sequence[CardPlace]:
        """Every post about this subject, planned or standing."""
        which = {"of_team": self._team, "of_subject": subject}
        rows = ABOUT.rows(self._connection, which)
        found = sorted(
            (CardPlace(name=name, to=to, thread=thread) for name, to, thread in rows),
            key=lambda place: place.name,
        )
        self._planned.update(place.name for place in found)
        return found

    def names_at(self, channel: str, ts: str) -> Sequence[str]:
        """The names of the posts that stand in this very message of Slack's."""
        which = {"of_team": self._team, "channel": channel, "ts": ts}
        return sorted(self._connection.execute(AT_PLACE, which).scalars())

    def thread_of(self, name: str) -> Place | None:
        """Where a reply to this post goes: below it, or below what it stands below itself."""
        post = self.standing(name)
        return self.place_of(post.thread) if post.thread else post.place

    def adopt(self, name: str, to: str, place: Place) -> bool:
        """A message that somebody else wrote, to post below; whether its name was free."""
        row = {
            "team": self._team,
            "name": name,
            "subject": subject_of(name),
            "to": to,
            "channel": place.channel,
            "ts": place.ts,
            "copies": 0,
        }
        return insert_once(self._connection, POST, row, by=("team", "name"))

    def place_of(self, name: str) -> Place | None:
        return self.standing(name).place

    def standing(self, name: str) -> CardPost:
        """Where it stands, if it does, and how often it was posted anew."""
        which = {"of_team": self._team, "of_name": name}
        row = self._connection.execute(STANDING, which).one_or_none()
        if row is None:
            return CardPost(place=None, copies=0)
        place = Place(channel=row.channel, ts=row.ts) if row.ts else None
        return CardPost(place=place, copies=row.copies, thread=row.thread, shows=row.shows)

    def stand(self, places: Mapping[str, tuple[Place, str | None]]) -> None:
        """Slack shows the posts of these names there, with this hash of their looks."""
        rows = [
            {
                "of_team": self._team,
                "of_name": name,
                "is_direct": at.is_direct,
                "new_channel": at.channel,
                "new_ts": at.ts,
                "new_shows": shows,
            }
            for name, (at, shows) in places.items()
        ]
        if rows:
            self._connection.execute(STAND, rows)

    def is_gone(self, name: str, place: Place) -> None:
        """Somebody deleted it: the next card with this name is posted anew."""
        there = self._is(name) & (POST.c.ts == place.ts)
        values = {"ts": None, "copies": POST.c.copies + 1}
        self._connection.execute(update(POST).where(there).values(values))

    def move(self, name: str, to: str) -> None:
        """Let it stand there instead, on its own, unless that is where it stands already."""
        elsewhere = self._is(name) & (POST.c.to != to)
        values = {"to": to, "thread": None, "channel": None, "ts": None, "shows": None}
        self._connection.execute(update(POST).where(elsewhere).values(values))

    def rename(self, name: str, new: str) -> bool:
        """Let what stands under this name keep standing under another, and free the name."""
        renamed = update(POST).where(self._is(name), POST.c.ts.is_not(None)).values(name=new)
        found = self._connection.execute(renamed).rowcount > 0
        if not found:
            self._connection.execute(delete(POST).where(self._is(name)))
        self._planned.discard(name)
        return found

    def of_comments(self, ticket_id: int) -> Sequence[CardPlace]:
        """Every post of what was said on this ticket."""
        subjects = (
            select(literal("comment:") + cast(COMMENT.c.id, String))
            .where(COMMENT.c.team == self._team, COMMENT.c.ticket_id == ticket_id)
            .scalar_subquery()
        )
        query = select(POST.c.name, POST.c.to, POST.c.thread).where(
            POST.c.team == self._team, POST.c.subject.in_(subjects)
        )
        rows = self._connection.execute(query.order_by(POST.c.name))
        return [CardPlace(name=row.name, to=row.to, thread=row.thread) for row in rows]

    def _is(self, name: str) -> ColumnElement[bool]:
        return (POST.c.team == self._team) & (POST.c.name == name)
