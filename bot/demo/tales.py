"""What people at Acme asked for in the last two weeks, and how it went."""

from bot.demo.story import Step, Tale
from domain.approval import Verdict
from domain.lifecycle import Move
from domain.ticket import Urgency

APPROVED, CHANGES, DECLINED = Verdict.APPROVED, Verdict.CHANGES_REQUESTED, Verdict.DECLINED


def _done(owner: str, requester: str, *, start: float, end: float, words: str) -> list[Step]:
    """Taken, resolved and confirmed, in hours after the filing."""
    return [
        Step(after_hours=start, by=owner, what=Move.TAKE),
        Step(after_hours=end, by=owner, what=Move.RESOLVE, words=words),
        Step(after_hours=end + 3, by=requester, what=Move.DONE),
    ]


TALES = [
    Tale(
        days_ago=13,
        by="anna",
        type="landing-page",
        summary="Landing page for the autumn webinar",
        purpose="Sign-ups for the webinar on 12 November",
        steps=_done("tom", "anna", start=2, end=50, words="Live, with the form connected."),
    ),
    Tale(
        days_ago=12.8,
        by="chloe",
        type="tracking-change",
        summary="Count newsletter sign-ups as a conversion",
        purpose="We cannot see which ads bring subscribers",
        steps=[
            Step(after_hours=5, by="lena", what=APPROVED),
            *_done("lena", "chloe", start=6, end=30, words="Counted since this morning."),
        ],
    ),
    Tale(
        days_ago=11.9,
        by="ben",
        type="new-tool",
        summary="A second survey tool",
        purpose="Customer interviews",
        steps=[
            Step(
                after_hours=9,
                by="iris",
                what=DECLINED,
                words="We already pay for one. Ivo can give you a seat: please file it as access.",
            )
        ],
    ),
    Tale(
        days_ago=10.1,
        by="ben",
        type="access",
        summary="A seat in the survey tool",
        purpose="Customer interviews, instead of a second tool",
        steps=[
            Step(after_hours=1, by="iris", what=APPROVED),
            *_done("ivo", "ben", start=3, end=20, words="You should have an invitation."),
        ],
    ),
    Tale(
        days_ago=8.9,
        by="anna",
        type="broken",
        summary="The contact form loses umlauts",
        purpose="Leads from Germany arrive with broken names",
        urgency=Urgency.BLOCKING,
        steps=_done("tom", "anna", start=1, end=7, words="The old form had the wrong encoding."),
    ),
    Tale(
        days_ago=6.2,
        by="chloe",
        type="campaign",
        summary="Win-back mails for lapsed customers",
        purpose="Bring back customers who have not ordered for a year",
        steps=[
            Step(after_hours=20, by="lena", what=APPROVED),
            *_done("lena", "chloe", start=26, end=70, words="Starts on Monday at nine."),
        ],
    ),
    Tale(
        days_ago=5.3,
        by="anna",
        type="website-change",
        summary="New customer logos on the home page",
        purpose="Sales asks for fresh references",
        steps=[
            Step(after_hours=4, by="tom", what=Move.TAKE),
            Step(after_hours=60, by="tom", what=Move.RESOLVE, words="Six logos are live."),
        ],
    ),
    Tale(
        days_ago=4.1,
        by="chloe",
        type="data-export",
        summary="List of trial users who never ordered",
        purpose="One mail to them before their trial data is deleted",
        steps=[Step(after_hours=6, by="ivo", what=APPROVED)],
    ),
    Tale(
        days_ago=3.2,
        by="ben",
        type="tracking-change",
        summary="Tag for the podcast player",
        purpose="See which episodes lead to sign-ups",
        steps=[
            Step(
                after_hours=5,
                by="lena",
                what=CHANGES,
                words="Which player is it, and does it set cookies? I need both for the consent.",
            )
        ],
    ),
    Tale(
        days_ago=1.3,
        by="anna",
        type="landing-page",
        summary="Landing page for the spring campaign",
        purpose="Leads for the spring campaign, with the new form",
        steps=[Step(after_hours=3, by="tom", what=Move.TAKE)],
    ),
    Tale(
        days_ago=0.2,
        by="mara",
        type="access",
        summary="Read access to the revenue dashboard",
        purpose="Show what campaigns earn in the weekly lead meeting",
    ),
]
