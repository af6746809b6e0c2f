"""Forms: refused before they open, opened after the ack, and never failing in silence."""

import json

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse
from sqlalchemy import event

from domain.errors import NoCatalogue, TicketNotFound
from handlers.errors import NOT_DONE
from handlers.lazily import TOO_SLOW
from tests.builders import ANNA, IVO, MAYA, filed
from tests.handlers.payloads import RESPONSE_URL, a_command, a_press, sent
from views import ids
from workflows import delivery


def refusing(error):
    response = SlackResponse(
        client=None,
        http_verb="POST",
        api_url="views.open",
        req_args={},
        data={"ok": False, "error": error},
        headers={},
        status_code=200,
    )
    return SlackApiError("refused", response)


def opened(slack):
    return [view["callback_id"] for view in slack.opened]


@pytest.mark.parametrize(
    ("button", "by", "form"),
    [
        (ids.DECLINE, MAYA, ids.VERDICT_FORM),
        (ids.REQUEST_CHANGES, MAYA, ids.VERDICT_FORM),
        (ids.EDIT, ANNA, ids.EDIT_FORM),
        (ids.COMMENT, IVO, ids.MOVE_FORM),
    ],
)
def test_a_button_that_needs_words_opens_its_form_after_the_ack(
    app, desk, slack, settle, button, by, form
):
    filed(desk, approvers=(MAYA,))

    response = sent(app, a_press(button, by=by))
    settle()

    assert (response.status, response.body) == (200, "")
    assert opened(slack) == [form]


@pytest.mark.parametrize("button", [ids.DECLINE, ids.EDIT, ids.COMMENT])
def test_who_may_not_is_told_once_and_nothing_opens(app, desk, slack, said, settle, button):
    filed(desk, approvers=(MAYA,))

    response = sent(app, a_press(button, by="U0STRANGER"))
    settle()

    assert response.status == 200
    assert slack.opened == []
    assert said == [(RESPONSE_URL, str(TicketNotFound(7)))]


def test_a_command_opens_the_form_with_its_words(app, slack, settle):
    response = sent(app, a_command("a page for spring"))
    settle()

    assert (response.status, response.body) == (200, "")
    assert "a page for spring" in json.dumps(slack.opened)


def test_a_form_that_could_not_open_gives_back_what_was_typed(app, slack, said, settle):
    slack.refuses = refusing("expired_trigger_id")

    sent(app, a_command("a page for spring"))
    settle()

    assert said == [(RESPONSE_URL, f"{TOO_SLOW} You typed: `/request a page for spring`")]


def test_what_is_given_back_mentions_nobody(app, slack, said, settle):
    slack.refuses = refusing("expired_trigger_id")

    sent(app, a_command("<!channel> look"))
    settle()

    assert said[0][1].endswith(" You typed: `/request &lt;!channel&gt; look`")


@pytest.mark.parametrize("payload", [a_command(), a_press(ids.COMMENT, by=IVO)])
def test_where_nothing_was_typed_nothing_is_given_back(app, desk, slack, said, settle, payload):
    filed(desk)
    slack.refuses = refusing("expired_trigger_id")

    sent(app, payload)
    settle()

    assert said == [(RESPONSE_URL, TOO_SLOW)]


def test_an_unexpected_error_while_opening_is_told_and_logged(app, slack, said, settle, caplog):
    slack.refuses = RuntimeError("boom")

    sent(app, a_command("a page"))
    settle()

    assert said == [(RESPONSE_URL, NOT_DONE)]
    assert "unexpected error" in caplog.text


def test_a_desk_without_a_catalogue_says_so(app, slack, said, settle):
    sent(app, a_command("a page", team_id="T2"))
    settle()

    assert slack.opened == []
    assert said == [(RESPONSE_URL, str(NoCatalogue()))]


def test_a_request_form_opens_without_a_look_at_the_database(app, database, slack, settle):
    opened_before = []
    event.listen(database.engine, "begin", lambda _: opened_before.append(len(slack.opened)))

    sent(app, a_command("a page"))
    settle()

    assert opened(slack) == [ids.REQUEST_FORM]
    assert 0 not in opened_before


def test_without_a_response_url_the_person_of_a_command_is_told_by_direct_message(
    app, desk, slack, settle
):
    slack.refuses = refusing("expired_trigger_id")
    command = a_command("a page")
    del command["response_url"]

    sent(app, command)
    settle()

    assert [(m.to, m.text) for m in delivery.waiting(desk)] == [
        (ANNA, f"{TOO_SLOW} You typed: `/request a page`")
    ]
