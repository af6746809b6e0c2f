"""What is not built says so in words, and never half works."""

import copy
import http.client
from urllib.parse import urlsplit

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.alone import app_in
from sandbox.client import Denied
from sandbox.written import Unusable
from tests.sandbox.specs import MANIFEST, SEED


def by_http(**where):
    """The manifest of an app that Slack calls at an address."""
    manifest = copy.deepcopy(MANIFEST)
    manifest["settings"]["socket_mode_enabled"] = where.pop("socket_mode_enabled", False)
    manifest["settings"]["event_subscriptions"] |= where.pop("events", {})
    manifest["settings"]["interactivity"] |= where.pop("interactivity", {})
    manifest["features"]["slash_commands"][0] |= where.pop("command", {})
    return manifest


@pytest.mark.contract("16.11")
@pytest.mark.rule("manifest.http_mode")
@pytest.mark.parametrize(
    "where",
    [
        {"events": {"request_url": "https://app.test/events"}},
        {"interactivity": {"request_url": "https://app.test/actions"}},
        {"interactivity": {"message_menu_options_url": "https://app.test/options"}},
        {"command": {"url": "https://app.test/commands"}},
    ],
)
def test_an_app_that_slack_would_call_by_http_is_refused(sandbox, where):
    with pytest.raises(Denied, match="HTTP mode is not built in this sandbox"):
        sandbox.workspace(seed=SEED, manifest=by_http(**where))


@pytest.mark.contract("16.11")
def test_addresses_do_no_harm_where_socket_mode_is_on(sandbox):
    manifest = by_http(events={"request_url": "https://app.test"}, socket_mode_enabled=True)

    workspace = sandbox.workspace(seed=SEED, manifest=manifest)

    assert workspace.person("anna").say("hi", channel="marketing")["text"] == "hi"
    workspace.close()


@pytest.mark.contract("16.11")
def test_a_file_for_http_mode_is_refused_by_its_name(tmp_path):
    path = tmp_path / "manifest.yaml"
    path.write_text("settings: {interactivity: {request_url: https://app.test}}")

    with pytest.raises(Unusable, match=r"manifest\.yaml: HTTP mode is not built in this sandbox"):
        app_in(path)


@pytest.mark.contract("16.15")
@pytest.mark.rule("manifest.token_rotation")
def test_an_app_whose_tokens_rotate_is_refused(sandbox):
    manifest = copy.deepcopy(MANIFEST)
    manifest["settings"]["token_rotation_enabled"] = True

    with pytest.raises(Denied, match="Token rotation is not built in this sandbox"):
        sandbox.workspace(seed=SEED, manifest=manifest)

    manifest["settings"]["token_rotation_enabled"] = False
    sandbox.workspace(seed=SEED, manifest=manifest).close()


@pytest.mark.contract("16.15")
@pytest.mark.parametrize(
    ("method", "arguments"),
    [
        ("oauth.v2.access", {"code": "x", "client_id": "1", "client_secret": "2"}),
        ("oauth.v2.exchange", {"client_id": "1", "client_secret": "2"}),
        ("tooling.tokens.rotate", {"refresh_token": "xoxe-1"}),
        ("auth.revoke", {}),
        ("apps.uninstall", {"client_id": "1", "client_secret": "2"}),
    ],
)
def test_installing_rotating_and_uninstalling_answer_that_they_are_not_built(ws, method, arguments):
    client = WebClient(ws.bot_token, base_url=ws.api_url)

    with pytest.raises(SlackApiError) as refused:
        client.api_call(method, params=arguments)

    answer = refused.value.response
    assert answer["error"] == "unknown_method"
    assert answer["response_metadata"]["messages"] == ["[ERROR] not built in this sandbox"]


@pytest.mark.contract("16.15")
@pytest.mark.parametrize("path", ["/oauth/v2/authorize", "/openid/connect/authorize"])
def test_the_page_to_be_installed_from_says_that_it_is_not_built(sandbox, path):
    connection = http.client.HTTPConnection(urlsplit(sandbox.base_url).netloc, timeout=5)

    connection.request("GET", f"{path}?client_id=1&scope=chat:write")
    answer = connection.getresponse()
    words = answer.read().decode()

    assert answer.status == 501
    assert words.startswith("OAuth is not built in this sandbox")
    connection.close()
