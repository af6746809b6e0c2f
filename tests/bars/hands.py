"""Hands that press, send forms and type commands: through the real Bolt app, without a socket."""

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count

from slack_bolt import BoltRequest

import handlers
from bot.assembly import Identity, new_app
from handlers.replies import Replies
from tests.handlers.forms import Forms
from tests.views.sent import a_view
from views import ids

TEAM = "T1"
ELSEWHERE = {"ola": "T0OTHER", "sib": "T0SIBLING"}
"""Whose account is of another workspace, by the end of their id."""

GROUP = "several.0"

_serial = count(1)


@dataclass(frozen=True, kw_only=True)
class Answered:
    """What the person who acted was told, and what was opened for them."""

    status: int
    words: tuple[str, ...] = ()
    shown: str = ""


class Heard(Replies):
    """What people are told privately, kept at once."""

    def __init__(self):
        super().__init__()
        self.words = []

    def say(self, words, *, body, desk):
        self.words.append(words)


class AtOnce(ThreadPoolExecutor):
    """Does what comes after the ack before anything else."""

    def submit(self, do, /, *args, **kwargs):
        done = super().submit(do, *args, **kwargs)
        done.exception()
        return done


class Hands:
    """Each gesture is a new one; `by` is whose hand it is."""

    def __init__(self, app, told, slack):
        self._app, self._told, self._slack = app, told, slack

    def press(self, by, action_id, value, *, message_ts="1.000001", **more):
        action = {"type": "button", "action_id": action_id, "block_id": "b1", "value": value}
        return self._act(by, action | more, message_ts=message_ts)

    def choose(self, by, action_id, value):
        """What stands in a menu."""
        chosen = {"text": {"type": "plain_text", "text": "x"}, "value": value}
        action = {"type": "overflow", "action_id": action_id, "block_id": "b1"}
        return self._act(by, action | {"selected_option": chosen})

    def _act(self, by, action, *, message_ts="1.000001"):
        place = {"type": "message", "message_ts": message_ts, "channel_id": "C0TRIAGE"}
        action = action | {"action_ts": f"{next(_serial)}.000001"}
        return self._dispatch(_of(by, type="block_actions", container=place, actions=[action]))

    def send(self, by, view, **typed):
        """The form, filled by name; what `state` says replaces that."""
        return self.send_as_it_is(by, a_view(view, **typed))

    def send_as_it_is(self, by, view):
        sent = view | {"id": f"V{next(_serial)}", "hash": "1.h"}
        return self._dispatch(_of(by, type="view_submission", view=sent))

    def type(self, by, text, command="/request"):
        body = {"command": command, "text": text, "user_id": by, "team_id": _team(by)}
        return self._dispatch(body | {"trigger_id": f"{next(_serial)}.1", "channel_id": "C0TRIAGE"})

    @property
    def form(self):
        """What was opened last."""
        return self._slack.opened[-1]

    def _dispatch(self, body):
        before, opened = len(self._told.words), len(self._slack.opened)
        answer = self._app.dispatch(BoltRequest(mode="socket_mode", body=body))
        words, shown = list(self._told.words[before:]), ""
        answered = json.loads(answer.body) if (answer.body or "").startswith("{") else {}
        if answered.get("response_action") == "errors":
            words += answered["errors"].values()
        elif answered:
            shown = json.dumps(answered)
        if self._slack.opened[opened:]:
            shown += json.dumps(self._slack.opened[-1])
        return Answered(status=answer.status, words=tuple(words), shown=shown)


@contextmanager
def hands_of(desk):
    told, slack = Heard(), Forms()
    slack.token, slack.base_url = "xoxb-none", "http://127.0.0.1:9/"
    identity = Identity(team=TEAM, bot_user="UB", bot="B1", url="https://acme.slack.com/")
    with AtOnce(2) as lazy_pool:
        app = new_app(identity, slack, lazy_pool)
        handlers.register(app, desk, told, slack=slack)
        yield Hands(app, told, slack)
    told.close()


def several(*values):
    """The form to approve several, with these ticked, whatever it had offered."""
    ticked = [{"text": {"type": "plain_text", "text": "x"}, "value": v} for v in values]
    state = {GROUP: {GROUP: {"type": "checkboxes", "selected_options": ticked}}}
    form = {"type": "modal", "callback_id": ids.SEVERAL_FORM, "blocks": []}
    return form | {"state": {"values": state}}


def _team(by):
    return next((team for end, team in ELSEWHERE.items() if by.lower().endswith(end)), TEAM)


def _of(by, **body):
    who = {"user": {"id": by, "team_id": _team(by)}, "team": {"id": _team(by)}}
    return {**who, "trigger_id": f"{next(_serial)}.1", **body}
