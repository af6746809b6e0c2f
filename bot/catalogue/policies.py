"""Approval policies as the file says them: steps, who is asked, and by when."""

import re
from collections.abc import Iterator, Sequence

from bot.catalogue.conditions import read_when
from bot.catalogue.logic import why_never
from bot.catalogue.mentions import Asked, Named
from bot.catalogue.reading import Reading
from bot.catalogue.sections import Section, Value
from bot.catalogue.spans import read_time
from bot.catalogue.subjects import Subjects
from bot.catalogue.values import is_group, meant
from domain.condition import Condition, Test
from domain.form import FieldKind
from domain.policy import FIELD, Needs, Policy, Quorum, Role, Step, TimeOut

OF_STEP = ("name", "ask", "needs", "when", "within", "then")
OF_POLICY = ("steps", "material", "locked")
LIKELY = {"who": "ask", "approvers": "ask", "quorum": "needs", "if": "when", "after": "within"}
LIKELY |= {"due": "within", "time_out": "then", "timeout": "then", "lock": "locked"}
OF_EVERY_REQUEST = ("summary", "purpose", "details", "urgency", "needed_by", "area", "type")
"""What can be changed in every request, beside what its type asks."""
OF_ONE = (Role.AREA_OWNER, Role.AREA_BACKUP, Role.IT_LEAD, Role.MARKETING_LEAD, Role.MANAGER)
"""Roles that one person has."""
MOST_STEPS, MOST_VOICES = 10, 50
REQUESTER = "requester"


def read_policy(kind: Section, reading: Reading, subjects: Subjects) -> Policy:
    """One step may stand without its list. `subjects` are what can be asked of this type."""
    approval = kind.section("approval")
    if "steps" in approval:
        approval.only(*OF_POLICY, instead=LIKELY)
        sections = approval.items("steps", noun="step")
        if len(sections) > MOST_STEPS:
            words = f"There are {len(sections)} steps. There can be {MOST_STEPS}."
            reading.notes.note(approval.line_of("steps"), words)
        sections = tuple(s.only(*OF_STEP, instead=LIKELY) for s in sections)
    else:
        sections = (approval.only(*OF_STEP, *OF_POLICY, instead=LIKELY),)
    return Policy(
        steps=tuple(_step(section, reading, subjects) for section in sections),
        material=_changeable(approval, "material", reading, subjects)
        if "material" in approval
        else None,
        locked=_changeable(approval, "locked", reading, subjects) if "locked" in approval else (),
    )


def _step(section: Section, reading: Reading, subjects: Subjects) -> Step:
    asked = [(value, reading.approver(value)) for value in section.named("ask")]
    before = len(reading.notes.problems)
    step = Step(
        name=reading.words(section, "name") if "name" in section else "",
        approvers=tuple(approver for value, approver in asked if value.text),
        needs=_needs(section, reading, asked),
        when=read_when(section, reading, subjects),
        within=read_time(section, "within", reading),
        then=_then(section, reading),
    )
    for value, approver in asked:
        if approver.startswith(FIELD) and (words := _wrong_field(approver, subjects)):
            reading.notes.note(value.line, words)
    if never := why_never(step.when, subjects):
        words = f"This step would never be asked: {never}"
        reading.notes.note_whole(section.line_of("when"), words, since=before)
    if _asks_only_the_requester(step):
        words = "Only the requester would be asked, who never decides. Name somebody else."
        reading.notes.note(section.line_of("ask"), words)
    line = section.line_of("needs" if "needs" in section else "ask")
    most = _most_named(step, subjects)
    reading.asked.append(Asked(line=line, approvers=step.approvers, needs=step.needs, most=most))
    return step


def _needs(section: Section, reading: Reading, asked: Sequence[tuple[Value, Role | str]]) -> Needs:
    """Where one person is asked, it goes without saying."""
    if "needs" not in section and len(asked) == 1:
        return Quorum.ANY
    value = section.value("needs")
    words = value.text.lower()
    if words in list(Quorum):
        return Quorum(words)
    if re.fullmatch("[0-9]{1,2}", words) and 1 <= int(words) <= MOST_VOICES:
        return int(words)
    if words:
        reading.notes.note(
            value.line,
            f'"{value.text}" cannot be. Write any (one yes is enough), all, majority, or how many.',
        )
    return Quorum.ANY


def _then(section: Section, reading: Reading) -> TimeOut:
    if "then" not in section:
        return TimeOut.REMIND
    if "within" not in section:
        words = "`then` says what comes after `within`. Add `within: 16h`, or remove this line."
        reading.notes.note(section.line_of("then"), words)
    choices = [each.value for each in TimeOut]
    named = reading.choice(section, "then", choices)
    return TimeOut(named) if named in choices else TimeOut.REMIND


def _wrong_field(approver: str, subjects: Subjects) -> str | None:
    key = approver.removeprefix(FIELD)
    field = subjects.get(key)
    if key == REQUESTER:
        return "The requester never decides on their own request. Name somebody else."
    if field and field.label and field.kind is FieldKind.PEOPLE:
        return None
    if field and field.label:
        return f"`{key}` is a {field.kind}. Only a field of kind people can say who is asked."
    people = [f.key for f in subjects.values() if f.label and f.kind is FieldKind.PEOPLE]
    return f"This type has no field `{key}` for people. {meant(key, people)}"


def _asks_only_the_requester(step: Step) -> bool:
    return bool(step.approvers) and set(step.approvers) <= set(_only_requester(step.when))


def _only_requester(when: Sequence[Condition]) -> Iterator[str]:
    for condition in when:
        if condition.subject == REQUESTER and condition.test is Test.IS:
            yield from condition.values if len(condition.values) == 1 else ()


def _most_named(step: Step, subjects: Subjects) -> int | None:
    """How many people its fields can name; None where there is no limit."""
    keys = [a.removeprefix(FIELD) for a in step.approvers if a.startswith(FIELD)]
    most = [subjects[key].most if key in subjects else None for key in keys]
    return None if None in most else sum(int(each) for each in most if each is not None)


def _changeable(
    approval: Section, key: str, reading: Reading, subjects: Subjects
) -> tuple[str, ...]:
    known = [*OF_EVERY_REQUEST, *(f.key for f in subjects.values() if f.label)]
    values = [value for value in approval.values(key, least=0) if value.text]
    for value in values:
        if value.text not in known:
            words = f"This type has no field `{value.text}`. {meant(value.text, known)}"
            reading.notes.note(value.line, words)
    return tuple(dict.fromkeys(value.text for value in values))


def too_many(asked: Asked, people: Sequence[Sequence[str] | None]) -> str | None:
    """Why there can never be so many voices; `people` are who each approver is, None if unknown."""
    if isinstance(asked.needs, Quorum) or asked.most is None or None in people:
        return None
    most = len({one for found in people for one in found or ()}) + asked.most
    if asked.needs <= most:
        return None
    named = f"{most} {'person' if most == 1 else 'people'}"
    return f"`needs` asks for {asked.needs}, but `ask` names {named}: it could never be enough."


def named_by(approver: Role | str, data_protection: Sequence[str]) -> Sequence[str] | None:
    """Whom an approver means before groups are known; None where nobody can count them."""
    if approver == Role.DATA_PROTECTION:
        return None if any(is_group(one) for one in data_protection) else data_protection
    if approver in list(Role) and approver not in OF_ONE:
        return None
    if isinstance(approver, Named) and is_group(approver):
        return None
    return () if approver.startswith(FIELD) else (approver,)
