import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication, QLabel, QWidget

from consultant_app.domain.criteria import CRITERIA
from consultant_app.texts import texts
from consultant_app.ui.screens.model_card import ModelCardSheet


@pytest.fixture
def below(qtbot):
    window = QWidget()
    window.resize(911, 512)
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def sheet(ui, below, workspace):
    made = ModelCardSheet(ui, below, workspace.model_card)
    made.open()
    return made


def said(sheet):
    return [label.text() for label in sheet.findChildren(QLabel) if label.isVisibleTo(sheet)]


def test_shows_the_whole_card(sheet, workspace):
    shown, texts_shown = workspace.model_card("en"), said(sheet)
    expected = [shown.title, shown.about, shown.criteria_about, *shown.learned, *shown.limits, *shown.heads]
    expected += [text for fact in shown.facts for text in (fact.label, fact.text)]
    expected += [row.name for row in shown.rows]
    assert set(expected) <= set(texts_shown)
    assert texts_shown.count("cannot say") == sum(bool(row.note) for row in shown.rows) > 0
    assert texts_shown.count("0.94") == len(CRITERIA) - texts_shown.count("cannot say")


def test_changes_its_language_while_open(sheet, ui, workspace, qtbot):
    ui.language.choose("fr")
    qtbot.waitUntil(lambda: workspace.model_card("fr").title in said(sheet))
    assert workspace.model_card("en").title not in said(sheet)
    assert sheet.close_button.text() == "Fermer"
    assert texts("fr")("state.cannot_say") in said(sheet)
    assert sheet.accessibleName() == workspace.model_card("fr").title


def test_the_keyboard_reads_on_and_closes(sheet, qtbot, below):
    below.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is sheet._area)
    assert sheet._area.accessibleName()
    bar = sheet._area.verticalScrollBar()
    assert bar.maximum() > 0
    qtbot.keyClick(sheet._area, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    qtbot.keyClick(sheet._area, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is sheet.close_button
    qtbot.mouseClick(sheet.close_button, Qt.MouseButton.LeftButton)
    assert not sheet.isVisible()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_nothing_is_cut_off_at_the_smallest_size(sheet, ui, below, qtbot, language):
    ui.language.choose(language)
    below.resize(860, 480)
    qtbot.wait(1)
    inside = sheet._area.widget()
    assert inside.minimumSizeHint().width() <= sheet._area.viewport().width()
    for label in inside.findChildren(QLabel):
        if label.isVisibleTo(inside):
            assert label.mapTo(inside, label.rect().topRight()).x() <= inside.width()
