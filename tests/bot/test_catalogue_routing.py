"""Routing rules and sharing out in the catalogue file, and rules that nobody would ever follow."""

import pytest

from domain.catalogue import Area, Assign, RoutingRule
from domain.condition import Condition, Test
from tests.bot.catalogue_parts import only_problem, problems, read, with_top
from tests.bot.catalogue_texts import changed


def routing(*rules):
    return with_top("routing:", *(f"  - {rule}" for rule in rules))


def test_rules_are_read_in_their_order():
    rules = read(
        routing(
            "{name: Big, when: {price: {least: 5000}, type: access}, to: {people: U0IRIS}}",
            '{name: Words, when: {words: pixel}, to: {assign: round robin, people: ["@web"]}}',
            "{name: Rest, to: crm}",
        )
    ).routing

    assert rules == (
        RoutingRule(
            name="Big",
            when=(
                Condition(subject="price", test=Test.LEAST, values=("5000",)),
                Condition(subject="type", test=Test.IS, values=("access",)),
            ),
            people=("U0IRIS",),
        ),
        RoutingRule(
            name="Words",
            when=(Condition(subject="words", test=Test.SAYS, values=("pixel",)),),
            assign=Assign.ROUND_ROBIN,
            people=("@web",),
        ),
        RoutingRule(name="Rest", when=(), area="crm"),
    )


def test_an_area_says_how_its_tickets_are_shared_out_and_how_long_an_answer_may_take():
    text = changed(
        "    triage:",
        '    assign: fewest open\n    people: ["@crm", U0TOM]\n'
        "    answer_within: 1 day\n    triage:",
    )

    assert read(text).areas == (
        Area(
            key="crm",
            name="CRM",
            owner="ivo@acme.example",
            triage="#triage-crm",
            assign=Assign.FEWEST_OPEN,
            people=("@crm", "U0TOM"),
            answer_within=8,
        ),
    )


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("", "{words: pixel}"),
        ("{}", "{}"),
        ("{price: {least: 100}}", "{price: {least: 200}}"),
        ("{price: {least: 100}}", "{price: {least: 100}, side: it}"),
        ("{price: {most: 900}}", "{price: {most: 800}}"),
        ("{price: {answered: true}}", "{price: {least: 1}}"),
        ("{goes_to: [It stays, A partner]}", "{goes_to: It stays}"),
        ("{goes_to: {is_not: It stays}}", "{goes_to: A partner}"),
        ("{goes_to: {is_not: It stays}}", "{goes_to: {is_not: [It stays, A partner]}}"),
        ("{words: pixel}", "{words: a pixel in the page}"),
        ("{words: [pixel, tag]}", "{words: tag}"),
        ("{urgency: [soon, blocking]}", "{urgency: blocking}"),
        ("{about_people: true}", "{about_people: true, price: {least: 4}}"),
    ],
)
def test_a_rule_behind_one_that_always_fits_first_can_never_match(earlier, later):
    first = f"{{name: First, {f'when: {earlier}, ' if earlier else ''}to: crm}}"
    second = f"{{name: Second, when: {later}, to: crm}}"

    line, words = only_problem(routing(first, second))

    assert line == f"- {second}"
    assert '"First" in line' in words
    assert "Put this one above it" in words


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("{price: {least: 200}}", "{price: {least: 100}}"),
        ("{price: {least: 200}, side: it}", "{price: {least: 200}}"),
        ("{goes_to: It stays}", "{goes_to: [It stays, A partner]}"),
        ("{words: pixels}", "{words: pixel}"),
        ("{words: tag}", "{words: [pixel, tag]}"),
        ("{about_people: true}", "{about_people: false}"),
        ("{price: {least: 1}}", "{price: {answered: true}}"),
    ],
)
def test_a_rule_that_still_finds_something_is_let_be(earlier, later):
    text = routing(
        f"{{name: First, when: {earlier}, to: crm}}", f"{{name: Second, when: {later}, to: crm}}"
    )

    assert len(read(text).routing) == 2


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("{when: {side: it}, to: crm}", "`name` is missing"),
        ("{name: A}", "`to` is missing"),
        ("{name: A, to: {}}", "leads nowhere"),
        ("{name: A, to: cmr}", 'There is no area "cmr". Did you mean crm?'),
        ("{name: A, to: {area: cmr}}", "Did you mean crm?"),
        ("{name: A, to: {assign: random}}", "owner, round robin, fewest open"),
        ("{name: A, to: {owner: ivo@acme.example}}", "Did you mean `people`?"),
        ("{name: A, to: {people: nobody}}", "names no person"),
        ("{name: A, if: {side: it}, to: crm}", "Did you mean `when`?"),
        ("{name: A, when: {prise: {least: 1}}, to: crm}", "Did you mean price?"),
        ("{name: A, when: {type: acess}, to: crm}", "Did you mean access?"),
        ("{name: A, when: {area: web}, to: crm}", '`area` cannot be "web"'),
        ("{name: A, when: {goes_to: Mars}, to: crm}", '`goes_to` cannot be "Mars"'),
        ("{name: A, when: {words: {least: 5}}, to: crm}", "cannot be asked of `words`"),
        ("{name: A, when: {recipient: {most: 5}}, to: crm}", "cannot be asked of `recipient`"),
        ("{name: A, when: {side: it, price: {least: 5, most: 4}}, to: crm}", "can never match"),
        ("{name: A, when: {type: {is: access, is_not: access}}, to: crm}", "can never match"),
        ("{name: A, when: {price: {least: 10001}}, to: crm}", "can never match: `price` can be"),
        ("it lead", "should hold keys"),
    ],
)
def test_a_rule_that_cannot_be_is_named(rule, words):
    line, found = only_problem(routing(rule))

    assert rule in line
    assert words in found


def test_no_request_is_of_one_type_and_has_the_fields_of_another():
    text = routing("{name: A, when: {type: other, price: {least: 5}}, to: crm}").replace(
        "types:\n", "types:\n  other: {name: Other, area: crm}\n"
    )

    _, words = only_problem(text)

    assert words == "This rule can never match: `price` is not asked there."


def test_two_rules_have_two_names():
    _, words = only_problem(
        routing("{name: A, when: {side: it}, to: crm}", "{name: a, when: {words: x}, to: crm}")
    )

    assert 'There is a rule "a"' in words


def test_all_that_is_wrong_with_the_rules_is_said_at_once():
    found = problems(
        routing("{name: A, when: {side: x}, to: crm}", "{name: B, when: {words: x}, to: web}")
    )

    assert len(found) == 2
