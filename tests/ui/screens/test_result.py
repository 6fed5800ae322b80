from dataclasses import replace
from pathlib import Path

import pytest
from PyQt6.QtCore import QRectF, Qt

from consultant_app.domain.criteria import CRITERIA
from consultant_app.ui.presenters.visit import VisitPresenter
from consultant_app.ui.screens.result import ResultPage
from consultant_app.ui.widgets.text import Text


@pytest.fixture
def shown(qtbot, ui, workspace):
    visit = VisitPresenter(workspace, ui.tasks)
    page = ResultPage(ui, visit)
    qtbot.addWidget(page)
    page.resize(1366, 672)
    page.show()
    visit.analyse(workspace.store.get("c2"), Path("photo.jpg"), "en")
    qtbot.waitUntil(lambda: not ui.tasks.busy)
    return page, visit


def heads(page):
    return [label.text() for label in page.findChildren(Text) if label.property("role") == "heading"]


def test_all_criteria_in_the_order_of_reading(shown):
    page, _ = shown
    assert sorted(page.items) == sorted(CRITERIA)
    assert next(iter(page.items)) == "blemishes"
    named = [h for h in heads(page) if h in {"Strengths", "Priorities", "Also looked at"}]
    assert named == ["Strengths", "Priorities", "Also looked at"]


def test_touching_a_criterion_lays_its_heat_on_the_face(qtbot, shown, ui):
    page, visit = shown
    bare = page.photo.grab().toImage()
    qtbot.mouseClick(page.items["redness"].head, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.photo.heat_share == 1.0)
    assert page.photo.grab().toImage() != bare
    assert page.items["redness"].opened
    assert "Redness" in page.legend.caption.toolTip()
    qtbot.mouseClick(page.items["pores"].head, Qt.MouseButton.LeftButton)
    assert not page.items["redness"].opened
    qtbot.mouseClick(page.items["pores"].head, Qt.MouseButton.LeftButton)
    assert visit.selected is None
    qtbot.waitUntil(lambda: not ui.tasks.busy and page.photo.heat_share == 0.0)
    assert page.photo.grab().toImage() == bare


def test_a_close_up_leads_to_its_place_and_back(qtbot, shown):
    page, visit = shown
    visit.select("redness")
    qtbot.waitUntil(lambda: page.photo.heat_share == 1.0)
    whole = page.photo.grab().toImage()
    button = page.items["redness"].close_ups.buttons[0]
    button.click()
    source, _ = page.photo._frame(page.photo._photo)
    place = visit.explanations["redness"].patches[0].box
    assert source.contains(QRectF(place.x, place.y, place.width, place.height))
    assert page.photo.grab().toImage() != whole
    qtbot.mouseClick(page.photo, Qt.MouseButton.LeftButton)
    assert not button.isChecked()
    assert page.photo.grab().toImage() == whole
    button.click()
    visit.select("pores")
    assert page.photo._place is None


def test_the_strength_can_be_changed_without_a_flicker(qtbot, shown, ui):
    page, visit = shown
    visit.select("redness")
    qtbot.waitUntil(lambda: page.photo.heat_share == 1.0)
    strong, ramp = page.photo.grab().toImage(), page.legend.ramp.grab().toImage()
    ui.theme.motion_ms = 10_000
    page.legend.strength.setValue(20)
    qtbot.waitUntil(lambda: not ui.tasks.busy)
    assert page.photo.heat_share == 1.0
    assert page.photo.grab().toImage() != strong
    assert page.legend.ramp.grab().toImage() != ramp


def test_only_zones_that_count_are_outlined(shown):
    page, visit = shown
    result = visit.analysis.criterion("redness")
    hidden = tuple(replace(z, grade=None, score=None, plus_minus=None) for z in result.zones[:1])
    changed = replace(result, zones=hidden + result.zones[1:])
    visit.analysis = replace(
        visit.analysis, criteria=tuple(changed if r.key == "redness" else r for r in visit.analysis.criteria)
    )
    visit.select("redness")
    assert page.photo._marked == {zone.key for zone in result.zones[1:]}
    visit.select("firmness")
    assert page.photo._marked == set(CRITERIA["firmness"].zones)


def test_the_words_follow_the_language_and_the_choice_stays(qtbot, shown, ui):
    page, visit = shown
    visit.select("redness")
    ui.language.choose("fr")
    assert "Points forts" in heads(page)
    assert page.items["redness"].opened
    assert page.items["redness"].shown.name == "Rougeurs"
    qtbot.waitUntil(lambda: not ui.tasks.busy)


def test_zones_can_be_hidden(qtbot, shown):
    page, _ = shown
    before = page.photo.grab().toImage()
    qtbot.mouseClick(page.legend.outlines_button, Qt.MouseButton.LeftButton)
    assert page.photo.grab().toImage() != before
    assert page.legend.outlines_button.text() == "Show zones"


def test_a_visit_without_its_photo_says_so(qtbot, shown, ui, workspace):
    page, visit = shown
    workspace.store.kept[0] = replace(workspace.store.kept[0], photo=None)
    visit.open(workspace.store.get("c2"), workspace.store.kept[0].summary)
    qtbot.waitUntil(lambda: not ui.tasks.busy)
    assert page._no_photo.isVisible()
    assert not page.legend.isVisible()
    visit.select("redness")
    assert page.items["redness"].opened
