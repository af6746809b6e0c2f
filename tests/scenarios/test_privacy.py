"""The privacy gate: three plain questions, one more yes, and the record, through the real app."""

import csv
import io

import pytest

from bot import privacy_command
from domain.history import Event
from domain.privacy_questions import LEAVING, NOBODY, SENSITIVE, WHOSE
from domain.ticket import Status, Visibility
from tests.builders import ANNA, DANA, IVO, a_gate, a_gated_catalogue, saved
from tests.marks import on_both
from tests.scenarios import test_checkin as checkins
from tests.scenarios import test_digest as digests
from tests.scenarios.acting import buttons_of, card, eventually, settled, words_of
from workflows import catalogue

PAGE, ACCESS = "field.landing_page.", "field.access."
CUSTOMERS, AGENCY = WHOSE[0], LEAVING[0]
SECRET = "Zebrafink list for the agency"


@pytest.fixture
def gated(bot):
    return with_gate(bot)


@pytest.fixture
def dana(company):
    return company.person("dana")


@pytest.fixture
def ben(company):
    return company.person("ben")


def with_gate(bot, **changes):
    catalogue.apply(bot.desk, a_gated_catalogue(**changes), by="U0NOOR")
    catalogue.refresh(bot.desk)
    return bot


def inputs(person):
    return [b["block_id"] for b in person.view()["blocks"] if b["type"] == "input"]


def asked_about_data(person):
    return [name.rpartition(".")[2] for name in inputs(person) if ".data_" in name]


def begun(person, kind="landing_page", words=SECRET):
    """A form of this type, with nothing said about data yet."""
    person.command("/request", words, channel="marketing")
    person.choose("type", kind, values={"purpose": f"For {words}"})
    eventually(lambda: asked_about_data(person))
    return f"field.{kind}."


def declares(person, start, *, whose=CUSTOMERS, kind=("Names and addresses",), leaves=AGENCY):
    person.choose(f"{start}data_of", whose)
    eventually(lambda: len(asked_about_data(person)) == 3)
    person.choose(f"{start}data_kind", list(kind))
    person.choose(f"{start}data_leaves", leaves)


def said(person):
    return words_of(person.view())


def file_gated(person, bot, kind="landing_page", **answers):
    start = begun(person, kind)
    declares(person, start, **answers)
    assert person.submit({}).closed
    settled(bot)


def history(bot, number=1):
    with bot.desk.reading() as tx:
        return tx.history.of(number)


def events(bot):
    return [entry.event for entry in history(bot)]


def opened_history(person, message):
    person.press("History", message=message)
    return words_of(person.view("MT-1 so far"))


@on_both
def test_a_request_without_personal_data_takes_one_tap_more_and_asks_nobody(
    company, gated, anna, dana
):
    start = begun(anna)
    assert asked_about_data(anna) == ["data_of"]

    assert anna.submit({f"{start}data_of": NOBODY}).closed
    settled(gated)

    filed = saved(gated.desk, 1)
    assert (filed.approval, filed.ticket.visibility) == (None, Visibility.BOTH_SIDES)
    assert dana.sees("dm") == []
    assert "Asks for data protection" not in words_of(card(anna))
    assert Event.GATED not in events(gated)


@on_both
def test_what_leaves_the_company_asks_data_protection_and_says_so_before_it_is_sent(
    company, gated, anna, dana
):
    start = begun(anna)
    assert "data protection" not in said(anna)
    declares(anna, start)

    eventually(lambda: "<@U0DANA> (data protection) will be asked" in said(anna))
    assert "only those involved will see it" in said(anna)
    assert anna.submit({}).closed
    settled(gated)

    filed = saved(gated.desk, 1)
    assert filed.ticket.visibility is Visibility.RESTRICTED
    assert filed.approval.asked == (DANA,)
    told = words_of(card(dana))
    assert (
        "Asks for data protection because:* customers' data (names and addresses) leaves "
        "the company, to a partner or an agency" in told
    )
    assert "You look after data protection" in told
    dana.press("Approve", message=card(dana))
    settled(gated)
    assert saved(gated.desk, 1).ticket.status is Status.OPEN


