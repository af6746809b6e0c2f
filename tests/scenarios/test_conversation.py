"""Two threads joined: what the requester writes, what IT says among itself, and what it replies."""

import random

import pytest

from domain.ticket import Status, Visibility, Waiting
from tests.builders import saved
from tests.marks import at_slacks_pace, on_both
from tests.scenarios.acting import buttons_of, card, eventually, file_request, settled, words_of

CANARY = "canary-4711"


@pytest.fixture
def taken(company, bot, anna, ivo):
    """A ticket that Ivo has taken, with its cards."""
    file_request(anna)
    settled(bot)
    ivo.press("Take it", message=card(ivo, "triage-web"))
    settled(bot)


def below(person, channel, words):
    """The newest message with these words in the thread of the card there, waited for."""
    return eventually(
        lambda: [m for m in thread(person, channel) if words in words_of(m)],
        what=f"{words!r} below the card",
    )[-1]


def thread(person, channel="triage-web"):
    """What stands below the card of the ticket there."""
    top = card(person, channel)["ts"]
    return [m for m in person.sees(channel) if m.get("thread_ts") == top and m["ts"] != top]


def write(person, words, *, channel="dm", bot):
    said = person.say(words, channel=channel, thread_ts=card(person, channel)["ts"])
    eventually(lambda: [c for c in comments(bot) if c.ts == said["ts"]], what="the comment")
    settled(bot)
    return said


def reply(person, words, *, bot, asks=False):
    person.press("Reply to requester", message=card(person, "triage-web"))
    form = person.view("Reply on MT-1")
    person.submit({"words": words} | ({"asks": ["yes"]} if asks else {}), view=form)
    preview = person.view("Before it is sent")
    assert person.submit(view=preview).closed
    settled(bot)
    return preview


@on_both
def test_what_the_requester_writes_is_read_below_the_card_of_it(company, bot, taken, anna, ivo):
    write(anna, "The form needs a field for schools <!channel>", bot=bot)

    said = below(ivo, "triage-web", "a field for schools")
    assert "<@U0ANNA>" in words_of(said)
    assert "<!channel>" not in words_of(said)


@on_both
def test_internal_talk_stays_and_a_reply_is_read(company, bot, taken, anna, ivo):
    write(ivo, f"reply: between us, {CANARY}", channel="triage-web", bot=bot)

    preview = reply(ivo, "It is live on Tuesday.", bot=bot)

    read = below(anna, "dm", "It is live on Tuesday.")
    for block in preview["blocks"][1:-1]:
        assert block["type"] in [b["type"] for b in read["blocks"]]
    assert "<@U0ANNA>, <@U0IVO> replies:" in words_of(read)
    assert "replied to <@U0ANNA>" in words_of(below(ivo, "triage-web", "It is live on Tuesday."))
    assert saved(bot.desk, 1).ticket.status is Status.IN_PROGRESS
    assert CANARY not in str(company.journal())


@on_both
@at_slacks_pace
def test_a_question_waits_for_the_requester_whose_words_bring_it_back(
    company, bot, taken, anna, ivo
):
    reply(ivo, "Which logo?", asks=True, bot=bot)
    ticket = saved(bot.desk, 1).ticket
    assert (ticket.status, ticket.waiting_for) == (Status.WAITING, Waiting.REQUESTER)
    assert "Please answer in this thread" in words_of(below(anna, "dm", "Which logo?"))

    write(anna, "The new one", bot=bot)

    assert saved(bot.desk, 1).ticket.status is Status.IN_PROGRESS
    assert "The new one" in words_of(below(ivo, "triage-web", "The new one"))
    assert sum("has its answer" in words_of(m) for m in thread(ivo)) == 1
    assert "Please answer" not in words_of(below(anna, "dm", "Which logo?"))


