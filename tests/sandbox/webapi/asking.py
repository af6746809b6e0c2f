"""Asks a method of the Web API and tells the error of a refusal."""

import pytest
from slack_sdk.errors import SlackApiError


def refusal_of(client, method, **arguments):
    """Slack's whole answer to a call that must be refused."""
    with pytest.raises(SlackApiError) as refused:
        client.api_call(method, json=arguments)
    return refused.value.response


def error_of(client, method, **arguments):
    return refusal_of(client, method, **arguments)["error"]


def succeeds(client, method, **arguments):
    return client.api_call(method, json=arguments).data
