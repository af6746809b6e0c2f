"""The privacy gate in words: why data protection is asked, who that is, and the record."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from domain.approval import Answer, Outcome, Verdict
from domain.catalogue import Catalogue
from domain.condition import Condition, Facts, Test
from domain.form import FieldValue
from domain.history import Entry, Event
from domain.message import Post
from domain.privacy import (
    Declaration,
    Export,
    Round,
    asked_values,
    holding,
    in_their_place,
    step_of,
)
from domain.privacy_questions import LEAVING, NOT_SURE, SENSITIVE, WHOSE
from domain.request import Filed, case_of, facts_of
from domain.ticket import Brief
from views import ids
from views.blocks import (
    SECTION_LIMIT,
    Block,
    actions,
    button,
    confirmed,
    context,
    divider,
    section,
)
from views.text import fitted, mentions, moment, shortened

WHOSE_DATA = dict(
    zip(WHOSE, ("customers' data", "employees' data", "other people's data"), strict=True)
)
LEAVES = ("leaves the company, to a partner or an agency", "leaves the company, into a tool")
OURS = {
    ("data_kind", SENSITIVE): "is about health, beliefs or the like",
    ("data_kind", NOT_SURE): "is of a kind that is not known yet",
    **{
        ("data_leaves", answer): words
        for answer, words in zip(LEAVING, (*LEAVES, "may leave the company"), strict=True)
    },
}
"""What the answers to our own questions come to."""

REASON_ROOM, LABEL_ROOM, ANSWER_ROOM, COMMENT_ROOM = 300, 150, 200, 300
MOST_ROUNDS = 12
EXPORTED = (
    "Everything on record, of all tickets: `tandem privacy export --format csv -o privacy.csv`, "
    "typed on the machine where Tandem runs."
)
ENDED = {
    Outcome.APPROVED: "approved",
    Outcome.DECLINED: "declined",
    Outcome.CHANGES_REQUESTED: "changes requested",
    Outcome.EXPIRED: "expired: nobody decided in time",
    Outcome.CANCELLED: "taken back",
}
SAID = {
    Verdict.APPROVED: "approved",
    Verdict.DECLINED: "declined",
    Verdict.CHANGES_REQUESTED: "asked for changes",
}


def declaration(filed: Filed, catalogue: Catalogue, *, by: str, now: datetime) -> Declaration:
    """What this sending of the form says about people's data, in the words that are kept."""
    approval, reason = filed.approval, because(filed, catalogue)
    is_asked = bool(reason) and approval is not None
    case = case_of(filed, catalogue, now=now)
    return Declaration(
        ticket_id=filed.ticket.id,
        at=now,
        by=by,
        round=approval.round if approval else 0,
        values=asked_values(filed.brief.values, catalogue.privacy),
        because=reason,
        instead=in_their_place(approval, case) if approval and is_asked else None,
    )


def because(filed: Filed, catalogue: Catalogue) -> str:
    """Why data protection is asked, in one short line; empty where it is not."""
    facts = facts_of(filed.request, catalogue)
    values = {value.key: value for value in filed.brief.values}
    holds = holding(facts, catalogue.privacy)
    whose = next((WHOSE_DATA.get(answer) for answer in facts.get("data_of", ())), None)
    ours = [_in_our_words(condition, facts) for condition in holds]
    if whose and all(ours) and holds:
        parts = dict.fromkeys(part for parts in ours for part in parts)
        return f"{whose}{_kinds(facts)} {' and '.join(parts)}"
    plain = dict.fromkeys(_plainly(condition, facts, values) for condition in holds)
    return fitted("; ".join(plain), REASON_ROOM)


def _kinds(facts: Facts) -> str:
    """The kinds of data that are no reason in themselves, in brackets."""
    answers = facts.get("data_kind", ())
    kinds = [a[:1].lower() + a[1:] for a in answers if ("data_kind", a) not in OURS]
    return f" ({', '.join(kinds)})" if kinds else ""


def _in_our_words(condition: Condition, facts: Facts) -> list[str]:
    if condition.test is not Test.IS:
        return []
    answers = [a for a in facts.get(condition.subject, ()) if a in condition.values]
    return [OURS[condition.subject, a] for a in answers if (condition.subject, a) in OURS]


def _plainly(condition: Condition, facts: Facts, values: Mapping[str, FieldValue]) -> str:
    """The answer as it was given, or the words that it was found by."""
    if value := values.get(condition.subject):
        return _answered(value)
    if condition.test is Test.SAYS:
        return f"it speaks of “{' or '.join(condition.values)}”"
    return f"{condition.subject}: {', '.join(facts.get(condition.subject, ())) or 'not answered'}"


def _answered(value: FieldValue) -> str:
    return f"{value.label.rstrip('?')}: {', '.join(value.answers)}"


def in_form(expected: Filed | None, catalogue: Catalogue) -> list[Block]:
    """Below the questions, before anything is sent: who will be asked, and who can see it."""
    approval = expected.approval if expected else None
    step = step_of(approval) if approval else None
    if expected is None or approval is None or step is None:
        return []
    people = mentions([a.approver for a in step.answers], joined=" or ")
    too = ", too" if len(approval.steps) > 1 else ""
    case = case_of(expected, catalogue, now=approval.asked_at)
    asked = (
        f"{people} will be asked{too}, as data protection cannot decide on this one"
        if in_their_place(approval, case)
        else f"{people} (data protection) will be asked{too}"
    )
    return [context(f"*{asked}; only those involved will see it.*")]


