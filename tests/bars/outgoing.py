"""All that can go out about a ticket in which everything that people write is given by a test."""

import re
from dataclasses import replace
from datetime import timedelta

from domain.approval import Answer, Verdict
from domain.catalogue import RequestType
from domain.comment import Attached, Audience, CommentKind
from domain.draft import Draft, Occasion, draft_of
from domain.form import Choice, Field, FieldKind, FieldValue
from domain.history import Event, happened
from domain.lifecycle import Move
from domain.link import Link, LinkKind
from domain.message import CardPlace, Notice
from domain.policy import Quorum
from domain.ticket import Brief, Status, Visibility
from tests.builders import (
    ANNA,
    BEN,
    IVO,
    MAYA,
    NOOR,
    STANDS,
    T0,
    TOM,
    TRIAGE,
    a_catalogue,
    a_comment,
    a_filed,
    with_answers,
)
from views import (
    approval,
    approval_forms,
    conversation,
    delivery,
    history,
    intake,
    intake_news,
    links,
    lists,
    moves,
    replying,
    routing,
    similar,
    sketch,
    ticket,
    told,
)
from views.links import Linked
from views.lists import Listed, Listing, Looked
from views.text import typed
from views.ticket import Shown

LINK = "https://acme.slack.com/archives/C1/p1"
FILE = "https://acme.slack.com/files/F1"
MARKS = re.compile(r"zq\d+q|q\d+zq")
IT = CardPlace(name=f"MT-7:triage:{TRIAGE}", to=TRIAGE)
TYPED = (FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.LINK, FieldKind.CHOICE, FieldKind.CHOICES)
PICKED = {
    FieldKind.PEOPLE: (BEN, TOM),
    FieldKind.CHANNEL: (TRIAGE,),
    FieldKind.DATE: ("2026-04-01",),
    FieldKind.NUMBER: ("12",),
    FieldKind.MONEY: ("12.50",),
    FieldKind.CHECKBOX: ("yes",),
    FieldKind.RATING: ("5",),
}
MOVES_TOLD = 8
"""Of all moves, in each example: the next one tells of others."""

KINDS = (f"triage:{TRIAGE}", "requester", f"approval:{MAYA}", f"owner:{IVO}", f"watcher:{BEN}")


def ours(token):
    """Whether a mention, link or date is one that a card or notice of these tests may hold."""
    people = {f"@{person}" for person in (ANNA, BEN, IVO, MAYA, TOM, NOOR)}
    target = token.partition("|")[0]
    is_plain = not set(token) & set("<>")
    return is_plain and (
        token in people | {f"#{TRIAGE}"}
        or target in (LINK, FILE)
        or (target.startswith("!date^") and target[6:].partition("^")[0].isdigit())
    )


