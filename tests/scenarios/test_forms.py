"""The request form at work: fields that come and go, drafts, and what is filed twice."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.form import Choice, FieldKind, ShowIf
from domain.history import Event
from domain.link import LinkKind
from domain.people import Person
from domain.ticket import Status, Visibility
from tests.builders import ANNA, BEN, IVO, a_catalogue, a_field, saved
from tests.marks import on_both
from tests.scenarios.acting import buttons_of, card, eventually, file_request, settled, words_of
from workflows import catalogue

TOOLS = tuple(Choice(key=name, name=name) for name in ("CRM", "Something else"))
FIELDS = (
    a_field(key="tool", label="Which tool?", kind=FieldKind.CHOICE, choices=TOOLS),
    a_field(
        key="name",
        label="What is it called?",
        is_required=True,
        show_if=ShowIf(field="tool", values=("Something else",)),
    ),
    a_field(key="price", label="What does it cost?", kind=FieldKind.MONEY, currency="EUR"),
)


@pytest.fixture
def asking(bot):
    """The bot, where access asks for a tool, and for its name if it is none of ours."""
    page, access = a_catalogue().types
    asking = a_catalogue(types=(page, replace(access, fields=FIELDS)))
    catalogue.apply(bot.desk, asking, by="U0NOOR")
    catalogue.refresh(bot.desk)
    return bot


def opened(person, words=""):
    person.command("/request", words, channel="marketing")
    return person.view("New request")


def with_input(person, name):
    """The form, once this input is in it."""
    return eventually(lambda: name in inputs(person) and person.view(), what=name)


def inputs(person):
    return {b["block_id"]: b for b in person.view()["blocks"] if b["type"] == "input"}


def typed(person, name):
    """What stands in this input."""
    [state] = person.view()["state"]["values"][name].values()
    return state.get("value") or (state.get("selected_option") or {}).get("value")


@on_both
def test_fields_come_with_the_type_and_with_answers_and_go_again(company, asking, anna):
    opened(anna, "Access for Ben")
    anna.choose("type", "access", values={"purpose": "Reports"})
    with_input(anna, "field.access.tool")
    anna.choose("field.access.tool", "Something else", values={"details": "Soon, please"})
    with_input(anna, "field.access.name")
    assert (typed(anna, "summary"), typed(anna, "purpose")) == ("Access for Ben", "Reports")
    assert typed(anna, "details") == "Soon, please"

    anna.choose("field.access.tool", "CRM", values={"field.access.name": "Surveys"})
    eventually(lambda: "field.access.name" not in inputs(anna))
    assert anna.submit({"field.access.price": "1.200,50"}).closed

    values = saved(asking.desk, 1).brief.values
    assert [(v.key, v.answers, v.currency) for v in values] == [
        ("tool", ("CRM",), ""),
        ("price", ("1200.50",), "EUR"),
    ]


def test_what_was_typed_into_a_hidden_field_is_there_when_it_comes_back(company, asking, anna):
    opened(anna, "Access for Ben")
    anna.choose("type", "access")
    with_input(anna, "field.access.price")

    anna.choose("type", "landing_page", values={"field.access.price": "12"})
    eventually(lambda: "field.access.price" not in inputs(anna))
    anna.choose("type", "access")
    with_input(anna, "field.access.price")

    assert typed(anna, "field.access.price") == "12"


@on_both
def test_errors_stand_beside_the_type_s_fields_and_what_was_typed_is_kept(company, asking, anna):
    opened(anna, "Access for Ben")
    anna.choose("type", "access")
    with_input(anna, "field.access.price")

    wrong = anna.submit({"purpose": "Reports", "field.access.price": "about 12"})

    assert list(wrong.errors) == ["field.access.price"]
    assert "cannot be sure which amount" in wrong.errors["field.access.price"]
    assert anna.submit({"field.access.price": "12"}).closed


def test_who_sends_before_the_fields_came_gets_them_with_a_word_on_what_is_missing(
    company, asking, anna
):
    page, access = a_catalogue().types
    reason = a_field(key="reason", label="Why them?", is_required=True)
    needing = a_catalogue(types=(page, replace(access, fields=(reason,))))
    catalogue.apply(asking.desk, needing, by="U0NOOR")
    catalogue.refresh(asking.desk)
    opened(anna, "Access for Ben")

    early = anna.submit({"type": "access", "purpose": "Reports"})

    assert not early.closed
    assert "nothing was sent yet" in words_of(anna.view())
    assert "Why them?" in words_of(anna.view())
    assert typed(anna, "purpose") == "Reports"
    assert anna.submit({"field.access.reason": "He does the reports"}).closed


@on_both
def test_the_form_says_who_will_own_it_and_who_will_be_asked(company, bot, anna):
    opened(anna, "Access for Ben")

    anna.choose("type", "access")

    eventually(lambda: "<@U0IVO> will own it." in words_of(anna.view()))
    assert "Work starts once <@U0MAYA> or <@U0IVO> has said yes." in words_of(anna.view())


@on_both
def test_a_form_that_was_closed_is_offered_again_and_gone_on_with(company, bot, anna):
    opened(anna, "Access for Ben")
    anna.choose("type", "access", values={"purpose": "Reports"})
    eventually(lambda: "will own it" in words_of(anna.view()))
    anna.close()
    opened(anna)
    eventually(lambda: "You began a request" in words_of(anna.view()), what="the offer")

    anna.press("Go on with it")

    eventually(lambda: "You began" not in words_of(anna.view()))
    assert anna.submit().closed
    filed = saved(bot.desk, 1)
    assert (filed.ticket.summary, filed.brief.purpose) == ("Access for Ben", "Reports")
    opened(anna)
    assert "You began" not in words_of(anna.view())


def test_what_stands_in_the_form_is_kept_when_an_older_draft_is_taken_up(company, bot, anna):
    opened(anna, "First")
    anna.choose("type", "access")
    eventually(lambda: "will own it" in words_of(anna.view()))
    anna.close()
    opened(anna)
    eventually(lambda: "You began" in words_of(anna.view()))

    anna.press("Go on with it", values={"summary": "Second"})

    eventually(lambda: "You began" not in words_of(anna.view()))
    assert anna.submit({"purpose": "Reports"}).closed
    assert saved(bot.desk, 1).ticket.summary == "First"
    opened(anna)
    eventually(lambda: "_Second_" in words_of(anna.view()), what="the offer of the second")


def test_a_draft_that_is_dropped_is_not_offered_again(company, bot, anna):
    opened(anna, "Access for Ben")
    anna.choose("type", "access")
    eventually(lambda: "will own it" in words_of(anna.view()))
    anna.close()
    opened(anna)
    eventually(lambda: "You began" in words_of(anna.view()))

    anna.press("Drop it")

    eventually(lambda: "You began" not in words_of(anna.view()))
    anna.close()
    opened(anna)
    assert "You began" not in words_of(anna.view())


@on_both
def test_the_same_words_within_two_minutes_ask_before_a_second_ticket(company, bot, anna):
    file_request(anna, "Access for Ben")
    settled(bot)
    company.advance(40)
    opened(anna, "access for  BEN!")

    asked = anna.submit({"type": "landing_page", "purpose": "Leads"})

    assert not asked.closed
    assert "You filed the same 4" in words_of(anna.view())
    assert "|MT-1>" in words_of(anna.view())
    assert anna.submit({"details": "For the other Ben"}).closed
    again = saved(bot.desk, 2)
    assert (again.ticket.summary, again.brief.details) == ("access for  BEN!", "For the other Ben")


@pytest.mark.parametrize(("words", "later"), [("Access for Tom", 5), ("Access for Ben", 121)])
def test_other_words_or_a_later_time_file_at_once(company, bot, anna, words, later):
    file_request(anna, "Access for Ben")
    company.advance(later)

    file_request(anna, words)

    assert saved(bot.desk, 2).ticket.summary == words


@on_both
def test_on_behalf_of_somebody_both_hear_of_it_and_neither_decides(company, bot, anna, ivo, maya):
    ben = company.person("ben")

    file_request(ivo, "Access for Ben", kind="access", requester=BEN)
    settled(bot)

    filed = saved(bot.desk, 1)
    assert (filed.ticket.requester, filed.ticket.filed_by) == (BEN, IVO)
    assert [a.approver for a in filed.approval.answers] == ["U0MAYA"]
    assert "filed by <@U0IVO>" in words_of(card(ben))
    assert "*MT-1*" in words_of(card(ivo))


@on_both
def test_a_request_that_is_kept_private_is_not_posted_in_triage(company, bot, anna, ivo):
    file_request(anna, "Access for Ben", private=["private"])
    settled(bot)

    assert saved(bot.desk, 1).ticket.visibility is Visibility.PRIVATE
    assert not [m for m in ivo.sees("triage-web") if "Access for Ben" in words_of(m)]
    assert "Access for Ben" in words_of(card(ivo))


def test_a_type_that_left_the_catalogue_is_refused_at_its_field(company, bot, anna):
    opened(anna, "Access for Ben")
    page, _ = a_catalogue().types
    catalogue.apply(bot.desk, a_catalogue(types=(page,)), by="U0NOOR")
    catalogue.refresh(bot.desk)

    refused = anna.submit({"type": "access", "purpose": "Reports"})

    assert list(refused.errors) == ["type"]
    assert anna.submit({"type": "landing_page"}).closed


def test_who_was_deactivated_meanwhile_is_refused_kindly_and_nothing_is_lost(company, bot, anna):
    opened(anna, "Access for Ben")
    now = bot.desk.clock()
    with bot.desk.transaction() as tx:
        tx.people.remember(Person(id=ANNA, is_deactivated=True, known_at=now))

    refused = anna.submit({"type": "access", "purpose": "Reports"})

    assert "was deactivated" in refused.errors["summary"]
    with bot.desk.transaction() as tx:
        tx.people.remember(Person(id=ANNA, known_at=now))
    anna.close()
    opened(anna)
    eventually(lambda: "_Access for Ben_" in words_of(anna.view()))


def test_an_account_that_is_gone_cannot_be_asked_for(company, bot, anna):
    with bot.desk.transaction() as tx:
        tx.people.remember(Person(id=BEN, is_deactivated=True, known_at=bot.desk.clock()))
    opened(anna, "Access for Ben")

    refused = anna.submit({"type": "access", "purpose": "Reports", "requester": BEN})

    assert list(refused.errors) == ["requester"]


def test_the_bot_itself_cannot_be_asked_for(company, bot, anna):
    catalogue.remember_workspace(bot.desk, url="https://acme.example/", bot=BEN)
    opened(anna, "Access for a robot")

    refused = anna.submit({"type": "access", "purpose": "Reports", "requester": BEN})

    assert "choose a person" in refused.errors["requester"]


@on_both
def test_a_closed_ticket_is_followed_up_by_a_linked_one(company, bot, anna, ivo):
    file_request(anna, "A page for spring")
    settled(bot)
    ivo.press("Resolve", message=card(ivo, "triage-web"))
    ivo.submit({"words": "It is live."})
    settled(bot)
    anna.press("Done", message=card(anna))
    settled(bot)
    company.advance(timedelta(days=8).total_seconds())
    assert "File a follow-up" in buttons_of(card(anna))

    anna.press("File a follow-up", message=card(anna))
    anna.view("Follow-up: MT-1")
    assert anna.submit({"summary": "The page for autumn"}).closed

    with bot.desk.reading() as tx:
        [link] = tx.tickets.links(2)
    assert (link.ticket_id, link.other_id, link.kind) == (2, 1, LinkKind.FOLLOWS)


def test_a_form_whose_ticket_has_moved_on_is_refused_with_the_words_kept(company, bot, anna, ivo):
    file_request(anna, "A page for spring")
    settled(bot)
    anna.press("Edit", message=card(anna))
    anna.view("Edit MT-1")
    ivo.press("Resolve", message=card(ivo, "triage-web"))
    ivo.submit({"words": "It is live."})

    refused = anna.submit({"details": "And more"})

    assert "can no longer be edited" in refused.errors["summary"]
    assert typed(anna, "details") == "And more"


@on_both
def test_a_form_of_an_edit_that_was_closed_is_offered_with_its_ticket_only(company, bot, anna):
    file_request(anna, "A page for spring", kind="access")
    settled(bot)
    anna.press("Edit", message=card(anna))
    anna.view("Edit MT-1")
    eventually(lambda: "will own it" in words_of(anna.view()))
    anna.choose("type", "landing_page", values={"details": "And more"})
    eventually(lambda: "No approval is needed" in words_of(anna.view()))
    anna.close()

    opened(anna)
    assert "You began" not in words_of(anna.view())
    anna.close()
    anna.press("Edit", message=card(anna))
    eventually(lambda: "You began" in words_of(anna.view()))
    anna.press("Go on with it")
    eventually(lambda: "You began" not in words_of(anna.view()))
    assert anna.submit().closed

    filed = saved(bot.desk, 1)
    assert (filed.brief.details, filed.ticket.status) == ("And more", Status.OPEN)
    with bot.desk.reading() as tx:
        assert tx.history.of(1)[-1].event is Event.EDITED
