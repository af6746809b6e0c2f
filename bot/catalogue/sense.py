"""What no section can see alone: who is meant by a role, and policies that nobody could satisfy."""

from collections.abc import Iterator

from bot.catalogue.policies import named_by, too_many
from bot.catalogue.reading import Reading
from bot.catalogue.sections import Section
from domain.catalogue import Catalogue
from domain.policy import Role


def note_nonsense(catalogue: Catalogue, root: Section, reading: Reading) -> None:
    for asked in reading.asked:
        gate = catalogue.privacy.data_protection
        if words := too_many(asked, [named_by(a, gate) for a in asked.approvers]):
            reading.notes.note(asked.line, words)
        for words in _nobody(asked.approvers, catalogue, root):
            reading.notes.note(asked.line, words)
    _note_missing_gate(root, reading)


def _nobody(
    approvers: tuple[Role | str, ...], catalogue: Catalogue, root: Section
) -> Iterator[str]:
    """Roles that nobody has."""
    if Role.MANAGER in approvers and "managers" not in root:
        yield "Nobody is anybody's `manager` yet. Add `managers:` with lines like anna@…: mara@…"
    if Role.DATA_PROTECTION in approvers and "privacy" not in root:
        yield "Nobody is `data protection` yet. Add `privacy:` with `data_protection: [dana@…]`."
    if approvers == (Role.AREA_BACKUP,) and not any(area.backup for area in catalogue.areas):
        yield "No area has a backup, so nobody would be asked. Name one, or ask somebody else."


def _note_missing_gate(root: Section, reading: Reading) -> None:
    if "privacy" in root or "types" not in root:
        return
    types = root.section("types")
    for name in types:
        kind = types.section(name)
        if "asks_about_data" in kind and reading.switch(kind, "asks_about_data"):
            words = "Who looks at the answers? Add `privacy:` with `data_protection: [dana@…]`."
            reading.notes.note(kind.line_of("asks_about_data"), words)