class Mess:
    """A ticket, its people and its catalogue; `words()` gives what is written in each place.

    `many` says how much there is of everything that there can be many of, `crowd` who else is
    asked and follows.
    """

    def __init__(self, words, chance, *, many=3, crowd=()):
        self.words, self._chance, self._many, self._crowd = words, chance, many, tuple(crowd)
        self.catalogue = self._catalogue()
        self.filed = self._filed()
        self.comments = [self._comment(kind) for kind in CommentKind]
        self.shown = self._shown()

    def posts(self):
        """Everything that is a message: where it is from, its text and its blocks."""
        kind = self._chance.choice(KINDS)
        drawn = ticket.card(self.shown, f"MT-7:{kind}")
        yield f"card {kind}", drawn.text, drawn.blocks
        for name, post in self._answers():
            yield name, post.text, post.blocks
        for comment in self.comments:
            for place in ("triage", "requester"):
                post = conversation.card(comment, self.filed, f"comment:1:{place}", source=LINK)
                yield f"comment {place}", post.text, post.blocks
        told = [self._comment(CommentKind.REMARK) for _ in range(self._many)]
        post = sketch.earlier_post(told, left_out=self._many, where=LINK)
        yield "earlier", post.text, post.blocks
        for notice in self._notices():
            post = delivery.notice(notice)
            yield notice.key, post.text, post.blocks

    def views(self):
        """Everything that is a form or a window."""
        numbered = replace(self.filed.ticket, id=999_999_999)
        draft = draft_of(self._sent(), self.catalogue, occasion=Occasion(edits=7))
        yield intake.form(self.catalogue, draft)
        yield intake.form(self.catalogue, Draft(summary=typed(self.words())[:150]))
        yield history.window(self.shown, reader_is_it=True)
        for verdict in (Verdict.DECLINED, Verdict.CHANGES_REQUESTED):
            yield approval_forms.form(numbered, verdict, value="999999999:12.3")
        yield approval_forms.asking_form(numbered)
        asks = self._chance.choice(list(moves.ASKING))
        yield moves.form(replace(self.filed, ticket=numbered), asks)
        yield moves.snooze_form(numbered)
        yield links.form(numbered)
        yield replying.form(numbered)
        reply = replying.Reply(ticket_id=7, words=typed(self.words())[:1400], asks=True)
        yield replying.preview(reply, self.filed, by=IVO, where=TRIAGE)
        yield similar.followed(numbered)

    def _answers(self):
        rows = [Listed(ticket=self.filed.ticket, link=LINK)] * min(20, self._many)
        listing = Listing(rows=rows, how_many=999)
        yield "mine", lists.mine(listing, command="/request")
        yield "assigned", lists.assigned(listing)
        yield "waiting", lists.waiting(replace(listing, rows=[self._to_do()]))
        yield "found", lists.found(listing, self.words(), command="/request")
        yield "none", lists.found(replace(listing, rows=()), self.words(), command="/request")
        yield "one", lists.one(Looked(shown=self.shown, name="MT-7:requester", reader_is_it=True))

    def _to_do(self):
        status = self._chance.choice(list(lists.TO_DO))
        return Listed(ticket=replace(self.filed.ticket, status=status), link=LINK)

    def _notices(self):
        filed, words = self.filed, self.words
        yield from approval.decided(filed, channel=TRIAGE)
        yield approval.nudge(filed.ticket, MAYA, date="2026-03-02", card=LINK)
        yield from intake_news.sent_again(filed, self.catalogue, by=ANNA, is_asked_again=True)
        yield from intake_news.detailed(filed, self.catalogue, by=IVO)
        yield told.unblocked(filed, filed.ticket, is_told=True, it=IT)
        yield told.nudge(filed, closes_on=T0.date())
        yield conversation.answered(filed.ticket, IT, by=ANNA)
        for move in self._chance.sample(list(Move), MOVES_TOLD):
            yield from told.told(filed, move, by=IVO, words=words(), it=IT)
        yield Notice(key="k", to=ANNA, text="Words", why="You own it.")

    def _comment(self, kind):
        names = [self.words() for _ in range(self._many)]
        attached = tuple(Attached(id="F1", name=name, link=FILE) for name in names)
        audience = self._chance.choice(list(Audience))
        return a_comment(
            id=1, words=self.words(), kind=kind, attached=attached, audience=audience, by=BEN
        )

    def _entry(self, event, n):
        """Where our own words end at a mark, people's come without it, as from any form."""
        words = self.words().replace(routing.MARK, "")
        at = T0 + timedelta(minutes=n)
        return happened(self.filed.ticket, event, by=IVO, at=at, words=words)

    def _catalogue(self):
        plain = a_catalogue()
        fields = tuple(
            Field(
                key=f"f{n}",
                label=self._name(),
                help=self._name(),
                kind=kind,
                choices=tuple(Choice(key=f"c{m}", name=self._name()) for m in range(2)),
            )
            for n, kind in enumerate(FieldKind)
        )
        kind = RequestType(key="landing_page", name=self._name(), area="website", fields=fields)
        [area] = plain.areas
        return replace(plain, areas=(replace(area, name=self._name()),), types=(kind,))

    def _something(self):
        """Words where a form takes no empty ones."""
        words = self.words()
        return words if typed(words).strip() else "x"

    def _name(self):
        """What a coordinator may call something: not empty, and what a catalogue file takes."""
        return typed(MARKS.sub("", self.words()))[:200].strip() or "x"

    def _filed(self):
        approvers = (MAYA, TOM, *self._crowd)
        waiting = self._chance.choice(STANDS)
        filed = a_filed(
            approvers=approvers,
            needs=Quorum.ALL,
            summary=self._something(),
            status=waiting[0],
            waiting_for=waiting[1],
            request_type="landing_page",
            visibility=self._chance.choice(list(Visibility)),
            watchers=(BEN, *self._crowd),
            closed_at=T0 if waiting[0] is Status.CLOSED else None,
        )
        answers = tuple(
            Answer(approver=a, verdict=Verdict.CHANGES_REQUESTED, comment=self.words())
            for a in approvers
        )
        return replace(
            filed,
            brief=self._brief(),
            approval=with_answers(filed.approval, *answers),
        )

    def _brief(self):
        written = [self._value(k, (self.words(),)) for k in TYPED for _ in range(self._many)]
        picked = [self._value(kind, answers) for kind, answers in PICKED.items()]
        return Brief(
            ticket_id=7,
            purpose=self.words(),
            details=self.words(),
            acceptance=MARKS.sub("", self.words()),
            values=(*written, *picked),
        )

    def _value(self, kind, answers):
        return FieldValue(key=kind, label=self._something(), kind=kind, answers=answers)

    def _sent(self):
        """The request as a form could have held it."""
        request = self.filed.request
        return replace(
            request,
            summary=typed(request.summary)[:150],
            purpose=typed(request.purpose)[:1000],
            details=typed(request.details)[:3000],
            acceptance=typed(request.acceptance)[:1000],
            values=(),
        )

    def _shown(self):
        told = [*Event] * max(1, self._many // 10)
        entries = [self._entry(event, n) for n, event in enumerate(told)]
        other = replace(self.filed.ticket, id=8, visibility=Visibility.BOTH_SIDES)
        linked = [
            Linked(link=Link(ticket_id=7, other_id=8, kind=kind), other=other) for kind in LinkKind
        ]
        return Shown(
            filed=self.filed,
            history=entries,
            catalogue=self.catalogue,
            linked=linked * self._many,
            comments=99,
        )
