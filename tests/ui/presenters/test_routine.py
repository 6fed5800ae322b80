from dataclasses import replace

import pytest

from consultant_app.domain.analysis import State
from consultant_app.domain.catalogue import Time
from consultant_app.domain.criteria import Zone
from consultant_app.domain.routine import Exclusion, Origin, Reason, Recommendation, Routine
from consultant_app.ui.presenters.routine import Grounds, routine_view


@pytest.fixture
def products(workspace):
    return list(workspace.recommendations.catalogue.products.values())[:3]


def advised(product, time, *reasons):
    return Recommendation(product, product.step, time, reasons or (Reason("redness", Zone.NOSE, "rule"),))


def why(rule, language):
    return f"{rule} in {language}"


def test_nothing_to_advise_is_empty():
    view = routine_view(Routine(), Grounds("en", why))
    assert view.empty
    assert view.total is None


def test_morning_and_evening_are_numbered_in_the_order_given(products):
    first, second, third = products
    routine = Routine((advised(first, Time.BOTH), advised(second, Time.EVENING), advised(third, Time.MORNING)))
    view = routine_view(routine, Grounds("en", why))
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
    card = routine_view(Routine((advised(products[0], Time.MORNING, *reasons),)), Grounds(language, why)).morning[
        0
    ]
    assert card.how == products[0].how[language]
    assert card.pitch == products[0].pitch[language]
    assert [line.why for line in card.reasons] == [f"calm in {language}", f"refine in {language}"]
    assert card.reasons[0].seen.count("\n") == 1
    assert {"en": "Redness · left cheek", "fr": "Rougeurs · joue gauche"}[language] in card.reasons[0].seen


def test_a_language_the_house_has_not_written_yet_is_said_in_english(products):
    product = replace(products[0], how={"en": "Apply."})
    card = routine_view(Routine((advised(product, Time.MORNING),)), Grounds("fr", why)).morning[0]
    assert card.how == "Apply."


def test_the_sum_counts_each_product_once(products):
    product = replace(products[0], price=40.0, currency="EUR")
    view = routine_view(Routine((advised(product, Time.BOTH),)), Grounds("en", why))
    assert view.total == "€40"


def test_what_was_left_out_says_why():
    routine = Routine(
        (), (Exclusion("x", "Velours", "allergen", "LINALOOL"), Exclusion("y", "Nacre", "stock", ""))
    )
    lines = routine_view(routine, Grounds("en", why)).exclusions
    assert (lines[0].name, lines[0].why) == ("Velours", "Contains LINALOOL, to be avoided.")
    assert lines[1].why == "Not in stock at the moment."


def test_real_exclusions_have_words_in_every_language(workspace):
    analysis = workspace.store.kept[0].analysis
    client = workspace.store.get("c2")
    routine = workspace.recommendations.recommend(analysis, client.details.profile)
    for language in ("en", "fr"):
        view = routine_view(routine, Grounds(language, workspace.recommendations.rationale))
        assert all(line.why for line in view.exclusions)
        assert all(reason.why for card in (*view.morning, *view.evening) for reason in card.reasons)


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "Redness 55 ± 4 · clearly seen"), ("fr", "Rougeurs 55 ± 4 · bien visible")],
)
def test_a_reason_says_the_score_and_how_sure_it_is(products, workspace, language, expected):
    analysis = workspace.store.kept[0].analysis
    seen = replace(analysis.criterion("redness"), score=55, plus_minus=4, state=State.OK)
    shown = replace(analysis, criteria=(seen,))
    advice = workspace.recommendations
    grounds = Grounds(language, advice.rationale, shown, advice.sources, advice.active_name)
    routine = Routine((advised(products[0], Time.MORNING, Reason("redness", Zone.NOSE, "pores_balance")),))
    (line,) = routine_view(routine, grounds).morning[0].reasons
    assert line.sure == expected
    assert "J Cosmet Laser Ther 2006" in line.sources
    assert line.sources.count("\n") == 1
    unsure = replace(shown, criteria=(replace(seen, plus_minus=25),))
    (line,) = routine_view(routine, replace(grounds, analysis=unsure)).morning[0].reasons
    assert line.sure.endswith({"en": "uncertain: it weighs less", "fr": "incertain : compte moins"}[language])


def test_what_the_counter_did_stands_on_the_card(products):
    item = replace(advised(products[0], Time.MORNING), origin=Origin.ADDED, bought=True, note="gift")
    (card,) = routine_view(Routine((item,)), Grounds("en", why)).morning
    assert (card.origin, card.bought, card.note) == ("Added at the counter", True, "gift")


def test_an_active_from_elsewhere_is_named_in_the_language(workspace):
    routine = Routine((), (Exclusion("x", "Peau Neuve", "exclusion.conflict_home", "retinoid"),))
    grounds = Grounds("fr", why, active_name=workspace.recommendations.active_name)
    assert "Rétinoïde (vitamine A)" in routine_view(routine, grounds).exclusions[0].why
