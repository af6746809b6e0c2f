"""Faults on purpose: what shall go wrong, at which method, before or after it took effect."""

from dataclasses import dataclass, field

from sandbox.fault_plan import FaultPlan
from sandbox.planned import AT_THE_API, ON_THE_SOCKET, SOCKET_KINDS, Fault, UnknownFault

__all__ = ["Fault", "Faults", "UnknownFault"]


@dataclass(slots=True)
class Faults:
    """What goes wrong in one workspace.

    `planned` are single faults, each struck as often as it says; `drawn` throws dice for every
    call and envelope; while `down` is set ("drop" or "http_500:503") nothing is answered at all.
    `history_lag` is for how many seconds a new message is missing in the history, and
    `keeps_client_msg_ids` whether a repeated `client_msg_id` finds the message that has it.
    """

    planned: list[Fault] = field(default_factory=list)
    drawn: FaultPlan | None = None
    down: str = ""
    history_lag: float = 0.0
    keeps_client_msg_ids: bool = True

    def add(self, fault: Fault) -> None:
        kinds = ON_THE_SOCKET if fault.method in SOCKET_KINDS else AT_THE_API
        if fault.kind not in kinds or fault.when not in ("before", "after"):
            raise UnknownFault(f"{fault.when} {fault.do}: a fault is one of {', '.join(kinds)}")
        self.planned.append(fault)

    def clear(self) -> None:
        """Let everything be well again."""
        self.planned.clear()
        self.drawn, self.down, self.history_lag = None, "", 0.0
        self.keeps_client_msg_ids = True

    def take(self, method: str, when: str = "before") -> Fault | None:
        """The fault that strikes now, used up by one."""
        if self.down and method not in SOCKET_KINDS:
            return Fault(method, self.down)
        for fault in self.planned:
            if fault.strikes(method, when):
                fault.times -= 1
                return fault
        return self.drawn.draw(method, when) if self.drawn else None
