"""Asks each method so that its answer has something to say."""

from tests.sandbox.bolt_socket import eventually
from tests.sandbox.specs import modal, section
from tests.sandbox.webapi.asking import succeeds
from tests.sandbox.webapi.uploading import completed, ready, uploaded

MARKETING = "C0MARKETING"
HOME = {"type": "home", "blocks": [section("x")], "private_metadata": "x"}
GIVEN = {
    "bots.info": {"bot": "B0DESK"},
    "chat.postEphemeral": {"channel": MARKETING, "user": "U0ANNA", "text": "x"},
    "chat.postMessage": {"channel": MARKETING, "attachments": [{"text": "x"}]},
    "conversations.info": {"channel": MARKETING, "include_locale": True},
    "conversations.invite": {"channel": "C0ITDESK", "users": "U0CORA"},
    "conversations.join": {"channel": MARKETING},
    "conversations.members": {"channel": MARKETING},
    "conversations.open": {"users": "U0ANNA"},
    "usergroups.users.list": {"usergroup": "S0ITOPS"},
    "users.info": {"user": "U0ANNA"},
    "users.lookupByEmail": {"email": "anna@acme.test"},
    "views.publish": {"user_id": "U0ANNA", "view": HOME},
}
ABOUT_A_MESSAGE = {
    "chat.update": {"text": "y"},
    "chat.delete": {},
    "chat.getPermalink": {},
    "conversations.history": {"limit": 1},
    "conversations.replies": {},
    "reactions.add": {"name": "eyes"},
    "reactions.remove": {"name": "eyes"},
}


class Answers:
    """Gives a method's answer in a workspace of its own."""

    def __init__(self, ws, client, bolt):
        self.anna, self.client, self.bolt = ws.person("anna"), client, bolt
        self.triggers = []
        keep = self.triggers.append
        bolt.command("/request")(lambda ack, body: (keep(body["trigger_id"]), ack()))

    def of(self, method):
        if method == "files.info":
            return self._file()
        if method in ABOUT_A_MESSAGE:
            return self._message(method)
        if method in ("views.open", "views.push", "views.update"):
            return self._view(method)
        return succeeds(self.client, method, **GIVEN.get(method, {}))

    def _message(self, method):
        """Asks about the parent of a thread that the app has reacted to."""
        ts = self._posted()["ts"]
        self._posted(thread_ts=ts)
        self._posted()
        if method == "reactions.remove":
            succeeds(self.client, "reactions.add", channel=MARKETING, timestamp=ts, name="eyes")
        where = {"channel": MARKETING, "ts": ts, "message_ts": ts, "timestamp": ts}
        return succeeds(self.client, method, **where, **ABOUT_A_MESSAGE[method])

    def _posted(self, **more):
        return succeeds(self.client, "chat.postMessage", channel=MARKETING, text="x", **more)

    def _view(self, method):
        self.bolt.connect()
        first = succeeds(self.client, "views.open", trigger_id=self._trigger(), view=modal())
        if method == "views.push":
            return succeeds(self.client, method, trigger_id=self._trigger(), view=modal())
        if method == "views.update":
            return succeeds(self.client, method, view_id=first["view"]["id"], view=modal())
        return first

    def _trigger(self):
        self.anna.command("/request", channel="marketing")
        return self.triggers[-1]

    def _file(self):
        file_id = uploaded(self.client)
        completed(self.client, file_id, channel_id=MARKETING)
        eventually(lambda: ready(self.client, file_id)["shares"])
        return succeeds(self.client, "files.info", file=file_id)
