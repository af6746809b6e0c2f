"""Catalogue files for tests: the starter, a small one, and the small one with one thing changed."""

from pathlib import Path

STARTER = Path(__file__).parents[2] / "desk.yaml"

SMALL = """\
zone: Europe/Berlin
coordinators: [noor@acme.example]
sides:
  marketing:
    lead: mara@acme.example
    people: [anna@acme.example]
  it:
    lead: iris@acme.example
    people: [ivo@acme.example]
areas:
  crm:
    name: CRM
    owner: ivo@acme.example
    triage: "#triage-crm"
types:
  access:
    name: Access
    area: crm
    approval:
      ask: [area owner, it lead]
      needs: any
digest:
  channels: ["#martech"]
  day: friday
  time: "16:00"
check_in:
  questions: [What moved?]
  day: tuesday
  time: "10:00"
  ask_hours_before: 4
"""


def without(line):
    assert f"{line}\n" in SMALL
    return SMALL.replace(f"{line}\n", "")


def changed(old, new):
    assert old in SMALL
    return SMALL.replace(old, new, 1)
