"""Whom and what a workspace holds, without a Slack."""

from dataclasses import dataclass, field, replace

from bot.catalogue.resolving import Channel, Group, Person

NAMES = ("noor", "mara", "anna", "iris", "ivo")


@dataclass
class Workspace:
    """A directory in memory."""

    people: dict[str, Person] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)

    def person(self, ref):
        return self.people.get(ref)

    def channel(self, ref):
        by_id = {c.id: c for c in self.channels.values()}
        return self.channels.get(ref) or by_id.get(ref)

    def group(self, ref):
        return self.groups.get(ref)

    def change(self, name, **changes):
        ref = f"{name}@acme.example"
        self.people[ref] = replace(self.people[ref], **changes)


def acme():
    """What the small catalogue names."""
    return Workspace(
        people={f"{n}@acme.example": Person(id=f"U0{n.upper()}", name=n.title()) for n in NAMES},
        channels={
            f"#{n}": Channel(id=f"C0{n[:3].upper()}", name=n, bot_is_member=n == "martech")
            for n in ("triage-crm", "martech")
        },
    )
