"""views.*: triggers, the stack of three, hashes, external ids and the Home tab, as called."""

import copy

import pytest
from slack_sdk.errors import SlackApiError

from tests.sandbox.conftest import client_of
from tests.sandbox.specs import MANIFEST, SEED, modal, section

HOME = {"type": "home", "blocks": [section("Hello")]}


def plain_modal(**more):
    return modal(section("x"), **more)


def error_of(call, **arguments):
    """Slack's error, "" when the call is taken."""
    try:
        call(**arguments)
    except SlackApiError as refused:
        return refused.response["error"]
    return ""


@pytest.fixture
def trigger(bolt, anna):
    """A fresh trigger of a gesture of Anna's."""
    taken = []
    bolt.command("/request")(lambda ack, body: (taken.append(body["trigger_id"]), ack()))
    bolt.connect()

    def trigger():
        anna.command("/request", channel="marketing")
        return taken[-1]

    return trigger


@pytest.mark.contract("16.4")
@pytest.mark.rule("trigger.unknown")
def test_a_trigger_must_be_slacks_own(client, trigger):
    made_up = error_of(client.views_open, trigger_id="1.2.3", view=plain_modal())

    assert made_up == "invalid_trigger_id"
    assert error_of(client.views_open, trigger_id=trigger(), view=plain_modal()) == ""


@pytest.mark.contract("16.4")
@pytest.mark.rule("trigger.used")
def test_a_trigger_opens_one_view(client, trigger):
    once = trigger()

    first = error_of(client.views_open, trigger_id=once, view=plain_modal())
    again = error_of(client.views_open, trigger_id=once, view=plain_modal())
    pushed = error_of(client.views_push, trigger_id=once, view=plain_modal())

    assert (first, again, pushed) == ("", "exchanged_trigger_id", "exchanged_trigger_id")


@pytest.mark.contract("16.4")
@pytest.mark.rule("trigger.expired")
def test_a_trigger_lives_for_three_seconds(ws, client, trigger):
    young, old = trigger(), trigger()

    ws.age(2)
    in_time = error_of(client.views_open, trigger_id=young, view=plain_modal())
    ws.age(1.1)
    late = error_of(client.views_open, trigger_id=old, view=plain_modal())

    assert (in_time, late) == ("", "expired_trigger_id")


@pytest.mark.contract("16.4")
def test_a_refused_view_leaves_its_trigger_unused(client, trigger):
    once = trigger()

    refused = error_of(client.views_open, trigger_id=once, view=plain_modal(title="x" * 25))

    assert refused == "invalid_arguments"
    assert error_of(client.views_open, trigger_id=once, view=plain_modal()) == ""


@pytest.mark.contract("16.2")
@pytest.mark.rule("view.format")
@pytest.mark.parametrize("broken", ["{", "", "[]", "null"])
def test_a_view_must_be_an_object(client, broken):
    with pytest.raises(SlackApiError) as error:
        client.api_call("views.open", json={"trigger_id": "1.2.3", "view": broken})

    answer = error.value.response
    assert answer["error"] == "invalid_arguments"
    words = "[ERROR] must provide an object [json-pointer:/view]"
    assert answer["response_metadata"]["messages"] == [words]


@pytest.mark.contract("16.5")
@pytest.mark.rule("view.stack")
def test_three_views_stand_on_one_another_and_no_fourth(client, trigger):
    first = client.views_open(trigger_id=trigger(), view=plain_modal())["view"]
    second = client.views_push(trigger_id=trigger(), view=plain_modal())["view"]
    third = client.views_push(trigger_id=trigger(), view=plain_modal())["view"]
    fourth = error_of(client.views_push, trigger_id=trigger(), view=plain_modal())

    assert fourth == "push_limit_reached"
    roots = [each["root_view_id"] for each in (first, second, third)]
    below = [each["previous_view_id"] for each in (first, second, third)]
    assert roots == [first["id"]] * 3
    assert below == [None, first["id"], second["id"]]


