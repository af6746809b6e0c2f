"""Waiting until everything has been said, and reading what people saw."""

import time

from workflows import delivery, errands

SECONDS = 20
SOON, LATER = 0.005, 0.05
"""Seconds between two looks: fewer of them leave the machine to those who are waited for."""


def _left(bot):
    """What is in the outbox still, and why."""
    columns = 'key, "to", state, attempts, held_until, reason'
    query = f"SELECT {columns} FROM outbox WHERE settled_at IS NULL"
    with bot.desk.database.engine.connect() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(query)]


def settled(bot):
    """Wait until all errands are run, and everything that was to be said has been said."""
    for patient in _looks():
        waiting = errands.waiting(bot.desk) or [m.key for m in delivery.waiting(bot.desk)]
        if not waiting and not bot.reader.is_at_work:  # what follows from an errand is done, too
            return
        assert patient, f"still waiting: {waiting}; {_left(bot)}"


def eventually(find, *, what="it"):
    """What `find` returns once it is true."""
    for patient in _looks():
        if found := find():
            return found
        assert patient, f"{what} never came"


def _looks():
    """Comes again and again, less and less often; False when there is no more time."""
    until, pause = time.monotonic() + SECONDS, SOON
    while True:
        yield time.monotonic() < until
        time.sleep(pause)
        pause = min(LATER, pause * 1.5)


def words_of(message):
    """Every text that a person reads in this message."""
    texts = []

    def walk(node):
        if isinstance(node, dict):
            texts.extend(v for k, v in node.items() if k == "text" and isinstance(v, str))
            for child in node.values():
                walk(child)
        elif isinstance(node, list):
            for child in node:
                walk(child)

    walk(message.get("blocks") or [])
    return "\n".join([message.get("text", ""), *texts])


def buttons_of(message):
    """The texts of the buttons that a message offers."""
    return [
        element["text"]["text"]
        for block in message.get("blocks") or []
        if block["type"] == "actions"
        for element in block["elements"]
        if element["type"] == "button"
    ]


def file_request(person, summary="Spring campaign page", *, kind="landing_page", **more):
    """File a request by the command and its form, as a person does."""
    person.command("/request", summary, channel="marketing")
    outcome = person.submit({"type": kind, "purpose": "Leads for the campaign"} | more)
    assert outcome.closed, outcome
    return outcome


def card(person, channel="dm", *, number=1):
    """The live card of a ticket, as this person sees it there."""
    return person.message(f"*MT-{number}* · *", channel=channel)
