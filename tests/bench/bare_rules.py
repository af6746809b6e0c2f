"""Five hundred routing rules, and a bare loop over the same conditions: what asking them costs."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from domain.catalogue import RoutingRule
from domain.condition import Condition, Facts, Test

Rule = list[tuple[str, str, tuple[str, ...]]]

HOW_MANY = 500
WORDS = "We need a page for the spring campaign with a form, and its leads in the CRM by Monday. "

FACTS: Facts = {
    "area": ("area07",),
    "type": ("page",),
    "urgency": ("soon",),
    "requester": ("U0ANNA",),
    "side": ("marketing",),
    "words": (WORDS * 6,),
    "price": ("1200.50",),
}


def rules() -> tuple[RoutingRule, ...]:
    """None fits but the last one: each has to be asked."""
    others = tuple(_rule(n) for n in range(HOW_MANY - 1))
    return (*others, RoutingRule(name="the last", when=(_is("type", "page"),), area="area07"))


def _rule(n: int) -> RoutingRule:
    """In turn by area, by words, by an amount; each with another condition that holds."""
    last = (
        _is("area", f"area{100 + n}"),
        Condition(subject="words", test=Test.SAYS, values=(f"tracker {n}", f"pixel {n}")),
        Condition(subject="price", test=Test.LEAST, values=(str(5000 + n),)),
    )[n % 3]
    return RoutingRule(name=f"rule {n}", when=(_is("side", "marketing"), last), area="area07")


def _is(subject: str, value: str) -> Condition:
    return Condition(subject=subject, test=Test.IS, values=(value,))


def asker(given: tuple[RoutingRule, ...]) -> Callable[[Facts], int]:
    """The first rule that fits, found by one plain loop that calls nothing of ours.

    The words of rules are folded beforehand, those of the request once: nobody would do less.
    """
    plain = [
        [(c.subject, str(c.test), _folded(c) if c.test is Test.SAYS else c.values) for c in r.when]
        for r in given
    ]

    def ask(facts: Facts) -> int:
        words = [f" {_bare(each)} " for each in facts["words"]]
        return next((n for n, rule in enumerate(plain) if _fits(rule, facts, words)), -1)

    return ask


def _fits(rule: Rule, facts: Facts, words: list[str]) -> bool:
    for subject, test, values in rule:
        answers = facts.get(subject, ())
        if test == "is":
            if not any(answer in values for answer in answers):
                return False
        elif test == "says":
            if not any(value in said for value in values for said in words):
                return False
        elif not any(_amount(a) >= Decimal(values[0]) for a in answers):
            return False
    return True


def _folded(condition: Condition) -> tuple[str, ...]:
    return tuple(f" {_bare(value)} " for value in condition.values)


def _amount(answer: str) -> Decimal:
    try:
        return Decimal(answer)
    except InvalidOperation:
        return Decimal(0)


def _bare(words: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in words.casefold()).split())