def test_a_nod_counts_as_the_answer_once_the_requester_says_so(company, bot, taken, anna, ivo):
    reply(ivo, "Shall I take the new logo?", asks=True, bot=bot)

    write(anna, "ok :+1:", bot=bot)
    assert saved(bot.desk, 1).ticket.status is Status.WAITING
    anna.press("That was my answer", message=below(anna, "dm", "still waits for your answer"))
    settled(bot)

    assert saved(bot.desk, 1).ticket.status is Status.IN_PROGRESS
    assert "Please answer" not in words_of(below(anna, "dm", "Shall I take"))


@on_both
def test_edits_and_deletions_follow(company, bot, taken, anna, ivo):
    said = write(anna, "The logo is wrogn", bot=bot)
    mirrored = below(ivo, "triage-web", "wrogn")

    anna.edit(said, "The logo is wrong")
    read = eventually(lambda: "logo is wrong" in words_of(below(ivo, "triage-web", "edited")))
    assert read
    assert below(ivo, "triage-web", "edited")["ts"] == mirrored["ts"]
    anna.delete(said)

    gone = below(ivo, "triage-web", "deleted what they wrote")
    assert gone["ts"] == mirrored["ts"]
    assert "logo" not in words_of(gone)
    settled(bot)
    assert "1 comment" not in words_of(card(ivo, "triage-web"))


@on_both
def test_an_edit_after_the_ticket_was_closed_follows_and_opens_nothing(
    company, bot, taken, anna, ivo
):
    said = write(anna, "The logo is wrogn", bot=bot)
    ivo.press("Resolve", message=card(ivo, "triage-web"))
    assert ivo.submit({"words": "It is live."}).closed
    settled(bot)
    anna.press("Done", message=card(anna))
    settled(bot)
    assert saved(bot.desk, 1).ticket.status is Status.CLOSED

    anna.edit(said, "The logo is wrong")

    assert eventually(lambda: "logo is wrong" in words_of(below(ivo, "triage-web", "edited")))
    settled(bot)
    assert saved(bot.desk, 1).ticket.status is Status.CLOSED
    assert not [m for m in thread(anna, "dm") if "still missing" in words_of(m)]


@on_both
def test_small_talk_moves_nothing_and_is_not_passed_on(company, bot, taken, anna, ivo):
    ivo.press("Resolve", message=card(ivo, "triage-web"))
    assert ivo.submit({"words": "It is live."}).closed
    settled(bot)
    before = len(company.journal())

    write(anna, "Thank you so much! :tada:", bot=bot)

    assert saved(bot.desk, 1).ticket.status is Status.RESOLVED
    assert not [e for e in company.journal(after=before) if e["method"] == "chat.postMessage"]


@on_both
def test_words_on_a_resolved_ticket_are_asked_about_before_they_count(
    company, bot, taken, anna, ivo
):
    ivo.press("Resolve", message=card(ivo, "triage-web"))
    assert ivo.submit({"words": "It is live."}).closed
    settled(bot)

    write(anna, "The form is missing", bot=bot)

    asked = below(anna, "dm", "Is something still missing?")
    assert buttons_of(asked) == ["Not done yet"]
    assert saved(bot.desk, 1).ticket.status is Status.RESOLVED
    anna.press("Not done yet", message=asked)
    settled(bot)
    assert saved(bot.desk, 1).ticket.status is Status.IN_PROGRESS
    assert "The form is missing" in words_of(card(ivo, "triage-web"))
    assert buttons_of(below(anna, "dm", "has moved on")) == []


def comments(bot, number=1):
    with bot.desk.reading() as tx:
        return tx.comments.of(number)


