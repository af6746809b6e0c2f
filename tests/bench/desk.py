"""The desk that is measured: sixty areas, each with a triage channel and an owner of its own."""

from dataclasses import replace

from domain.catalogue import Area, Catalogue, RequestType
from domain.policy import Role
from tests.builders import a_catalogue, a_policy

TEAM = "T1"
AREAS = 60
OWNERS = [f"U0OWNER{n:02}" for n in range(AREAS)]
TRIAGE = [f"C0TRIAGE{n:02}" for n in range(AREAS)]


def a_big_catalogue() -> Catalogue:
    """A page needs no yes; access needs one from the area's owner."""
    areas = tuple(
        Area(key=f"area{n:02}", name=f"Area {n:02}", owner=OWNERS[n], triage=TRIAGE[n])
        for n in range(AREAS)
    )
    asked = a_policy(Role.AREA_OWNER)
    types = (
        RequestType(key="page", name="Landing page", area="area00"),
        RequestType(key="access", name="Access", area="area00", approval=asked),
    )
    return replace(a_catalogue(), areas=areas, types=types)


def requester(n: int) -> str:
    return f"U0ASKER{n:05}"