def strip(history: Sequence[Entry]) -> list[Block]:
    """Why it waits or waited for data protection, as long as that is so."""
    reason = _reason(history)
    return [context(f"*Asks for data protection because:* {reason}")] if reason else []


def was_gated(history: Sequence[Entry]) -> bool:
    """Whether people's data is why so few may see it."""
    return any(entry.event is Event.GATED for entry in history)


def left_out(words: Brief, history: Sequence[Entry], catalogue: Catalogue) -> Brief:
    """What the card still has to say beside the strip, which stands for what was declared."""
    if not _reason(history):
        return words
    own = {field.key for field in catalogue.privacy.fields}
    return replace(words, values=tuple(v for v in words.values if v.key not in own))


def _reason(history: Sequence[Entry]) -> str:
    told = [entry for entry in history if entry.event in (Event.GATED, Event.UNGATED)]
    is_gated = bool(told) and told[-1].event is Event.GATED
    return fitted(told[-1].words, REASON_ROOM) if is_gated else ""


def record(rounds: Sequence[Round], *, may_export: bool, opens: int | None = None) -> list[Block]:
    """For the window that shows all of a ticket: what was asked, answered and decided, by round.

    `opens` is the ticket that its reader may open to both sides.
    """
    if not rounds:
        return []
    shown = rounds[-MOST_ROUNDS:]
    more = [EXPORTED] if may_export else []
    older = ["What came before is in the export."] if len(shown) < len(rounds) else []
    return [
        divider(),
        section("*Privacy record*"),
        *(context(words) for words in older),
        *(section(shortened("\n".join(_lines(round)), SECTION_LIMIT)) for round in shown),
        *(context(words) for words in more),
        *(_to_open(opens) if opens else []),
    ]


def _to_open(ticket_id: int) -> list[Block]:
    words = "It is about nobody's data any more, but stays with those involved until you open it."
    pressed = button("Open it to both sides", action_id=ids.OPEN_UP, value=str(ticket_id))
    asked = confirmed(
        pressed,
        title="Open it to both sides?",
        text=f"Everybody in marketing and IT can then read MT-{ticket_id}, with all that was said.",
        yes="Open it",
    )
    return [section(words), actions(asked)]


def overview(*, tickets: int, waiting: int, last: Export | None) -> Post:
    """For data protection and coordinators: how much there is, and how to get it."""
    if not tickets:
        words = "*Privacy record*: empty so far, as no request has asked for data protection."
        return Post(text="The privacy record is empty.", blocks=(section(words),))
    many = "1 ticket" if tickets == 1 else f"{tickets} tickets"
    waits = f", {waiting} of them waiting for a decision" if waiting else ", none of them waiting"
    by = f"Written out last {moment(last.at)} by {fitted(last.by, 80)}." if last else ""
    words = f"*Privacy record*: {many}{waits}. Each has its own under *History* on its card."
    more = context(" ".join(each for each in (EXPORTED, by) if each))
    return Post(text=f"Privacy record: {many}{waits}.", blocks=(section(words), more))


def _lines(round: Round) -> list[str]:
    declared = round.declaration
    number = f"*Round {round.number}*" if round.number else "*Not asked*"
    return [
        f"{number} · <@{declared.by}> answered {moment(declared.at)}",
        *(f"• {fitted(v.label, LABEL_ROOM)} *{_short(v)}*" for v in declared.values),
        *_asked_of(round),
    ]


def _short(value: FieldValue) -> str:
    return fitted(", ".join(value.answers), ANSWER_ROOM)


def _asked_of(round: Round) -> list[str]:
    declared, step = round.declaration, round.step
    if not declared.because or step is None:
        return ["Data protection is not asked."]
    people = mentions([a.approver for a in step.answers])
    instead = " in place of data protection" if declared.instead else ""
    return [
        f"Data protection is asked because: {fitted(declared.because, REASON_ROOM)}",
        f"Asked: {people}{instead}",
        *(_decision(answer) for answer in step.answers if answer.verdict),
        f"Outcome: *{outcome_of(round)}*",
    ]


def _decision(answer: Answer) -> str:
    assert answer.verdict, "only what was said"
    for_whom = f" for <@{answer.approver}>" if answer.by and answer.by != answer.approver else ""
    words = (
        f": “{fitted(' '.join(answer.comment.split()), COMMENT_ROOM)}”" if answer.comment else ""
    )
    at = f" · {moment(answer.decided_at)}" if answer.decided_at else ""
    return f"<@{answer.given_by}> {SAID[answer.verdict]}{for_whom}{words}{at}"


def outcome_of(round: Round) -> str:
    """How its round ended, in a few words."""
    if round.step is None:
        return "not asked"
    if round.outcome is None:
        return "waits for a decision"
    if round.step.asked_at is None:
        return f"{ENDED[round.outcome]} before it was data protection's turn"
    return ENDED[round.outcome]
