"""The request form: how it is filled, what it says, and how it is read back."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain.draft import Begun, Draft, Occasion, expected
from domain.errors import FiledAlready
from domain.form import Choice, FieldKind, ShowIf
from domain.policy import Quorum
from domain.source import Source
from tests.builders import ANNA, BEN, IVO, T0, a_catalogue, a_field
from tests.views.block_rules import modal_problems
from tests.views.sent import a_view, by_name, untouched
from views import ids
from views import intake as view
from views.intake_reading import inputs_by_name, read

TYPED = {"summary": "Spring page", "type": "landing_page", "purpose": "Leads"}
LANGUAGES = tuple(Choice(key=name, name=name) for name in ("English", "German"))
OF_EVERY_KIND = tuple(
    a_field(key=kind.value.replace(" ", "_"), label=kind, kind=kind, choices=LANGUAGES)
    for kind in FieldKind
)


def with_fields(*fields, **changes):
    """The catalogue, where a landing page asks for these."""
    page, access = a_catalogue().types
    return a_catalogue(types=(replace(page, fields=fields, **changes), access))


def initial(form, name):
    return by_name(form)[name]["element"].get("initial_value", "")


def words_in(form):
    return json.dumps([b for b in form["blocks"] if b["type"] != "input"], ensure_ascii=False)


def test_the_words_of_the_command_are_in_the_form_already():
    form = view.form(a_catalogue(), view.draft_from("A page for spring"))

    assert initial(form, "summary") == "A page for spring"
    assert initial(form, "details") == ""


def test_words_that_are_too_long_for_the_summary_are_all_in_the_details():
    words = "a page " * 100

    form = view.form(a_catalogue(), view.draft_from(words))

    assert initial(form, "summary") == words[:149] + "…"
    assert initial(form, "details") == words.strip()


def test_of_several_lines_the_first_is_the_summary():
    draft = view.draft_from("The form is broken\nIt loses umlauts")

    assert draft.summary == "The form is broken"
    assert draft.details == "The form is broken\nIt loses umlauts"


def test_words_that_just_fit_stay_in_the_summary():
    form = view.form(a_catalogue(), view.draft_from("x" * 150))

    assert (initial(form, "summary"), initial(form, "details")) == ("x" * 150, "")


def test_a_hundred_thousand_characters_still_open_a_form():
    form = view.form(a_catalogue(), view.draft_from("x" * 100_000))

    assert len(initial(form, "summary")) == 150
    assert len(initial(form, "details")) == 3000


def test_what_nobody_can_use_is_not_offered_back():
    draft = view.draft_from("  safe\u202e\x00\ud800 words ")

    assert draft.summary == "safe words"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Spring page \n", "Spring page"),
        ("one\r\ntwo", "one\ntwo"),
        ("safe\u202egnp\x00.exe", "safegnp.exe"),
        ("half\ud83d", "half"),
        ("<!channel> & co", "<!channel> & co"),
    ],
)
def test_words_are_kept_as_typed_without_what_nobody_can_use(typed, kept):
    sent = a_view(view.form(a_catalogue(), Draft()), **TYPED | {"purpose": typed})

    assert read(sent).purpose == kept


def test_only_summary_type_and_purpose_are_required():
    fields = by_name(view.form(a_catalogue(), Draft(request_type="access")))

    required = {name for name, block in fields.items() if not block["optional"]}
    assert required == {"summary", "type", "purpose"}


def test_choosing_a_type_tells_at_once():
    fields = by_name(view.form(a_catalogue(), Draft()))

    assert [n for n, block in fields.items() if block.get("dispatch_action")] == ["type"]


def test_a_whole_draft_is_drawn_and_read_back_as_it_was():
    page = {"text": ("Schools",), "long_text": ("Many\nlines",), "number": ("1.200,50",)}
    page |= {"money": ("€ 12",), "date": ("2026-04-01",), "choice": ("German",)}
    page |= {"choices": ("English", "German"), "people": (ANNA, BEN), "channel": ("C1",)}
    page |= {"link": ("https://a.example",), "file": ("https://b.example",)}
    page |= {"checkbox": ("yes",), "rating": ("4",)}
    draft = Draft(
        summary="Spring page",
        request_type="landing_page",
        purpose="Leads",
        area="website",
        urgency="blocking",
        needed_by="2026-04-01",
        details="More",
        acceptance="It is live",
        requester=BEN,
        is_private=True,
        typed={f"landing_page.{key}": answers for key, answers in page.items()},
        occasion=Occasion(
            follows=3, source=Source(channel="C1", ts="2.0", root="1.0"), is_sure=True, turn=2
        ),
    )

    form = view.form(with_fields(*OF_EVERY_KIND), draft)

    assert modal_problems(form) == []
    assert read(untouched(form)) == draft


def test_nothing_is_read_where_nothing_was_typed():
    form = view.form(with_fields(*OF_EVERY_KIND), Draft(request_type="landing_page"))

    draft = read(untouched(form))

    assert not draft.is_begun
    assert not any(draft.typed.values())


def test_a_field_stands_below_the_purpose_and_tells_at_once_what_others_look_at():
    budget = a_field(key="budget", label="Needs money?", kind=FieldKind.CHECKBOX)
    amount = a_field(
        key="amount",
        label="How much?",
        kind=FieldKind.MONEY,
        currency="EUR",
        show_if=ShowIf(field="budget"),
    )
    catalogue = with_fields(budget, amount)
    ticked = {"landing_page.budget": ("yes",)}

    hidden = by_name(view.form(catalogue, Draft(request_type="landing_page")))
    there = by_name(view.form(catalogue, Draft(request_type="landing_page", typed=ticked)))

    assert "field.landing_page.amount" not in hidden
    names = list(there)
    assert names[2:5] == ["purpose", "field.landing_page.budget", "field.landing_page.amount"]
    assert there["field.landing_page.budget"]["dispatch_action"] is True
    assert there["field.landing_page.amount"]["label"]["text"] == "How much? (EUR)"


def test_in_another_turn_the_inputs_are_other_ones_so_that_slack_fills_them_anew():
    draft = Draft(summary="Spring page")

    first = view.form(a_catalogue(), draft)
    second = view.form(a_catalogue(), replace(draft, occasion=Occasion(turn=1)))

    assert not set(by_name(first)) & set(by_name(second))
    assert list(inputs_by_name(second)) == list(inputs_by_name(first))
    assert read(untouched(second)).summary == "Spring page"


@pytest.mark.parametrize(
    ("occasion", "title", "callback"),
    [
        (Occasion(), "New request", ids.REQUEST_FORM),
        (Occasion(edits=999_999_999), "Edit MT-999999999", ids.EDIT_FORM),
        (Occasion(edits=7, adds_details=True), "Details: MT-7", ids.EDIT_FORM),
        (Occasion(follows=999_999_999), "Follow-up: MT-999999999", ids.REQUEST_FORM),
    ],
)
def test_the_title_says_what_the_form_is_for(occasion, title, callback):
    form = view.form(a_catalogue(), Draft(occasion=occasion))

    assert (form["title"]["text"], form["callback_id"]) == (title, callback)
    assert modal_problems(form) == []
    assert form["notify_on_close"] is True


def test_for_whom_it_is_cannot_be_changed_later():
    assert "requester" in by_name(view.form(a_catalogue(), Draft()))
    assert "requester" not in by_name(view.form(a_catalogue(), Draft(occasion=Occasion(edits=7))))


def test_a_type_that_has_left_the_catalogue_has_to_be_chosen_again():
    form = view.form(a_catalogue(), Draft(request_type="gone"))

    assert "initial_option" not in by_name(form)["type"]["element"]


@pytest.mark.parametrize(
    ("kind", "needs", "words"),
    [
        ("landing_page", Quorum.ANY, "<@U0IVO> will own it. No approval is needed."),
        ("access", Quorum.ANY, "Work starts once <@U0MAYA> or <@U0IVO> has said yes."),
        ("access", Quorum.ALL, "Work starts once <@U0MAYA> and <@U0IVO> have said yes."),
    ],
)
def test_the_form_says_who_will_own_it_and_who_will_be_asked(kind, needs, words):
    catalogue = a_catalogue(needs=needs)
    draft = Draft(request_type=kind)
    beside = view.Beside(expected=expected(draft, catalogue, by=ANNA, now=T0))

    assert words in words_in(view.form(catalogue, draft, beside=beside))


def test_nobody_is_foreseen_to_approve_what_they_ask_for_themselves():
    draft = Draft(request_type="access", requester=BEN)
    beside = view.Beside(expected=expected(draft, a_catalogue(), by=IVO, now=T0))

    assert "once <@U0MAYA> has said yes" in words_in(view.form(a_catalogue(), draft, beside=beside))


def test_of_a_restricted_type_the_form_says_that_few_will_see_it():
    catalogue = with_fields(is_restricted=True)
    draft = Draft(request_type="landing_page")
    beside = view.Beside(expected=expected(draft, catalogue, by=ANNA, now=T0))

    assert "Only those who handle it will see it." in words_in(
        view.form(catalogue, draft, beside=beside)
    )


def test_what_was_begun_earlier_is_offered_with_its_words_made_safe():
    begun = Begun(
        form="V0",
        draft=Draft(summary="<!channel> page"),
        saved_at=datetime(2026, 3, 1, 17, tzinfo=UTC),
    )

    form = view.form(a_catalogue(), Draft(), beside=view.Beside(begun=begun))

    words = words_in(form)
    assert "You began a request" in words
    assert "&lt;!channel&gt; page" in words
    assert ids.GO_ON_WITH_DRAFT in words
    assert ids.DROP_DRAFT in words
    assert modal_problems(form) == []


def test_a_retyped_request_is_asked_about_with_everything_still_in_the_form():
    twin = FiledAlready("MT-7", link="https://acme.slack.com/archives/D1/p1", seconds=40)
    draft = Draft(summary="Spring page", purpose="Leads", occasion=Occasion(is_sure=True))

    form = view.form(a_catalogue(), draft, beside=view.Beside(twin=twin))

    assert "You filed the same 40 seconds ago: <https://acme.slack.com/archives/D1/p1|MT-7>" in (
        words_in(form)
    )
    assert form["submit"]["text"] == "File it again"
    assert read(untouched(form)) == draft


@pytest.mark.parametrize(
    ("seconds", "ago"), [(0, "1 second"), (40, "40 seconds"), (60, "1 minute"), (119, "1 minute")]
)
def test_how_long_ago_the_same_was_filed(seconds, ago):
    assert f"the same {ago} ago" in str(FiledAlready("MT-7", link=None, seconds=seconds))


def test_what_is_missing_is_named_on_top_by_the_labels_of_its_inputs():
    tool = a_field(key="tool", label="Which <tool>?", is_required=True)
    missing = {"field.landing_page.tool": "Please fill this in."}
    draft = Draft(request_type="landing_page")

    form = view.form(with_fields(tool), draft, beside=view.Beside(missing=missing))

    assert "nothing was sent yet" in form["blocks"][0]["text"]["text"]
    assert "*Which &lt;tool&gt;?*: Please fill this in." in form["blocks"][0]["text"]["text"]
