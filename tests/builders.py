"""Ready-made values for tests. Override only what the test is about."""

from dataclasses import replace
from datetime import UTC, datetime, time

from domain.approval import Answer, Approval, AskedStep, Press, Verdict
from domain.approvers import Case
from domain.catalogue import (
    Area,
    Catalogue,
    CheckInDefaults,
    DigestPlan,
    PrivacyGate,
    RequestType,
    SideMembers,
    Weekly,
)
from domain.comment import Audience, Comment
from domain.form import Field, FieldKind, FieldValue
from domain.lifecycle import Company, company_of
from domain.people import Side
from domain.policy import Needs, Policy, Quorum, Role, Step
from domain.privacy_questions import QUESTIONS, WHEN
from domain.request import Filed, Request, Sketch
from domain.ticket import Brief, Origin, Status, Ticket, Waiting
from domain.weekday import Weekday

T0 = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # a Monday morning
ANNA, BEN, MARA = "U0ANNA", "U0BEN", "U0MARA"  # marketing; Mara leads
IVO, TOM, IRIS, MAYA = "U0IVO", "U0TOM", "U0IRIS", "U0MAYA"  # IT; Iris leads
NOOR, DANA = "U0NOOR", "U0DANA"  # runs the desk; looks after data protection
TRIAGE, SHARED = "C0TRIAGE", "C0MARTECH"

STANDS = [(s, None) for s in Status if s is not Status.WAITING]
STANDS += [(Status.WAITING, waiting_for) for waiting_for in Waiting]
"""Every way in which a ticket can stand: its status and, while it waits, for whom."""

NAMES = {ANNA: "Anna", BEN: "Ben", MARA: "Mara", IVO: "Ivo", TOM: "Tom", IRIS: "Iris", MAYA: "Maya"}


def a_catalogue(*, needs: Quorum = Quorum.ANY, **changes: object) -> Catalogue:
    """The website is Ivo's with Tom behind him; access needs a yes, a landing page does not."""
    asked = a_policy(MAYA, Role.AREA_OWNER, needs=needs)
    catalogue = Catalogue(
        zone="Europe/Berlin",
        coordinators=(NOOR,),
        sides={
            Side.MARKETING: SideMembers(lead=MARA, people=(ANNA, BEN)),
            Side.IT: SideMembers(lead=IRIS, people=(MAYA,)),
        },
        areas=(Area(key="website", name="Website", owner=IVO, backup=TOM, triage=TRIAGE),),
        types=(
            RequestType(key="landing_page", name="Landing page", area="website"),
            RequestType(key="access", name="Access", area="website", approval=asked),
        ),
        digest=DigestPlan(
            channels=(SHARED,),
            when=Weekly(weekday=Weekday.MONDAY, at=time(9), zone="Europe/Berlin"),
        ),
        check_in=CheckInDefaults(
            questions=("What moved?", "What blocks you?"),
            when=Weekly(weekday=Weekday.THURSDAY, at=time(14), zone="Europe/Berlin"),
        ),
        names=NAMES,
    )
    return replace(catalogue, **changes)  # type: ignore[arg-type]


def a_gate(**changes: object) -> PrivacyGate:
    """Our own questions and conditions; Dana looks at what they bring."""
    gate = PrivacyGate(fields=QUESTIONS, data_protection=(DANA,), when=WHEN)
    return replace(gate, **changes)  # type: ignore[arg-type]


def a_gated_catalogue(**changes: object) -> Catalogue:
    """Both types ask about people's data."""
    types = tuple(replace(kind, asks_about_data=True) for kind in a_catalogue().types)
    names = {**NAMES, DANA: "Dana"}
    return a_catalogue(**{"types": types, "privacy": a_gate(), "names": names} | changes)


def declared(*whose: str, kind: tuple[str, ...] = (), leaves: str = "") -> tuple[FieldValue, ...]:
    """Answers to our questions about people's data."""
    given = {"data_of": whose, "data_kind": kind, "data_leaves": (leaves,) if leaves else ()}
    return tuple(
        FieldValue(key=field.key, label=field.label, kind=field.kind, answers=given[field.key])
        for field in QUESTIONS
        if given[field.key]
    )


def a_policy(*approvers: Role | str, needs: Needs = Quorum.ANY, **changes: object) -> Policy:
    """One step; `changes` are the step's."""
    step = Step(approvers=approvers, needs=needs)
    return Policy(steps=(replace(step, **changes),))  # type: ignore[arg-type]


