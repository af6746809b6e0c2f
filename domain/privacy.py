"""The privacy gate: whether answers about people's data ask for one more yes, and a record."""

from domain.catalogue import PrivacyGate
from domain.condition import Facts, all_hold
from domain.policy import Role, Step

STEP = "Data protection"
"""The name of the step, as people read it."""


def gated(facts: Facts, gate: PrivacyGate) -> Step | None:
    """The step that the answers demand, if they do."""
    if not any(all_hold(conditions, facts) for conditions in gate.when):
        return None
    return Step(name=STEP, approvers=(Role.DATA_PROTECTION,), within=gate.within)
