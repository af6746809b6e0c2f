"""Slack looked at: runs the errands. Beside the relay, the only code that calls Slack by itself."""

import logging
import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from urllib3.exceptions import HTTPError

from bot import company
from bot.clock import Clock
from bot.looking import Looking, TooSlow
from bot.slack_answers import Answer, Meaning, meaning_of
from domain.errand import ErrandClaim, ErrandKind, source_in, wanted_in
from domain.people import Person
from domain.source import Earlier, Look, Said, Wanted
from domain.ticket import Origin
from handlers.messages_read import read_said
from workflows import errands, sketch
from workflows.desk import Desk

RUN_SECONDS = 40
LEASE = timedelta(seconds=RUN_SECONDS + 15)
"""Longer than an errand may take, its last call included."""

LOOK_SECONDS = 1.0
BACK_OFF_SECONDS = (1, 2, 5, 15, 30, 60, 120, 300)
NOT_ALLOWED_SECONDS = 60
MOST_ATTEMPTS = 300
"""A day of them."""

NOT_LET_IN = ("not_in_channel", "channel_not_found")

Run = Callable[[ErrandClaim, Looking], None]

log = logging.getLogger(__name__)


class Reader:
    """One errand at a time, under a lease; any number of readers may run.

    While `is_at_work`, what follows from an errand may still be coming.
    """

    def __init__(
        self,
        desk: Desk,
        slack: WebClient,
        *,
        bot_user: str,
        real_clock: Clock,
        lease: timedelta = LEASE,
    ) -> None:
        self._desk = desk
        self._lease = lease
        self._slack = slack
        self._bot_user = bot_user
        self._real_clock = real_clock
        self._rests_until = real_clock()
        self.is_at_work = False
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="reader", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        """An errand was left."""
        self._wake.set()

    def stop(self) -> None:
        """Finish the errand in hand; what waits is run by whoever comes next."""
        self._stopping.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join()

    def run_due(self) -> int:
        """Run what may be run now, and say how many errands that was."""
        count = 0
        while not self._stopping.is_set() and (claim := self._next()):
            self.is_at_work = True
            try:
                self._attempt(claim)
            finally:
                self.is_at_work = False
            count += 1
        return count

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._wake.wait(LOOK_SECONDS)
            self._wake.clear()
            try:
                self.run_due()
            except Exception:  # the database may be away: nothing is lost, and we look again
                log.exception("could not run errands")
                self._stopping.wait(LOOK_SECONDS)

    def _next(self) -> ErrandClaim | None:
        real = self._real_clock()
        if real < self._rests_until or not errands.is_due(self._desk, real=real):
            return None
        held_until = real + self._lease
        claims = errands.claim(self._desk, real=real, held_until=held_until, limit=1)
        return claims[0] if claims else None

    def _attempt(self, claim: ErrandClaim) -> None:
        """Run it, or leave it so that nothing is lost."""
        runs: dict[ErrandKind, Run] = {
            ErrandKind.TICKET_FROM_MESSAGE: self._take_in,
            ErrandKind.EARLIER_MESSAGES: self._keep_earlier,
            ErrandKind.PEOPLE: partial(company.look_at_people, self._desk),
            ErrandKind.GROUPS: partial(company.look_at_groups, self._desk),
            ErrandKind.STAND_IN: partial(company.stand_in, self._desk),
        }
        try:
            runs[claim.errand.kind](claim, Looking(self._slack, seconds=RUN_SECONDS))
        except (SlackApiError, HTTPError, OSError) as error:
            self._explain(claim, meaning_of(error))
        except TooSlow:
            self._put_off(claim, reason="Slack was too slow")
        except Exception:  # a mistake of ours or of the database: others' errands go on
            log.exception("could not run %s", claim.errand.key)
            self._put_off(claim, reason="unexpected")

    def _take_in(self, claim: ErrandClaim, looking: Looking) -> None:
        wanted = wanted_in(claim.errand)
        said = self._said(wanted, looking)
        people = [wanted.by, *([said.by] if said and not said.is_by_app else [])]
        known = dict(errands.known(self._desk, people))
        for id in people:
            known[id] = known.get(id) or self._person(id, looking)
        sketch.make(self._desk, claim, Look(wanted=wanted, said=said, people=known))

    def _keep_earlier(self, claim: ErrandClaim, looking: Looking) -> None:
        source = source_in(claim.errand)
        messages, left_out = looking.thread(source.channel, source.root)
        read = partial(self._read, channel=source.channel)
        earlier = Earlier(said=tuple(map(read, messages)), left_out=left_out)
        sketch.keep_earlier(self._desk, claim, earlier)

    def _said(self, wanted: Wanted, looking: Looking) -> Said | None:
        """The message; where somebody only called us below it, the one on top of the thread."""
        found = looking.message(wanted.channel, wanted.ts)
        said = self._read(found, channel=wanted.channel) if found else None
        is_call = said and wanted.way is Origin.MENTION and not (said.words or said.attached)
        if said is None or not is_call or said.source.root == wanted.ts:
            return said
        top = looking.message(wanted.channel, said.source.root)
        return self._read(top, channel=wanted.channel) if top else said

    def _read(self, message: dict[str, object], *, channel: str) -> Said:
        names = self._desk.catalogue().names
        return read_said(message, channel, names=names, bot_user=self._bot_user)

    def _person(self, id: str, looking: Looking) -> Person:
        return looking.person(id, team=self._desk.team, clock=self._desk.clock)

    def _explain(self, claim: ErrandClaim, answer: Answer) -> None:
        """Put off or give up, by what Slack's answer means."""
        log.warning("%s: %s (%s)", claim.errand.key, answer.meaning, answer.reason)
        match answer.meaning:
            case Meaning.WAIT:
                self._rests_until = self._real_clock() + timedelta(seconds=answer.wait_seconds)
                self._put_off(claim, reason=answer.reason, seconds=answer.wait_seconds)
            case Meaning.UNCLEAR | Meaning.NOT_SENT:
                self._put_off(claim, reason=answer.reason)
            case Meaning.NOT_ALLOWED:
                self._put_off(claim, reason=answer.reason, seconds=NOT_ALLOWED_SECONDS)
            case _:
                self._give_up(claim, reason=answer.reason)

    def _put_off(self, claim: ErrandClaim, *, reason: str, seconds: float | None = None) -> None:
        if claim.attempts >= MOST_ATTEMPTS:
            self._give_up(claim, reason=reason)
            return
        usual = BACK_OFF_SECONDS[min(claim.attempts, len(BACK_OFF_SECONDS)) - 1]
        until = self._real_clock() + timedelta(seconds=usual if seconds is None else seconds)
        errands.put_off(self._desk, claim, until=until, reason=reason)

    def _give_up(self, claim: ErrandClaim, *, reason: str) -> None:
        errands.give_up(self._desk, claim, reason=reason, is_closed=reason in NOT_LET_IN)