@on_both
def test_its_own_approvers_are_asked_first_and_data_protection_last(
    company, gated, anna, maya, dana
):
    start = begun(anna, "access")
    declares(anna, start)
    eventually(lambda: "<@U0DANA> (data protection) will be asked, too" in said(anna))
    assert anna.submit({}).closed
    settled(gated)
    assert dana.sees("dm") == []

    maya.press("Approve", message=card(maya))
    settled(gated)

    assert saved(gated.desk, 1).approval.asked == (DANA,)
    dana.press("Decline", message=card(dana))
    assert dana.submit({"comment": "No contract with them"}, view=dana.view()).closed
    settled(gated)
    assert saved(gated.desk, 1).ticket.status is Status.DECLINED
    assert "No contract with them" in words_of(anna.message("declined"))


@on_both
def test_only_those_involved_see_it_the_areas_owner_among_them(
    company, gated, anna, ben, ivo, dana
):
    file_gated(anna, gated)

    assert "only <@U0ANNA>, <@U0IVO> and <@U0DANA> can see this" in words_of(card(ivo))
    heard = [e for e in company.journal() if "Zebrafink" in f"{words_of(e)} {e['blocks']}"]
    assert {e["user"] or e["channel_name"] for e in heard} == {ANNA, IVO, DANA}
    for stranger in (ben, company.person("iris")):
        answer = stranger.command("/request", "MT-1", channel="marketing")
        assert "Zebrafink" not in words_of({"blocks": answer.blocks, "text": answer.text})


@on_both
def test_neither_digest_nor_check_in_tells_of_it(company, gated, anna, ben, ivo):
    file_gated(anna, gated)
    assert checkins.set_up(anna).closed
    settled(gated)

    checkins.becomes(company, gated, checkins.ASKS)
    checkins.becomes(company, gated, checkins.DUE)
    checkins.becomes(company, gated, digests.DUE)
    asked = digests.answered(ben.command("/digest", channel="martech"))

    assert ben.message("Website check-in", channel="martech")
    [posted] = digests.digests(anna)
    for words in (words_of(posted), asked):
        assert "Zebrafink" not in words
        assert "MT-1" not in words
    heard = [e for e in company.journal() if "Zebrafink" in f"{words_of(e)} {e['blocks']}"]
    assert {e["user"] or e["channel_name"] for e in heard} == {ANNA, IVO, DANA}


@on_both
def test_an_edit_asks_the_gate_again_and_what_was_restricted_stays_so(company, gated, anna, dana):
    file_gated(anna, gated)

    anna.press("Edit", message=card(anna))
    form = anna.view("Edit MT-1")
    assert anna.submit({f"{PAGE}data_of": NOBODY}, view=form).closed
    settled(gated)

    filed = saved(gated.desk, 1)
    assert filed.ticket.status is Status.OPEN
    assert filed.ticket.visibility is Visibility.RESTRICTED
    assert events(gated)[-1] is Event.UNGATED
    assert "Asks for data protection" not in words_of(card(anna))
    assert "Approve" not in buttons_of(card(dana))


@on_both
def test_data_protection_alone_opens_what_is_about_nobodys_data_any_more(
    company, gated, anna, ivo, dana
):
    file_gated(anna, gated)
    dana.press("History", message=card(dana))
    assert "Open it to both sides" not in buttons_of(dana.view("MT-1 so far"))
    dana.close()
    anna.press("Edit", message=card(anna))
    assert anna.submit({f"{PAGE}data_of": NOBODY}, view=anna.view("Edit MT-1")).closed
    settled(gated)
    ivo.press("History", message=card(ivo))
    assert "Open it to both sides" not in buttons_of(ivo.view("MT-1 so far"))

    dana.press("History", message=dana.message("MT-1"))
    dana.press("Open it to both sides", view=dana.view("MT-1 so far"))
    settled(gated)

    assert saved(gated.desk, 1).ticket.visibility is Visibility.BOTH_SIDES
    assert "Zebrafink" in words_of(card(ivo, "triage-web"))
    assert events(gated)[-1] is Event.OPENED_UP
    eventually(lambda: "opened it to both sides" in said(dana))


