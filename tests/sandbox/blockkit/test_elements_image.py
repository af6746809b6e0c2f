"""Images beside text: where they come from and what stands for them."""

import pytest

from tests.sandbox.blockkit.placing import ACCESSORY, ACTIONS, CONTEXT, INPUT, case, refusal

pytestmark = pytest.mark.contract("16.2")

URL = "https://acme.test/a.png"


def image(**more):
    return {"type": "image", "alt_text": "A map", **more}


def from_slack(**file):
    return image(slack_file=file)


CASES = [
    case(
        "element.image.choice",
        CONTEXT,
        image(image_url=URL),
        image(),
        ("must define either `image_url`", ""),
    ),
    case(
        "element.image.choice",
        CONTEXT,
        from_slack(id="F1"),
        image(image_url=URL, slack_file={"id": "F1"}),
        ("only one of image_url, slack_file allowed", ""),
    ),
    case(
        "element.image.keys",
        CONTEXT,
        image(image_url=URL),
        image(image_url=URL, action_id="a"),
        ("invalid additional property: action_id", ""),
    ),
    case(
        "element.image.needs_alt_text",
        ACCESSORY,
        image(image_url=URL),
        {"type": "image", "image_url": URL},
        ("missing required field: alt_text", ""),
    ),
    case(
        "image.alt_text.max",
        CONTEXT,
        image(image_url=URL, alt_text="x" * 2000),
        image(image_url=URL, alt_text="x" * 2001),
        ("must be less than 2001 characters", "/alt_text"),
    ),
    case(
        "image.alt_text.type",
        CONTEXT,
        image(image_url=URL),
        image(image_url=URL, alt_text={"text": "A map"}),
        ("must be a string", "/alt_text"),
    ),
    case(
        "image.image_url.max",
        ACCESSORY,
        image(image_url="u" * 3000),
        image(image_url="u" * 3001),
        ("must be less than 3001 characters", "/image_url"),
    ),
    case(
        "image.image_url.min",
        CONTEXT,
        image(image_url="u"),
        image(image_url=""),
        ("must be more than 0 characters", "/image_url"),
    ),
    case(
        "image.image_url.type",
        CONTEXT,
        image(image_url=URL),
        image(image_url=5),
        ("must be a string", "/image_url"),
    ),
    case(
        "image.slack_file.choice",
        CONTEXT,
        from_slack(url="https://files.slack.com/x"),
        from_slack(),
        ("must define either `id`", "/slack_file"),
    ),
    case(
        "image.slack_file.choice",
        CONTEXT,
        from_slack(id="F1"),
        from_slack(id="F1", url="https://files.slack.com/x"),
        ("only one of id, url allowed", "/slack_file"),
    ),
    case(
        "image.slack_file.keys",
        CONTEXT,
        from_slack(id="F1"),
        from_slack(id="F1", name="a.png"),
        ("invalid additional property: name", "/slack_file"),
    ),
    case(
        "image.slack_file.type",
        CONTEXT,
        from_slack(id="F1"),
        image(slack_file="F1"),
        ("must be an object", "/slack_file"),
    ),
    case(
        "image.slack_file.id.type",
        CONTEXT,
        from_slack(id="F1"),
        from_slack(id=1),
        ("must be a string", "/slack_file/id"),
    ),
    case(
        "image.slack_file.url.type",
        CONTEXT,
        from_slack(url="https://files.slack.com/x"),
        from_slack(url=["https://files.slack.com/x"]),
        ("must be a string", "/slack_file/url"),
    ),
]


@pytest.mark.parametrize(("place", "good", "bad", "told"), CASES)
def test_an_image_is_held_to_its_limits(place, good, bad, told):
    assert refusal(place, good) == ("", [])
    assert refusal(place, bad) == told


@pytest.mark.parametrize("place", [ACTIONS, INPUT])
def test_an_image_is_nothing_to_act_on(place):
    words = f"unsupported type: image [json-pointer:{place.pointer}/type]"

    assert refusal(place, image(image_url=URL))[1] == [words]
