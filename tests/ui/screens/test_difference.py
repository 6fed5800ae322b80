import pytest
from PyQt6.QtCore import QPoint, Qt

from consultant_app.domain.errors import PhotoError
from consultant_app.texts import texts
from consultant_app.ui.presenters.difference import DifferencePresenter, Stage
from consultant_app.ui.screens.difference import DifferencePage
from consultant_app.ui.widgets.buttons import TARGET, Button
from consultant_app.ui.widgets.text import Text


@pytest.fixture
def shown(qtbot, ui, workspace, simulations):
    assert workspace.simulations is simulations
    presenter = DifferencePresenter(workspace, ui.tasks)
    page = DifferencePage(ui, presenter)
    qtbot.addWidget(page)
    page.resize(1366, 672)
    page.show()
    presenter.show(workspace.store.kept[0].photo)
    qtbot.waitUntil(lambda: presenter.stage is Stage.READY)
    return page, presenter


def heads(page):
    return [label.text() for label in page.findChildren(Text) if label.property("role") == "heading"]


def test_sliders_are_there_priorities_first(shown):
    page, _ = shown
    assert list(page.sliders) == ["redness", "pores"]
    assert heads(page) == ["Priorities"]
    assert page.sliders["redness"].accessibleName() == "Redness"
    assert all(slider.height() >= TARGET for slider in page.sliders.values())
    assert all(button.height() >= TARGET for button in page.findChildren(Button) if button.isVisible())


def test_moving_a_slider_changes_the_picture_and_says_by_how_much(qtbot, shown):
    page, presenter = shown
    slider = page.sliders["redness"]
    slider.setFocus()  # the handle is drawn otherwise while the view has the focus
    bare = page.view.grab().toImage()
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(0, 22))
    qtbot.waitUntil(lambda: presenter.simulation.settings["redness"] == -1.0)
    assert page._values["redness"].text() == "gone"
    assert page.view.grab().toImage() != bare
    slider.setValue(40)
    qtbot.waitUntil(lambda: presenter.simulation.settings["redness"] == 0.4)
    assert page._values["redness"].text() == "+40\u202f%"
    slider.setValue(100)
    qtbot.waitUntil(lambda: presenter.simulation.settings["redness"] == 1.0)
    assert page._values["redness"].text() == "twice as visible"
    qtbot.mouseClick(page.reset_button, Qt.MouseButton.LeftButton)
    assert slider.value() == 0
    assert page._values["redness"].text() == "as it is"
    assert page.view.grab().toImage() == bare
    assert not page.reset_button.isEnabled()


def test_one_touch_improves_the_priorities(qtbot, shown):
    page, presenter = shown
    qtbot.mouseClick(page.improve_button, Qt.MouseButton.LeftButton)
    assert presenter.settings["redness"] == -0.5
    assert page.sliders["redness"].value() == -50
    assert page.reset_button.isEnabled()


def test_the_label_is_on_the_picture_in_the_language_on_screen(shown, ui):
    page, _ = shown
    assert page.view._words.label.startswith("Illustration of this attribute")
    ui.language.choose("fr")
    assert page.view._words.label.startswith("Illustration de cet attribut")
    assert page.view._words.before == "Avant"
    assert heads(page)[-1] == "Priorités"


def test_both_ways_to_compare_and_back_to_the_whole_face(qtbot, shown):
    page, _ = shown
    parted = page.view.grab().toImage()
    qtbot.mouseClick(page.layouts.button("beside"), Qt.MouseButton.LeftButton)
    assert page.view.grab().toImage() != parted
    assert page.zoom_button.text() == "Closer"
    qtbot.mouseClick(page.zoom_button, Qt.MouseButton.LeftButton)
    assert page.view.zoom == 2.5
    assert page.zoom_button.text() == "Whole face"
    qtbot.mouseClick(page.zoom_button, Qt.MouseButton.LeftButton)
    assert page.view.zoom == 1.0


@pytest.mark.parametrize("language", ["en", "fr"])
def test_on_a_small_screen_no_button_is_cut(shown, ui, language):
    page, _ = shown
    ui.language.choose(language)
    page.resize(911, 416)
    for button in page.findChildren(Button):
        if button.isVisible() and button.text():
            assert button.width() >= button.fontMetrics().horizontalAdvance(button.text()) + 20, button.text()


def test_saving_is_asked_for(qtbot, shown):
    page, _ = shown
    with qtbot.waitSignal(page.save_asked):
        qtbot.mouseClick(page.save_button, Qt.MouseButton.LeftButton)


def test_what_went_wrong_stands_where_the_picture_would_be(qtbot, ui, workspace, simulations):
    simulations.problem = PhotoError("no_face")
    presenter = DifferencePresenter(workspace, ui.tasks)
    page = DifferencePage(ui, presenter)
    qtbot.addWidget(page)
    page.show()
    presenter.show(workspace.store.kept[0].photo)
    assert page._wait.text() == "Preparing the picture…"
    qtbot.waitUntil(lambda: presenter.stage is Stage.FAILED)
    assert page._wait.text() == texts("en")("photo.no_face")
    assert page._wait.isVisible()
