"""Faults on purpose: what shall go wrong, at which method, before or after it took effect."""

from dataclasses import dataclass

AT_THE_API = ("drop", "http_500", "error", "ratelimited", "delay", "empty_429", "html")
ON_THE_SOCKET = ("drop", "delay", "lose", "lose_ack", "repeat")
KINDS = (*AT_THE_API, *ON_THE_SOCKET[2:])


class UnknownFault(Exception):
    """The fault that was asked for does not exist."""


@dataclass(slots=True)
class Fault:
    """`do` is a kind of KINDS with an optional argument after a colon, such as `delay:2.5`.

    `method` is a Web API method, "*", "response_url", or for socket payloads one of
    events_api, interactive, slash_commands (there ON_THE_SOCKET: an event can be delayed, lost or
    repeated, the others delayed, lost, or lose their socket or only their ack).
    """

    method: str
    do: str
    when: str = "before"
    times: int = 1

    @property
    def kind(self) -> str:
        return self.do.partition(":")[0]

    @property
    def argument(self) -> str:
        return self.do.partition(":")[2]


class Faults:
    """The plan: first matching fault first, each as often as it says."""

    def __init__(self) -> None:
        self.plan: list[Fault] = []

    def add(self, fault: Fault) -> None:
        if fault.kind not in KINDS or fault.when not in ("before", "after"):
            raise UnknownFault(f"{fault.when} {fault.do}: a fault is one of {', '.join(KINDS)}")
        self.plan.append(fault)

    def clear(self) -> None:
        self.plan.clear()

    def take(self, method: str, when: str = "before") -> Fault | None:
        """The fault that strikes now, used up by one."""
        for fault in self.plan:
            if fault.method in (method, "*") and fault.when == when and fault.times > 0:
                fault.times -= 1
                return fault
        return None
