"""One message to Slack: sent, looked for, put off or given up, with its row kept in step."""

import logging
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from slack_sdk.errors import SlackApiError
from urllib3.exceptions import HTTPError

from bot.clock import Clock
from bot.pace import Pace
from bot.posting import Posting
from bot.slack_answers import Answer, Meaning, meaning_of
from domain.delivery import Claim, Drawing, Sent, State, hash_of, identity_of
from domain.errors import Refusal
from domain.message import Card, Notice, Place, Post
from views import delivery as view
from workflows import cards, delivery
from workflows.desk import Desk

SETTLE = timedelta(seconds=5)
"""How long an accepted message may take to show in the history."""

BACK_OFF_SECONDS = (1, 2, 5, 15, 30, 60)
NOT_ALLOWED_SECONDS = 60
CARD_IS_COMING_SECONDS = 0.5

log = logging.getLogger(__name__)


class Courier:
    def __init__(self, desk: Desk, posting: Posting, pace: Pace, *, real_clock: Clock) -> None:
        self._desk = desk
        self._posting = posting
        self._pace = pace
        self._real_clock = real_clock

    def drawn(self, claims: Iterable[Claim]) -> Mapping[str, Drawing]:
        """The cards among these claims, drawn together; a claim that is not there is no card."""
        return cards.drawn(self._desk, [c.message for c in claims if isinstance(c.message, Card)])

    def deliver(self, claim: Claim, drawing: Drawing | None = None) -> Sent | None:
        """Bring this message to its place, or leave it so that nothing is lost.

        A card comes with its drawing. That it was sent is for the caller to save: many share a
        commit.
        """
        desk = self._desk.of(claim.team)
        try:
            if isinstance(claim.message, Notice):
                return _sent(claim, self._bring(desk, claim, claim.message))
            assert drawing is not None, "a card comes with its drawing"
            return self._show(desk, claim, claim.message, drawing)
        except (SlackApiError, HTTPError, OSError) as error:
            self._explain(desk, claim, meaning_of(error))
        except Refusal as refusal:
            delivery.drop(desk, claim, reason=f"nothing to show: {type(refusal).__name__}")
        return None

    def _show(self, desk: Desk, claim: Claim, card: Card, drawing: Drawing) -> Sent | None:
        """Post or edit the card; one that looks as it surely stands already costs no call."""
        post, shown = drawing.standing, drawing.shown
        if isinstance(shown, Exception):
            raise shown
        if shown.is_early:
            where = "where it leads is coming"
            self._put_off(desk, claim, seconds=CARD_IS_COMING_SECONDS, reason=where)
            return None
        shows = hash_of(shown)
        if post.place and post.shows == shows and not claim.may_stand:
            return _sent(claim, post.place, shows)
        if post.place:
            return _sent(claim, self._update(desk, claim, shown, post.place), shows)
        if post.is_unwanted:
            delivery.drop(desk, claim, reason="its post was deleted twice")
            return None
        identity = identity_of(card, post)
        return _sent(claim, self._below(desk, claim, shown, post.thread, identity=identity), shows)

    def _bring(self, desk: Desk, claim: Claim, notice: Notice) -> Place | None:
        if notice.expires_at and desk.clock() > notice.expires_at:
            delivery.drop(desk, claim, reason="too late to be of use")
            return None
        if not delivery.is_still_meant(desk, notice):
            delivery.drop(desk, claim, reason="its ticket is private, and not for them")
            return None
        shown = view.notice(notice)
        return self._below(desk, claim, shown, notice.thread, identity=identity_of(notice, None))

    def _below(
        self, desk: Desk, claim: Claim, shown: Post, above: str | None, *, identity: str
    ) -> Place | None:
        """Post it below the post of this name, once that one stands; or on its own."""
        thread, is_coming = delivery.thread_of(desk, above) if above else (None, False)
        if is_coming:
            self._put_off(desk, claim, seconds=CARD_IS_COMING_SECONDS, reason="its card is coming")
            return None
        return self._post(desk, claim, shown, identity=identity, thread=thread)

    def _post(
        self,
        desk: Desk,
        claim: Claim,
        shown: Post,
        *,
        identity: str,
        thread: Place | None = None,
    ) -> Place | None:
        to = claim.message.to
        if claim.may_stand:
            since = self._first_tried(desk, claim)
            place = self._posting.find(to, identity=identity, thread=thread, since=since)
            if place:
                return self._made_current(claim, shown, place)
        if shown.is_withheld:
            delivery.drop(desk, claim, reason="its ticket is private, and not for them")
            return None
        self._pace.rest(to)
        return self._posting.post(to, shown, identity=identity, thread=thread)

    def _made_current(self, claim: Claim, shown: Post, place: Place) -> Place:
        """What was posted then: a card may have changed since, a notice never does."""
        is_card = isinstance(claim.message, Card)
        return self._posting.update(place, shown) if is_card else place

    def _first_tried(self, desk: Desk, claim: Claim) -> datetime:
        """By the clock that stamps its messages: the demo's may have been set back."""
        return claim.since + min(timedelta(), desk.clock() - self._real_clock())

    def _update(self, desk: Desk, claim: Claim, shown: Post, place: Place) -> Place | None:
        if wait := self._pace.held_for("chat.update"):
            self._put_off(desk, claim, seconds=wait, reason="chat.update rests")
            return None
        try:
            return self._posting.update(place, shown)
        except SlackApiError as error:
            answer = meaning_of(error)
            if answer.meaning is Meaning.CARD_GONE:
                delivery.is_gone(desk, claim, place, until=self._real_clock())
                return None
            if answer.meaning is Meaning.WAIT:
                self._pace.hold("chat.update", answer.wait_seconds)
            raise

    def _explain(self, desk: Desk, claim: Claim, answer: Answer) -> None:
        """Settle what became of the message, by what Slack's answer means."""
        key = claim.message.key
        log.warning("%s could not be sent: %s (%s)", key, answer.meaning, answer.reason)
        match answer.meaning:
            case Meaning.WAIT:
                self._pace.rest(claim.message.to, answer.wait_seconds)
                self._put_off(desk, claim, seconds=answer.wait_seconds, reason=answer.reason)
            case Meaning.UNCLEAR:
                until = self._real_clock() + SETTLE
                self._leave(desk, claim, until, State.UNKNOWN, reason=answer.reason)
            case Meaning.NOT_ALLOWED:
                self._put_off(desk, claim, seconds=NOT_ALLOWED_SECONDS, reason=answer.reason)
            case Meaning.CLOSED_PLACE | Meaning.MALFORMED | Meaning.CARD_GONE:
                delivery.cannot_reach(desk, claim, reason=answer.reason)
            case Meaning.NOT_SENT:
                seconds = BACK_OFF_SECONDS[min(claim.attempts, len(BACK_OFF_SECONDS)) - 1]
                self._put_off(desk, claim, seconds=seconds, reason=answer.reason)

    def _put_off(self, desk: Desk, claim: Claim, *, seconds: float, reason: str) -> None:
        """Later; what may already stand is looked for then, too."""
        until = self._real_clock() + timedelta(seconds=seconds)
        state = State.UNKNOWN if claim.may_stand else State.NEW
        self._leave(desk, claim, until, state, reason=reason)

    def _leave(
        self, desk: Desk, claim: Claim, until: datetime, state: State, *, reason: str
    ) -> None:
        delivery.put_off(desk, claim, until=until, state=state, reason=reason)


def _sent(claim: Claim, place: Place | None, shows: str | None = None) -> Sent | None:
    return Sent(claim=claim, place=place, shows=shows) if place else None
