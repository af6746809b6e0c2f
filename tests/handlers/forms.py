"""A Slack that only knows forms: it opens them, draws them anew by their hash, and keeps values."""

from itertools import count

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from tests.views.sent import by_name, untouched

NUMBERS = count(1)
"""No two forms have the same id, whoever opened them."""


def refusing(error, method="views.open"):
    """What the client raises when Slack says no."""
    response = SlackResponse(
        client=None,
        http_verb="POST",
        api_url=method,
        req_args={},
        data={"ok": False, "error": error},
        headers={},
        status_code=200,
    )
    return SlackApiError("refused", response)


class Forms(WebClient):
    """`refuses` is raised instead of opening; `meanwhile(view)` is called before it is drawn."""

    def __init__(self):
        super().__init__(token="xoxb-fake", retry_handlers=[])
        self.opened, self.shown, self.whispered = [], {}, []
        self.refuses = None
        self.meanwhile = lambda view: None

    def views_open(self, *, trigger_id, view):
        if self.refuses:
            raise self.refuses
        self.opened.append(view)
        form = untouched(view) | {"id": f"V{next(NUMBERS)}", "hash": self._hash()}
        self.shown[form["id"]] = form
        return {"ok": True, "view": dict(form)}

    def views_update(self, *, view_id, view, hash=None):
        self.meanwhile(view)
        old = self.shown.get(view_id)
        if old is None:
            raise refusing("not_found", "views.update")
        if hash and hash != old["hash"]:
            raise refusing("hash_conflict", "views.update")
        form = untouched(view) | {"id": view_id, "hash": self._hash()}
        kept = old["state"]["values"]
        for block_id in form["state"]["values"].keys() & kept.keys():
            if _kind(form, block_id) == _kind(old, block_id):
                form["state"]["values"][block_id] = kept[block_id]
        self.shown[view_id] = form
        return {"ok": True, "view": dict(form)}

    def chat_postEphemeral(self, *, channel, user, text, blocks, thread_ts=None):
        self.whispered.append((user, channel, thread_ts, text))
        return {"ok": True}

    def _hash(self):
        return f"h{next(NUMBERS)}"

    def __deepcopy__(self, _memo):
        return self


def _kind(form, block_id):
    return by_name(form)[block_id]["element"]["type"]
