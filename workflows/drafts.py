"""What people typed into forms and did not send yet: kept, offered again, dropped."""

from dataclasses import replace
from datetime import timedelta

from domain import locked
from domain.draft import Begun, Draft, draft_of
from storage.transaction import Transaction
from workflows.desk import Desk, rerun_on_conflict

KEPT = timedelta(days=30)


def whole(desk: Desk, draft: Draft) -> Draft:
    """The draft with what its form could not ask, as its ticket says it."""
    if not draft.occasion.locked or not draft.occasion.edits:
        return draft
    with desk.reading() as tx:
        filed = tx.tickets.filed(draft.occasion.edits)
        return locked.whole(draft, filed, tx.catalogues.known())


@rerun_on_conflict
def keep(desk: Desk, draft: Draft, *, by: str, form: str, stamp: str = "") -> None:
    """Remember what the form holds, with what was typed into fields that are hidden now.

    `stamp` is when the gesture was made: an older one never takes the place of a newer one.
    """
    with desk.transaction() as tx:
        held = draft.over(tx.drafts.get(form, by=by, lock=True))
        if stamp or _is_worth_keeping(tx, held):
            tx.drafts.save(held, form=form, by=by, now=desk.clock(), stamp=stamp)


def held(desk: Desk, *, by: str, form: str) -> Draft | None:
    """What the form last held, as far as we were told."""
    with desk.reading() as tx:
        return tx.drafts.get(form, by=by)


def hash_of(desk: Desk, *, form: str) -> str:
    """Slack's hash of our newest drawing of the form; empty if we do not know it."""
    with desk.reading() as tx:
        return tx.drafts.hash_of(form)


def is_shown(desk: Desk, *, form: str, hash: str) -> None:
    """Slack has taken our newest drawing of the form."""
    with desk.transaction() as tx:
        tx.drafts.is_shown(form, hash)


def begun(desk: Desk, *, by: str, form: str, ticket_id: int | None) -> Begun | None:
    """What they began in another form, for this ticket or for a new one, and did not send."""
    with desk.reading() as tx:
        found = tx.drafts.newest(by, besides=form, ticket_id=ticket_id)
    return found if found and found.draft.is_begun else None


@rerun_on_conflict
def go_on(desk: Desk, now: Draft, *, by: str, form: str, begun: str) -> Draft | None:
    """Take up what was begun in another form; what stands in this one is kept in its place.

    None where it is gone: sent or dropped meanwhile.
    """
    at = desk.clock()
    with desk.transaction() as tx:
        old = tx.drafts.get(begun, by=by, lock=True)
        if old is None:
            return None
        turned = replace(old.occasion, is_sure=False, turn=now.occasion.turn + 1)
        taken_up = replace(old, occasion=turned)
        tx.drafts.save(taken_up, form=form, by=by, now=at)
        if _is_worth_keeping(tx, now):
            tx.drafts.save(now, form=begun, by=by, now=at)
        else:
            tx.drafts.settle(begun, by=by, now=at)
        return taken_up


def drop(desk: Desk, *, by: str, form: str) -> None:
    """They do not want it any more."""
    with desk.transaction() as tx:
        if tx.drafts.get(form, by=by, lock=True):
            tx.drafts.settle(form, by=by, now=desk.clock())


def forget_old(desk: Desk) -> int:
    """Drop what nobody came back to in a month; say how many there were."""
    with desk.transaction() as tx:
        return tx.drafts.forget(before=desk.clock() - KEPT)


def _is_worth_keeping(tx: Transaction, draft: Draft) -> bool:
    """Whether it would be a pity to lose: more than what its ticket says anyway."""
    if not draft.occasion.edits:
        return draft.is_begun
    request = tx.tickets.filed(draft.occasion.edits).request
    as_it_is = draft_of(request, tx.catalogues.known(), occasion=draft.occasion)
    return not draft.says_the_same(as_it_is)
