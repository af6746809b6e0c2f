"""Whatever stands in the file: it is read, or every mistake in it is named in words."""

import json
import random
from copy import deepcopy
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.catalogue.changes import changes
from bot.catalogue.draft import read_catalogue
from bot.catalogue.problems import CatalogueProblems
from bot.catalogue.resolving import Channel, Group, Person, resolve
from storage.catalogues import DOCUMENT

PEOPLE = [f"{name}@acme.example" for name in ("anna", "ben", "ivo", "tom", "iris", "mara")]
WHOLE = {
    "zone": "Europe/Berlin",
    "hours": {"monday": ["09:00-12:30", "13:30-17:00"], "friday": "22:00-06:00"},
    "holidays": ["DE-BY"],
    "closed": ["2026-12-24"],
    "coordinators": ["noor@acme.example"],
    "sides": {
        "marketing": {"lead": "mara@acme.example", "groups": ["@marketing"]},
        "it": {"lead": "iris@acme.example", "people": ["ivo@acme.example"]},
    },
    "managers": {"anna@acme.example": "mara@acme.example"},
    "away": {"words": ["Urlaub"], "emoji": ["palm_tree"]},
    "areas": {
        "crm": {
            "name": "CRM",
            "owner": "ivo@acme.example",
            "backup": "tom@acme.example",
            "triage": "#triage",
            "assign": "round robin",
            "people": ["@crm", "tom@acme.example"],
            "answer_within": "8h",
        }
    },
    "types": {
        "export": {
            "name": "Export",
            "area": "crm",
            "asks_about_data": True,
            "fields": {
                "price": {"label": "Price", "kind": "money", "currency": "EUR"},
                "who": {"label": "Who", "kind": "people", "most": 2},
                "size": {"label": "Size", "kind": "choice", "choices": ["Small", "Large"]},
                "why": {
                    "label": "Why",
                    "kind": "text",
                    "show_if": {"field": "size", "is": ["Large"]},
                },
            },
            "approval": {
                "steps": [
                    {"name": "Owner", "ask": ["area owner", {"field": "who"}], "needs": "majority"},
                    {
                        "ask": ["@security", "manager"],
                        "needs": 2,
                        "when": {"price": {"least": 5000}, "size": "Large", "why": {"says": "x"}},
                        "within": "2 days",
                        "then": "add backup",
                    },
                ],
                "material": ["price"],
                "locked": ["price", "summary"],
            },
        },
        "other": {"name": "Other", "area": "crm", "approval": {"ask": ["it lead"], "needs": "any"}},
    },
    "routing": [
        {"name": "Big", "when": {"price": {"least": 9000}}, "to": {"people": ["@crm"]}},
        {"name": "Words", "when": {"words": "pixel", "side": "it"}, "to": "crm"},
        {"name": "Rest", "to": {"area": "crm", "assign": "fewest open"}},
    ],
    "privacy": {"data_protection": ["@security"], "within": "1 day"},
    "digest": {"channels": ["#martech"], "day": "friday", "time": "16:00"},
    "check_in": {
        "questions": ["What moved?"],
        "day": "tuesday",
        "time": "10:00",
        "ask_hours_before": 4,
    },
}
ODD = [
    *("", "any", "all", 2, 0, -1, 10**30, "9" * 6000, "2 days", "0h", True, False, None, 1.5, "~"),
    *("@security", "@nobody", "S0X", "it lead", "manager", "data protection", "field: who", "crm"),
    *("U0IVO", "#triage", "09:00-17:00", "23:00-01:00", "DE", "XX", "2026-02-30", "\u202eodd"),
    *([], {}, [[]], [{}], {"field": "price"}, {"": ""}, {"least": "x"}, {"answered": True}),
    *({"least": 5, "most": 4}, {"is": [], "is_not": ["Small"]}, {"says": ""}, [None], ["any", 3]),
    *PEOPLE,
]


def _places(node, path=()):
    """Every place in a document."""
    yield path
    if not isinstance(node, dict | list):
        return
    for key, value in node.items() if isinstance(node, dict) else enumerate(node):
        yield from _places(value, (*path, key))


def _spoiled(document, chance):
    """One change somewhere: something odd, something missing, something twice, or swapped."""
    place = chance.choice([path for path in _places(document) if path])
    parent = document
    for key in place[:-1]:
        parent = parent[key]
    key, how = place[-1], chance.randrange(5)
    if how == 0:
        del parent[key]
    elif how == 1 and isinstance(parent, list):
        parent.append(deepcopy(parent[key]))
    elif how == 2 and isinstance(parent, dict):
        parent[chance.choice(["when", "ask", "needs", "to", "x", *parent])] = parent.pop(key)
    else:
        parent[key] = deepcopy(chance.choice(ODD))


class Anybody:
    """A workspace in which there is nearly everyone and everything."""

    def person(self, ref):
        return None if "ben" in ref else Person(id=f"U{ref.partition('@')[0].upper()}", name="N")

    def channel(self, ref):
        return Channel(id="C0ONE", name="n", bot_is_member=True)

    def group(self, ref):
        return None if "nobody" in ref else Group(id="S0ONE", handle="one", people=("U1", "U2"))


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32), count=st.integers(0, 6))
def test_any_file_is_read_or_gives_words(seed, count):
    chance, document = random.Random(seed), deepcopy(WHOLE)
    for _ in range(count):
        _spoiled(document, chance)

    catalogue, problems = _outcome(json.dumps(document))

    assert all(problem.words.strip() and problem.line >= 0 for problem in problems)
    assert (catalogue is None) == bool(problems)
    if catalogue:
        assert changes(None, catalogue, {})
        assert DOCUMENT.validate_json(DOCUMENT.dump_json(catalogue)) == catalogue


def _outcome(text):
    try:
        return resolve(read_catalogue(text), Anybody()).catalogue, ()
    except CatalogueProblems as found:
        return None, found.problems


def test_the_whole_file_is_sound_and_comes_back_from_storage_alike():
    catalogue = resolve(read_catalogue(json.dumps(WHOLE)), Anybody()).catalogue

    kept = DOCUMENT.validate_json(DOCUMENT.dump_json(catalogue))

    assert kept == catalogue
    assert hash(kept.types) == hash(catalogue.types)
    assert "@" not in repr(replace(catalogue, names={}))


@pytest.mark.parametrize("cut", range(0, len(json.dumps(WHOLE)), 211))
def test_half_a_file_is_never_more_than_a_list_of_problems(cut):
    with pytest.raises(CatalogueProblems):
        read_catalogue(json.dumps(WHOLE)[:cut])
