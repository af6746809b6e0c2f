"""Tickets from messages: by the emoji, by a mention, from the message's menu."""

import pytest

from bot.clock import utc_now
from bot.reader import Reader
from domain.errors import TicketNotFound
from domain.ticket import Origin, Status, Visibility
from tests.builders import saved
from tests.marks import on_both
from tests.scenarios.acting import buttons_of, card, eventually, settled, words_of
from views import ids
from workflows import errands


@pytest.fixture
def ben(company):
    return company.person("ben")


@on_both
def test_the_emoji_makes_a_ticket_of_a_message_whose_thread_shows_the_card(
    company, bot, anna, ben, ivo
):
    said = anna.say("The form on the spring page is broken & slow", channel="martech")

    ben.react(said, "ticket")

    ticket = made(bot)
    assert (ticket.status, ticket.origin) == (Status.NEW, Origin.EMOJI)
    assert (ticket.requester, ticket.filed_by) == (anna.id, ben.id)
    assert ticket.summary == "The form on the spring page is broken & slow"
    shown = card(anna, "martech")
    assert shown["thread_ts"] == said["ts"]
    assert "Add details" in buttons_of(shown)
    assert "details missing" in words_of(card(ivo, "triage-web"))
    assert anna.dm() == []


@on_both
def test_nobody_is_asked_for_a_yes_before_the_details_are_there(company, bot, anna, ben, ivo):
    anna.react(anna.say("I cannot open the CRM", channel="martech"), "ticket")
    made(bot)
    assert company.person("maya").dm() == []

    anna.press("Add details", message=card(anna, "martech"))
    form = anna.view("Details: MT-1")
    outcome = anna.submit({"type": "access", "purpose": ""}, view=form)
    assert outcome.errors.keys() == {"purpose"}
    assert anna.submit({"type": "access", "purpose": "Leads of the spring fair"}).closed
    settled(bot)

    assert saved(bot.desk, 1).ticket.status is Status.AWAITING_APPROVAL
    assert "Approve" in buttons_of(card(company.person("maya")))
    assert "Add details" not in buttons_of(card(anna, "martech"))
    assert "Leads of the spring fair" in words_of(card(ivo, "triage-web"))
    assert tickets(bot) == 1


@on_both
def test_a_thread_has_one_ticket_however_many_want_one(company, bot, anna, ben, ivo):
    said = anna.say("The form is broken", channel="martech")
    reply = ben.say("For me, too", channel="martech", thread_ts=said["ts"])
    ben.react(said, "ticket")
    made(bot)

    for person in (company.person("mara"), company.person("tom")):
        person.react(reply, "ticket")
    ben.react(reply, "ticket")
    ben.mention("please look", "martech", thread_ts=said["ts"])

    eventually(lambda: len(saved(bot.desk, 1).watchers) == 2, what="two watchers")
    settled(bot)
    assert set(saved(bot.desk, 1).watchers) == {"U0MARA", "U0TOM"}
    assert tickets(bot) == 1
    assert words_of(company.person("mara").message("MT-1"))
    assert not [m for m in anna.sees("martech") if m.get("bot_id") and "follows" in words_of(m)]


def test_the_emoji_on_a_reply_takes_its_words_and_its_whole_thread(company, bot, anna, ben, ivo):
    said = anna.say("Who knows about forms?", channel="martech")
    ben.say("Ask IT", channel="martech", thread_ts=said["ts"])
    reply = anna.say("The spring form loses umlauts", channel="martech", thread_ts=said["ts"])

    ben.react(reply, "ticket")

    assert made(bot).summary == "The spring form loses umlauts"
    assert card(anna, "martech")["thread_ts"] == said["ts"]
    assert [c.words for c in comments(bot)] == ["Who knows about forms?", "Ask IT"]
    told = words_of(ivo.message("thread>: 2 messages", channel="triage-web"))
    assert "Who knows about forms?" in told


@on_both
def test_a_mention_makes_a_ticket_of_what_it_says(company, bot, anna):
    said = anna.mention("the form on the spring page is broken", "martech")

    ticket = made(bot)

    assert ticket.summary == "the form on the spring page is broken"
    assert (ticket.origin, ticket.requester, ticket.filed_by) == (Origin.MENTION, anna.id, None)
    assert card(anna, "martech")["thread_ts"] == said["ts"]


def test_a_mention_without_words_in_a_thread_means_the_message_on_top(company, bot, anna, ben):
    said = anna.say("The form is broken", channel="martech")

    ben.mention("", "martech", thread_ts=said["ts"])

    ticket = made(bot)
    assert (ticket.summary, ticket.requester) == ("The form is broken", anna.id)
    assert ticket.filed_by == ben.id


