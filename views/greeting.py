"""What is said to who greets the desk, or writes where nobody knows which ticket it is about."""

from domain.message import Notice
from domain.source import Said


def hello(said: Said, *, command: str) -> Notice:
    return Notice(
        key=f"hello:{said.source.channel}:{said.source.ts}",
        to=said.by,
        text="Hello! Tell me here in a line or two what you need from IT, and I make a ticket of "
        f"it that only you and those who handle it see. Or type `{command}` for the form; "
        f"`{command} mine` shows where your requests stand.",
    )


def which(said: Said) -> Notice:
    return Notice(
        key=f"which:{said.source.channel}:{said.source.root}",
        to=said.by,
        text="I could not tell which ticket that reply is about, so nobody has read it. Please "
        "write it in the thread of the ticket's card, or as a new message here for a new request.",
    )
