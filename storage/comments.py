"""What was said on tickets, in and out of the database."""

from collections.abc import Sequence
from dataclasses import replace

from pydantic import TypeAdapter
from sqlalchemy import Connection, RowMapping, bindparam, func, insert, select, update

from domain.comment import Attached, Audience, Comment
from storage.mapping import changes_of, columns_of, new_columns, table_of, value_of
from storage.rows.comment import CommentRow

COMMENT = table_of(CommentRow)
ATTACHED = TypeAdapter(tuple[Attached, ...])

OF_TICKET = (
    select(COMMENT)
    .where(COMMENT.c.team == bindparam("of_team"), COMMENT.c.ticket_id == bindparam("ticket"))
    .order_by(COMMENT.c.id)
)
AT_PLACE = (
    select(COMMENT)
    .where(COMMENT.c.team == bindparam("of_team"), COMMENT.c.channel == bindparam("channel"))
    .where(COMMENT.c.ts == bindparam("ts"))
)
COUNT = (
    select(func.count())
    .select_from(COMMENT)
    .where(COMMENT.c.team == bindparam("of_team"), COMMENT.c.ticket_id == bindparam("ticket"))
    .where(COMMENT.c.audience == Audience.EVERYBODY, COMMENT.c.deleted_at.is_(None))
)
BY_ID = select(COMMENT).where(
    COMMENT.c.team == bindparam("of_team"), COMMENT.c.id == bindparam("comment")
)
SAVE = (
    update(COMMENT)
    .where(COMMENT.c.team == bindparam("of_team"), COMMENT.c.id == bindparam("comment"))
    .values({**new_columns(Comment), "attached": bindparam("new_attached")})
)


class Comments:
    def __init__(self, connection: Connection, team: str) -> None:
        self._connection = connection
        self._team = team

    def add(self, comment: Comment) -> Comment:
        """Save a new comment and return it with its number."""
        columns = columns_of(comment, team=self._team, attached=_document(comment))
        del columns["id"]
        added = insert(COMMENT).values(columns).returning(COMMENT.c.id)
        return replace(comment, id=int(self._connection.execute(added).scalar_one()))

    def get(self, comment_id: int) -> Comment | None:
        which = {"of_team": self._team, "comment": comment_id}
        row = self._connection.execute(BY_ID, which).mappings().one_or_none()
        return _comment(row) if row else None

    def at(self, channel: str, ts: str) -> Comment | None:
        """The comment that somebody wrote there in Slack."""
        which = {"of_team": self._team, "channel": channel, "ts": ts}
        row = self._connection.execute(AT_PLACE, which).mappings().one_or_none()
        return _comment(row) if row else None

    def of(self, ticket_id: int) -> Sequence[Comment]:
        """All that was said on one ticket, oldest first, internal and deleted words included."""
        which = {"of_team": self._team, "ticket": ticket_id}
        return [_comment(row) for row in self._connection.execute(OF_TICKET, which).mappings()]

    def count(self, ticket_id: int) -> int:
        """How many there are that everybody involved may read."""
        which = {"of_team": self._team, "ticket": ticket_id}
        return int(self._connection.execute(COUNT, which).scalar_one())

    def save(self, comment: Comment) -> None:
        """Save a comment that was edited or deleted."""
        which = {"of_team": self._team, "comment": comment.id}
        new = changes_of(comment) | {"new_attached": _document(comment)}
        self._connection.execute(SAVE, which | new)


def _document(comment: Comment) -> str:
    return ATTACHED.dump_json(comment.attached).decode()


def _comment(row: RowMapping) -> Comment:
    return value_of(Comment, row, attached=ATTACHED.validate_json(row["attached"]))
