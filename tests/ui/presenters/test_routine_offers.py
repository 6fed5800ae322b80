from consultant_app.domain.catalogue import Time
from consultant_app.domain.criteria import Zone
from consultant_app.domain.routine import Exclusion, Reason, Recommendation
from consultant_app.ui.presenters.routine import Grounds
from consultant_app.ui.presenters.routine_offers import barred_lines, found, offer_lines


def lines(workspace, language):
    advice = workspace.recommendations
    products = list(advice.catalogue.products.values())
    grounds = Grounds(language, advice.rationale, active_name=advice.active_name)
    first, second, third = products[:3]
    offers = (
        Recommendation(first, first.step, Time.BOTH, (Reason("redness", Zone.NOSE, "redness_calm"),)),
        Recommendation(second, second.step, Time.BOTH, ()),
    )
    offered = offer_lines(offers, grounds)
    barred = barred_lines(
        (
            Exclusion(first.id, first.name, "exclusion.possible", ""),
            Exclusion(third.id, third.name, "exclusion.stock", ""),
            Exclusion("gone", "Velours", "exclusion.conflict_home", "retinoid"),
        ),
        products,
        offered,
        grounds,
    )
    return offered, barred


def test_offers_say_what_they_would_do(workspace):
    offered, _ = lines(workspace, "en")
    assert offered[0].why == "Redness · nose"
    assert offered[1].why == "Nothing that was seen asks for it."
    assert offered[0].facts.startswith("Cleanser · 200 ml · €46")
    assert all(line.possible for line in offered)


def test_what_cannot_be_chosen_says_why_and_is_told_once(workspace):
    offered, barred = lines(workspace, "fr")
    assert not {line.product_id for line in offered} & {line.product_id for line in barred}
    assert [line.why for line in barred] == [
        "Actuellement indisponible.",
        "À ne pas associer à un actif déjà utilisé : Rétinoïde (vitamine A).",
    ]
    assert barred[1].facts == ""


def test_words_are_found_without_accents_in_name_step_and_reason(workspace):
    offered, barred = lines(workspace, "fr")
    assert [line.name for line in found(offered, "lait aube")] == ["Lait d’Aube"]
    assert found((*offered, *barred), "retinoide")[0].name == "Velours"
    assert found(offered, "") == offered
    assert found(offered, "xyz") == ()
