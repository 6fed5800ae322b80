import pytest
from PyQt6.QtWidgets import QWidget

from consultant_app.ui.presenters.routine import ProductCard, ReasonLine
from consultant_app.ui.presenters.routine_offers import OfferLine
from consultant_app.ui.screens.routine_sheets import OfferSheet, WhySheet
from consultant_app.ui.widgets.text import Text

OFFERS = (
    OfferLine("a", "Eau Vive", "Serum", "Lines", possible=True),
    OfferLine("b", "Calme", "Serum", "Redness", possible=True),
)
BARRED = (OfferLine("c", "Nacre", "Mask", "Not in stock at the moment.", possible=False),)


@pytest.fixture
def window(qtbot):
    window = QWidget()
    window.resize(1366, 768)
    qtbot.addWidget(window)
    window.show()
    return window


def said(sheet):
    return [label.text() for label in sheet.findChildren(Text)]


def test_a_product_is_chosen_and_the_sheet_goes(qtbot, ui, window):
    sheet = OfferSheet(ui, window, "Add a product", OFFERS, BARRED)
    sheet.open()
    assert [row.line.name for row in sheet.rows] == ["Eau Vive", "Calme"]
    assert "Nacre" in said(sheet)
    with qtbot.waitSignals([sheet.chosen, sheet.closed]) as seen:
        sheet.rows[1].touched.emit()
    assert seen.all_signals_and_args[0].args == ("b",)


def test_typing_narrows_both_lists(qtbot, ui, window):
    sheet = OfferSheet(ui, window, "Add a product", OFFERS, BARRED)
    sheet.open()
    qtbot.keyClicks(sheet.search.edit, "stock")
    assert sheet.rows == []
    assert "Nothing that could be chosen." in said(sheet)
    assert "Nacre" in said(sheet)


def test_why_this_tells_score_reason_and_source(ui, window):
    reason = ReasonLine("Redness · nose", "It helps.", "Redness 55 ± 4 · clearly seen", "House convention")
    card = ProductCard(1, "Serum", "Calme", "30 ml", "A serum.", "Press.", (reason,), repeated=False)
    sheet = WhySheet(ui, window, card)
    sheet.open()
    assert {"A serum.", "It helps.", "House convention"} <= set(said(sheet))
    added = WhySheet(ui, window, ProductCard(1, "S", "C", "", "", "", (), repeated=False))
    assert any("added at the counter" in text for text in [label.text() for label in added.findChildren(Text)])
