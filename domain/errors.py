"""Refusals: the ways the desk says no, each in words fit for the person who asked.

Their words may hold `<@U1>`: where Slack draws no mentions, the name is put in its place.
"""

from collections.abc import Sequence


class Refusal(Exception):
    """The desk will not do this. `str(refusal)` is shown to the person as it is."""


class FieldRefusal(Refusal):
    """Something in a form cannot stand. `problems` has the words for each field."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = problems


class TicketNotFound(Refusal):
    """Also said of a ticket that is not theirs, so that a refusal tells nothing about it."""

    def __init__(self, ticket_id: int) -> None:
        super().__init__(
            f"MT-{ticket_id} is not among the tickets that you can act on. If you see its card, "
            "the people named there can; otherwise please check the number."
        )


class OwnRequest(Refusal):
    def __init__(self, reference: str) -> None:
        super().__init__(
            f"{reference} is your own request, so somebody else has to decide it. "
            "Its card names who was asked; nothing is needed from you."
        )


class AlreadyDecided(Refusal):
    """Somebody was first. `stands` says where it is now, as the end of "MT-7 ..."."""

    def __init__(
        self,
        reference: str,
        *,
        by: str | None,
        verdict: str | None,
        presser: str | None = None,
        stands: str = "no longer waits for a decision",
    ) -> None:
        done = {
            "approved": "approved it",
            "declined": "declined it",
            "changes_requested": "asked for changes",
        }
        if not (by and verdict):
            who = "It was taken back; your answer was not counted."
        elif by == presser:
            who = f"You {done[verdict]} already, and that counts."
        else:
            who = f"<@{by}> was first and {done[verdict]}; your answer was not counted."
        super().__init__(f"{reference} {stands}. {who} The card shows what happens next.")


class AskedAgain(Refusal):
    def __init__(self, reference: str) -> None:
        super().__init__(
            f"{reference} has changed since you were asked. Please read its card again, "
            "then decide with the buttons there."
        )


class WordsGone(Refusal):
    """What was to be recorded was deleted meanwhile."""

    def __init__(self, reference: str) -> None:
        super().__init__(
            f"Nothing is left of what you wrote on {reference}, so nothing was recorded. Please "
            "decide with the buttons on its card, or write it once more."
        )


class RemindedAlready(Refusal):
    def __init__(self, reference: str) -> None:
        super().__init__(
            f"You reminded those who decide on {reference} today already. You can again tomorrow; "
            "I remind them, too, and you hear as soon as somebody has decided."
        )


class TimeIsOver(Refusal):
    """Nobody decided in time."""

    def __init__(self, reference: str) -> None:
        super().__init__(
            f"The time to decide on {reference} is over, so your answer was not counted. Once the "
            "requester or IT asks again, you get a new card with buttons."
        )


class NoLongerAsked(Refusal):
    """Somebody who was asked, and is not any more."""

    def __init__(self, reference: str) -> None:
        super().__init__(
            f"Others decide on {reference} by now, so your answer was not counted. Nothing is "
            "needed from you any more."
        )


class MayNotApprove(Refusal):
    """Guests, people of other organisations, and who has left."""

    def __init__(self, reference: str) -> None:
        super().__init__(
            f"Only people of this company decide on {reference}, so your answer was not counted. "
            "Whoever else was asked is named on its card."
        )


class NotYetYourTurn(Refusal):
    def __init__(self, reference: str) -> None:
        super().__init__(
            f"{reference} waits for somebody else's yes first. You will be asked as soon as it is "
            "your turn."
        )


class DelegationRefused(Refusal):
    """`why` is one of `DELEGATION`."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(DELEGATION[why])


DELEGATION = {
    "to_oneself": "Nobody can stand in for themselves. Please choose somebody else.",
    "may_not_approve": "They may not approve here: guests, people of other organisations and "
    "who has left cannot stand in. Please choose a colleague.",
    "ends_first": "It would end before it begins. Please choose a later day.",
    "circle": "They have handed their own approvals on to whoever is away, directly or through "
    "others, for some of these days: nobody would be left to ask. Please choose somebody else, or "
    "other days.",
    "too_long": "This would be handed on too many times. Please choose whoever is at the end of "
    "the chain.",
}


class NotTheirLead(Refusal):
    def __init__(self) -> None:
        super().__init__(
            "Only they themselves and the lead of their side can enter this. Please ask them, or "
            "their lead."
        )


class NotAway(Refusal):
    def __init__(self) -> None:
        super().__init__(
            "You are not away any more, so there is nothing to end or to hand on. To be away "
            "again, press *Away…* on my Home tab."
        )


class NobodyChosen(Refusal):
    def __init__(self) -> None:
        super().__init__("Please choose somebody in the list first, then press the button again.")


class HasLeft(Refusal):
    def __init__(self) -> None:
        super().__init__(
            "Your account in this workspace was deactivated, so this was not done. Your colleagues "
            "go on with what was open; once the account is active again, you can, too."
        )


class NobodyToAsk(Refusal):
    def __init__(self, area: str) -> None:
        super().__init__(
            f"This needs a yes, and nobody but you could give it for {area}. "
            "Please ask the desk's coordinator to name a backup for that area."
        )


