"""Does something in a thread while the test plays the app."""

from concurrent.futures import ThreadPoolExecutor


def in_background(work):
    """Starts `work`; calling what comes back waits for its result."""
    pool = ThreadPoolExecutor(1)
    future = pool.submit(work)
    pool.shutdown(wait=False)
    return lambda: future.result(timeout=10)


def next_of(line, kind):
    """The next envelope of this kind; events on the way are acked."""
    while (envelope := line.receive()) and envelope["type"] != kind:
        line.ack(envelope)
    return envelope
