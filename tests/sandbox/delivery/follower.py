"""A bare app that acks everything, and opens a new line when the one it has is dead."""

import contextlib
import threading

from slack_sdk.errors import SlackApiError

from tests.sandbox.delivery.raw_line import Line, Rejected, ticket

TROUBLE = (OSError, Rejected, SlackApiError)


class Follower:
    """Runs in a thread until `stop`; `came` holds every envelope, `lines` how many it opened."""

    def __init__(self, workspace):
        self.came = []
        self.lines = 0
        self._workspace = workspace
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._follow, daemon=True)
        self._thread.start()

    def stop(self):
        self._over.set()
        self._thread.join()

    def texts(self):
        return {each["payload"]["event"]["text"] for each in self.came}

    def _follow(self):
        while not self._over.is_set():
            with contextlib.suppress(*TROUBLE):
                self._serve(Line(ticket(self._workspace)))

    def _serve(self, line):
        self.lines += 1
        with contextlib.closing(line):
            while not self._over.is_set():
                envelope = line.receive(seconds=0.2)
                if envelope and "envelope_id" in envelope:
                    line.ack(envelope, {"text": "ok"})
                    self.came.append(envelope)
                elif not line.is_answering_pings(seconds=0.3):
                    return
