"""What Slack and the person get when a listener fails, for each kind of payload."""

import json

import pytest

from domain.errors import FieldRefusal, Refusal
from handlers.errors import NOT_DONE
from tests.builders import MAYA
from tests.handlers.payloads import RESPONSE_URL, a_command, a_press, acted, sent
from workflows import delivery

EVENT = {"type": "event_callback", "team_id": "T1", "event": {"type": "emoji_changed"}}
SHORTCUT = acted(MAYA, type="shortcut", callback_id="boom")
MESSAGE_SHORTCUT = SHORTCUT | {"type": "message_action", "response_url": RESPONSE_URL}
BUTTON = a_press("boom")
HOME_BUTTON = {name: value for name, value in BUTTON.items() if name != "response_url"}


def a_form(*blocks):
    view = {"type": "modal", "callback_id": "boom", "state": {"values": {}}}
    return acted(MAYA, type="view_submission", view=view | {"blocks": blocks})


FORM = a_form({"type": "section", "block_id": "a"}, {"type": "input", "block_id": "b"})
FORM_WITHOUT_INPUT = a_form({"type": "section", "block_id": "a"})


def failing(app, error):
    """Every listener for "boom" fails with this."""

    def boom():
        raise error

    for listener in (app.action, app.shortcut, app.view):
        listener("boom")(boom)
    app.command("/boom")(boom)
    app.event("emoji_changed")(boom)


@pytest.fixture(
    params=[(Refusal("Not today."), "Not today."), (RuntimeError("locked"), NOT_DONE)],
    ids=["refusal", "unexpected"],
)
def words(request, app):
    """What the person should read."""
    error, words = request.param
    failing(app, error)
    return words


def test_a_command_is_answered_with_private_words(app, words):
    response = sent(app, a_command(command="/boom"))

    assert response.status == 200
    assert json.loads(response.body) == {"response_type": "ephemeral", "text": words}


def test_a_form_keeps_what_was_typed_and_shows_the_words_on_its_first_input(app, words):
    response = sent(app, FORM)

    assert response.status == 200
    assert json.loads(response.body) == {"response_action": "errors", "errors": {"b": words}}


@pytest.mark.parametrize("payload", [BUTTON, MESSAGE_SHORTCUT], ids=lambda p: p["type"])
def test_where_there_is_a_response_url_the_words_go_there(app, settle, said, payload, words):
    response = sent(app, payload)
    settle()

    assert (response.status, response.body) == (200, "")
    assert said == [(RESPONSE_URL, words)]


@pytest.mark.parametrize(
    "payload", [HOME_BUTTON, SHORTCUT, FORM_WITHOUT_INPUT], ids=lambda p: p["type"]
)
def test_elsewhere_the_words_go_by_direct_message(app, desk, settle, payload, words):
    response = sent(app, payload)
    settle()

    assert (response.status, response.body) == (200, "")
    assert [(m.to, m.text) for m in delivery.waiting(desk)] == [(MAYA, words)]


def test_an_event_comes_again_unless_it_was_refused(app, words):
    assert sent(app, EVENT).status == (500 if words == NOT_DONE else 200)


def test_each_problem_of_a_form_stands_beside_its_own_field(app):
    failing(app, FieldRefusal({"x": "too long", "y": "missing"}))

    response = sent(app, FORM)

    assert json.loads(response.body)["errors"] == {"x": "too long", "y": "missing"}


@pytest.mark.parametrize(("person", "name"), [(MAYA, "Maya"), ("U0STRANGER", "somebody else")])
def test_beside_a_field_people_go_by_their_names(app, person, name):
    failing(app, Refusal(f"<@{person}> was first."))

    response = sent(app, FORM)

    assert json.loads(response.body)["errors"] == {"b": f"{name} was first."}


def test_a_form_of_a_desk_without_a_catalogue_is_still_answered(app, desk):
    failing(app, Refusal("<@U0MAYA> was first."))
    form = FORM | {"team": {"id": "T2"}, "user": {"id": MAYA, "team_id": "T2"}}

    response = sent(app, form)

    assert json.loads(response.body)["errors"] == {"b": "somebody else was first."}


@pytest.mark.parametrize(
    ("error", "is_logged"), [(Refusal("Not today."), False), (RuntimeError("locked"), True)]
)
def test_only_an_unexpected_error_is_logged(app, caplog, error, is_logged):
    failing(app, error)

    sent(app, FORM)

    assert ("unexpected error" in caplog.text) is is_logged
