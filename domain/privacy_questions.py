"""The three plain questions about people's data, and when their answers ask for one more yes."""

from domain.condition import Condition, Test
from domain.form import Choice, Field, FieldKind, ShowIf

NOBODY = "Nobody's data"
NOT_SURE = "I am not sure"
WHOSE = ("Customers and prospects", "Employees and applicants", "Somebody else")
SENSITIVE = "Health, beliefs or the like"
LEAVING = ("Yes, to a partner or an agency", "Yes, into a tool outside", NOT_SURE)


def _choices(*names: str) -> tuple[Choice, ...]:
    return tuple(Choice(key=name, name=name) for name in names)


QUESTIONS = (
    Field(
        key="data_of",
        label="Whose personal data does it touch?",
        kind=FieldKind.CHOICE,
        is_required=True,
        choices=_choices(NOBODY, *WHOSE),
    ),
    Field(
        key="data_kind",
        label="Which kind of data?",
        kind=FieldKind.CHOICES,
        is_required=True,
        choices=_choices(
            "Names and addresses", "What they did or bought", "Payments", SENSITIVE, NOT_SURE
        ),
        show_if=ShowIf(field="data_of", values=WHOSE),
    ),
    Field(
        key="data_leaves",
        label="Does it leave the company?",
        kind=FieldKind.CHOICE,
        is_required=True,
        choices=_choices("No, it stays with us", *LEAVING),
        show_if=ShowIf(field="data_of", values=WHOSE),
    ),
)
"""Who touches nobody's data answers one question."""

WHEN = (
    (Condition(subject="data_leaves", test=Test.IS, values=LEAVING),),
    (Condition(subject="data_kind", test=Test.IS, values=(SENSITIVE, NOT_SURE)),),
)
