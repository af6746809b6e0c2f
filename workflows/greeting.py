"""A kind line to who greets the desk, or writes to it where nobody knows what it is about."""

from domain.source import Said
from views import greeting as view
from workflows.desk import Desk, rerun_on_conflict
from workflows.telling import tell


@rerun_on_conflict
def greet(desk: Desk, said: Said, *, command: str) -> None:
    """Once for each message."""
    now = desk.clock()
    with desk.transaction() as tx:
        if all([tx.handled.first_time(key, now=now) for key in said.keys]):
            tell(tx, view.hello(said, command=command), now=now)


@rerun_on_conflict
def ask_where(desk: Desk, said: Said) -> None:
    """Once for each thread: below what they write there is no ticket of ours."""
    with desk.transaction() as tx:
        if not tx.posts.names_at(said.source.channel, said.source.root):
            tell(tx, view.which(said), now=desk.clock())
