"""Where private words arrive: an address for each gesture, as Slack's response URLs are."""

import json
import threading
from collections import defaultdict
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Letterbox(ThreadingHTTPServer):
    """`words` holds what was said, by the path of the address."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Slot)
        self.words = defaultdict(list)
        self.url = f"http://127.0.0.1:{self.server_port}"


class _Slot(BaseHTTPRequestHandler):
    def do_POST(self):
        said = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.server.words[self.path].append(said["text"])
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *_):
        """Silent."""


@contextmanager
def letterbox():
    box = Letterbox()
    thread = threading.Thread(target=box.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield box
    finally:
        box.shutdown()
        thread.join()
        box.server_close()
