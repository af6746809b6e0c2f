"""The card of somebody who is asked for a yes: what they decide by, and the buttons, come first."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from domain.catalogue import Catalogue
from domain.request import Filed, case_of
from domain.ticket import Brief
from domain.why_asked import Reason, WhyAsked, why_asked
from views import approval as strips
from views.blocks import Block, context, section
from views.text import day, fitted, quoted

PURPOSE_ROOM = 240
"""More is not read on a small screen before the buttons; all of it stands below them."""

WHY = {
    Reason.OWNS_AREA: "You own {area}",
    Reason.BACKS_UP_AREA: "You back up {area}",
    Reason.LEADS_IT: "You lead IT",
    Reason.LEADS_MARKETING: "You lead marketing",
    Reason.PROTECTS_DATA: "You look after data protection",
    Reason.MANAGES: "You are <@{requester}>'s manager",
    Reason.IN_GROUP: "You are asked for the group <!subteam^{about}>",
    Reason.IN_FIELD: "<@{requester}> named you in the form",
    Reason.NAMED: "You decide on requests of this type",
    Reason.BY_HAND: "<@{about}> asks you",
    Reason.STANDS_IN: "You stand in for <@{about}>{until}",
    Reason.BESIDE: "You are asked beside <@{about}>, who has not answered",
    Reason.NEXT_IN_LINE: "You come next, as whoever was meant cannot decide",
}


def purpose(filed: Filed) -> list[Block]:
    """As much of it as stands above the buttons."""
    words = quoted(filed.brief.purpose, PURPOSE_ROOM)
    return [section(words)] if words else []


def asked(filed: Filed, catalogue: Catalogue, reader: str) -> Block:
    """Why they are asked, and who else is."""
    assert filed.approval is not None, "they are asked"
    lines = [f"*{why_me(filed, catalogue, reader)}*", strips.who_is_asked(filed.approval)]
    return context("\n".join(lines))


def left_out(words: Brief) -> Brief:
    """What the rest of the card still has to say."""
    is_whole = len(quoted(words.purpose, PURPOSE_ROOM + 1)) <= PURPOSE_ROOM
    return replace(words, purpose="") if is_whole else words


def why_me(filed: Filed, catalogue: Catalogue, reader: str) -> str:
    """One short line."""
    assert filed.approval is not None, "they are asked"
    case = case_of(filed, catalogue, now=filed.approval.asked_at)
    why = why_asked(reader, filed.approval, case)
    area = catalogue.area(filed.ticket.area)
    return WHY[why.reason].format(
        area=fitted(area.name if area else filed.ticket.area, 80),
        requester=filed.ticket.requester,
        about=why.about,
        until=_until(why, catalogue.zone),
    )


def _until(why: WhyAsked, zone: str) -> str:
    if why.until is None:
        return ""
    last = (why.until - timedelta(minutes=1)).astimezone(ZoneInfo(zone))
    return f" until {day(last.date())}"
