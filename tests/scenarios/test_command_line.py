"""The command line beside a running bot: a file is checked, put in force, and asked where to."""

from contextlib import closing

import pytest

from bot.cli import main
from bot.manifest import manifest
from bot.scopes import SURFACE
from domain.ticket import Status
from tests.acme import SEED
from tests.builders import IVO, MAYA, T0, TOM, saved
from tests.marks import on_both
from tests.refused import nothing_unexpected
from tests.scenarios.acting import card, file_request, settled, words_of

DESK = """\
zone: Europe/Berlin
hours: "09:00-17:00"
holidays: [DE-BE]
coordinators: [noor@acme.example]
sides:
  marketing:
    lead: mara@acme.example
    people: [anna@acme.example, ben@acme.example]
  it:
    lead: iris@acme.example
    groups: ["@security"]
areas:
  website:
    name: Website
    owner: ivo@acme.example
    backup: tom@acme.example
    triage: "#triage-web"
types:
  landing_page:
    name: Landing page
    area: website
  access:
    name: Access
    area: website
    approval: {ask: "@security"}
routing:
  - name: Tom's forms
    when: {words: form}
    to: {people: tom@acme.example}
digest:
  channels: ["#martech"]
  day: monday
  time: "09:00"
check_in:
  questions: [What moved?]
  day: tuesday
  time: "10:00"
  ask_hours_before: 4
"""
NO_HOURS = "{monday: [], sunday: []}"
SECOND_RULE = """\
  - name: Leads in forms
    when: {words: form, type: access}
    to: {people: ivo@acme.example}
digest:
"""


@pytest.fixture
def company(sandbox, request):
    """The company with a group that works, one without people, and one that was deleted."""
    groups = [
        {"id": "S0SEC", "handle": "security", "people": ["maya"]},
        {"id": "S0NONE", "handle": "nobody", "people": []},
        {"id": "S0OLD", "handle": "oldies", "people": ["tom"]},
    ]
    seed = {**SEED, "groups": groups, "clock": T0.isoformat()}
    seed["team"] = {"name": "Acme", "domain": "acme"}
    workspace = sandbox.workspace(seed=seed, manifest=manifest(SURFACE), rate_limits=False)
    workspace.group("oldies").disable()
    with closing(workspace):
        yield workspace
        nothing_unexpected(request.node, workspace)


@pytest.fixture
def tandem(company, settings, tmp_path, monkeypatch, capsys):
    """Types a command in a folder with settings, and returns exit code and what was printed."""
    monkeypatch.setenv("SLACK_BOT_TOKEN", company.bot_token)
    monkeypatch.setenv("SLACK_APP_TOKEN", company.app_token)
    monkeypatch.setenv("SLACK_API_URL", company.api_url)
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    monkeypatch.chdir(tmp_path)

    def type_in(*words, text=DESK):
        (tmp_path / "desk.yaml").write_text(text, encoding="utf-8")
        with pytest.raises(SystemExit) as left:
            main(list(words))
        printed = capsys.readouterr()
        return left.value.code or 0, printed.out + printed.err

    return type_in


def changed(old, new):
    assert old in DESK
    return DESK.replace(old, new, 1)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (
            changed('ask: "@security"', 'ask: "@nobody"'),
            "desk.yaml:25: @nobody has nobody in it. Add people to it in Slack, or name another",
        ),
        (
            changed('ask: "@security"', 'ask: "@oldies"'),
            "desk.yaml:25: @oldies is switched off in Slack. Name another group, or bring it back",
        ),
        (
            changed('groups: ["@security"]', 'groups: ["@nobody"]'),
            "desk.yaml:11: @nobody has nobody in it. Add people to it in Slack, or name another",
        ),
        (
            changed("digest:\n", SECOND_RULE),
            'desk.yaml:30: This rule can never match: "Tom\'s forms" in line 27 comes first',
        ),
        (
            changed("{words: form}", "{type: landing_page, price: {least: 5}}"),
            "desk.yaml:28:",
        ),
        (
            changed('hours: "09:00-17:00"', f"hours: {NO_HOURS}"),
            "desk.yaml:2: There are no open hours in it: nothing would ever be due",
        ),
        (
            changed("zone: Europe/Berlin", "zone: Europe/Berln"),
            'desk.yaml:1: "Europe/Berln" is not a time zone. Did you mean Europe/Berlin?',
        ),
        (
            changed("holidays: [DE-BE]", "holidays: [DE-BR]"),
            'desk.yaml:3: No holidays are known of "DE-BR". Did you mean',
        ),
    ],
)
@on_both
def test_what_could_never_work_is_named_with_its_line_and_work_goes_on_by_what_is_in_force(
    bot, tandem, anna, text, complaint
):
    before = bot.desk.catalogue()

    code, said = tandem("config", "apply", text=text)

    assert code == 1
    assert complaint in " ".join(said.split())
    assert "nothing was applied" in said
    bot.timetable.tick()
    assert bot.desk.catalogue() == before
    file_request(anna, "A form for leads", kind="access")
    settled(bot)
    filed = saved(bot.desk, 1)
    assert (filed.ticket.owner, filed.ticket.status) == (IVO, Status.AWAITING_APPROVAL)
    anna.press("History", message=card(anna))
    assert "routed it to Website, as no rule fitted" in words_of(anna.view(title="MT-1 so far"))


@on_both
def test_a_file_that_works_is_taken_up_by_the_running_bot(bot, tandem, anna):
    code, said = tandem("config", "apply")
    bot.timetable.tick()
    settled(bot)
    file_request(anna, "A form for leads", kind="access")
    settled(bot)

    assert (code, "is in force" in said) == (0, True), said
    filed = saved(bot.desk, 1)
    assert (filed.ticket.owner, filed.approval.asked) == (TOM, (MAYA,))


@on_both
def test_the_dry_run_says_what_filing_then_does_and_files_nothing(bot, tandem, anna):
    tandem("config", "apply")
    bot.timetable.tick()
    settled(bot)

    code, said = tandem("route", "--type", "access", "A form for leads")

    assert code == 0
    for line in ("Nothing was filed", "by the rule “Tom's forms”", "Owner: Tom", "Approval: Maya"):
        assert line in said
    file_request(anna, "A form for leads", kind="access")
    settled(bot)
    filed = saved(bot.desk, 1)
    assert (filed.ticket.owner, filed.approval.asked) == (TOM, (MAYA,))
