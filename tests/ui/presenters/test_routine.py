from dataclasses import replace

import pytest

from consultant_app.domain.catalogue import Time
from consultant_app.domain.criteria import Zone
from consultant_app.domain.routine import Exclusion, Reason, Recommendation, Routine
from consultant_app.ui.presenters.routine import routine_view


@pytest.fixture
def products(workspace):
    return list(workspace.recommendations.catalogue.products.values())[:3]


def advised(product, time, *reasons):
    return Recommendation(product, product.step, time, reasons or (Reason("redness", Zone.NOSE, "rule"),))


def why(rule, language):
    return f"{rule} in {language}"


def test_nothing_to_advise_is_empty():
    view = routine_view(Routine(), "en", why)
    assert view.empty
    assert view.total is None


def test_morning_and_evening_are_numbered_in_the_order_given(products):
    first, second, third = products
    routine = Routine((advised(first, Time.BOTH), advised(second, Time.EVENING), advised(third, Time.MORNING)))
    view = routine_view(routine, "en", why)
    assert [(card.number, card.name) for card in view.morning] == [(1, first.name), (2, third.name)]
    assert [(card.number, card.name) for card in view.evening] == [(1, first.name), (2, second.name)]
    assert not any(card.repeated for card in view.morning)
    assert [card.repeated for card in view.evening] == [True, False]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_product_says_what_led_to_it_and_how_it_is_used(products, language):
    reasons = (
        Reason("redness", Zone.CHEEK_LEFT, "calm"),
        Reason("tone_evenness", Zone.FACE, "calm"),
        Reason("pores", Zone.NOSE, "refine"),
    )
    card = routine_view(Routine((advised(products[0], Time.MORNING, *reasons),)), language, why).morning[0]
    assert card.how == products[0].how[language]
    assert card.pitch == products[0].pitch[language]
    assert [line.why for line in card.reasons] == [f"calm in {language}", f"refine in {language}"]
    assert card.reasons[0].seen.count("\n") == 1
    assert {"en": "Redness · left cheek", "fr": "Rougeurs · joue gauche"}[language] in card.reasons[0].seen


def test_a_language_the_house_has_not_written_yet_is_said_in_english(products):
    product = replace(products[0], how={"en": "Apply."})
    card = routine_view(Routine((advised(product, Time.MORNING),)), "fr", why).morning[0]
    assert card.how == "Apply."


def test_the_sum_counts_each_product_once(products):
    product = replace(products[0], price=40.0, currency="EUR")
    view = routine_view(Routine((advised(product, Time.BOTH),)), "en", why)
    assert view.total == "€40"


def test_what_was_left_out_says_why():
    routine = Routine(
        (), (Exclusion("x", "Velours", "allergen", "LINALOOL"), Exclusion("y", "Nacre", "stock", ""))
    )
    lines = routine_view(routine, "en", why).exclusions
    assert (lines[0].name, lines[0].why) == ("Velours", "Contains LINALOOL, to be avoided.")
    assert lines[1].why == "Not in stock at the moment."


def test_real_exclusions_have_words_in_every_language(workspace):
    analysis = workspace.store.kept[0].analysis
    client = workspace.store.get("c2")
    routine = workspace.recommendations.recommend(analysis, client.details.profile)
    for language in ("en", "fr"):
        view = routine_view(routine, language, workspace.recommendations.rationale)
        assert all(line.why for line in view.exclusions)
        assert all(reason.why for card in (*view.morning, *view.evening) for reason in card.reasons)
