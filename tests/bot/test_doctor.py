import sqlite3
import zoneinfo
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.catalogue.draft import read_catalogue
from bot.catalogue.resolving import Channel
from bot.console import list_checks
from bot.doctor import (
    Check,
    check_catalogue,
    check_channels,
    check_database,
    check_holidays,
    check_slack,
    check_zones,
    is_well,
)
from bot.slack_client import KeptAliveClient
from domain.calendar import WorkingHours
from domain.roster import Roster
from handlers.surface import Surface
from tests.bot.catalogue_texts import SMALL
from tests.bot.slack_stub import serving
from tests.builders import a_catalogue

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SURFACE = Surface(scopes={"chat:write": "to post cards", "im:write": "to open DMs"})
KNOWN = {"ok": True, "team": "Acme", "team_id": "T1", "user": "tandem", "bot_id": "B1"}


@pytest.fixture
def slack():
    """A Slack in which everything is well."""
    with serving() as stub:
        stub.says("auth.test", answer())
        stub.says("apps.connections.open", {"ok": True, "url": "ws://127.0.0.1/link"})
        yield stub


def answer(*, scopes="chat:write,im:write", date="Mon, 02 Mar 2026 12:00:05 GMT", **changes):
    return {**KNOWN, **changes, "headers": {"x-oauth-scopes": scopes, "Date": date}}


def examined(slack, now=NOON):
    client = KeptAliveClient("xoxb-1-2", base_url=slack.url)
    checks = check_slack(client, SURFACE, app_token="xapp-1", now=lambda: now)
    client.close()
    return {check.name: check for check in checks}


def test_a_healthy_app_passes_every_check(slack):
    checks = examined(slack)

    assert list(checks) == ["Bot token", "App token", "Scopes", "Clock"]
    assert is_well(list(checks.values()))
    assert checks["Bot token"].words == "Works in Acme as @tandem."


def test_a_revoked_token_is_named_and_the_other_still_checked(slack):
    slack.says("auth.test", {"ok": False, "error": "token_revoked"})

    checks = examined(slack)

    assert (checks["Bot token"].ok, checks["App token"].ok) == (False, True)
    assert "copy the token anew" in checks["Bot token"].words


def test_a_persons_token_is_not_a_bots(slack):
    slack.says("auth.test", answer(bot_id=""))

    assert "Bot User OAuth Token" in examined(slack)["Bot token"].words


def test_a_wrong_app_token_is_named(slack):
    slack.says("apps.connections.open", {"ok": False, "error": "not_allowed_token_type"})

    check = examined(slack)["App token"]

    assert (check.ok, "xapp-" in check.words) == (False, True)


def test_a_missing_scope_is_named_with_what_it_is_for(slack):
    slack.says("auth.test", answer(scopes="chat:write, files:read"))

    check = examined(slack)["Scopes"]

    assert not check.ok
    assert "im:write (to open DMs)" in check.words
    assert "tandem manifest" in check.words


def test_a_scope_too_many_is_said_and_does_no_harm(slack):
    slack.says("auth.test", answer(scopes="chat:write,im:write,files:read"))

    check = examined(slack)["Scopes"]

    assert (check.ok, "Not needed: files:read" in check.words) == (True, True)


@pytest.mark.parametrize(("seconds", "words"), [(95, "90 s ahead of"), (-55, "60 s behind")])
def test_a_clock_that_is_off_is_noticed(slack, seconds, words):
    check = examined(slack, NOON + timedelta(seconds=seconds))["Clock"]

    assert not check.ok
    assert words in check.words


def test_an_unreachable_slack_fails_both_tokens_in_words():
    client = KeptAliveClient("xoxb-1-2", base_url="http://127.0.0.1:9/api/")

    checks = check_slack(client, SURFACE, app_token="xapp-1", now=lambda: NOON)

    assert [c.ok for c in checks] == [False, False]
    assert all("cannot be reached (Connection refused)" in c.words for c in checks)


def test_an_error_of_our_own_is_not_hidden():
    def broken():
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        check_database(broken)


def test_a_database_that_is_behind_says_how_to_catch_up():
    check = check_database(lambda: False)

    assert (check.ok, "tandem db upgrade" in check.words) == (False, True)
    assert check_database(lambda: True).ok


def test_a_database_that_is_locked_is_said_to_be_locked():
    def locked():
        raise sqlite3.OperationalError("database is locked")

    assert "another program" in check_database(locked).words


def test_a_desk_without_a_catalogue_is_told_to_apply_one():
    assert "tandem config apply" in check_catalogue(None).words
    assert check_catalogue(read_catalogue(SMALL).catalogue).ok


def with_holidays(*years):
    """A company in Bavaria that knows the holidays of these years."""
    catalogue = a_catalogue(hours=WorkingHours(regions=("DE-BY",)))
    kept = {"DE-BY": frozenset(date(year, 1, 1) for year in years)}
    return catalogue.with_roster(Roster(holidays=kept))


def test_holidays_that_end_too_soon_are_a_warning_and_nothing_is_broken():
    [check] = check_holidays(with_holidays(2026), now=NOON)

    assert (check.is_warning, is_well([check])) == (True, True)
    assert "DE-BY are known up to 31 Dec 2026" in check.words
    assert "Start Tandem" in check.words


def test_holidays_that_reach_far_enough_are_well():
    [check] = check_holidays(with_holidays(2026, 2027, 2028), now=NOON)

    assert (check.ok, check.is_warning) == (True, False)


def test_nobody_needs_holidays_who_keeps_none():
    assert check_holidays(a_catalogue(), now=NOON) == []


def test_a_warning_is_printed_as_one(capsys):
    list_checks([Check("Holidays", True, "Known up to now.", is_warning=True)])

    assert capsys.readouterr().out == "note  Holidays: Known up to now.\n"


class Channels:
    def __init__(self, **channels):
        self._channels = channels

    def person(self, ref):
        raise AssertionError(ref)

    def channel(self, ref):
        return self._channels.get(ref.removeprefix("#").replace("-", "_"))


def test_every_channel_that_is_not_joined_is_named_with_its_invitation():
    catalogue = read_catalogue(SMALL).catalogue
    crm = Channel(id="C1", name="triage-crm", bot_is_member=False)
    martech = Channel(id="C2", name="martech", bot_is_member=True)

    checks = check_channels(catalogue, Channels(triage_crm=crm, martech=martech))

    assert checks == [
        Check("#triage-crm", False, "I am not in it. Type `/invite @tandem` in #triage-crm."),
        Check("#martech", True, "Joined."),
    ]


def test_a_channel_that_is_gone_or_archived_is_named():
    catalogue = read_catalogue(SMALL).catalogue
    archived = Channel(id="C2", name="martech", bot_is_member=True, is_archived=True)

    checks = check_channels(catalogue, Channels(martech=archived))

    assert [c.ok for c in checks] == [False, False]
    assert "I cannot see it" in checks[0].words
    assert "archived" in checks[1].words


@pytest.fixture
def pinned_zones():
    before = zoneinfo.TZPATH
    zoneinfo.reset_tzpath(())
    yield
    zoneinfo.reset_tzpath(before)


def test_pinned_zones_are_well(pinned_zones):
    assert check_zones().ok


def test_zones_of_the_machine_are_noticed(pinned_zones):
    zoneinfo.reset_tzpath(("/usr/share/zoneinfo",))

    assert not check_zones().ok
