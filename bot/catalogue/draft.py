"""The catalogue file, section by section: what it says before anyone is looked up in Slack."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.catalogue.fields import read_fields
from bot.catalogue.problems import CatalogueProblems
from bot.catalogue.reading import LONGEST_QUESTION, Mention, Reading
from bot.catalogue.sections import Notes, Section, Value
from bot.catalogue.yaml_text import compose
from domain.catalogue import (
    Area,
    Catalogue,
    CheckInDefaults,
    DigestPlan,
    IntakePlan,
    RequestType,
    SideMembers,
)
from domain.people import Side
from domain.policy import Policy, Step

SECTIONS = ("zone", "coordinators", "sides", "areas", "types", "intake", "digest", "check_in")
LIKELY = {"on": "day", "at": "time", "when": "day", "weekday": "day", "hour": "time"}
LIKELY_OF_TYPE = {"private": "restricted", "form": "fields", "questions": "fields"}
MOST_CHOICES = 100
"""What Slack takes in one select."""
MOST_QUESTIONS = 10
LONGEST_LEAD = 72
MOST_DAYS = 60


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A catalogue with people and channels as they are written; `mentions` says where each is."""

    catalogue: Catalogue
    mentions: tuple[Mention, ...]


def read_catalogue(text: str) -> Draft:
    """Read the file's text. Raises CatalogueProblems with every mistake that is in it."""
    notes = Notes(text.splitlines())
    reading = Reading(notes)
    root = Section(compose(text), notes, line=1, path="").only(*SECTIONS)
    catalogue = _catalogue(root, reading)
    _note_both_sides(catalogue, reading)
    if notes.problems:
        raise CatalogueProblems(notes.problems)
    return Draft(catalogue=catalogue, mentions=tuple(reading.mentions))


def _catalogue(root: Section, reading: Reading) -> Catalogue:
    zone = reading.zone(root, "zone")
    areas = tuple(_area(key, s, reading) for key, s in _entries(root, "areas", noun="area"))
    keys = [area.key for area in areas]
    return Catalogue(
        zone=zone,
        coordinators=reading.people(root, "coordinators"),
        sides=_sides(root.section("sides"), reading),
        areas=areas,
        types=tuple(
            _type(key, s, reading, areas=keys) for key, s in _entries(root, "types", noun="type")
        ),
        intake=_intake(root.section("intake"), reading, areas=keys)
        if "intake" in root
        else IntakePlan(),
        digest=_digest(root.section("digest"), reading, zone),
        check_in=_check_in(root.section("check_in"), reading, zone),
    )


def _entries(root: Section, key: str, *, noun: str) -> Sequence[tuple[Value, Section]]:
    entries = list(root.sections(key, noun=noun))
    if len(entries) > MOST_CHOICES:
        words = f"`{key}` has {len(entries)} entries. Slack can offer {MOST_CHOICES} in a form."
        root.notes.note(root.line_of(key), words)
    return entries


def _sides(sides: Section, reading: Reading) -> Mapping[Side, SideMembers]:
    sides.only(*(side.value for side in Side))
    return {side: _side(sides.section(side.value), reading) for side in Side}


def _side(side: Section, reading: Reading) -> SideMembers:
    side.only("lead", "people")
    return SideMembers(
        lead=reading.person(side, "lead"),
        people=reading.people(side, "people", may_be_guest=True),
    )


def _area(key: Value, area: Section, reading: Reading) -> Area:
    area.only("name", "owner", "backup", "triage")
    owner = reading.person(area, "owner")
    backup = reading.person(area, "backup") if "backup" in area else None
    if owner and owner == backup:
        words = "The backup is the owner. Name somebody else, or leave the backup out."
        reading.notes.note(area.line_of("backup"), words)
    return Area(
        key=reading.key(key),
        name=reading.words(area, "name"),
        owner=owner,
        backup=backup,
        triage=reading.channel(area.value("triage")),
    )


def _type(key: Value, kind: Section, reading: Reading, *, areas: Sequence[str]) -> RequestType:
    kind.only("name", "area", "approval", "fields", "restricted", instead=LIKELY_OF_TYPE)
    return RequestType(
        key=reading.key(key),
        name=reading.words(kind, "name"),
        area=reading.choice(kind, "area", areas),
        approval=_policy(kind.section("approval"), reading) if "approval" in kind else None,
        fields=read_fields(kind, reading) if "fields" in kind else (),
        is_restricted=reading.switch(kind, "restricted"),
    )


def _policy(approval: Section, reading: Reading) -> Policy:
    approval.only("ask", "needs", instead={"who": "ask", "approvers": "ask"})
    step = Step(
        approvers=tuple(reading.approver(v) for v in approval.values("ask")),
        needs=reading.quorum(approval, "needs"),
    )
    return Policy(steps=(step,))


def _intake(intake: Section, reading: Reading, *, areas: Sequence[str]) -> IntakePlan:
    """How requests come in without a form; what is left out is as usual."""
    intake.only("emoji", "area", "close_after_days")
    usual = IntakePlan()
    days = "close_after_days"
    return IntakePlan(
        emoji=reading.emoji(intake, "emoji") if "emoji" in intake else usual.emoji,
        area=reading.choice(intake, "area", areas) if "area" in intake else None,
        close_after_days=reading.whole(intake, days, most=MOST_DAYS, noun="days")
        if days in intake
        else usual.close_after_days,
    )


def _digest(digest: Section, reading: Reading, zone: str) -> DigestPlan:
    digest.only("channels", "day", "time", instead=LIKELY)
    return DigestPlan(
        channels=tuple(reading.channel(v) for v in digest.values("channels", least=0)),
        when=reading.weekly(digest, zone),
    )


def _check_in(check_in: Section, reading: Reading, zone: str) -> CheckInDefaults:
    check_in.only("questions", "day", "time", "ask_hours_before", instead=LIKELY)
    questions = check_in.values("questions")
    if len(questions) > MOST_QUESTIONS:
        words = f"There are {len(questions)} questions. Ask at most {MOST_QUESTIONS}."
        reading.notes.note(check_in.line_of("questions"), words)
    return CheckInDefaults(
        questions=tuple(reading.short(q, LONGEST_QUESTION) for q in questions),
        when=reading.weekly(check_in, zone),
        ask_hours_before=reading.whole(
            check_in, "ask_hours_before", most=LONGEST_LEAD, noun="hours"
        ),
    )


def _note_both_sides(catalogue: Catalogue, reading: Reading) -> None:
    of = {s: {p.lower() for p in (m.lead, *m.people) if p} for s, m in catalogue.sides.items()}
    for person in of[Side.MARKETING] & of[Side.IT]:
        line = [m.line for m in reading.mentions if m.text.lower() == person][-1]
        reading.notes.note(line, f"{person} is on both sides. Name them on one only.")
