"""Log lines: no token gets into one, and libraries that print payloads keep quiet."""

import logging

import pytest

from bot.logs import QUIET, WithoutTokens, set_up


@pytest.fixture
def logging_restored():
    """Logging as it was, afterwards."""
    root = logging.getLogger()
    loggers = [root, *map(logging.getLogger, QUIET)]
    before = [(logger, logger.level) for logger in loggers]
    handlers = root.handlers[:]
    root.handlers = []
    yield
    root.handlers = handlers
    for logger, level in before:
        logger.setLevel(level)


def line(message, *args, error=None):
    record = logging.LogRecord("bot", logging.INFO, "f.py", 1, message, args, error)
    return WithoutTokens("%(message)s").format(record)


@pytest.mark.parametrize(
    "token",
    [
        "xoxb-123-456-AbC",
        "xoxp-1-2-3",
        "xapp-1-A0-9-f.e_d",
        "xoxe-1-abc",
        "xoxe.xoxb-1-abc",
        "xoxe.xoxp-1-Mi0y",
    ],
)
def test_a_token_is_struck_out_wherever_it_stands(token):
    assert line(f"token={token}, next") == "token=[token], next"
    assert line("%s", {"a": token}) == "{'a': '[token]'}"


def test_a_token_in_a_traceback_is_struck_out_too():
    error = RuntimeError("xoxb-123-secret")

    shown = line("boom", error=(RuntimeError, error, None))

    assert "RuntimeError: [token]" in shown
    assert "secret" not in shown


def test_where_private_answers_go_is_struck_out():
    assert line("response_url=https://hooks.slack.com/x done") == "response_url=[token] done"


@pytest.mark.parametrize("words", ["MT-7.v4:requester could not be sent", "foxapp-1", "xox"])
def test_what_is_no_token_stays(words):
    assert line(words) == words


@pytest.mark.usefixtures("logging_restored")
def test_lines_go_to_standard_error_at_the_level_that_was_asked_for(capsys):
    set_up("INFO")

    logging.getLogger("bot.relay").info("hello xoxb-1")
    logging.getLogger("bot.relay").debug("unheard")

    written = capsys.readouterr()
    assert "INFO    bot.relay: hello [token]" in written.err
    assert "unheard" not in written.err
    assert written.out == ""


@pytest.mark.usefixtures("logging_restored")
@pytest.mark.parametrize("library", QUIET)
def test_libraries_keep_payloads_to_themselves_even_while_we_debug(library, capsys):
    set_up("DEBUG")

    logging.getLogger(library).info("a payload")

    assert capsys.readouterr().err == ""
