"""Whatever slack_sdk's models refuse to send, the sandbox refuses to take; and never before."""

import inspect

import pytest
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models import blocks as kit
from slack_sdk.models.basic_objects import JsonObject

from tests.sandbox.blockkit.placing import ACTIONS, CONTEXT, INPUT, plain, refusal
from tests.sandbox.blockkit.whole import BLOCK, words

proves = pytest.mark.contract("16.2")

LIMIT = "_max_length"
URL = "https://x.test/a.png"
OPTION = kit.Option(text="x", value="x")
GROUP = kit.OptionGroup(label="x", options=[OPTION])
SECTION = kit.RichTextSectionElement(elements=[])
PLAIN_INPUT = kit.PlainTextInputElement()
ITEMS = {
    "ActionsBlock.elements": kit.ButtonElement(text="x"),
    "ContextBlock.elements": kit.MarkdownTextObject(text="x"),
    "SectionBlock.fields": kit.MarkdownTextObject(text="x"),
}
MINIMAL = {
    "ActionsBlock": {"elements": [kit.ButtonElement(text="x")]},
    "ButtonElement": {"text": "x"},
    "CheckboxesElement": {"options": [OPTION]},
    "ConfirmObject": {"title": "x", "text": "x"},
    "ContextBlock": {"elements": [kit.MarkdownTextObject(text="x")]},
    "HeaderBlock": {"text": "x"},
    "ImageBlock": {"image_url": URL, "alt_text": "x"},
    "ImageElement": {"image_url": URL, "alt_text": "x"},
    "InputBlock": {"label": "x", "element": PLAIN_INPUT},
    "LinkButtonElement": {"text": "x", "url": URL},
    "MarkdownBlock": {"text": "x"},
    "NumberInputElement": {"is_decimal_allowed": True},
    "Option": {"value": "x", "label": "x"},
    "OptionGroup": {"label": "x", "options": [OPTION]},
    "OverflowMenuElement": {"options": [OPTION]},
    "RadioButtonsElement": {"options": [OPTION]},
    "RichTextBlock": {"elements": [SECTION]},
    "RichTextInputElement": {"action_id": "x"},
    "SectionBlock": {"text": "x"},
    "SelectElement": {"options": [OPTION]},
    "StaticMultiSelectElement": {"options": [OPTION]},
    "StaticSelectElement": {"options": [OPTION]},
    "TableBlock": {"rows": [[{"type": "raw_text", "text": "x"}]]},
}
TYPED = "PlainTextInput RichTextInput NumberInput EmailInput UrlInput"
NOT_BUILT = (
    "AlertBlock AuthProviderBlock CallBlock CardBlock CarouselBlock ContainerBlock "
    "ContextActionsBlock FeedbackButtonObject FeedbackButtonsElement FileBlock FileInputElement "
    "IconButtonElement PlanBlock TaskCardBlock VideoBlock WorkflowButtonElement"
)
ABSTRACT = "Block BlockElement InputInteractiveElement InteractiveElement"


def limits():
    """(model, argument, most) of everything that slack_sdk limits and the sandbox builds."""
    for name, model in sorted(vars(kit).items()):
        is_model = isinstance(model, type) and issubclass(model, JsonObject)
        if not is_model or name in f"{NOT_BUILT} {ABSTRACT}".split():
            continue
        for attribute in dir(model):
            argument = attribute.removesuffix(LIMIT)
            if attribute.endswith(LIMIT) and argument in inspect.signature(model).parameters:
                yield model, argument, getattr(model, attribute)


def made(model, argument, length):
    """The JSON of the smallest such model whose argument is this long."""
    item = {"options": OPTION, "option_groups": GROUP}.get(argument)
    item = ITEMS.get(f"{model.__name__}.{argument}", item)
    arguments = MINIMAL.get(model.__name__, {}) | {
        argument: [item] * length if item else "x" * length
    }
    if argument == "option_groups":
        del arguments["options"]
    return model(**arguments).to_dict()


def longer(value):
    if isinstance(value, list):
        return [*value, value[0]]
    return value | {"text": longer(value["text"])} if isinstance(value, dict) else value + "x"


def placed(model, given):
    """Where such a model stands, and the element or block that holds it there."""
    name = model.__name__
    if name == "Option":
        return ACTIONS, {"type": "static_select", "options": [given]}
    if name == "OptionGroup":
        return ACTIONS, {"type": "static_select", "option_groups": [given]}
    if name == "ConfirmObject":
        return ACTIONS, {"type": "button", "text": plain("x"), "confirm": given}
    if issubclass(model, kit.Block):
        return BLOCK, given
    if name == "ImageElement":
        return CONTEXT, given
    return (INPUT if name.removesuffix("Element") in TYPED.split() else ACTIONS), given


