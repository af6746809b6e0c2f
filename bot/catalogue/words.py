"""Parts of a catalogue in words: conditions, steps, rules, hours and the rest."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import time
from enum import IntEnum
from typing import Any

from domain.calendar import Span, WorkingHours
from domain.catalogue import PrivacyGate, RoutingRule
from domain.condition import Condition, Test
from domain.form import Field
from domain.policy import FIELD, Policy, Quorum, Step
from domain.weekday import Weekday

Names = Mapping[str, str]

TESTED: Mapping[Test, str] = {
    Test.IS: "is",
    Test.IS_NOT: "is not",
    Test.LEAST: "is at least",
    Test.MOST: "is at most",
    Test.SAYS: "say",
}
IN_HOURS = ("within", "answer_within")
"""Parts that count working hours."""


def shown(value: object, names: Names) -> str:
    """`names` are shown in the place of ids."""
    for kind, tell in TOLD.items():
        if isinstance(value, kind):
            return tell(value, names)
    if value is None or value in ((), {}):
        return "none"
    if isinstance(value, tuple):
        return ", ".join(shown(each, names) for each in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{shown(k, names)}: {shown(v, names)}" for k, v in value.items())
    if is_dataclass(value):
        inner = values(value).items()
        return "; ".join(f"{part} {shown_part(part, each, names)}" for part, each in inner)
    return _in_words(value, names)


def shown_part(part: str, value: object, names: Names) -> str:
    """What stands under this name; `when` holds conditions, `within` working hours."""
    if part in IN_HOURS and isinstance(value, int):
        return _hours_of(value)
    if part == "when" and isinstance(value, tuple) and all(map(_is_condition, value)):
        return conditions(value, names) or "always"
    return shown(value, names)


def values(value: object) -> Mapping[str, object]:
    assert is_dataclass(value)
    return {f.name: getattr(value, f.name) for f in fields(value)}


def conditions(when: Sequence[Condition], names: Names) -> str:
    return " and ".join(shown(each, names) for each in when)


def _is_condition(value: object) -> bool:
    return isinstance(value, Condition)


def _condition(condition: Condition, names: Names) -> str:
    if condition.test is Test.ANSWERED:
        negated = "not " if condition.values == ("no",) else ""
        return f"{condition.subject} is {negated}answered"
    listed = " or ".join(names.get(each, each) for each in condition.values)
    return f"{condition.subject} {TESTED.get(condition.test, condition.test)} {listed}"


def _policy(policy: Policy, names: Names) -> str:
    told = "; then ".join(shown(step, names) for step in policy.steps)
    if policy.material is not None:
        told += f"; asked again when {', '.join(policy.material) or 'nothing'} changes"
    return told + (f"; locked meanwhile: {', '.join(policy.locked)}" if policy.locked else "")


def _step(step: Step, names: Names) -> str:
    asked = ", ".join(_approver(each, names) for each in step.approvers)
    told = f"{step.name}: {asked}" if step.name else asked
    if len(step.approvers) > 1 or step.needs != Quorum.ANY:
        told += f" ({step.needs} of them)"
    if step.when:
        told += f", when {conditions(step.when, names)}"
    if step.within is None:
        return told
    return f"{told}, within {_hours_of(step.within)}, then {step.then}"


def _approver(approver: str, names: Names) -> str:
    if approver.startswith(FIELD):
        return f"whoever stands in {approver.removeprefix(FIELD)}"
    return names.get(approver, str(approver))


def _rule(rule: RoutingRule, names: Names) -> str:
    parts = [
        f"area {rule.area}" if rule.area else "",
        str(rule.assign or ""),
        shown(rule.people, names) if rule.people else "",
    ]
    to = ", ".join(part for part in parts if part)
    return f"when {conditions(rule.when, names)}, to {to}" if rule.when else f"always to {to}"


def _hours(hours: WorkingHours, names: Names) -> str:
    days = (
        f"{Weekday(day).name.capitalize()} {', '.join(map(_span, spans))}"
        for day, spans in sorted(hours.spans.items())
        if spans
    )
    told = "; ".join(days)
    if hours.regions:
        told += f"; holidays of {', '.join(hours.regions)}"
    return told + (f"; closed on {', '.join(map(str, hours.closed))}" if hours.closed else "")


def _span(span: Span) -> str:
    opens, closes = span
    return f"{opens:%H:%M}-{'24:00' if closes == time() else closes.strftime('%H:%M')}"


def _gate(gate: PrivacyGate, names: Names) -> str:
    if not gate.data_protection:
        return "none"
    when = ", or when ".join(conditions(each, names) for each in gate.when)
    told = f"{shown(gate.data_protection, names)} asked when {when}"
    within = f", within {_hours_of(gate.within)}" if gate.within is not None else ""
    return f"{told}{within}; questions: {shown(gate.fields, names)}"


def _hours_of(count: int) -> str:
    return f"{count} working hour{'s'[: count != 1]}"


def _in_words(value: object, names: Names) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, IntEnum):
        return value.name.lower()
    return names.get(str(value), str(value))


TOLD: Mapping[type, Callable[[Any, Names], str]] = {
    time: lambda moment, _names: str(moment.strftime("%H:%M")),
    Field: lambda field, _names: str(field.key),
    Condition: _condition,
    Policy: _policy,
    Step: _step,
    RoutingRule: _rule,
    WorkingHours: _hours,
    PrivacyGate: _gate,
}
"""What has words of its own. A field is told by its key: what a form asks is read in the file."""
