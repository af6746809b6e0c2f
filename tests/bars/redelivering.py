"""What people want of us in five ways, as Slack tells of it: again and again, in any order."""

import copy
from dataclasses import dataclass, replace
from itertools import count

from slack_bolt.request import BoltRequest

from domain.draft import Draft, Occasion
from domain.source import Source
from tests.races import bot_process
from tests.races.desks import EITHER, requester
from views.intake import form

WAYS = ("emoji", "mention", "direct", "command", "menu")

_serial = count(1)


@dataclass(frozen=True, kw_only=True)
class Gesture:
    """One thing that somebody did, and the payload in which it is told."""

    number: int
    way: str
    body: dict

    def copies(self, chance, most):
        """It is told so often: some with another event id, some of another copy of the words."""
        return [self._copy(chance, n) for n in range(chance.randint(1, most))]

    def _copy(self, chance, n):
        body = copy.deepcopy(self.body)
        if body["type"] != "event_callback" or n == 0:
            return body
        if chance.random() < 0.2:
            body["event_id"] = f"Ev{next(_serial)}"
        if "client_msg_id" in body["event"] and chance.random() < 0.05:
            body["event"]["ts"] = f"1999999999.{next(_serial):06}"
        return body


def gestures(company, how_many):
    return [_gesture(company, n, WAYS[n % len(WAYS)]) for n in range(how_many)]


def _gesture(company, n, way):
    by = requester(n)
    person = company.person(by.lower())
    channel = f"desk-{n % 10}"
    if way == "command":
        return Gesture(number=n, way=way, body=_form(company, by, n, source=None))
    said = _said(person, company, way, n, channel)
    if way == "menu":
        source = Source(channel=said["channel"], ts=said["ts"], root=said["ts"])
        return Gesture(number=n, way=way, body=_form(company, by, n, source=source))
    return Gesture(number=n, way=way, body=_event(company, _told(way, said, by)))


def _said(person, company, way, n, channel):
    if way == "direct":
        return person.say(f"Wish {n}")
    called = f"<@{company.bot_user}> " if way == "mention" else ""
    return person.say(f"{called}Wish {n}", channel=channel)


def _told(way, said, by):
    if way == "emoji":
        item = {"type": "message", "channel": said["channel"], "ts": said["ts"]}
        event_ts = f"{next(_serial)}.000001"
        return {
            **{"type": "reaction_added", "user": by, "reaction": "ticket"},
            **{"item": item, "item_user": by, "event_ts": event_ts},
        }
    kind = {"direct": ("message", "im"), "mention": ("app_mention", "channel")}[way]
    known = ("user", "text", "ts", "channel", "client_msg_id")
    return {"type": kind[0], "channel_type": kind[1], **{k: said[k] for k in known if k in said}}


def echo(company, entry):
    """A message of ours, as Slack tells us of it."""
    event = {
        **{"type": "message", "channel_type": "channel", "channel": entry["channel"]},
        **{"user": company.bot_user, "bot_id": "B0TANDEM", "ts": entry["ts"]},
        "text": entry["text"],
    }
    return _event(company, event)


def _event(company, event):
    return {
        **{"type": "event_callback", "team_id": company.team, "event_id": f"Ev{next(_serial)}"},
        "event": event,
        "authorizations": [{"team_id": company.team, "user_id": company.bot_user, "is_bot": True}],
    }


def _form(company, by, n, *, source):
    """A sent form; where it was opened on a message, it says so."""
    kind = f"type{n % 10}"
    draft = Draft(summary=f"Wish {n}", request_type=kind, purpose="Reports")
    view = form(EITHER, replace(draft, occasion=Occasion(source=source)))
    typed = {
        "summary": {"type": "plain_text_input", "value": draft.summary},
        "purpose": {"type": "plain_text_input", "value": draft.purpose},
        "type": {"type": "static_select", "selected_option": {"value": kind}},
    }
    state = {"values": {name: {name: value} for name, value in typed.items()}}
    who = {"user": {"id": by, "team_id": company.team}, "team": {"id": company.team}}
    sent = {**view, "id": f"V{n}", "hash": f"{n}.h", "state": state}
    return {**who, "type": "view_submission", "trigger_id": f"{n}.1", "view": sent}


def deliver(bot, bodies):
    """As the socket does; the status of each answer."""
    sent = (BoltRequest(mode="socket_mode", body=body) for body in bodies)
    return [bot.app.dispatch(each).status for each in sent]


def live(settings, pipe):
    """A bot that delivers what it is given, until it is killed."""
    with bot_process.a_bot(settings) as bot:
        bot.reader.start()
        while True:
            pipe.send(deliver(bot, pipe.recv()))
