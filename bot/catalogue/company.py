"""The people of the company as the file says it: sides, who leads whom, and who is away."""

from collections.abc import Mapping

from bot.catalogue.reading import Reading
from bot.catalogue.sections import Section
from domain.catalogue import AwayPlan, Catalogue, SideMembers
from domain.people import Side

AWAY_WORDS = (
    *("out of office", "ooo", "on vacation", "vacationing", "on holiday", "on leave"),
    *("annual leave", "parental leave", "out sick", "sick leave", "off sick"),
    *("abwesend", "nicht im büro", "urlaub", "im urlaub", "elternzeit", "krank"),
    *("krankgeschrieben", "außer haus"),
)
"""What people write when they are away, in English and German; the first ones are Slack's own."""
AWAY_EMOJI = ("palm_tree", "face_with_thermometer", "desert_island", "beach_with_umbrella")
LONGEST_WORDS, MOST_MEANINGS = 100, 100


def read_sides(root: Section, reading: Reading) -> Mapping[Side, SideMembers]:
    sides = root.section("sides").only(*(side.value for side in Side))
    return {side: _side(sides.section(side.value), reading) for side in Side}


def read_managers(root: Section, reading: Reading) -> Mapping[str, str]:
    """Who leads whom, each pair in a line: `anna@…: mara@…`."""
    pairs: dict[str, str] = {}
    section = root.section("managers")
    for value in section.chosen():
        person = reading.one(value, may_be_guest=True)
        manager = reading.one(section.value(value.text))
        if person.lower() == manager.lower():
            words = f"{person} would be their own manager. Name whoever leads them."
            reading.notes.note(value.line, words)
        pairs[person] = manager
    return pairs


def read_away(root: Section, reading: Reading) -> AwayPlan:
    """What is left out is as usual."""
    if "away" not in root:
        return AwayPlan(words=AWAY_WORDS, emoji=AWAY_EMOJI)
    away = root.section("away").only("words", "emoji", instead={"status": "words", "text": "words"})
    for key in (k for k in ("words", "emoji") if k in away):
        if len(away.values(key, least=0)) > MOST_MEANINGS:
            reading.notes.note(away.line_of(key), f"There can be {MOST_MEANINGS} of `{key}`.")
    words = away.values("words", least=0) if "words" in away else None
    emoji = away.values("emoji", least=0) if "emoji" in away else None
    return AwayPlan(
        words=AWAY_WORDS
        if words is None
        else tuple(reading.short(v, LONGEST_WORDS) for v in words if v.text),
        emoji=AWAY_EMOJI
        if emoji is None
        else tuple(reading.emoji_named(v) for v in emoji if v.text),
    )


def note_both_sides(catalogue: Catalogue, reading: Reading) -> None:
    """Nobody, and no group, belongs to both."""
    of = {
        side: {name.lower() for name in (m.lead, *m.people, *m.groups) if name}
        for side, m in catalogue.sides.items()
    }
    for name in of[Side.MARKETING] & of[Side.IT]:
        line = max(m.line for m in reading.mentions if m.text.lower() == name)
        reading.notes.note(line, f"{name} is on both sides. Name them on one only.")


def _side(side: Section, reading: Reading) -> SideMembers:
    side.only("lead", "people", "groups", instead={"group": "groups", "members": "people"})
    is_by_group = "groups" in side
    return SideMembers(
        lead=reading.person(side, "lead"),
        people=reading.people(side, "people", may_be_guest=True)
        if "people" in side or not is_by_group
        else (),
        groups=reading.groups(side, "groups") if is_by_group else (),
    )
