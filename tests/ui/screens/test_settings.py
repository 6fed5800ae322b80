from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QWidget

from consultant_app.ui.screens.settings import SettingsMenu


def test_both_choices_take_effect_at_once_and_are_remembered(qtbot, ui, preferences):
    below = QWidget()
    below.resize(1000, 600)
    qtbot.addWidget(below)
    below.show()
    menu = SettingsMenu(ui, below, preferences)
    menu.open()
    assert (menu.languages.current(), menu.look.current()) == ("en", "light")
    qtbot.mouseClick(menu.languages.button("fr"), Qt.MouseButton.LeftButton)
    assert (ui.language.code, preferences.language) == ("fr", "fr")
    assert menu.look.button("dark").text() == "Sombre"
    qtbot.mouseClick(menu.look.button("dark"), Qt.MouseButton.LeftButton)
    assert ui.theme.dark
    assert preferences.dark
    assert below.rect().contains(menu.panel.geometry())
