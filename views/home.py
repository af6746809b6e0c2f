"""The Home tab: what waits for its reader, and one tap to do it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from domain.catalogue import Catalogue
from domain.home import COUNTED, LAST_PAGE, MANY, PAGE, OnSide, Spot, Tab, areas_of
from domain.people import Side
from views import home_rows, ids
from views.blocks import Block, actions, button, context, divider, header, option, section
from views.home_rows import Row
from views.next_step import SIDE
from views.preferences import Wished, carried
from views.text import moment

NAMES = {
    Tab.WAITING: "Waits for me",
    Tab.MINE: "My requests",
    Tab.BACKLOG: "My backlog",
    Tab.QUEUE: "My areas' queue",
}
ABOUT = {
    Tab.WAITING: "Your decisions first, then what else is your move. The oldest comes first.",
    Tab.MINE: "What you asked for and has not ended. The newest comes first.",
    Tab.BACKLOG: "What you own, by what is due first. What you put aside comes back by itself.",
    Tab.QUEUE: "What is open in your areas: first what nobody has taken, by what is due first.",
}
EMPTY = {
    Tab.WAITING: "Nothing waits for you. You hear from me as soon as something does.",
    Tab.MINE: "You have no open requests. To ask IT for something, press *New request* above.",
    Tab.BACKLOG: "You own nothing that is open. What nobody has taken stands in the triage "
    "channels, and in the queue of whoever looks after an area.",
    Tab.QUEUE: "Nothing is open in your areas. New requests show up here, and in your triage "
    "channels.",
}
NONE_LIKE_THAT = "Nothing here is like that. Choose every area and either side to see the rest."
PAGE_IS_EMPTY = "This page is empty by now. *Back* leads to what is left."
EVERY, EITHER = "every", "either"
MOST_AREAS = 99


@dataclass(frozen=True, kw_only=True)
class Home:
    """All that one reader's Home tab is drawn from; `counts` has the tabs that the reader has."""

    reader: str
    spot: Spot
    counts: Mapping[Tab, int]
    catalogue: Catalogue
    rows: Sequence[Row] = ()
    has_more: bool = False
    sides: Sequence[OnSide] = ()
    wished: Wished = field(default_factory=Wished)
    away: Sequence[Block] = ()

    @property
    def tab(self) -> Tab:
        return self.spot.tab or Tab.WAITING


def view(home: Home) -> Block:
    """At most about forty blocks, whatever there is."""
    blocks = [
        actions(
            button("New request", action_id=ids.NEW_REQUEST, value="new", style="primary"),
            button("Notifications", action_id=ids.PREFERENCES, value=carried(home.wished)),
            button("Away…", action_id=ids.AWAY, value="away"),
        ),
        *home.away,
        *_sides(home.sides),
        divider(),
        actions(*(_tab(home, tab) for tab in Tab if tab in home.counts)),
        header(NAMES[home.tab]),
        context(ABOUT[home.tab]),
        *_several(home),
        *_filters(home),
        *_list(home),
        *_pager(home),
    ]
    return {"type": "home", "blocks": blocks, "private_metadata": written(home.spot)}


def not_ready() -> Block:
    """Before there is a catalogue."""
    words = "I am not set up yet. Whoever installed me finishes that; then your requests are here."
    return {"type": "home", "blocks": [section(words)], "private_metadata": written(Spot())}


def written(spot: Spot) -> str:
    """Where somebody is, for buttons and for the view itself to carry."""
    return "|".join([spot.tab or "", str(spot.page), spot.side or "", spot.area or ""])


def read_spot(carried: str) -> Spot:
    """What `written` wrote; the beginning, for anything else."""
    parts = carried.split("|", 3)
    if len(parts) != len(("tab", "page", "side", "area")):
        return Spot()
    tab, page, side, area = parts
    return Spot(
        tab=Tab(tab) if tab in list(Tab) else None,
        page=min(int(page), LAST_PAGE) if page.isdecimal() else 0,
        side=Side(side) if side in list(Side) else None,
        area=area or None,
    )


def narrowed(spot: Spot, action_id: str, chosen: str) -> Spot:
    """After a choice in one of the two filters; pages are counted anew."""
    if action_id == ids.HOME_AREA:
        return replace(spot, page=0, area=None if chosen == EVERY else chosen)
    return replace(spot, page=0, side=None if chosen == EITHER else Side(chosen))


