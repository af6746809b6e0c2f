"""A check-in as people see it: the asking, the answer's form, the joint post."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.checkin import Answer, CheckIn
from domain.errors import FieldRefusal
from domain.message import Card, Post
from domain.occurrence import State
from domain.people import Side
from views import ids
from views.blocks import (
    Block,
    actions,
    button,
    context,
    divider,
    header,
    modal,
    section,
    text_input,
)
from views.forms import Sent, too_long, words_in
from views.lists import Listed
from views.next_step import SIDE
from views.text import day, fitted, link, mentions, moment, owner, plain, quoted, typed

ANSWER_LIMIT = 3000
WORDS_IN_POST = 8000
"""All answers of a post together: Slack takes about 13,000 characters in all its blocks."""

SECTION = 2900
TICKETS = 10


@dataclass(frozen=True, kw_only=True)
class Held:
    """All that the joint post is drawn from; the open tickets come oldest first."""

    check_in: CheckIn
    open_between: Sequence[Listed]
    following_at: datetime


def name_of(check_in: CheckIn) -> str:
    """The name of the joint post's card; the prompts' names go on from there."""
    return f"checkin:{check_in.series.id}:{check_in.occurrence.slot}"


def prompt_card(check_in: CheckIn, person: str, *, because: str) -> Card:
    """The asking, in this person's direct messages, to be drawn anew."""
    name = f"{name_of(check_in)}:prompt:{person}"
    return Card(key=f"{name}:{because}", to=person, name=name)


def asking(check_in: CheckIn) -> list[Card]:
    """Everybody is asked."""
    return [prompt_card(check_in, p, because="asked") for p in check_in.series.people]


def settled(check_in: CheckIn) -> list[Card]:
    """The joint post, unless it was skipped; and where people were asked, that it is over."""
    name, series = name_of(check_in), check_in.series
    joint = [Card(key=name, to=series.channel, name=name)]
    over = [prompt_card(check_in, p, because="over") for p in series.people]
    return [
        *(joint if check_in.occurrence.state is State.DONE else []),
        *(over if check_in.occurrence.asked_at else []),
    ]


def prompt(check_in: CheckIn, person: str, *, post: str | None = None) -> Post:
    """Asks until the check-in, shows what was answered, and closes once it is over.

    `post` is the address of the joint post, where there is one.
    """
    name = fitted(check_in.series.name, 300)
    answer = check_in.answers.get(person)
    words = [section(line) for line in _answered(check_in, answer, SECTION)] if answer else []
    if check_in.is_over:
        text = f"*{name}* {_how_it_ended(check_in, post)}"
        return Post(text=text, blocks=(section(text), *words))
    at = moment(check_in.occurrence.due_at)
    if answer:
        text = f"*{name}*: {at} in <#{check_in.series.channel}>. You will say:"
        next_step = "*Next:* I post it there with everyone's. You can change it until then."
        label = "Change my answer"
    else:
        text = f"*{name}*: {at} in <#{check_in.series.channel}>. What will you bring?"
        next_step = "*Next:* you answer in a minute or two; I post both sides' answers there."
        label = "Answer"
    value = f"{check_in.series.id}:{check_in.occurrence.slot}"
    style = None if answer else "primary"
    pressed = button(label, action_id=ids.ANSWER_CHECK_IN, value=value, style=style)
    return Post(text=text, blocks=(section(text), *words, section(next_step), actions(pressed)))


def read_button(value: str) -> tuple[int, str]:
    """Series number and slot, as the button and the form carry them."""
    series_id, slot = value.split(":")
    return int(series_id), slot


def form(check_in: CheckIn, person: str) -> Block:
    """The questions, filled with what this person has answered so far."""
    answer = check_in.answers.get(person)
    before = answer.words if answer else ()
    questions = [
        text_input(
            f"answer_{n}",
            question,
            limit=ANSWER_LIMIT,
            initial=before[n] if n < len(before) else "",
            multiline=True,
            optional=True,
        )
        for n, question in enumerate(check_in.series.questions)
    ]
    name = fitted(check_in.series.name, 300)
    return modal(
        ids.CHECK_IN_FORM,
        "Your answer",
        [section(f"*{name}* · {day(check_in.held_on)}"), *questions],
        submit="Save",
        carried=f"{check_in.series.id}:{check_in.occurrence.slot}",
    )


