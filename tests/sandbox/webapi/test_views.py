"""views.*: triggers, the stack, hashes, external ids and the Home tab."""

import pytest

from tests.sandbox.specs import modal, section
from tests.sandbox.webapi.asking import error_of, refusal_of, succeeds

MARKETING = "C0MARKETING"
HOME = {"type": "home", "blocks": [section("x")]}


def rule(name):
    return pytest.mark.rule(name)


@pytest.fixture
def trigger(ws, bolt):
    """Makes fresh trigger ids: anna runs a command for each."""
    triggers = []
    bolt.command("/request")(lambda ack, body: (triggers.append(body["trigger_id"]), ack()))
    bolt.connect()

    def trigger():
        ws.person("anna").command("/request", channel="marketing")
        return triggers[-1]

    return trigger


@rule("trigger.unknown")
@rule("trigger.used")
def test_a_trigger_is_known_and_serves_once(client, trigger):
    mine = trigger()

    unknown = error_of(client, "views.open", trigger_id="1.2.3", view=modal())
    first = succeeds(client, "views.open", trigger_id=mine, view=modal())
    second = error_of(client, "views.open", trigger_id=mine, view=modal())

    assert (unknown, second) == ("invalid_trigger_id", "exchanged_trigger_id")
    assert first["ok"]


@rule("trigger.expired")
def test_a_trigger_lives_three_seconds(ws, client, trigger):
    old, young = trigger(), trigger()
    ws.age(1.0)
    taken = succeeds(client, "views.open", trigger_id=young, view=modal())
    ws.age(2.1)

    assert error_of(client, "views.open", trigger_id=old, view=modal()) == "expired_trigger_id"
    assert taken["ok"]


@rule("view.push.root")
@rule("view.stack")
def test_a_stack_holds_three_views_and_begins_with_an_opened_one(client, trigger):
    alone = error_of(client, "views.push", trigger_id=trigger(), view=modal())
    root = succeeds(client, "views.open", trigger_id=trigger(), view=modal())["view"]
    second = succeeds(client, "views.push", trigger_id=trigger(), view=modal())["view"]
    third = succeeds(client, "views.push", trigger_id=trigger(), view=modal())["view"]
    fourth = error_of(client, "views.push", trigger_id=trigger(), view=modal())

    assert (alone, fourth) == ("invalid_trigger_id", "push_limit_reached")
    assert [root["previous_view_id"], second["previous_view_id"], third["previous_view_id"]] == [
        None,
        root["id"],
        second["id"],
    ]
    assert {each["root_view_id"] for each in (root, second, third)} == {root["id"]}


@rule("view.unknown")
@rule("view.hash")
def test_an_update_names_a_view_and_its_newest_hash(client, trigger):
    opened = succeeds(client, "views.open", trigger_id=trigger(), view=modal())["view"]
    named = {"view_id": opened["id"], "view": modal(title="New")}

    changed = succeeds(client, "views.update", **named, hash=opened["hash"])["view"]

    assert changed["hash"] != opened["hash"]
    assert error_of(client, "views.update", **named, hash=opened["hash"]) == "hash_conflict"
    assert error_of(client, "views.update", view_id="V0NONE", view=modal()) == "not_found"
    assert succeeds(client, "views.update", **named)["ok"], "without a hash it always passes"


@rule("view.external_id")
def test_an_external_id_names_one_view(client, trigger):
    first, other = modal(external_id="form-1"), modal(external_id="form-2")
    opened = succeeds(client, "views.open", trigger_id=trigger(), view=first)["view"]

    twice = error_of(client, "views.push", trigger_id=trigger(), view=first)
    pushed = succeeds(client, "views.push", trigger_id=trigger(), view=other)
    same = succeeds(client, "views.update", external_id="form-1", view=first)["view"]

    assert twice == "duplicate_external_id"
    assert pushed["ok"]
    assert same["id"] == opened["id"]


@rule("view.format")
@rule("view.kind")
@pytest.mark.parametrize(
    ("view", "words"),
    [
        pytest.param("{", "must provide an object [json-pointer:/view]", marks=rule("view.format")),
        pytest.param([1], "must provide an object [json-pointer:/view]", marks=rule("view.format")),
        pytest.param(HOME, "unsupported type [json-pointer:/view/type]", marks=rule("view.kind")),
    ],
)
def test_a_modal_is_an_object_of_the_right_type(client, trigger, view, words):
    answer = refusal_of(client, "views.open", trigger_id=trigger(), view=view)

    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == [f"[ERROR] {words}"]
    assert succeeds(client, "views.open", trigger_id=trigger(), view=modal())["ok"]


def test_a_refused_view_leaves_its_trigger_unspent(client, trigger):
    mine = trigger()

    refused = error_of(client, "views.open", trigger_id=mine, view=HOME)

    assert refused == "invalid_arguments"
    assert succeeds(client, "views.open", trigger_id=mine, view=modal())["ok"]


@rule("view.home.off")
@rule("view.home.user")
def test_a_home_tab_is_on_and_somebodys(app_with, client):
    off = app_with(app_home={"home_tab_enabled": False})

    assert error_of(off, "views.publish", user_id="U0ANNA", view=HOME) == "not_enabled"
    assert error_of(client, "views.publish", user_id="U0NOBODY", view=HOME) == "user_not_found"
    assert succeeds(client, "views.publish", user_id="U0ANNA", view=HOME)["ok"]


@rule("view.hash")
def test_a_home_tab_is_published_on_its_newest_hash(client):
    publish = {"user_id": "U0ANNA", "view": HOME}
    first = succeeds(client, "views.publish", **publish, hash="")["view"]

    second = succeeds(client, "views.publish", **publish, hash=first["hash"])["view"]

    assert second["id"] == first["id"]
    assert error_of(client, "views.publish", **publish, hash=first["hash"]) == "hash_conflict"
