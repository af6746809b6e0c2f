"""A request written anew: what of it has to be asked about again, and what goes on."""

from dataclasses import replace
from datetime import datetime

from domain.approval import Approval
from domain.approvers import Case
from domain.asking import again_by_hand
from domain.catalogue import Catalogue, RequestType
from domain.condition import all_hold
from domain.policy import Step
from domain.request import Filed, Request, case_of, facts_of
from domain.routing import Load
from domain.taking_in import awaiting_answer, is_gated, take_in
from domain.ticket import AT_WORK, Status, Ticket, Visibility


def edit(
    filed: Filed,
    request: Request,
    catalogue: Catalogue,
    *,
    now: datetime,
    load: Load | None = None,
) -> Filed:
    """The ticket with its request written anew; a material change asks again, in a new round.

    What is material, the type's policy says. Where no yes is needed, work goes on as it was. Raises
    as `take_in` does.
    """
    anew = take_in(request, catalogue, number=filed.ticket.id, now=now, load=load)
    before = filed.ticket
    is_elsewhere = anew.ticket.area != before.area or _is_routed_anew(before, anew)
    ticket = replace(
        before,
        area=anew.ticket.area,
        request_type=anew.ticket.request_type,
        summary=anew.ticket.summary,
        urgency=anew.ticket.urgency,
        needed_by=anew.ticket.needed_by,
        visibility=_visibility_after(filed, anew.ticket.visibility, catalogue),
        owner=anew.ticket.owner if is_elsewhere else before.owner,
    )
    edited = replace(
        filed, ticket=ticket, brief=anew.brief, routed=anew.routed if is_elsewhere else None
    )
    if before.status not in HELD and not is_material(filed, anew, catalogue):
        return awaiting_answer(edited, catalogue, now=now) if is_elsewhere else edited
    approval = carried_on(anew.approval, filed, case_of(edited, catalogue, now=now))
    if approval is None:
        was_held = before.status in HELD or before.status is Status.AWAITING_APPROVAL
        ticket = replace(ticket, status=Status.OPEN) if was_held else ticket
        return awaiting_answer(replace(edited, ticket=ticket, approval=None), catalogue, now=now)
    return asked_anew(edited, approval)


def _is_routed_anew(before: Ticket, anew: Filed) -> bool:
    """Of words without a form little was known: with its details, a rule may name others. And from
    the queue it goes to who is there by now.
    """
    is_ruled = anew.routed is not None and anew.routed.way.rule is not None
    is_found = before.owner is None and anew.ticket.owner is not None
    return is_found or (before.status is Status.NEW and is_ruled)


HELD = (Status.NEW, Status.CHANGES_REQUESTED, Status.EXPIRED)
"""What goes on only once its request was sent again."""


def asked_anew(filed: Filed, approval: Approval) -> Filed:
    """The ticket with this approval as its next round."""
    round = filed.approval.round + 1 if filed.approval else 1
    ticket = replace(
        filed.ticket,
        status=Status.AWAITING_APPROVAL,
        waiting_for=None,
        snoozed_until=None,
        answer_by=None,
    )
    asked_before = (*filed.approval.people, *filed.approval.before) if filed.approval else ()
    before = tuple(p for p in dict.fromkeys(asked_before) if p not in approval.people)
    anew = replace(approval, round=round, before=before)
    return replace(filed, ticket=ticket, approval=anew)


def carried_on(approval: Approval | None, filed: Filed, case: Case) -> Approval | None:
    """What is asked now; what was asked by hand for this ticket and not taken back, at its end."""
    before, ticket = filed.approval, filed.ticket
    if before is None or before.is_cancelled:
        return approval
    both = again_by_hand(approval, before, case)
    if both is None or both is approval:
        return approval
    goes_on = ticket if ticket.status in AT_WORK else None
    return replace(
        both,
        by=before.by,
        because=before.because,
        then=goes_on.status if goes_on else before.then,
        waiting_for=goes_on.waiting_for if goes_on else before.waiting_for,
    )


def is_material(before: Filed, after: Filed, catalogue: Catalogue) -> bool:
    """Whether what was changed has to be asked about again."""
    kind = catalogue.type(after.ticket.request_type)
    named = kind.approval.material if kind and kind.approval else None
    if kind and _steps(before, kind, catalogue) != _steps(after, kind, catalogue):
        return True
    if is_gated(before, catalogue) != is_gated(after, catalogue):
        return True
    one, other = said(before), said(after)
    if named is None:
        return {k: v for k, v in one.items() if k not in USUALLY_FREE} != {
            k: v for k, v in other.items() if k not in USUALLY_FREE
        }
    always = {"type", *(field.key for field in catalogue.privacy.fields)}
    return any(one.get(key) != other.get(key) for key in {*named, *always})


def _steps(filed: Filed, kind: RequestType, catalogue: Catalogue) -> list[Step]:
    """Which steps are for what it says."""
    facts = facts_of(filed.request, catalogue)
    steps = kind.approval.steps if kind.approval else ()
    return [step for step in steps if all_hold(step.when, facts)]


USUALLY_FREE = {"urgency", "needed_by", "acceptance"}


def said(filed: Filed) -> dict[str, object]:
    """All that can be changed, by the names that a policy uses."""
    ticket, brief = filed.ticket, filed.brief
    return {value.key: value.answers for value in brief.values} | {
        "area": ticket.area,
        "type": ticket.request_type,
        "summary": ticket.summary,
        "purpose": brief.purpose,
        "details": brief.details,
        "urgency": ticket.urgency,
        "needed_by": ticket.needed_by,
        "acceptance": brief.acceptance,
    }


def _visibility_after(before: Filed, anew: Visibility, catalogue: Catalogue) -> Visibility:
    """What the privacy gate has restricted stays so, whatever is answered later."""
    kind = catalogue.type(before.ticket.request_type)
    was_restricted = before.ticket.visibility is Visibility.RESTRICTED
    was_by_type = kind is not None and kind.is_restricted and not is_gated(before, catalogue)
    return Visibility.RESTRICTED if was_restricted and not was_by_type else anew