def _sides(sides: Sequence[OnSide]) -> list[Block]:
    """For leads: whose move how much is."""
    if not sides:
        return []
    total = sum(side.count for side in sides)
    more = " or more" if any(side.count >= MANY for side in sides) else ""
    lines = [f"*Both sides* · {total}{more} open", *map(_side, sides)]
    return [section("\n".join(lines))]


def _side(on: OnSide) -> str:
    if not on.oldest_at:
        return f"Nothing waits on {SIDE[on.side]}"
    count = f"{on.count} or more" if on.count >= MANY else str(on.count)
    waits = "waits" if on.count == 1 else "wait"
    since = f"the oldest is open since {moment(on.oldest_at)}"
    return f"{count} {waits} on {SIDE[on.side]} · {since}"


def _tab(home: Home, tab: Tab) -> Block:
    count = home.counts[tab]
    shown = f"{COUNTED}+" if count >= COUNTED else str(count)
    mark = "▸ " if tab is home.tab else ""
    spot = written(Spot(tab=tab))
    return button(f"{mark}{NAMES[tab]} ({shown})", action_id=f"{ids.HOME_TAB}.{tab}", value=spot)


def _several(home: Home) -> list[Block]:
    """Where two decisions wait or more; they come first, so a later page of them is enough."""
    decisions = sum(1 for row in home.rows if row.turn)
    if home.tab is not Tab.WAITING or decisions + bool(home.spot.page and decisions) < 2:  # noqa: PLR2004
        return []
    several = ids.APPROVE_SEVERAL
    return [actions(button("Approve several…", action_id=several, value=written(home.spot)))]


def _filters(home: Home) -> list[Block]:
    if home.counts[home.tab] < 2 and not home.spot.is_narrowed:  # noqa: PLR2004
        return []
    choices = [_areas(home)]
    if home.tab is not Tab.WAITING:
        choices.append(_either_side(home.spot))
    found = [choice for choice in choices if choice]
    # named by what is chosen, so that Slack shows that and not what was chosen last in this place
    named = {"block_id": f"filters:{written(home.spot)}"[:255]}
    return [actions(*found) | named] if found else []


def _areas(home: Home) -> Block | None:
    catalogue = home.catalogue
    areas = areas_of(home.reader, catalogue) if home.tab is Tab.QUEUE else catalogue.areas
    if len(areas) < 2 and home.spot.area is None:  # noqa: PLR2004
        return None
    options = [option("Every area", EVERY)]
    options += [option(area.name, area.key) for area in areas[:MOST_AREAS]]
    return _choice(ids.HOME_AREA, options, chosen=home.spot.area or EVERY)


def _either_side(spot: Spot) -> Block:
    options = [option("Waits on either side", EITHER)]
    options += [option(f"Waits on {words}", side) for side, words in SIDE.items()]
    return _choice(ids.HOME_SIDE, options, chosen=spot.side or EITHER)


def _choice(action_id: str, options: list[Block], *, chosen: str) -> Block:
    initial = next((o for o in options if o["value"] == chosen), options[0])
    return {
        "type": "static_select",
        "action_id": action_id,
        "options": options,
        "initial_option": initial,
    }


def _list(home: Home) -> list[Block]:
    if not home.rows:
        words = EMPTY[home.tab]
        if home.spot.page:
            words = PAGE_IS_EMPTY
        elif home.spot.is_narrowed:
            words = NONE_LIKE_THAT
        return [section(words)]
    return [b for row in home.rows for b in home_rows.blocks(row, home.tab, reader=home.reader)]


def _pager(home: Home) -> list[Block]:
    spot, shown = home.spot, len(home.rows)
    if not spot.page and not home.has_more:
        return []
    buttons = []
    if spot.page:
        buttons.append(_turn("Back", spot, by=-1))
    if home.has_more and spot.page < LAST_PAGE:
        buttons.append(_turn("More", spot, by=1))
    first = spot.page * PAGE + 1
    where = [context(f"{first} to {first + shown - 1}")] if shown else []
    return [*where, actions(*buttons)] if buttons else where


def _turn(text: str, spot: Spot, *, by: int) -> Block:
    there = written(replace(spot, page=spot.page + by))
    return button(text, action_id=f"{ids.HOME_PAGE}.{text.lower()}", value=there)