def test_a_mention_without_words_elsewhere_is_asked_for_them(company, bot, anna):
    anna.mention("", "martech")

    eventually(anna.dm, what="a word")
    assert "say what you need" in words_of(anna.dm()[-1])
    assert tickets(bot) == 0


@on_both
def test_a_direct_message_becomes_a_private_ticket(company, bot, anna, ivo):
    said = anna.say("My account & the payroll export are mixed up")

    ticket = made(bot)

    assert (ticket.origin, ticket.visibility) == (Origin.DIRECT, Visibility.PRIVATE)
    assert "payroll" in words_of(card(anna))
    assert "payroll" in words_of(card(ivo))
    told = {e["user"] for e in company.journal() if "payroll" in words_of(e)}
    assert told == {anna.id, ivo.id}
    anna.say("It is urgent", thread_ts=said["ts"])
    eventually(lambda: [c.words for c in comments(bot)] == ["It is urgent"], what="the comment")


def test_the_emoji_on_what_is_private_tells_nothing(company, bot, anna, ben):
    said = anna.say("The payroll form is broken", channel="martech")
    anna.message_shortcut(ids.MESSAGE_SHORTCUT, said)
    details = {"type": "landing_page", "purpose": "Leads", "private": ["private"]}
    anna.submit(details, view=anna.view("New request"))
    made(bot)

    ben.react(said, "ticket")

    eventually(ben.dm, what="a word")
    settled(bot)
    assert "only those who have a part" in words_of(ben.dm()[-1])
    assert "MT-1" not in words_of(ben.dm()[-1])
    assert [m for m in ben.sees("martech") if m.get("bot_id")] == []
    assert words_of(card(anna))


def test_a_message_in_a_triage_channel_goes_to_that_area(company, bot, ivo):
    said = ivo.say("The staging site is down", channel="triage-web")

    ivo.react(said, "ticket")

    assert made(bot).area == "website"
    assert card(ivo, "triage-web")["ts"] != said["ts"]


def test_files_come_along_by_name_and_address(company, bot, anna):
    said = anna.share_file("brief.pdf", b"%PDF", channel="martech", text="The page, see the brief")

    anna.react(said, "ticket")

    made(bot)
    details = saved(bot.desk, 1).brief.details
    assert "brief.pdf: https://acme.slack.com/files/" in details
    assert words_of(card(anna, "martech")).count("brief.pdf") == 2
    assert not [e for e in company.journal() if e["method"].startswith("files.")]


def test_a_thread_of_five_hundred_replies_keeps_the_newest_hundred_and_says_so(
    company, bot, anna, ben, ivo
):
    said = anna.say("The form is broken", channel="martech")
    for n in range(1, 501):
        (anna, ben)[n % 2].say(f"reply {n}", channel="martech", thread_ts=said["ts"])

    ben.react(said, "ticket")

    made(bot)
    kept = comments(bot)
    assert [kept[0].words, kept[-1].words, len(kept)] == ["reply 401", "reply 500", 100]
    told = words_of(ivo.message("Earlier in the", channel="triage-web"))
    assert "100 messages" in told
    assert "400 older" in told
    assert "reply 490" not in told


@pytest.mark.parametrize("name", ["gus", "ola"])
def test_a_guests_emoji_or_mention_makes_no_ticket_and_one_kind_word_a_day(
    company, bot, anna, name
):
    guest = invited(company, name)
    said = [anna.say(f"The form {n} is broken", channel="martech") for n in (1, 2)]

    guest.react(said[0], "ticket")
    guest.react(said[1], "ticket")
    guest.mention("please help", "martech")

    eventually(guest.dm, what="a kind word")
    settled(bot)
    [told] = guest.dm()
    assert "people who work here" in words_of(told)
    assert tickets(bot) == 0


def test_a_guests_message_becomes_the_request_of_who_put_the_emoji(company, bot, ben):
    said = invited(company, "gus").say("The form is broken", channel="martech")

    ben.react(said, "ticket")

    ticket = made(bot)
    assert (ticket.requester, ticket.filed_by) == (ben.id, None)


def test_the_emoji_on_our_own_card_is_told_which_ticket_it_is(company, bot, anna, ben):
    anna.react(anna.say("The form is broken", channel="martech"), "ticket")
    made(bot)

    ben.react(card(ben, "martech"), "ticket")

    eventually(ben.dm, what="a word")
    settled(bot)
    assert "belongs to <https://acme.slack.com/" in words_of(ben.dm()[-1])
    assert tickets(bot) == 1
    assert saved(bot.desk, 1).watchers == ()


