"""A company of ten desks, so that two hundred tickets do not all queue for one channel."""

from dataclasses import replace

from domain.catalogue import Area, RequestType
from domain.policy import Quorum, Role
from domain.request import Request
from tests.builders import ANNA, BEN, IRIS, MARA, MAYA, NOOR, a_catalogue, a_policy
from workflows import intake

DESKS = range(10)


def requester(ticket_id):
    return f"U0REQ{ticket_id % len(DESKS)}"


def approvers(ticket_id):
    """The two people of whom one, or each, is asked."""
    return f"U0APP{ticket_id % len(DESKS)}", f"U0OWN{ticket_id % len(DESKS)}"


SIDES = [ANNA, BEN, MARA, IRIS, MAYA]
PEOPLE = [NOOR, *SIDES, *(p for d in DESKS for p in (requester(d), *approvers(d)))]

SEED = {
    "team": {"name": "Acme", "domain": "acme"},
    "people": [{"id": p, "name": p.lower(), "real_name": f"Person {p}"} for p in PEOPLE],
    "channels": [
        {"id": f"C0DESK{d}", "name": f"desk-{d}", "people": "all", "bot": True} for d in DESKS
    ],
}


def ten_desks(needs, *, times=1):
    """Each asks for its two people, so many times one after the other."""
    catalogue = a_catalogue()
    once = [a_policy(approvers(d)[0], Role.AREA_OWNER, needs=needs) for d in DESKS]
    asked = [replace(policy, steps=policy.steps * times) for policy in once]
    return replace(
        catalogue,
        areas=tuple(
            Area(key=f"area{d}", name=f"Area {d}", owner=approvers(d)[1], triage=f"C0DESK{d}")
            for d in DESKS
        ),
        types=tuple(
            RequestType(key=f"type{d}", name=f"Type {d}", area=f"area{d}", approval=asked[d])
            for d in DESKS
        ),
        names={person: f"Person {person}" for person in PEOPLE},
    )


def file_requests(desk, ticket_ids):
    """Requests that become tickets with these numbers, each waiting for its approvers."""
    for ticket_id in ticket_ids:
        wanted = Request(
            requester=requester(ticket_id),
            request_type=f"type{ticket_id % len(DESKS)}",
            summary=f"Access {ticket_id}",
            purpose="Reports",
        )
        intake.take_in(desk, wanted, key=f"form:V{ticket_id}:h1")


EITHER, BOTH = ten_desks(Quorum.ANY), ten_desks(Quorum.ALL)
TWICE = ten_desks(Quorum.ANY, times=2)