@on_both
def test_other_answers_after_the_yes_ask_for_it_once_more(company, gated, anna, dana):
    file_gated(anna, gated)
    dana.press("Approve", message=card(dana))
    settled(gated)

    anna.press("Edit", message=card(anna))
    form = anna.view("Edit MT-1")
    assert anna.submit({f"{PAGE}data_kind": ["Payments"]}, view=form).closed
    settled(gated)

    filed = saved(gated.desk, 1)
    assert (filed.ticket.status, filed.approval.round) == (Status.AWAITING_APPROVAL, 2)
    told = opened_history(dana, card(dana))
    assert "Privacy record" in told
    assert "*Names and addresses*" in told
    assert "*Payments*" in told
    assert "<@U0DANA> approved" in told
    assert "waits for a decision" in told
    assert "`tandem privacy export" in told


@on_both
def test_the_record_is_read_by_those_involved_once_it_is_closed_too(company, gated, anna, dana):
    file_gated(anna, gated)
    dana.press("Decline", message=card(dana))
    dana.submit({"comment": "Not to this agency"}, view=dana.view())
    settled(gated)

    told = opened_history(anna, card(anna))

    assert "Whose personal data does it touch? *Customers and prospects*" in told
    assert "<@U0DANA> declined: “Not to this agency”" in told
    assert "Outcome: *declined*" in told
    assert "tandem privacy export" not in told


@on_both
@pytest.mark.parametrize(
    ("data_protection", "gone"), [((ANNA,), ()), ((DANA,), ("dana",)), (("S0EMPTY",), ()), ((), ())]
)
def test_where_data_protection_cannot_decide_the_next_in_line_is_asked_and_it_says_so(
    company, bot, anna, data_protection, gone
):
    with_gate(bot, privacy=a_gate(data_protection=data_protection))
    for person in gone:
        company.person(person).deactivate()
        eventually(lambda: DANA in bot.desk.catalogue().roster.gone)
    start = begun(anna)
    declares(anna, start)
    eventually(lambda: "as data protection cannot decide on this one" in said(anna))

    assert anna.submit({}).closed
    settled(bot)

    filed = saved(bot.desk, 1)
    assert filed.ticket.visibility is Visibility.RESTRICTED
    [asked] = filed.approval.asked
    assert asked not in (ANNA, DANA)
    told = opened_history(anna, card(anna))
    assert "in place of data protection" in told


@on_both
def test_coordinators_and_data_protection_read_where_all_records_come_out(
    company, gated, anna, ben, dana
):
    file_gated(anna, gated)

    told = dana.command("/request", "privacy", channel="marketing")
    refused = ben.command("/request", "privacy", channel="marketing")

    assert "1 ticket, 1 of them waiting" in told.text
    assert "tandem privacy export" in words_of({"blocks": told.blocks})
    assert "for data protection and the coordinators" in refused.text


@on_both
def test_the_record_comes_out_with_what_was_declared_and_decided_by_whom(
    company, gated, anna, dana
):
    file_gated(anna, gated)
    dana.press("Decline", message=card(dana))
    dana.submit({"comment": "Not to this agency"}, view=dana.view())
    settled(gated)

    text, tickets = privacy_command.export(gated.desk, form=privacy_command.Format.CSV, since=None)

    [row] = csv.DictReader(io.StringIO(text))
    assert (tickets, row["ticket"], row["visibility"]) == (1, "MT-1", "restricted")
    assert f"Whose personal data does it touch? {CUSTOMERS}" in row["answers"]
    assert f"Does it leave the company? {AGENCY}" in row["answers"]
    assert (row["decision"], row["words"]) == ("declined", "Not to this agency")
    assert row["decided_by"] == f"Dana ({DANA})"
    assert "Written out last" in said_of_records(dana)


def said_of_records(person):
    told = person.command("/request", "privacy", channel="marketing")
    return words_of({"blocks": told.blocks, "text": told.text})


def test_what_was_said_about_data_is_kept_in_a_draft(company, gated, anna):
    start = begun(anna)
    declares(anna, start, kind=(SENSITIVE,))
    anna.close()

    anna.command("/request", "", channel="marketing")
    eventually(lambda: "Go on with it" in words_of(anna.view()) or buttons_of(anna.view()))
    anna.press("Go on with it", view=anna.view())

    eventually(lambda: len(asked_about_data(anna)) == 3)
    eventually(lambda: "(data protection) will be asked" in said(anna))