def test_other_emoji_mean_nothing(company, bot, anna, ben):
    said = anna.say("The form is broken", channel="martech")

    ben.react(said, "tada")
    ben.react(said, "ticket")

    made(bot)
    assert tickets(bot) == 1


@pytest.mark.refused("not_in_channel")
def test_where_the_bot_was_removed_meanwhile_it_says_how_to_let_it_in(company, bot, anna, ben):
    bot.reader.stop()
    said = anna.say("The form is broken", channel="martech")
    ben.react(said, "ticket")
    eventually(lambda: errands.waiting(bot.desk), what="an errand")
    company.channel("martech").remove_bot()

    another_reader(company, bot).run_due()
    eventually(ben.dm, what="a word")

    assert "/invite @Tandem" in words_of(ben.dm()[-1])
    assert tickets(bot) == 0


@pytest.mark.refused("thread_not_found")
def test_a_message_that_was_deleted_meanwhile_makes_no_ticket(company, bot, anna, ben):
    bot.reader.stop()
    said = anna.say("The form is broken", channel="martech")
    ben.react(said, "ticket")
    eventually(lambda: errands.waiting(bot.desk), what="an errand")
    anna.delete(said)

    another_reader(company, bot).run_due()
    eventually(ben.dm, what="a word")

    assert "was deleted" in words_of(ben.dm()[-1])
    assert tickets(bot) == 0


@on_both
def test_the_messages_menu_opens_the_form_with_its_words_and_keeps_the_thread(
    company, bot, anna, ben, ivo
):
    said = anna.say("The form on the spring page is broken & slow", channel="martech")
    ben.say("For me, too", channel="martech", thread_ts=said["ts"])

    anna.message_shortcut(ids.MESSAGE_SHORTCUT, said)
    form = anna.view("New request")
    sent = anna.submit({"type": "landing_page", "purpose": "Leads"}, view=form)

    assert sent.closed, sent
    ticket = made(bot)
    assert ticket.summary == "The form on the spring page is broken & slow"
    assert (ticket.origin, ticket.status) == (Origin.MESSAGE, Status.OPEN)
    assert card(anna, "martech")["thread_ts"] == said["ts"]
    assert [c.words for c in comments(bot)] == ["For me, too"]
    assert "For me, too" in words_of(ivo.message("Earlier in the", channel="triage-web"))
    assert anna.dm() == []


@on_both
def test_what_was_said_before_the_ticket_reads_as_it_does_now(company, bot, anna, ben, ivo):
    said = anna.say("The form is broken", channel="martech")
    first = ben.say("For me, too", channel="martech", thread_ts=said["ts"])
    second = ben.say("My password is 1234", channel="martech", thread_ts=said["ts"])
    anna.react(said, "ticket")
    made(bot)
    told = ivo.message("Earlier in the", channel="triage-web")

    ben.edit(first, "For Mara, too")
    ben.delete(second)

    def earlier():
        seen = ivo.message("Earlier in the", channel="triage-web")
        return seen if "deleted what they wrote" in words_of(seen) else None

    now = eventually(earlier)
    settled(bot)
    now = earlier()
    assert now["ts"] == told["ts"]
    assert "For Mara, too" in words_of(now)
    assert "edited" in words_of(now)
    assert "1234" not in str(company.person("tom").sees("triage-web"))


def test_what_was_said_before_a_ticket_that_becomes_private_is_taken_back(
    company, bot, anna, ben, ivo
):
    said = anna.say("The form is broken", channel="martech")
    ben.say("canary for me, too", channel="martech", thread_ts=said["ts"])
    anna.react(said, "ticket")
    made(bot)
    assert "canary" in words_of(ivo.message("Earlier in the", channel="triage-web"))

    anna.press("Add details", message=card(anna, "martech"))
    details = {"type": "landing_page", "purpose": "Leads", "private": ["private"]}
    anna.submit(details, view=anna.view("Details: MT-1"))
    settled(bot)

    assert "canary" not in str(ivo.sees("triage-web"))


def test_a_colleagues_message_is_filed_for_them_unless_said_otherwise(company, bot, anna, ben):
    said = anna.say("The form is broken", channel="martech")

    ben.message_shortcut(ids.MESSAGE_SHORTCUT, said)
    ben.submit({"type": "landing_page", "purpose": "Leads"}, view=ben.view("New request"))

    ticket = made(bot)
    assert (ticket.requester, ticket.filed_by) == (anna.id, ben.id)


