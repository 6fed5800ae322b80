from dataclasses import replace

from consultant_app.ui.presenters.routine import ProductCard, ReasonLine
from consultant_app.ui.widgets.product_card import ProductView
from consultant_app.ui.widgets.text import Text

REASON = ReasonLine("Pores · nose", "Why.", "Visible pores 55 ± 5 · clearly seen")
CARD = ProductCard(1, "Serum", "Velours", "30 ml · €48", "A serum.", "Two drops.", (REASON,), repeated=False)


def said(card):
    return {label.text() for label in card.findChildren(Text)}


def test_says_what_led_to_it_and_how_it_is_used(qtbot, ui):
    card = ProductView(ui.theme, CARD)
    qtbot.addWidget(card)
    assert {"Velours", "30 ml · €48", "A serum.", "Pores · nose", "Why.", "Two drops."} <= said(card)
    assert "Visible pores 55 ± 5 · clearly seen" in said(card)
    assert card.accessibleName() == "1. Serum: Velours"


def test_a_repeated_one_is_only_recalled(qtbot, ui):
    card = ProductView(ui.theme, replace(CARD, repeated=True))
    qtbot.addWidget(card)
    assert "As in the morning." in said(card)
    assert "Two drops." not in said(card)


def test_every_action_is_asked_for_and_named_for_a_screen_reader(qtbot, ui):
    card = ProductView(ui.theme, CARD, may_change=True)
    qtbot.addWidget(card)
    for signal, button in (
        (card.why_asked, card.why_button),
        (card.swap_asked, card.swap_button),
        (card.remove_asked, card.remove_button),
    ):
        with qtbot.waitSignal(signal):
            button.click()
        assert button.accessibleName().endswith(": Velours")
        assert button.minimumHeight() >= 44
    with qtbot.waitSignal(card.bought) as bought:
        card.bought_check.click()
    assert bought.args == [True]
    assert card.note.isHidden()
    card.note_button.click()
    assert not card.note.isHidden()


def test_a_kept_one_shows_what_was_done_and_asks_for_nothing(qtbot, ui):
    card = ProductView(ui.theme, replace(CARD, bought=True, note="gift", origin="Added at the counter"))
    qtbot.addWidget(card)
    assert card.swap_button.isHidden()
    assert card.remove_button.isHidden()
    assert not card.why_button.isHidden()
    assert card.note.edit.isReadOnly()
    assert card.note.edit.text() == "gift"
    assert "Added at the counter" in said(card)
