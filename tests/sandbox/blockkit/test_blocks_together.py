"""What a message or a view may hold as a whole, and which surfaces a block may stand on."""

import pytest

from sandbox.blockkit.check import check_message
from sandbox.rules import Refused
from tests.sandbox.blockkit.charting import PLAIN, drawn
from tests.sandbox.blockkit.placing import of_message, of_view, plain, refusal
from tests.sandbox.blockkit.whole import BLOCK, HOME_BLOCK, MODAL_BLOCK, words

pytestmark = pytest.mark.contract("16.2")

BUTTON = {"type": "button", "text": plain("Go")}


def divider(**parts):
    return {"type": "divider"} | parts


def section(text):
    return {"type": "section", "text": words(text)}


def actions(*names):
    return {"type": "actions", "elements": [BUTTON | {"action_id": name} for name in names]}


def markdown(length):
    return {"type": "markdown", "text": "x" * length}


def table(*lengths):
    cells = [{"type": "raw_text", "text": "x" * length} for length in lengths]
    return {"type": "table", "rows": [cells]}


def modal(blocks):
    return of_view({"type": "modal", "title": plain("x"), "blocks": blocks})


def home(blocks):
    return of_view({"type": "home", "blocks": blocks})


def rule(name, *values):
    return pytest.param(*values, marks=pytest.mark.rule(name), id=name)


TAKEN = ("", [])
NO_ROOM = "no more than {} items allowed [json-pointer:{}]"


@pytest.mark.parametrize(
    ("surface", "most", "error", "at"),
    [
        rule("blocks.max.message", of_message, 50, "invalid_blocks", "/blocks"),
        rule("blocks.max.modal", modal, 100, "invalid_arguments", "/view/blocks"),
        rule("blocks.max.home", home, 100, "invalid_arguments", "/view/blocks"),
    ],
)
def test_a_surface_has_room_for_so_many_blocks(surface, most, error, at):
    assert surface([divider()] * most) == TAKEN
    assert surface([divider()] * (most + 1)) == (error, [NO_ROOM.format(most, at)])


@pytest.mark.parametrize(
    ("good", "bad", "words"),
    [
        rule(
            "blocks.block_id.twice",
            [divider(block_id="a"), divider(block_id="b"), divider(), divider()],
            [divider(block_id="a"), divider(block_id="a")],
            "`block_id` a already exists [json-pointer:/blocks]",
        ),
        rule(
            "blocks.action_id.twice",
            [actions("a", "b"), actions("a")],
            [actions("a"), actions("a", "b", "a")],
            "`action_id` a already exists [json-pointer:/blocks/1]",
        ),
        rule(
            "blocks.table.one",
            [table(1), divider()],
            [table(1), divider(), table(1)],
            "only_one_table_allowed [json-pointer:/blocks]",
        ),
        rule(
            "blocks.table.text",
            [table(3000, 3000, 3000, 1000)],
            [table(3000, 3000, 3000, 1001)],
            "must be less than 10001 characters [json-pointer:/blocks]",
        ),
        rule(
            "blocks.charts.two",
            [drawn(PLAIN)] * 2,
            [drawn(PLAIN)] * 3,
            "no more than 2 data_visualization blocks allowed [json-pointer:/blocks]",
        ),
        rule(
            "blocks.markdown.text",
            [markdown(6000), markdown(6000)],
            [markdown(6000), markdown(6001)],
            "must be less than 12001 characters [json-pointer:/blocks]",
        ),
        rule(
            "block.type",
            [divider()],
            [divider(), {"type": "nonsense"}],
            "unsupported type: nonsense [json-pointer:/blocks/1/type]",
        ),
    ],
)
def test_a_message_has_limits_as_a_whole(good, bad, words):
    assert of_message(good) == TAKEN
    assert of_message(bad) == ("invalid_blocks", [words])


@pytest.mark.rule("block.type")
@pytest.mark.parametrize("bad", ["divider", None, ["divider"], 1])
def test_a_block_is_an_object(bad):
    assert of_message([bad]) == ("invalid_blocks", ["must be an object [json-pointer:/blocks/0]"])


@pytest.mark.rule("blocks.text.total")
def test_all_texts_of_a_message_together_are_limited():
    most = [*[section("x" * 3000)] * 4, section("x" * 1200)]

    assert of_message(most) == TAKEN
    with pytest.raises(Refused, match="msg_blocks_too_long"):
        check_message([*most, section("x")])


@pytest.mark.rule("blocks.format")
@pytest.mark.parametrize("blocks", [{"type": "divider"}, "[]", 1])
def test_blocks_are_a_list(blocks):
    with pytest.raises(Refused, match="invalid_blocks_format"):
        check_message(blocks)


CELL = {"type": "raw_text", "text": "x"}
IMAGE = {"type": "image", "image_url": "https://x.test/a.png", "alt_text": "A"}
INPUT = {"type": "input", "label": plain("x"), "element": {"type": "plain_text_input"}}
EVERYWHERE = [
    section("x"),
    divider(),
    {"type": "header", "text": plain("x")},
    IMAGE,
    actions("a"),
    {"type": "context", "elements": [words("x")]},
    {"type": "rich_text", "elements": []},
    INPUT,
]


@pytest.mark.parametrize("place", [BLOCK, MODAL_BLOCK, HOME_BLOCK], ids=lambda p: p.surface)
@pytest.mark.parametrize("block", EVERYWHERE, ids=lambda each: each["type"])
def test_most_blocks_stand_everywhere(place, block):
    assert refusal(place, block) == TAKEN


@pytest.mark.parametrize(
    ("block", "here", "not_there"),
    [
        rule("block.markdown.surface", markdown(1), [BLOCK], [MODAL_BLOCK, HOME_BLOCK]),
        rule("block.table.surface", table(1), [BLOCK, HOME_BLOCK], [MODAL_BLOCK]),
        rule("block.data_visualization.surface", drawn(PLAIN), [BLOCK, HOME_BLOCK], [MODAL_BLOCK]),
    ],
)
def test_some_blocks_stand_on_some_surfaces_only(block, here, not_there):
    words = f"unsupported type: {block['type']} [json-pointer:/view/blocks/0/type]"

    assert [refusal(place, block) for place in here] == [TAKEN] * len(here)
    assert {refusal(place, block)[0] for place in not_there} == {"invalid_arguments"}
    assert [refusal(place, block)[1] for place in not_there] == [[words]] * len(not_there)


@pytest.mark.rule("block.type")
@pytest.mark.parametrize(
    "kind",
    [
        "alert",
        "call",
        "card",
        "carousel",
        "container",
        "context_actions",
        "data_table",
        "file",
        "plan",
        "task_card",
        "video",
    ],
)
def test_a_block_of_slack_that_is_not_built_is_called_so(kind):
    words = f"not built in this sandbox: {kind} [json-pointer:/blocks/0/type]"

    assert of_message([{"type": kind}]) == ("invalid_blocks", [words])


@pytest.mark.rule("block.input.element.type")
@pytest.mark.parametrize("kind", ["file_input", "workflow_button", "icon_button"])
def test_an_element_of_slack_that_is_not_built_is_called_so(kind):
    words = f"not built in this sandbox: {kind} [json-pointer:/view/blocks/0/element/type]"
    block = INPUT | {"element": {"type": kind}}

    assert refusal(MODAL_BLOCK, block) == ("invalid_arguments", [words])
