"""One fault: what goes wrong where, and the kinds there are."""

from dataclasses import dataclass

AT_THE_API = ("drop", "http_500", "error", "ratelimited", "delay", "empty_429", "html")
ON_THE_SOCKET = ("drop", "half_open", "delay", "lose", "lose_ack", "repeat", "swap")
SOCKET_KINDS = ("events_api", "interactive", "slash_commands")


class UnknownFault(Exception):
    """The fault that was asked for does not exist."""


@dataclass(slots=True)
class Fault:
    """`do` is a kind, with an argument after a colon for some, such as `delay:2.5`.

    `method` is a Web API method, "*" for any of them, "response_url" (there AT_THE_API: `delay:s`,
    `drop`, `http_500[:status]`, `html`, `error:name`, `ratelimited:s`, `empty_429:s`), or for
    socket payloads one of SOCKET_KINDS (there ON_THE_SOCKET). On the socket `delay:s` makes a
    payload late, even later than Slack waits; `lose` loses it, an event with all its retries;
    `lose_ack` loses the answer; `drop` cuts the line instead, `half_open` leaves it open and dead;
    `repeat` brings the same payload twice, `repeat:same_envelope` in one envelope,
    `repeat:new_id` (events) under another event id; `swap` lets the next payload go first.
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

    def strikes(self, method: str, when: str) -> bool:
        anywhere = self.method == "*" and method not in SOCKET_KINDS
        return (self.method == method or anywhere) and self.when == when and self.times > 0