@pytest.mark.refused("not_in_channel")
def test_where_the_bot_is_not_invited_everything_for_the_requester_comes_directly(
    company, bot, anna, ivo
):
    said = anna.say("The form is broken", channel="marketing")
    anna.message_shortcut(ids.MESSAGE_SHORTCUT, said)
    anna.submit({"type": "landing_page", "purpose": "Leads"}, view=anna.view("New request"))

    made(bot)
    ivo.press("Take it", message=card(ivo, "triage-web"))

    eventually(lambda: anna.sees("dm")[2:], what="card, apology and news")
    settled(bot)
    shown = card(anna)
    assert shown["thread_ts"] == shown["ts"]
    assert anna.message("/invite @Tandem")["thread_ts"] == shown["ts"]
    assert anna.message("has taken MT-1")["thread_ts"] == shown["ts"]
    assert company.person("noor").dm() == []


@on_both
def test_a_message_whose_thread_has_a_ticket_opens_word_of_that(company, bot, anna, ben):
    said = anna.say("The form is broken", channel="martech")
    anna.react(said, "ticket")
    made(bot)

    ben.message_shortcut(ids.MESSAGE_SHORTCUT, said)

    told = ben.view("Already a request")
    assert "This is MT-1 already" in words_of(told)
    ben.message_shortcut(ids.MESSAGE_SHORTCUT, card(ben, "martech"))
    eventually(lambda: any("This is MT-1" in words_of(m) for m in ben.sees("martech")))


def test_a_form_sent_for_a_thread_that_got_a_ticket_meanwhile_keeps_its_words(
    company, bot, anna, ben
):
    said = anna.say("The form is broken", channel="martech")
    anna.message_shortcut(ids.MESSAGE_SHORTCUT, said)
    form = anna.view("New request")
    ben.react(said, "ticket")
    made(bot)

    sent = anna.submit({"type": "landing_page", "purpose": "Leads"}, view=form)

    assert "This is MT-1 already" in str(sent.errors)
    assert tickets(bot) == 1


def test_the_shortcut_anywhere_opens_an_empty_form(company, bot, anna):
    anna.shortcut(ids.FILE_SHORTCUT)

    anna.submit(
        {"summary": "A page", "type": "landing_page", "purpose": "Leads"},
        view=anna.view("New request"),
    )

    assert made(bot).summary == "A page"
    assert words_of(card(anna))


@pytest.mark.refused("not_in_channel")
def test_a_card_in_a_thread_moves_to_the_requester_once_the_bot_is_not_let_in_there(
    company, bot, anna, ivo
):
    anna.react(anna.say("The form is broken", channel="martech"), "ticket")
    made(bot)
    company.channel("martech").remove_bot()

    ivo.press("Add details", message=card(ivo, "triage-web"))
    ivo.submit({"type": "landing_page", "purpose": "Leads"}, view=ivo.view("Details: MT-1"))

    eventually(anna.dm, what="the card")
    settled(bot)
    assert "waits on IT" in words_of(card(anna))


def invited(company, name):
    """Somebody who is not in every channel by themselves."""
    company.channel("martech").add(name)
    return company.person(name)


def another_reader(company, bot):
    """As a bot has that is started after this one was killed."""
    return Reader(bot.desk, bot.slack, bot_user=company.bot_user, real_clock=utc_now)


def tickets(bot):
    """How many there are."""
    count = 0
    while _ticket(bot, count + 1):
        count += 1
    return count


def made(bot, number=1):
    """The ticket of this number, once a message became one and everybody was told."""
    eventually(lambda: _ticket(bot, number), what=f"MT-{number}")
    settled(bot)
    return saved(bot.desk, number).ticket


def _ticket(bot, number):
    try:
        return saved(bot.desk, number)
    except TicketNotFound:
        return None


def comments(bot, ticket_id=1):
    with bot.desk.reading() as tx:
        return tx.comments.of(ticket_id)


def test_what_becomes_private_leaves_the_thread_that_it_came_from(company, bot, anna, ben, ivo):
    said = anna.say("The form is broken", channel="martech")
    anna.react(said, "ticket")
    made(bot)
    anna.press("Add details", message=card(anna, "martech"))
    details = {"type": "landing_page", "purpose": "canary", "private": ["private"]}
    anna.submit(details, view=anna.view("Details: MT-1"))
    settled(bot)

    ivo.press("Resolve", message=card(ivo))
    ivo.submit({"words": "canary resolved"}, view=ivo.view("Resolve MT-1"))
    settled(bot)

    assert "canary" not in str(ben.sees("martech"))
    assert "canary resolved" in words_of(anna.message("canary resolved"))
    assert "Done" in buttons_of(card(anna))
