"""What a ticket is found by, what a query asks, which hits come first and which are alike."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.search import (
    ALIKE,
    LONGEST_TERM,
    STOP_WORDS,
    WORDS_OF_A_QUERY,
    WORDS_OF_A_TICKET,
    Comparison,
    Forms,
    Hit,
    Query,
    asked,
    folded,
    loosened,
    most_alike,
    ranked,
    remembered,
    resembling,
    words_of,
)

USUAL = words_of("Landing page, Access, Website, CRM, Tracking")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Spring campaign, spring!", ["spring", "campaign"]),
        ("Über straße ÉTÉ", ["uber", "strasse", "ete"]),
        ("see MT-42, mt42 or Mt-7", ["see", "mt42", "or", "mt7"]),
        ("snake_case e-mail", ["snake", "case", "e", "mail"]),
        ("\x00\ud800\u202e 🎉 --", []),
        ("①½", ["11", "2"]),
    ],
)
def test_words_are_folded_and_each_counts_once(text, words):
    assert words_of(text) == words


@given(st.text(max_size=200))
def test_folding_twice_is_folding_once(text):
    assert folded(folded(text)) == folded(text)


@given(st.text(max_size=200))
def test_what_is_remembered_is_made_of_letters_and_digits_alone(text):
    for term in remembered("MT-7", [text]):
        assert term.isalnum()
        assert len(term) <= LONGEST_TERM


@given(st.text(max_size=200))
def test_a_text_is_found_by_its_own_words(text):
    query = asked(text)

    assert query is None or set(query.terms) <= set(remembered("MT-7", [text]))


def test_words_of_four_letters_or_more_are_found_by_their_beginning():
    assert remembered("MT-42", ["ad banner"]) == ["mt42", "ad", "bann", "banne", "banner"]


def test_of_a_very_long_text_the_first_words_are_remembered():
    text = " ".join(f"w{n}" for n in range(5000))

    terms = remembered("MT-7", [text])

    assert f"w{WORDS_OF_A_TICKET - 2}" in terms
    assert f"w{WORDS_OF_A_TICKET}" not in terms


def test_a_query_asks_for_all_of_its_words_but_those_that_say_little():
    assert asked("the page for spring") == Query(terms=("page", "spring"), at_least=2)


def test_a_query_of_nothing_but_stop_words_asks_for_them():
    assert asked("The and THE") == Query(terms=("the", "and"), at_least=2)


@pytest.mark.parametrize("text", ["", "  ", "!?", "\x00", "🎉"])
def test_without_a_word_nothing_is_asked(text):
    assert asked(text) is None
    assert resembling(text, usual=()) is None


def test_of_a_hundred_thousand_characters_a_few_words_are_asked():
    text = " ".join(f"word{n}" for n in range(12_000))

    assert len(asked(text).terms) == WORDS_OF_A_QUERY


def test_a_plural_finds_the_singular_too():
    assert asked("campaigns").terms == ("campaign",)


def test_looser_is_all_words_but_one_and_one_word_cannot_be_loosened():
    assert loosened(asked("spring campaign page")).at_least == 2
    assert loosened(asked("spring")) is None


def hit(ticket_id, summary):
    return Hit(ticket_id=ticket_id, summary=" ".join(words_of(summary)))


def test_more_words_in_the_summary_come_first_and_then_the_newest():
    hits = [
        hit(1, "Spring page"),
        hit(2, "Something"),
        hit(3, "Spring"),
        hit(4, "The spring pages"),
    ]

    found = ranked(hits, asked("spring page"))

    assert [h.ticket_id for h in found] == [4, 1, 3, 2]


def test_a_word_counts_where_it_begins():
    assert [h.ticket_id for h in ranked([hit(1, "ring"), hit(2, "spring")], asked("ring"))] == [
        1,
        2,
    ]


ALIKE_PAIRS = [
    ("Spring campaign landing page", "Landing page for the spring campaign"),
    ("Newsletter signup form broken", "The newsletter form is broken"),
    ("Tracking pixel for the webinar", "Webinar tracking pixels are missing"),
    ("Form on the pricing page is broken", "Pricing page: form does not work"),
    ("Newsletter", "newsletters"),
    ("Formular für die Messe", "Das Messe-Formular"),
    ("New HubSpot seat for Carla", "HubSpot seat, Carla"),
    ("Página de precios rota", "La pagina de precios esta rota"),
]
DIFFERENT_PAIRS = [
    ("Landing page for spring", "Landing page for autumn"),
    ("Access to HubSpot for Ben", "Access to HubSpot for Carla"),
    ("Landing page", "Landing page"),
    ("Newsletter template", "Newsletter form broken"),
    ("Please do this for me", "Please do that for us"),
    ("Redirect old blog", "Redirect shop to new domain"),
    ("Event tracking on checkout", "Event in Berlin"),
    ("Ad", "Advertising budget"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE_PAIRS)
def test_what_asks_for_the_same_is_alike(one, other):
    assert alike(one, other) >= ALIKE
    assert alike(other, one) >= ALIKE


@pytest.mark.parametrize(("one", "other"), DIFFERENT_PAIRS)
def test_what_only_sounds_like_it_is_not(one, other):
    assert alike(one, other) < ALIKE
    assert alike(other, one) < ALIKE


@pytest.mark.parametrize(("one", "other"), ALIKE_PAIRS)
def test_what_is_alike_is_looked_for_by_terms_that_the_other_has(one, other):
    query = resembling(one, usual=USUAL)

    shared = set(query.terms) & set(remembered("MT-7", [other]))

    assert len(shared) >= query.at_least


def alike(one, other):
    return likeness(words_of(one), words_of(other))


def likeness(ones, others):
    return Comparison(ones, usual=Forms.of(USUAL)).likeness(others)


WORDS = st.lists(
    st.sampled_from(
        ["landing", "page", "spring", "pages", "the", "crm", "form", "forms", "springer", "springs"]
    )
)


@given(WORDS, WORDS)
def test_likeness_is_between_none_and_the_same(ones, others):
    assert 0 <= likeness(ones, others) <= 1


@given(WORDS, WORDS)
@example(["springs"], ["spring"])
@example(["spring"], ["springs"])
def test_nothing_alike_is_passed_over(ones, others):
    comparison = Comparison(ones, usual=Forms.of(USUAL))

    assert comparison.may_share(" ".join(others)) or comparison.likeness(others) == 0


@given(WORDS, st.lists(WORDS))
def test_likeness_does_not_depend_on_what_was_compared_before(ones, many):
    comparison = Comparison(ones, usual=Forms.of(USUAL))

    assert [comparison.likeness(one) for one in many] == [likeness(ones, one) for one in many]


def test_the_likest_come_first_and_no_more_than_are_wanted():
    hits = [
        hit(1, "Spring campaign"),
        hit(2, "Spring campaign banner"),
        hit(3, "Spring campaign"),
        hit(4, "Winter sale"),
    ]

    found = most_alike(hits, "the spring campaign", usual=(), limit=2)

    assert [h.ticket_id for h in found] == [3, 1]


def test_usual_words_alone_look_for_nothing():
    assert resembling("Landing pages, website access", usual=USUAL) is None


def test_stop_words_are_folded_as_what_is_asked():
    assert {word for word in STOP_WORDS if words_of(word) != [word]} == set()
