"""Whether conditions can hold together, and whether some of them follow from others."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from itertools import combinations

from bot.catalogue.subjects import Subjects, is_single
from domain.condition import Condition, Test, holds
from domain.form import RATINGS, Field, FieldKind

Conditions = Sequence[Condition]


def why_never(conditions: Conditions, subjects: Subjects) -> str | None:
    """Why no request of which this can be asked fulfils all of them; None where one may."""
    for condition in conditions:
        if words := _alone(condition, subjects.get(condition.subject)):
            return words
    for one, other in combinations((*conditions, *_shown_only_if(conditions, subjects)), 2):
        if one.subject == other.subject and _clash(one, other, subjects[one.subject]):
            return f"`{one.subject}` would have to be two things at once."
    return None


def covers(earlier: Conditions, later: Conditions, subjects: Subjects) -> bool:
    """Whether the earlier ones hold whenever the later ones do."""
    return all(any(_follows(c, from_, subjects) for from_ in later) for c in earlier)


def wants_nothing(condition: Condition) -> bool:
    """Whether it holds of a request that says nothing of its subject."""
    return holds(condition, {})


def _alone(condition: Condition, field: Field | None) -> str | None:
    if wants_nothing(condition):
        return None
    if field is None:
        return f"`{condition.subject}` is not asked there."
    if condition.test is Test.IS and field.choices:
        offered = {choice.key for choice in field.choices}
        if not offered & set(condition.values):
            return f"`{field.key}` does not offer it there."
    if condition.test in (Test.LEAST, Test.MOST):
        return _out_of_bounds(condition, field)
    return None


def _out_of_bounds(condition: Condition, field: Field) -> str | None:
    least, most = _bounds(field)
    number = _number(condition.values)
    if number is None:
        return None
    if condition.test is Test.LEAST and most is not None and number > most:
        return f"`{field.key}` can be {most} at most."
    if condition.test is Test.MOST and least is not None and number < least:
        return f"`{field.key}` is at least {least}."
    return None


def _bounds(field: Field) -> tuple[Decimal | None, Decimal | None]:
    if field.kind is FieldKind.RATING:
        return Decimal(RATINGS[0]), Decimal(RATINGS[-1])
    least = Decimal(0) if field.kind is FieldKind.MONEY else None
    return (field.least if field.least is not None else least), field.most


def _shown_only_if(conditions: Conditions, subjects: Subjects) -> Iterator[Condition]:
    """What must hold for these to be answered at all, by the rules of the form."""
    left = [c.subject for c in conditions if not wants_nothing(c)]
    seen: set[str] = set()
    while left:
        rule = getattr(subjects.get(key := left.pop()), "show_if", None)
        if rule is None or key in seen or rule.field not in subjects:
            continue
        seen.add(key)
        left.append(rule.field)
        test = Test.IS if rule.values else Test.ANSWERED
        yield Condition(subject=rule.field, test=test, values=rule.values)


def _clash(one: Condition, other: Condition, field: Field) -> bool:
    single = is_single(field)
    return _clash_of_answers(one, other) or any(
        (clash := CLASHES.get((a.test, b.test))) and clash(a.values, b.values, single)
        for a, b in ((one, other), (other, one))
    )


def _clash_of_answers(one: Condition, other: Condition) -> bool:
    """Whether the one wants no answer at all and the other one wants some."""
    pairs = ((one, other), (other, one))
    return any(
        a.test is Test.ANSWERED and a.values == ("no",) and not wants_nothing(b) for a, b in pairs
    )


Values = tuple[str, ...]
CLASHES: Mapping[tuple[Test, Test], Callable[[Values, Values, bool], bool]] = {
    (Test.IS, Test.IS): lambda a, b, single: single and not set(a) & set(b),
    (Test.IS, Test.IS_NOT): lambda a, b, _single: set(a) <= set(b),
    (Test.LEAST, Test.MOST): lambda a, b, single: single and _more(a, b),
    (Test.IS, Test.LEAST): lambda a, b, single: single and all(_more(b, (v,)) for v in a),
    (Test.IS, Test.MOST): lambda a, b, single: single and all(_more((v,), b) for v in a),
}


def _follows(wanted: Condition, given: Condition, subjects: Subjects) -> bool:
    """Whether the one holds whenever the other does."""
    if wanted.subject != given.subject:
        return False
    if (field := subjects.get(wanted.subject)) is None:
        return wanted == given
    if wanted.test is Test.ANSWERED and wanted.values != ("no",):
        return not wants_nothing(given)
    follows = FOLLOWS.get((given.test, wanted.test))
    return wanted == given or bool(
        follows and follows(given.values, wanted.values, is_single(field))
    )


FOLLOWS: Mapping[tuple[Test, Test], Callable[[Values, Values, bool], bool]] = {
    (Test.IS, Test.IS): lambda given, wanted, _single: set(given) <= set(wanted),
    (Test.IS, Test.IS_NOT): lambda given, wanted, single: single and not set(given) & set(wanted),
    (Test.IS_NOT, Test.IS_NOT): lambda given, wanted, _single: set(wanted) <= set(given),
    (Test.ANSWERED, Test.IS_NOT): lambda given, _wanted, _single: given == ("no",),
    (Test.LEAST, Test.LEAST): lambda given, wanted, _single: not _more(wanted, given),
    (Test.MOST, Test.MOST): lambda given, wanted, _single: not _more(given, wanted),
    (Test.IS, Test.LEAST): lambda given, wanted, _s: all(not _more(wanted, (v,)) for v in given),
    (Test.IS, Test.MOST): lambda given, wanted, _s: all(not _more((v,), wanted) for v in given),
    (Test.SAYS, Test.SAYS): lambda given, wanted, _single: all(
        holds(Condition(subject="", test=Test.SAYS, values=wanted), {"": (word,)}) for word in given
    ),
}
"""By the test of what is given and of what is wanted. What is not here does not follow."""


def _more(one: Values, other: Values) -> bool:
    a, b = _number(one), _number(other)
    return a is not None and b is not None and a > b


def _number(values: Sequence[str]) -> Decimal | None:
    try:
        return Decimal(values[0])
    except (IndexError, InvalidOperation):
        return None
