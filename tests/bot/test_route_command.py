"""`tandem route`: where a request would go, from the command line."""

import pytest

from tests.bot.catalogue_texts import changed

FIELDS = """\
    name: Access
    fields:
      tool:
        label: Which tool?
        kind: choice
        choices: [CRM, Surveys]
      price:
        label: What does it cost?
        kind: money
        currency: EUR
        required: true
"""


@pytest.fixture
def applied(tandem, connected, folder):
    text = changed("    name: Access\n", FIELDS)
    (folder / "desk.yaml").write_text(text, encoding="utf-8")
    code, _, err = tandem("config", "apply")
    assert (code, err) == (0, "")


def test_it_says_area_owner_and_who_would_be_asked(tandem, applied):
    code, out, err = tandem("route", "--type", "access", "Access", "for", "the", "agency")

    assert (code, err) == (0, "")
    assert "Nothing was filed." in out
    assert "Area: CRM, as no rule fitted" in out
    assert "Owner: Ivo" in out
    assert "Approval: Ivo or Iris" in out


@pytest.mark.parametrize("answer", ["tool=Surveys", "tool=surveys", "price=1.200,50"])
def test_answers_are_read_as_a_form_reads_them_and_what_is_left_open_may_be(
    tandem, applied, answer
):
    code, out, err = tandem("route", "--type", "Access", "--set", answer, "Access")

    assert (code, err) == (0, "")
    assert "Area: CRM" in out


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        (("--type", "gone"), "There is no type 'gone'. There is: access."),
        (("--type", "access", "--area", "gone"), "There is no area 'gone'. There is: crm."),
        (("--type", "access", "--set", "tool"), "please write field=value"),
        (("--type", "access", "--set", "gone=1"), "There is no field 'gone'."),
        (("--type", "access", "--set", "tool=Fax"), "There is no choice of tool 'Fax'."),
        (("--type", "access", "--set", "price=much"), "--set price: I cannot be sure"),
    ],
)
def test_what_there_is_not_is_named_with_what_there_is(tandem, applied, given, complaint):
    code, out, err = tandem("route", *given, "Access")

    assert (code, out) == (1, "")
    assert complaint in err
