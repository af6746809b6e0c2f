"""What the drawer offers to let go wrong, in words, and the plan of what still will."""

from dataclasses import dataclass

from sandbox.calls import METHODS
from sandbox.faults import Fault, UnknownFault
from sandbox.model import Json, Workspace
from sandbox.outcomes import Impossible
from sandbox.socket_mode import farewell

CUT = "drop"


@dataclass(frozen=True)
class Trouble:
    """A kind of fault: what happens, and what is asked beside it, if anything."""

    kind: str
    words: str
    ask: str = ""
    usual: str = ""


AT_THE_API = (
    Trouble("delay", "answers late", "Seconds", "2"),
    Trouble("drop", "drops the connection"),
    Trouble("http_500", "answers 5xx with an HTML page", "Status", "500"),
    Trouble("error", "answers with an error", "Error", "fatal_error"),
    Trouble("ratelimited", "answers 429", "Retry after (s)", "5"),
    Trouble("empty_429", "answers 429 with an empty body", "Retry after (s)", "5"),
    Trouble("html", "answers 200 with an HTML page"),
)
ON_THE_SOCKET = (
    Trouble("delay", "comes late", "Seconds", "4"),
    Trouble("lose", "never comes"),
    Trouble("lose_ack", "comes, and its ack is lost"),
    Trouble("repeat", "comes twice"),
    Trouble("swap", "comes after the next one"),
    Trouble("drop", "cuts the socket instead"),
    Trouble("half_open", "leaves the socket open and dead"),
)
SOCKET_PLACES = {
    "events_api": "the next event",
    "interactive": "the next press or form",
    "slash_commands": "the next command",
}
OUTAGES = {
    "": "Slack is up",
    "drop": "Slack cannot be reached",
    "http_500:503": "Slack answers 503",
}


def places() -> list[tuple[str, list[tuple[str, str]]]]:
    """Where something can go wrong, in groups: the value, and what people read."""
    calls = [("*", "the next call"), *((name, name) for name in sorted(METHODS))]
    calls.append(("response_url", "a response URL"))
    return [("What the app calls", calls), ("What the app is sent", list(SOCKET_PLACES.items()))]


def kinds() -> Json:
    """The troubles of calls and of the socket, for the script that fills in the second list."""

    def told(troubles: tuple[Trouble, ...]) -> list[list[str]]:
        return [[each.kind, each.words, each.ask, each.usual] for each in troubles]

    return {"call": told(AT_THE_API), "socket": told(ON_THE_SOCKET)}


def plan(workspace: Workspace, asked: Json) -> None:
    """Plan one fault; Impossible where there is none like it or the numbers make no sense."""
    argument = str(asked.get("argument") or "").strip()
    do = f"{asked['do']}:{argument}" if argument else asked["do"]
    try:
        times = int(asked.get("times") or 1)
        fault = Fault(asked["method"], do, asked.get("when") or "before", times)
        _check(fault)
        workspace.faults.add(fault)
    except (UnknownFault, ValueError) as wrong:
        raise Impossible(f"That cannot be planned: {wrong}") from None


def _check(fault: Fault) -> None:
    if fault.times < 1:
        raise ValueError("it must happen at least once")
    if fault.argument and fault.kind != "error" and float(fault.argument) < 0:
        raise ValueError("the number must not be negative")


def planned(workspace: Workspace) -> list[str]:
    """What still goes wrong, one line each."""
    faults = workspace.faults
    outage = [OUTAGES.get(faults.down, faults.down)] if faults.down else []
    drawn = [f"drawn by seed {faults.drawn.seed}"] if faults.drawn else []
    return [*outage, *drawn, *(_words(each) for each in faults.planned if each.times > 0)]


def set_outage(workspace: Workspace, kind: str) -> None:
    """Take Slack down, sockets and all, or let it be up again."""
    if kind not in OUTAGES:
        raise Impossible(f"{kind} is no kind of outage")
    workspace.faults.down = kind
    if kind:
        cut(workspace)


def cut(workspace: Workspace) -> None:
    """Drop every socket of the app."""
    for connection in list(workspace.delivery.connections):
        connection.drop()


async def refresh(workspace: Workspace) -> None:
    """Tell the app to open new sockets, as Slack does now and then."""
    for connection in list(workspace.delivery.connections):
        await connection.leave(farewell(workspace, "refresh_requested"))


def _words(fault: Fault) -> str:
    on_socket = fault.method in SOCKET_PLACES
    known = {each.kind: each for each in (ON_THE_SOCKET if on_socket else AT_THE_API)}
    what = known[fault.kind].words if fault.kind in known else fault.kind
    where = SOCKET_PLACES.get(fault.method, "any call" if fault.method == "*" else fault.method)
    more = f" ({fault.argument})" if fault.argument else ""
    after = ", after it took effect" if fault.when == "after" else ""
    return f"{where} {what}{more}{after}" + (f", {fault.times} times" if fault.times > 1 else "")