def a_company(**changes: object) -> Company:
    return replace(company_of(a_catalogue()), **changes)  # type: ignore[arg-type]


def a_field(**changes: object) -> Field:
    field = Field(key="audience", label="Who is it for?", kind=FieldKind.TEXT)
    return replace(field, **changes)  # type: ignore[arg-type]


def a_value(**changes: object) -> FieldValue:
    value = FieldValue(
        key="audience", label="Who is it for?", kind=FieldKind.TEXT, answers=("Schools",)
    )
    return replace(value, **changes)  # type: ignore[arg-type]


def a_request(**changes: object) -> Request:
    request = Request(
        requester=ANNA,
        request_type="landing_page",
        summary="Spring campaign page",
        purpose="Leads for the spring campaign",
    )
    return replace(request, **changes)  # type: ignore[arg-type]


def a_sketch(**changes: object) -> Sketch:
    sketch = Sketch(requester=ANNA, words="The form is broken", origin=Origin.EMOJI)
    return replace(sketch, **changes)  # type: ignore[arg-type]


def a_ticket(**changes: object) -> Ticket:
    ticket = Ticket(
        id=7,
        area="website",
        request_type="landing_page",
        summary="Spring campaign page",
        requester=ANNA,
        owner=IVO,
        status=Status.OPEN,
        opened_at=T0,
    )
    return replace(ticket, **changes)  # type: ignore[arg-type]


def an_approval(
    *approvers: str,
    needs: Needs = Quorum.ANY,
    answers: tuple[Answer, ...] = (),
    **changes: object,
) -> Approval:
    """Of one step, in which these people are asked, or have given these answers."""
    answers = answers or tuple(Answer(approver=a) for a in approvers or (MAYA,))
    step = AskedStep(needs=needs, answers=answers, asked_at=T0)
    asked = tuple(a.approver for a in step.missing) if step.verdict is None else ()
    approval = Approval(ticket_id=7, steps=(step,), asked_at=T0, asked=asked)
    return replace(approval, **changes)  # type: ignore[arg-type]


def with_answers(approval: Approval, *answers: Answer) -> Approval:
    """The same asking, with these voices in its only step."""
    [step] = approval.steps
    after = replace(approval, steps=(replace(step, answers=answers),))
    asked = tuple(a.approver for a in answers if a.verdict is None)
    return replace(after, asked=asked if after.outcome is None else ())


def a_case(ticket: Ticket | None = None, *, catalogue: Catalogue | None = None, **changes) -> Case:
    ticket = ticket or a_ticket(status=Status.AWAITING_APPROVAL, request_type="access")
    case = Case(ticket=ticket, facts={}, catalogue=catalogue or a_catalogue(), now=T0)
    return replace(case, **changes)


def a_comment(**changes: object) -> Comment:
    comment = Comment(ticket_id=7, by=ANNA, at=T0, words="Any news?", audience=Audience.EVERYBODY)
    return replace(comment, **changes)  # type: ignore[arg-type]


def a_filed(
    *,
    approvers: tuple[str, ...] = (),
    needs: Quorum = Quorum.ANY,
    watchers: tuple[str, ...] = (),
    **changes,
) -> Filed:
    """A ticket with its words; with approvers, one that awaits them."""
    if approvers:
        changes = {"status": Status.AWAITING_APPROVAL, "request_type": "access"} | changes
    ticket = a_ticket(**changes)
    approval = an_approval(*approvers, needs=needs, ticket_id=ticket.id) if approvers else None
    brief = Brief(ticket_id=ticket.id, purpose="Leads for the spring campaign")
    return Filed(ticket=ticket, brief=brief, approval=approval, watchers=watchers)


def a_press(verdict: Verdict = Verdict.APPROVED, **changes: object) -> Press:
    press = Press(key="press:1", by=MAYA, ticket_id=7, turn="1.0", verdict=verdict)
    return replace(press, **changes)  # type: ignore[arg-type]


def filed(desk, **changes) -> Filed:
    """A ticket that the desk knows."""
    a = a_filed(**changes)
    with desk.transaction() as tx:
        tx.tickets.add(a)
        for watcher in a.watchers:
            tx.tickets.watch(a.ticket.id, watcher)
    return a


def saved(desk, ticket_id: int = 7) -> Filed:
    """The ticket as the desk knows it now."""
    with desk.reading() as tx:
        return tx.tickets.filed(ticket_id)
