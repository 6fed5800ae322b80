import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QWidget

from consultant_app.ui.screens.settings import SettingsMenu


def test_both_choices_take_effect_at_once_and_are_remembered(qtbot, ui, preferences):
    below = QWidget()
    below.resize(1000, 600)
    qtbot.addWidget(below)
    below.show()
    menu = SettingsMenu(ui, below, preferences, has_model=True)
    menu.open()
    assert (menu.languages.current(), menu.look.current()) == ("en", "light")
    qtbot.mouseClick(menu.languages.button("fr"), Qt.MouseButton.LeftButton)
    assert (ui.language.code, preferences.language) == ("fr", "fr")
    assert menu.look.button("dark").text() == "Sombre"
    qtbot.mouseClick(menu.look.button("dark"), Qt.MouseButton.LeftButton)
    assert ui.theme.dark
    assert preferences.dark
    qtbot.mouseClick(menu.lock_after.button("15"), Qt.MouseButton.LeftButton)
    assert preferences.lock_after_min == 15
    assert below.rect().contains(menu.panel.geometry())


@pytest.mark.parametrize("has_model", [True, False])
def test_the_models_card_is_offered_once_there_is_a_model(qtbot, ui, preferences, has_model):
    below = QWidget()
    qtbot.addWidget(below)
    below.show()
    menu = SettingsMenu(ui, below, preferences, has_model=has_model)
    menu.open()
    assert menu.model_button.isVisible() == has_model
    assert menu.camera_button.isVisible() == has_model
    if has_model:
        with qtbot.waitSignal(menu.model_asked):
            qtbot.mouseClick(menu.model_button, Qt.MouseButton.LeftButton)
        assert not menu.isVisible()


def test_the_way_to_the_camera(qtbot, ui, preferences):
    below = QWidget()
    qtbot.addWidget(below)
    below.show()
    menu = SettingsMenu(ui, below, preferences, has_model=True)
    menu.open()
    with qtbot.waitSignal(menu.camera_asked):
        qtbot.mouseClick(menu.camera_button, Qt.MouseButton.LeftButton)
    assert not menu.isVisible()


def test_less_movement_takes_effect_at_once_and_is_remembered(qtbot, ui, preferences):
    below = QWidget()
    qtbot.addWidget(below)
    below.show()
    ui.theme.set_still(still=False)
    menu = SettingsMenu(ui, below, preferences, has_model=False)
    menu.open()
    assert not menu.still.isChecked()
    menu.still.click()
    assert ui.theme.motion_ms == 0
    assert preferences.still is True
    menu.still.click()
    assert ui.theme.motion_ms == ui.theme.brand.motion.fade
    assert preferences.still is False


class Everything:
    """A manager's access."""

    user = None

    def may(self, _use_case):
        return True


def test_backups_and_log_are_the_managers_and_the_line_is_everybodys(qtbot, ui, preferences):
    below = QWidget()
    qtbot.addWidget(below)
    below.resize(1366, 768)
    below.show()
    menu = SettingsMenu(ui, below, preferences, has_model=True)
    menu.tell_backup("Last backup: today")
    menu.open()
    assert menu.backup_line.isVisible()
    assert not menu.safety_button.isVisible()
    menu.dismiss()
    menu = SettingsMenu(ui, below, preferences, has_model=True, access=Everything())
    menu.open()
    with qtbot.waitSignal(menu.safety_asked):
        qtbot.mouseClick(menu.safety_button, Qt.MouseButton.LeftButton)


def test_at_150_percent_the_menu_scrolls_instead_of_pressing_its_lines_together(qtbot, ui, preferences):
    below = QWidget()
    qtbot.addWidget(below)
    below.resize(911, 512)
    below.show()
    below.activateWindow()
    qtbot.waitUntil(below.isActiveWindow)
    menu = SettingsMenu(ui, below, preferences, has_model=True, access=Everything())
    menu.open()
    high = menu.languages.button("en").sizeHint().height()
    assert menu.languages.button("en").height() >= high
    assert below.rect().contains(menu.panel.geometry())
    bar = menu._area.verticalScrollBar()
    assert bar.maximum() > 0
    menu.camera_button.setFocus()
    for _ in range(4):
        menu.focusNextPrevChild(True)
    assert menu.safety_button.hasFocus()
    assert bar.value() > 0
    below.resize(1366, 900)
    qtbot.waitUntil(lambda: menu._area.verticalScrollBar().maximum() == 0)
