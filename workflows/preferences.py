"""What people want to hear, and channels in which nothing is said."""

from collections.abc import Sequence

from domain.addressing import waits_until
from domain.errors import SilenceNotYours
from domain.notification import Preference, QuietHours, may_silence
from workflows.desk import Desk, rerun_on_conflict
from workflows.telling import wishes_of


@rerun_on_conflict
def save(
    desk: Desk, person: str, wishes: Sequence[Preference], hours: QuietHours | None, *, key: str
) -> None:
    """Keep what this person chose, once for each sent form; without hours they have no quiet.

    What waited for the end of other hours comes when these ones end, or at once.
    """
    now = desk.clock()
    with desk.transaction() as tx:
        if not tx.handled.first_time(key, now=now):
            return
        for wish in wishes:
            tx.preferences.save(wish)
        if hours:
            tx.preferences.keep_quiet(hours)
        else:
            tx.preferences.be_reachable(person)
        wishes_now = wishes_of(tx, [person])
        tx.outbox.hold(person, until=waits_until(person, wishes_now, now=now))


@rerun_on_conflict
def silence(desk: Desk, channel: str, *, by: str, is_on: bool) -> None:
    """Say nothing in this channel any more, but keep its cards; or speak there again.

    Raises SilenceNotYours for who does not look after it.
    """
    with desk.transaction() as tx:
        catalogue = tx.catalogues.current()
        if not may_silence(by, channel, catalogue):
            raise SilenceNotYours(catalogue.coordinators)
        if is_on:
            tx.preferences.silence(channel, by=by)
        else:
            tx.preferences.unsilence(channel)