def read_form(view: Sent) -> tuple[int, str, tuple[str, ...]]:
    """Series number, slot and the words. Raises FieldRefusal where the words are amiss."""
    names = [b["block_id"] for b in view["blocks"] if b["type"] == "input"]
    words = {name: words_in(view, name) for name in names}
    found = {name: too_long("This", said, ANSWER_LIMIT) for name, said in words.items()}
    problems = {name: problem for name, problem in found.items() if problem}
    if names and not any(words.values()):
        problems = {names[0]: "Please answer at least one: a word is enough."}
    if problems:
        raise FieldRefusal(problems)
    return *read_button(view["private_metadata"]), tuple(words.values())


def post(held: Held) -> Post:
    """Both sides' answers and the open tickets between them, as one message."""
    check_in = held.check_in
    name = check_in.series.name
    blocks = [
        header(typed(name)),
        context(day(check_in.held_on)),
        *(block for side in Side for block in _side(check_in, side)),
        *_silent(check_in),
        divider(),
        section(_within(_open_between(held.open_between), SECTION)),
        section(
            "*Next:* talk it through in this thread. "
            f"The next check-in: {moment(held.following_at)}."
        ),
    ]
    text = f"{fitted(name, 300)}: both sides' check-in of {day(check_in.held_on)}"
    return Post(text=text, blocks=tuple(blocks))


def _how_it_ended(check_in: CheckIn, post: str | None) -> str:
    if check_in.occurrence.state is State.SKIPPED:
        return "was not posted: I was not running at its time. The next one comes as planned."
    where = link(post, "read it") if post else "read it there"
    return f"is posted in <#{check_in.series.channel}>: {where}."


def _side(check_in: CheckIn, side: Side) -> list[Block]:
    answers = [check_in.answers[p] for p in check_in.series.of_side(side) if p in check_in.answers]
    limit = min(SECTION, WORDS_IN_POST // max(1, len(check_in.answers)))
    title = SIDE[side][0].upper() + SIDE[side][1:]
    nobody = [] if answers else [context("Nothing from this side yet.")]
    said = [section(_said(check_in, answer, limit)) for answer in answers]
    return [section(f"*{title}*"), *said, *nobody]


def _said(check_in: CheckIn, answer: Answer, limit: int) -> str:
    who = f"<@{answer.person}>"
    return _within([who, *_answered(check_in, answer, limit - len(who))], limit)


def _answered(check_in: CheckIn, answer: Answer, limit: int) -> list[str]:
    """A text for each answered question, together no longer than the limit."""
    pairs = zip(check_in.series.questions, answer.words, strict=False)
    given = [(question, words) for question, words in pairs if words]
    share = limit // max(1, len(given)) - 1
    return [_within(_question_and_words(q, words, share), share) for q, words in given]


def _question_and_words(question: str, words: str, limit: int) -> list[str]:
    asked = f"*{fitted(question, min(150, limit // 2))}*"
    without_gaps = re.sub(r"\n\s*\n+", "\n", words)
    return [asked, *quoted(without_gaps, limit - len(asked) - 10).splitlines()]


def _silent(check_in: CheckIn) -> list[Block]:
    return [context(f"No word yet from {mentions(check_in.silent)}.")] if check_in.silent else []


def _open_between(found: Sequence[Listed]) -> list[str]:
    if not found:
        return ["*Open between you*", "Nothing: no open ticket waits between the two sides."]
    more = [f"+{len(found) - TICKETS} more"] if len(found) > TICKETS else []
    return ["*Open between you*", *map(_ticket, found[:TICKETS]), *more]


def _ticket(listed: Listed) -> str:
    ticket = listed.ticket
    side = f" · waits on {SIDE[ticket.waits_on]}" if ticket.waits_on else ""
    reference = link(listed.link, ticket.reference)
    summary = fitted(ticket.summary, 90)
    return f"• {reference} {summary} · {plain(ticket.status)}{side} · owner {owner(ticket.owner)}"


def _within(lines: Iterable[str], limit: int) -> str:
    """As many whole lines as fit, so that no mark of Slack's is cut in two."""
    kept: list[str] = []
    for line in lines:
        if sum(map(len, kept)) + len(kept) + len(line) > limit - 2:
            return "\n".join([*kept, "…"])
        kept.append(line)
    return "\n".join(kept)
