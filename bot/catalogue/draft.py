"""The catalogue file, section by section: what it says before anyone is looked up in Slack."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.catalogue.company import note_both_sides, read_away, read_managers, read_sides
from bot.catalogue.fields import read_fields
from bot.catalogue.gate import read_gate, read_questions
from bot.catalogue.mentions import Asked, Mention
from bot.catalogue.policies import read_policy
from bot.catalogue.problems import CatalogueProblems
from bot.catalogue.reading import LONGEST_QUESTION, Reading
from bot.catalogue.routes import Asks, read_assign, read_routing
from bot.catalogue.sections import Notes, Section, Value
from bot.catalogue.sense import note_nonsense
from bot.catalogue.spans import read_hours, read_time
from bot.catalogue.subjects import of_all, of_any, of_fields
from bot.catalogue.yaml_text import compose
from domain.catalogue import (
    Area,
    Assign,
    Catalogue,
    CheckInDefaults,
    DigestPlan,
    IntakePlan,
    PrivacyGate,
    RequestType,
)
from domain.form import Choice, Field

SECTIONS = (
    *("zone", "hours", "holidays", "closed", "coordinators", "sides", "managers", "away"),
    *("areas", "types", "routing", "privacy", "intake", "digest", "check_in"),
)
LIKELY = {"on": "day", "at": "time", "when": "day", "weekday": "day", "hour": "time"}
LIKELY_OF_FILE = {"rules": "routing", "routes": "routing", "absence": "away", "timezone": "zone"}
LIKELY_OF_FILE |= {"working_hours": "hours", "calendar": "hours", "gate": "privacy"}
LIKELY_OF_AREA = {
    "channel": "triage",
    "members": "people",
    "team": "people",
    "within": "answer_within",
}
LIKELY_OF_TYPE = {"private": "restricted", "form": "fields", "questions": "fields"}
LIKELY_OF_TYPE |= {"privacy": "asks_about_data", "approvals": "approval"}
OF_AREA = ("name", "owner", "backup", "triage", "assign", "people", "answer_within")
OF_TYPE = ("name", "area", "approval", "fields", "restricted", "asks_about_data")
MOST_CHOICES = 100
"""What Slack takes in one select."""
MOST_QUESTIONS = 10
LONGEST_LEAD = 72
MOST_DAYS = 60


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A catalogue with everyone and all channels as they are written; `mentions` says where each
    is, `asked` where voices are counted.
    """

    catalogue: Catalogue
    mentions: tuple[Mention, ...]
    asked: tuple[Asked, ...] = ()


def read_catalogue(text: str) -> Draft:
    """Read the file's text. Raises CatalogueProblems with every mistake that is in it."""
    notes = Notes(text.splitlines())
    reading = Reading(notes)
    root = Section(compose(text), notes, line=1, path="").only(*SECTIONS, instead=LIKELY_OF_FILE)
    catalogue = _catalogue(root, reading)
    note_both_sides(catalogue, reading)
    note_nonsense(catalogue, root, reading)
    if notes.problems:
        raise CatalogueProblems(notes.problems)
    return Draft(catalogue=catalogue, mentions=tuple(reading.mentions), asked=tuple(reading.asked))


def _catalogue(root: Section, reading: Reading) -> Catalogue:
    zone, hours = reading.zone(root, "zone"), read_hours(root, reading)
    areas = tuple(_area(key, s, reading) for key, s in _entries(root, "areas", noun="area"))
    keys = [area.key for area in areas]
    questions = read_questions(root, reading)
    types, asks = _types(root, reading, areas=areas, questions=questions)
    return Catalogue(
        zone=zone,
        hours=hours,
        coordinators=reading.people(root, "coordinators"),
        sides=read_sides(root, reading),
        managers=read_managers(root, reading) if "managers" in root else {},
        away=read_away(root, reading),
        areas=areas,
        types=types,
        routing=read_routing(root, reading, asks) if "routing" in root else (),
        privacy=_privacy(root, reading, asks, questions=questions, types=types),
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


def _area(key: Value, area: Section, reading: Reading) -> Area:
    area.only(*OF_AREA, instead=LIKELY_OF_AREA)
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
        assign=read_assign(area, reading) or Assign.OWNER,
        people=reading.members(area, "people") if "people" in area else (),
        answer_within=read_time(area, "answer_within", reading),
    )


def _types(
    root: Section, reading: Reading, *, areas: Sequence[Area], questions: tuple[Field, ...]
) -> tuple[tuple[RequestType, ...], Asks]:
    """All types, and what conditions may ask of them."""
    entries = _entries(root, "types", noun="type")
    of_every = of_all(
        (Choice(key=area.key, name=area.name) for area in areas),
        (Choice(key=key.text, name=key.text) for key, _ in entries),
    )
    types, fields = [], {}
    for key, section in entries:
        kind, asked = _type(key, section, reading, areas=areas, questions=questions)
        subjects = {**of_fields(asked), **of_every}
        if "approval" in section:
            kind = replace(kind, approval=read_policy(section, reading, subjects))
        types.append(kind)
        fields[kind.key] = asked
    of_type = {key: of_fields(asked) for key, asked in fields.items()}
    return tuple(types), Asks(of_all=of_every, of_type=of_type, of_any=of_any(fields.values()))


def _type(
    key: Value,
    kind: Section,
    reading: Reading,
    *,
    areas: Sequence[Area],
    questions: tuple[Field, ...],
) -> tuple[RequestType, tuple[Field, ...]]:
    """Without its approval; and all that its form asks."""
    kind.only(*OF_TYPE, instead=LIKELY_OF_TYPE)
    is_gated = reading.switch(kind, "asks_about_data")
    more = questions if is_gated else ()
    taken = [field.key for field in more]
    found = RequestType(
        key=reading.key(key),
        name=reading.words(kind, "name"),
        area=reading.choice(kind, "area", [area.key for area in areas]),
        fields=read_fields(kind, reading, taken=taken) if "fields" in kind else (),
        is_restricted=reading.switch(kind, "restricted"),
        asks_about_data=is_gated,
    )
    return found, (*found.fields, *more)


def _privacy(
    root: Section,
    reading: Reading,
    asks: Asks,
    *,
    questions: tuple[Field, ...],
    types: Sequence[RequestType],
) -> PrivacyGate:
    is_asked = any(kind.asks_about_data for kind in types)
    if "privacy" in root:
        return read_gate(root, reading, asks, questions=questions, is_asked=is_asked)
    return PrivacyGate()


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
