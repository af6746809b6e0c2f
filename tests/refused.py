"""Whether the sandbox refused anything that the test did not expect: Slack would have, too."""

from itertools import chain

RACES = {
    ("views.update", "hash_conflict"),
    ("views.update", "not_found"),
    ("views.publish", "hash_conflict"),
}
"""A person may go on in a form or on Home, or close the form, while we draw it: no test can rule
that out."""


def add_mark(config):
    config.addinivalue_line("markers", "refused(*errors): what Slack refuses the bot in this test")


def nothing_unexpected(node, workspace):
    """Fail unless all that was refused is named by the test's mark, and all that it names was."""
    expected = set(chain.from_iterable(mark.args for mark in node.iter_markers("refused")))
    refused = workspace.refusals()
    known = [each for each in refused if (each["method"], each["error"]) not in RACES]
    surprises = [_words(each) for each in known if each["error"] not in expected]
    assert not surprises, f"the sandbox refused what the test did not expect: {surprises}"
    assert not workspace.remarks(), f"taken, but without effect: {workspace.remarks()}"
    missing = expected - {each["error"] for each in refused}
    assert not missing, f"the test expects refusals that did not come: {sorted(missing)}"


def _words(refused):
    method, error, rule = refused["method"], refused["error"], refused["rule"]
    return " ".join([f"{method}: {error} (rule {rule})", *refused["details"]])
