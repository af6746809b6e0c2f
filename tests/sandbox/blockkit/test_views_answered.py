"""What an app may answer to a submission: errors, another view, or nothing (contract 6.5)."""

import pytest

from sandbox.outcomes import TROUBLE
from tests.sandbox.specs import modal, section, text_input

pytestmark = pytest.mark.contract("16.5")


@pytest.fixture
def answered(bolt, anna):
    """Open a form for Anna, who submits it; the app answers with `answer`."""
    answers = []

    def answered(answer, *, form=None):
        if not answers:
            bolt.command("/request")(
                lambda ack, client, body: (
                    client.views_open(trigger_id=body["trigger_id"], view=form or modal()),
                    ack(),
                )
            )
            bolt.view("form")(lambda ack: ack(answers[-1]))
            bolt.connect()
            answers.append(answer)
            anna.command("/request", channel="marketing")
        answers.append(answer)
        return anna.submit({"summary": "x"})

    return answered


def rules_of(ws):
    return [each["rule"] for each in ws.refusals()]


@pytest.mark.rule("submission.errors.keys")
@pytest.mark.parametrize("errors", [{"nowhere": "No"}, {"words": "No"}, {}, {"summary": 5}])
def test_errors_stand_at_inputs_of_the_form_only(ws, answered, errors):
    words = {**section("Words"), "block_id": "words"}
    fine = {"response_action": "errors", "errors": {"summary": "Too vague"}}

    shown = answered(fine, form=modal(words, text_input()))
    trouble = answered({"response_action": "errors", "errors": errors})

    assert (shown.errors, shown.failure) == ({"summary": "Too vague"}, None)
    assert (trouble.errors, trouble.failure) == ({}, TROUBLE)
    assert rules_of(ws) == ["submission.errors.keys"]


@pytest.mark.rule("submission.action")
def test_an_answer_updates_pushes_clears_or_shows_errors_and_nothing_else(ws, answered, anna):
    trouble = answered({"response_action": "close"})

    assert (trouble.closed, trouble.failure) == (False, TROUBLE)
    assert rules_of(ws) == ["submission.action"]
    assert answered({"response_action": "clear"}).closed
    assert anna.open_view() is None


@pytest.mark.parametrize("action", ["update", "push"])
@pytest.mark.parametrize(
    ("broken", "rule"),
    [
        pytest.param(modal(title="x" * 25), "view.modal.title.max"),
        pytest.param(
            {"type": "home", "blocks": []}, "view.kind", marks=pytest.mark.rule("view.kind")
        ),
    ],
)
def test_a_view_in_an_answer_is_held_to_the_same_limits(ws, answered, action, broken, rule):
    trouble = answered({"response_action": action, "view": broken})
    good = answered({"response_action": action, "view": modal(title="x" * 24)})

    assert (trouble.failure, trouble.view["title"]["text"]) == (TROUBLE, "New request")
    assert rules_of(ws) == [rule]
    assert (good.failure, good.view["title"]["text"]) == (None, "x" * 24)


@pytest.mark.rule("submission.push.stack")
def test_an_answer_pushes_up_to_three_views(ws, answered):
    push = {"response_action": "push", "view": modal()}

    failures = [answered(push).failure for _ in range(3)]

    assert failures == [None, None, TROUBLE]
    assert rules_of(ws) == ["submission.push.stack"]


@pytest.mark.rule("submission.external_id")
def test_an_answer_brings_no_external_id_that_is_taken(ws, answered):
    taken = modal(external_id="E1")

    pushed = answered({"response_action": "push", "view": taken}, form=taken)
    updated = answered({"response_action": "update", "view": taken})
    another = answered({"response_action": "push", "view": modal(external_id="E2")})

    assert (pushed.failure, updated.failure, another.failure) == (TROUBLE, None, None)
    assert rules_of(ws) == ["submission.external_id"]