ALL = [each for each in limits() if each[1] != "agent_prompt"]


def test_the_models_have_limits_to_be_tried():
    assert len(ALL) > 75
    assert {model.__name__ for model, _, _ in ALL} >= set(MINIMAL)


@proves
@pytest.mark.parametrize(
    ("model", "argument", "most"), ALL, ids=[f"{m.__name__}.{a}" for m, a, _ in ALL]
)
def test_the_sandbox_has_the_limits_of_the_models(model, argument, most):
    key = "text" if (model, argument) == (kit.Option, "label") else argument
    good = made(model, argument, most)
    bad = good | {key: longer(good[key])}

    with pytest.raises(SlackObjectFormationError):
        made(model, argument, most + 1)
    assert refusal(*placed(model, good)) == ("", [])
    error, complaints = refusal(*placed(model, bad))
    assert error in ("invalid_blocks", "invalid_arguments")
    assert any(str(most) in each or str(most + 1) in each for each in complaints)


RULES = [
    (kit.SectionBlock, {}, BLOCK, {"type": "section"}),
    (kit.HeaderBlock, {}, BLOCK, {"type": "header"}),
    (kit.TableBlock, {"rows": []}, BLOCK, {"type": "table", "rows": []}),
    (
        kit.InputBlock,
        {"label": "x", "element": kit.ImageElement(image_url=URL, alt_text="x")},
        BLOCK,
        {
            "type": "input",
            "label": plain("x"),
            "element": {"type": "image", "image_url": URL, "alt_text": "x"},
        },
    ),
    (
        kit.ButtonElement,
        {"text": "x", "style": "default"},
        ACTIONS,
        {"type": "button", "text": plain("x"), "style": "default"},
    ),
    (
        kit.ButtonElement,
        {"text": "x", "accessibility_label": "x" * 76},
        ACTIONS,
        {"type": "button", "text": plain("x"), "accessibility_label": "x" * 76},
    ),
    (
        kit.ConfirmObject,
        {"title": "x", "text": "x", "style": "default"},
        ACTIONS,
        {
            "type": "button",
            "text": plain("x"),
            "confirm": {"title": plain("x"), "text": words("x"), "style": "default"},
        },
    ),
    (kit.StaticSelectElement, {}, ACTIONS, {"type": "static_select"}),
    (
        kit.StaticSelectElement,
        {"options": [OPTION], "option_groups": [GROUP]},
        ACTIONS,
        {
            "type": "static_select",
            "options": [OPTION.to_dict()],
            "option_groups": [GROUP.to_dict()],
        },
    ),
    (kit.StaticMultiSelectElement, {}, ACTIONS, {"type": "multi_static_select"}),
    (kit.OverflowMenuElement, {"options": []}, ACTIONS, {"type": "overflow", "options": []}),
    *(
        (
            kit.DatePickerElement,
            {"initial_date": day},
            ACTIONS,
            {"type": "datepicker", "initial_date": day},
        )
        for day in ("2026-13-01", "2026-00-01", "2026-01-32", "2026-01-00", "26-01-01")
    ),
    *(
        (
            kit.TimePickerElement,
            {"initial_time": hour},
            ACTIONS,
            {"type": "timepicker", "initial_time": hour},
        )
        for hour in ("24:00", "12:60", "9:00")
    ),
    *(
        (
            kit.DateTimePickerElement,
            {"initial_date_time": moment},
            ACTIONS,
            {"type": "datetimepicker", "initial_date_time": moment},
        )
        for moment in (-1, 10_000_000_000)
    ),
    (
        kit.RawTextObject,
        {"text": ""},
        BLOCK,
        {"type": "table", "rows": [[{"type": "raw_text", "text": ""}]]},
    ),
    (
        kit.RawNumberObject,
        {"value": 1, "text": ""},
        BLOCK,
        {"type": "table", "rows": [[{"type": "raw_number", "value": 1, "text": ""}]]},
    ),
]


@proves
@pytest.mark.parametrize(("model", "arguments", "place", "given"), RULES)
def test_what_a_model_will_not_send_is_not_taken(model, arguments, place, given):
    with pytest.raises(SlackObjectFormationError):
        model(**arguments).validate_json()

    assert refusal(place, given)[0] == "invalid_blocks"