class MoveRefused(Refusal):
    """The ticket stands where this cannot be done; `why` says what can be."""

    def __init__(self, reference: str, *, status: str, why: str) -> None:
        super().__init__(f"{reference} is {status.replace('_', ' ')}. {why}")


class NotForYou(Refusal):
    """They may see the ticket, but this move is another person's."""

    def __init__(self, reference: str, *, whose: str) -> None:
        super().__init__(f"Only {whose} can do this to {reference}. You can always add a comment.")


class MayNotOwn(FieldRefusal):
    """`why` is one of `OWNING`."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__({"to": OWNING[why]})


OWNING = {
    "has_it": "They have it already. Please choose somebody else.",
    "not_of_it": "Only people of IT who are still here can own a ticket, no guests. Please choose "
    "somebody else, or move it to another area.",
}


class NoSuchArea(FieldRefusal):
    """`why` is one of `AREAS`."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__({"area": AREAS[why]})


AREAS = {
    "is_there": "It is in this area already. Please choose another one.",
    "is_gone": "This area was taken off the catalogue a moment ago. Please choose another one.",
    "is_private": "This one is private: only those named on its card see it. Please hand it over "
    "to a person instead.",
    "is_shared": "This area works on it already. Please choose another one.",
    "is_not_shared": "This area does not work on it any more, so nothing is left to do.",
}


class TooLateToReopen(Refusal):
    def __init__(self, reference: str) -> None:
        super().__init__(
            f"{reference} was closed more than a week ago, so it stays as it is. Please file a "
            "follow-up instead, with the button on its card: it will be linked to this one."
        )


class WordsMissing(Refusal):
    """A move that has to say something: a resolution, a reason."""

    def __init__(self, reference: str, *, what: str) -> None:
        article = "an" if what[0] in "aeiou" else "a"
        super().__init__(f"Please write a line for {reference}: this needs {article} {what}.")


class FiledAlready(Refusal):
    """The same words by the same person, a moment ago: a question rather than a no."""

    def __init__(self, reference: str, *, link: str | None, seconds: int) -> None:
        minutes, rest = divmod(max(seconds, 1), 60)
        count, unit = (minutes, "minute") if minutes else (rest, "second")
        self.reference, self.link = reference, link
        self.ago = f"{count} {unit}{'s'[: count != 1]}"
        super().__init__(f"You filed the same {self.ago} ago: {reference}.")


class Deactivated(Refusal):
    def __init__(self) -> None:
        super().__init__(
            "Your account in this workspace was deactivated, so nothing was filed. What you typed "
            "is kept: once the account is active again, I will offer it back to you."
        )


class ThreadTaken(Refusal):
    """One thread, one ticket. `reference` is None where they may not know which one it is."""

    def __init__(self, reference: str | None) -> None:
        found = (
            f"This is {reference} already: its card shows where it stands, and what is written in "
            "the thread reaches the people who work on it"
            if reference
            else "This thread has a request already, which only those who have a part in it may see"
        )
        super().__init__(f"{found}. For something else, use the shortcut *File a request*.")


class UnknownType(Refusal):
    def __init__(self) -> None:
        super().__init__(
            "This type of request was taken off the catalogue a moment ago. "
            "Please choose another one: what you typed is still here."
        )


class NoCatalogue(Refusal):
    def __init__(self) -> None:
        super().__init__(
            "This desk has no catalogue yet, so I do not know who looks after what. "
            "Whoever runs me can add one with `tandem config apply desk.yaml`."
        )


class StaysRestricted(Refusal):
    def __init__(self, reference: str, *, is_demanded: bool) -> None:
        why = (
            "what it says is about people's data again"
            if is_demanded
            else "data protection alone opens it, and only once"
        )
        super().__init__(f"{reference} stays as it is: {why}. Its card shows who can see it.")


class NotYourRecords(Refusal):
    def __init__(self) -> None:
        super().__init__(
            "All privacy records together are for data protection and the coordinators. That of a "
            "ticket in which you have a part is under *History* on its card."
        )


class UnknownCommand(Refusal):
    def __init__(self, typed: str, *, meant: str | None, known: Sequence[str]) -> None:
        guess = f"Did you mean `{meant}`? " if meant else ""
        choices = ", ".join(f"`{k}`" for k in known)
        super().__init__(f"I do not know `{typed}`. {guess}You can use {choices}.")


class SilenceNotYours(Refusal):
    def __init__(self, coordinators: Sequence[str]) -> None:
        asked = " or ".join(f"<@{person}>" for person in coordinators)
        super().__init__(
            "In a triage channel, the owner of its area decides if I keep silent there; in any "
            f"other, a coordinator does. Please ask {asked}. What you hear yourself, you choose "
            "with *Notifications* on my Home tab."
        )


class NotAChannel(Refusal):
    def __init__(self, command: str) -> None:
        super().__init__(
            f"Only a channel can be silent: please type `{command}` there. What you hear "
            "yourself, you choose with *Notifications* on my Home tab."
        )


class SeriesNotFound(Refusal):
    def __init__(self) -> None:
        super().__init__(
            "This check-in is no longer there, so your answer has nowhere to go. "
            "Please ask whoever set it up; your words are still in this form."
        )


class CheckInOver(Refusal):
    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} has already been posted. Please add your answer in the thread of its post."
        )