@pytest.mark.parametrize("seed", range(3))
def test_internal_words_reach_nobody_but_it(company, bot, taken, anna, ivo, seed):
    """Whatever their prefix, wherever in IT's thread they were written."""
    dice, ben = random.Random(seed), company.person("ben")
    said = []
    for n in range(4):
        canary = f"{CANARY}-{dice.randrange(10**9)}"
        prefix = dice.choice(["", "reply: ", "@Anna ", "/reply ", "> ", "public: ", "*Anna*: "])
        by = dice.choice([ivo, company.person("tom"), company.person("maya")])
        message = write(by, f"{prefix}{canary}", channel="triage-web", bot=bot)
        said.append(canary)
        if n % 2:
            by.edit(message, f"{prefix}{canary} edited")
    write(anna, "Any news?", bot=bot)
    reply(ivo, "Soon.", bot=bot)
    ivo.press("Resolve", message=card(ivo, "triage-web"))
    ivo.submit({"words": "It is live."})
    settled(bot)

    read = [anna.command("/request", "MT-1"), ben.command("/request", "MT-1")]
    read += [each.command("/request", f"search {CANARY}") for each in (anna, ben, ivo)]
    read += [anna.command("/request", "mine"), anna.dm(), ben.dm()]
    read += [entry for entry in company.journal() if entry["via"] != "ack"]
    assert not [canary for canary in said if canary in str(read)]
    assert said[-1] in str(ivo.command("/request", "MT-1"))


@on_both
def test_a_thread_in_a_channel_is_joined_with_triage(company, bot, anna, ivo):
    first = anna.say("The form is broken", channel="martech")
    company.person("ben").react(first, "ticket")
    eventually(lambda: [m for m in ivo.sees("triage-web") if "*MT-1*" in words_of(m)])
    settled(bot)

    anna.say("On the phone only", channel="martech", thread_ts=first["ts"])
    below(ivo, "triage-web", "On the phone only")
    reply(ivo, "Which phone?", bot=bot)
    anna.edit(first, "The form is broken on phones")

    read = eventually(lambda: [m for m in anna.sees("martech") if "Which phone?" in words_of(m)])
    assert read[-1]["thread_ts"] == first["ts"]
    told = below(ivo, "triage-web", "edited the message that MT-1 came from")
    assert "broken on phones" in words_of(told)
    assert saved(bot.desk, 1).ticket.summary == "The form is broken"


def test_a_file_is_passed_on_by_its_address(company, bot, taken, anna, ivo):
    top = card(anna)["ts"]

    anna.share_file("logo.png", b"\x89PNG", channel="dm", text="The logo", thread_ts=top)

    assert "logo.png>" in words_of(below(ivo, "triage-web", "The logo"))


@on_both
def test_who_greets_the_bot_learns_how_to_ask(company, bot, anna):
    anna.say("hi there!")

    told = eventually(lambda: [m for m in anna.dm() if "what you need from IT" in words_of(m)])
    assert len(told) == 1
    anna.say("The newsletter form is broken")
    eventually(lambda: [m for m in anna.dm() if "*MT-1*" in words_of(m)])
    assert saved(bot.desk, 1).ticket.visibility is Visibility.PRIVATE


def test_a_private_talk_goes_between_its_two_alone(company, bot, anna, ivo):
    anna.say(f"My salary page leaks {CANARY}")
    eventually(lambda: [m for m in ivo.dm() if "*MT-1*" in words_of(m)])
    settled(bot)

    write(anna, f"Still leaking {CANARY}-2", bot=bot)

    assert f"{CANARY}-2" in words_of(below(ivo, "dm", "Still leaking"))
    assert CANARY not in str(ivo.sees("triage-web"))
    assert CANARY not in str(company.person("tom").dm())


def test_what_cannot_be_sent_any_more_keeps_the_words(company, bot, taken, anna, ivo):
    ivo.press("Reply to requester", message=card(ivo, "triage-web"))
    ivo.submit({"words": "Which logo?", "asks": ["yes"]}, view=ivo.view("Reply on MT-1"))
    preview = ivo.view("Before it is sent")
    anna.press("Withdraw", message=card(anna))
    settled(bot)

    assert ivo.submit(view=preview).closed

    form = ivo.view("Reply on MT-1")
    assert "Which logo?" in str(form["state"])
    assert "Which logo?" not in str(anna.dm())
