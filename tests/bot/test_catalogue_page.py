"""The examples of docs/catalogue.md are as the file may say them."""

import re

import pytest

from bot.catalogue.draft import OF_AREA, OF_TYPE, SECTIONS
from bot.catalogue.policies import OF_POLICY, OF_STEP
from tests.bot.catalogue_parts import FIELDS, read
from tests.bot.catalogue_texts import SMALL, STARTER

PAGE = (STARTER.parent / "docs" / "catalogue.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.+?)```", PAGE, re.DOTALL)
MANAGERS = "managers: {anna@acme.example: mara@acme.example}\n"
TYPE = "  new-tool:\n    name: New tool\n    area: access\n    asks_about_data: true\n"
AREA = '  access: {name: Access, owner: iris@acme.example, triage: "#it"}\n'
GATE = "privacy: {data_protection: [dana@acme.example]}\n"


def indented(words):
    return "".join(f"    {line}\n" for line in words.splitlines())


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_of_the_page_is_sound(example):
    is_approval = example.startswith("approval")
    kind = TYPE + FIELDS + (indented(example) if is_approval else "")
    more = "" if is_approval else example
    gate = "" if example.startswith("privacy") else GATE
    text = SMALL.replace("types:\n", f"{AREA}types:\n{kind}") + MANAGERS + gate
    text = text.replace("most: 10000", "most: 50000")

    assert read(text + more).type("new-tool")


def test_the_page_has_an_example_of_each_larger_part():
    assert {example.partition(":")[0] for example in EXAMPLES} == {"routing", "approval", "privacy"}


def test_every_key_of_the_file_is_on_the_page():
    keys = {*SECTIONS, *OF_AREA, *OF_TYPE, *OF_STEP, *OF_POLICY}
    elsewhere = {"areas", "types", "intake", "digest", "check_in", "steps"}
    assert {key for key in keys - elsewhere if not re.search(f"\\b{key}[:`]", PAGE)} == set()
