import pytest

from consultant_app.ui.presenters.routine import ProductCard, ReasonLine
from consultant_app.ui.widgets.product_card import ProductView
from consultant_app.ui.widgets.text import Text

CARD = ProductCard(
    1, "Serum", "Velours", "30 ml · €48", "A serum.", "Two drops.", (ReasonLine("Pores · nose", "Why."),), False
)


@pytest.mark.usefixtures("ui")
def test_says_what_led_to_it_and_how_it_is_used(qtbot):
    card = ProductView(CARD)
    qtbot.addWidget(card)
    said = [label.text() for label in card.findChildren(Text)]
    assert {"Velours", "30 ml · €48", "A serum.", "Pores · nose", "Why.", "Two drops."} <= set(said)
    assert card.accessibleName() == "1. Serum: Velours"


@pytest.mark.usefixtures("ui")
def test_a_repeated_one_is_only_recalled(qtbot):
    from dataclasses import replace

    card = ProductView(replace(CARD, repeated=True))
    qtbot.addWidget(card)
    said = [label.text() for label in card.findChildren(Text)]
    assert "As in the morning." in said
    assert "Two drops." not in said
