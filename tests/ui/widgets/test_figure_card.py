from PyQt6.QtWidgets import QWidget

from consultant_app.ui.widgets.figure_card import FigureCard


def test_shows_the_picture_or_the_table(qtbot, ui):
    picture = QWidget()
    card = FigureCard(ui.theme, picture)
    qtbot.addWidget(card)
    card.say("Visits", "By week.", "As a table")
    card.tell(["", "All"], [["4 May", "12"]])
    card.show()
    assert picture.isVisible()
    assert not card.table.isVisible()
    card.switch.setChecked(True)
    assert card.table.isVisible()
    assert not picture.isVisible()
    assert card.switch.accessibleName() == "As a table: Visits"
    assert card.table.accessibleName() == "Visits"


def test_without_a_picture_there_is_only_the_table(qtbot, ui):
    card = FigureCard(ui.theme)
    qtbot.addWidget(card)
    card.show()
    assert card.table.isVisible()
    assert not card.switch.isVisible()