@pytest.mark.contract("16.5")
@pytest.mark.rule("view.push.root")
def test_a_view_is_pushed_upon_another_only(client, trigger, anna):
    alone = error_of(client.views_push, trigger_id=trigger(), view=plain_modal())

    client.views_open(trigger_id=trigger(), view=plain_modal(title="Below"))
    upon = error_of(client.views_push, trigger_id=trigger(), view=plain_modal(title="Above"))

    assert (alone, upon) == ("invalid_trigger_id", "")
    assert anna.view()["title"]["text"] == "Above"


@pytest.mark.contract("16.5")
@pytest.mark.rule("view.unknown")
def test_only_a_view_that_is_there_is_updated(client, trigger):
    opening = plain_modal(external_id="E1")
    view = client.views_open(trigger_id=trigger(), view=opening)["view"]
    new = plain_modal(title="New", external_id="E1")

    told = [
        error_of(client.views_update, view_id=view["id"], view=new),
        error_of(client.views_update, external_id="E1", view=new),
        error_of(client.views_update, view_id="V0NONE", view=new),
        error_of(client.views_update, external_id="E2", view=new),
    ]

    assert told == ["", "", "not_found", "not_found"]


@pytest.mark.contract("16.5")
@pytest.mark.rule("view.hash")
def test_an_old_hash_conflicts_and_none_does_not(client, trigger):
    view = client.views_open(trigger_id=trigger(), view=plain_modal())["view"]
    given = {"view_id": view["id"], "view": plain_modal(title="New")}

    new = client.views_update(**given, hash=view["hash"])["view"]
    stale = error_of(client.views_update, **given, hash=view["hash"])
    fresh = error_of(client.views_update, **given, hash=new["hash"])

    assert (stale, fresh) == ("hash_conflict", "")
    assert error_of(client.views_update, **given) == ""


@pytest.mark.contract("16.5")
@pytest.mark.rule("view.hash")
def test_a_home_tab_is_published_upon_the_one_its_hash_names(client, anna):
    first = client.views_publish(user_id=anna.id, view=HOME)["view"]
    client.views_publish(user_id=anna.id, view=HOME, hash=first["hash"])

    stale = error_of(client.views_publish, user_id=anna.id, view=HOME, hash=first["hash"])

    assert stale == "hash_conflict"
    assert error_of(client.views_publish, user_id=anna.id, view=HOME) == ""


@pytest.mark.contract("16.5")
@pytest.mark.rule("view.external_id")
def test_an_external_id_names_one_view_of_the_whole_workspace(client, trigger, anna):
    view = client.views_open(trigger_id=trigger(), view=plain_modal(external_id="E1"))["view"]
    same = plain_modal(external_id="E1")

    pushed = error_of(client.views_push, trigger_id=trigger(), view=same)
    at_home = error_of(client.views_publish, user_id=anna.id, view=HOME | {"external_id": "E1"})
    another = error_of(client.views_push, trigger_id=trigger(), view=plain_modal(external_id="E2"))
    itself = error_of(client.views_update, view_id=view["id"], view=same)

    assert (pushed, at_home) == ("duplicate_external_id", "duplicate_external_id")
    assert (another, itself) == ("", "")


@pytest.mark.contract("16.6")
@pytest.mark.rule("view.home.off")
def test_a_home_tab_that_is_off_cannot_be_published(sandbox):
    manifest = copy.deepcopy(MANIFEST)
    manifest["features"]["app_home"]["home_tab_enabled"] = False
    workspace = sandbox.workspace(seed=SEED, manifest=manifest, rate_limits=False)

    refused = error_of(client_of(workspace).views_publish, user_id="U0ANNA", view=HOME)
    workspace.close()

    assert refused == "not_enabled"


@pytest.mark.contract("16.6")
@pytest.mark.rule("view.home.user")
def test_a_home_tab_is_published_to_a_person_who_is_there(client):
    assert error_of(client.views_publish, user_id="U0NOBODY", view=HOME) == "user_not_found"
    assert error_of(client.views_publish, user_id="U0ANNA", view=HOME) == ""
