"""The small catalogue with a part of it written anew, and what is wrong with it then."""

import pytest

from bot.catalogue.draft import read_catalogue
from bot.catalogue.problems import CatalogueProblems
from tests.bot.catalogue_texts import SMALL

APPROVAL = "    approval:\n      ask: [area owner, it lead]\n      needs: any\n"
FIELDS = (
    "    fields:\n"
    "      price: {label: Price, kind: money, currency: EUR, most: 10000}\n"
    "      who: {label: Who, kind: people, most: 2}\n"
    "      about_people: {label: About people, kind: checkbox}\n"
    "      goes_to: {label: Where to, kind: choice, choices: [It stays, A partner]}\n"
    "      recipient: {label: To whom, kind: text, show_if: {field: goes_to, is: [A partner]}}\n"
)


def asking(approval, *, more=""):
    """`approval` in the place of the small catalogue's; its type has some fields."""
    assert APPROVAL in SMALL
    return SMALL.replace(APPROVAL, f"{FIELDS}    approval: {approval}\n") + more


def with_type(line, *, more=""):
    """One more line in its type."""
    return SMALL.replace(APPROVAL, f"{FIELDS}{APPROVAL}    {line}\n") + more


def with_top(*lines):
    """More sections below it; its type has some fields."""
    return SMALL.replace(APPROVAL, FIELDS + APPROVAL) + "".join(f"{line}\n" for line in lines)


def read(text):
    return read_catalogue(text).catalogue


def problems(text):
    with pytest.raises(CatalogueProblems) as caught:
        read_catalogue(text)
    return [(p.line, p.words) for p in caught.value.problems]


def only_problem(text):
    """What is wrong, and the line of the file that it is said of."""
    ((line, words),) = problems(text)
    return text.splitlines()[line - 1].strip(), words
