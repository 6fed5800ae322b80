import pytest
from PyQt6.QtCore import Qt

from consultant_app.domain.clients import DayVisit
from consultant_app.domain.drafts import FormDraft
from consultant_app.ui.presenters.clients import ClientsPresenter
from consultant_app.ui.presenters.drafts import DraftsPresenter
from consultant_app.ui.screens.clients import ClientsScreen, PersonLine
from consultant_app.ui.widgets.draft_line import DraftLine
from consultant_app.ui.widgets.text import Text
from tests.ui.made_results import NOW


@pytest.fixture
def screen(qtbot, ui, workspace):
    made = ClientsScreen(
        ui, ClientsPresenter(workspace.store, ui.tasks), DraftsPresenter(workspace.store.drafts, ui.tasks)
    )
    qtbot.addWidget(made)
    made.resize(1366, 672)
    made.show()
    made._presenter.refresh()
    qtbot.waitUntil(lambda: not ui.tasks.busy)
    return made


def test_lists_everybody_with_the_last_visit(screen):
    assert [line.client_id for line in screen.lines] == ["c1", "c2", "c3", "c4", "c5", "c6"]
    assert screen.lines[1].accessibleName() == "Amara Okafor, Last visit 11 November 2026"
    assert screen.lines[0].accessibleName().endswith("No visit yet")


def test_typing_narrows_the_list_and_enter_opens_the_only_one(qtbot, screen, ui):
    qtbot.keyClicks(screen.search, "yuki")
    qtbot.waitUntil(lambda: not ui.tasks.busy)
    assert [line.client_id for line in screen.lines] == ["c3"]
    with qtbot.waitSignal(screen.chosen) as heard:
        qtbot.keyClick(screen.search, Qt.Key.Key_Return)
    assert heard.args == ["c3"]


def test_nobody_of_that_name_is_said(qtbot, screen, ui):
    qtbot.keyClicks(screen.search, "zzz")
    qtbot.waitUntil(lambda: not ui.tasks.busy)
    assert screen.lines == []
    assert screen.empty.isVisible()
    assert screen.empty.accessibleName() == "No client of this name"


def test_a_touch_opens_a_client(qtbot, screen):
    with qtbot.waitSignal(screen.chosen) as heard:
        qtbot.mouseClick(screen.lines[2], Qt.MouseButton.LeftButton)
    assert heard.args == ["c3"]


def test_welcomes_a_new_one(qtbot, screen):
    with qtbot.waitSignal(screen.new_asked):
        qtbot.mouseClick(screen.new_button, Qt.MouseButton.LeftButton)


def test_the_words_follow_the_language(screen, ui):
    ui.language.choose("fr")
    assert screen.lines[1].accessibleName() == "Amara Okafor, Dernière visite le 11 novembre 2026"


def test_what_waits_and_who_came_today_stand_first(qtbot, screen, ui, workspace):
    drafts = workspace.store.drafts
    drafts.kept["f"] = FormDraft("f", None, NOW, "Zo", {})
    screen._drafts.refresh()
    screen._presenter.today = [DayVisit(workspace.store.kept[0].summary, "Amara Okafor")]
    qtbot.waitUntil(lambda: not ui.tasks.busy)
    [waiting] = [line for line in screen.findChildren(DraftLine) if not line.isHidden()]
    with qtbot.waitSignal(screen.draft_chosen) as heard:
        waiting.resumed.emit()
    assert heard.args[0].id == "f"
    with qtbot.waitSignal(screen.draft_discarded):
        waiting.discarded.emit()
    today = next(line for line in screen.findChildren(PersonLine) if "73" in line.accessibleName())
    with qtbot.waitSignal(screen.visit_chosen) as heard:
        today.touched.emit()
    assert heard.args[0].summary.id == "v1"
    qtbot.keyClicks(screen.search, "yuki")
    qtbot.waitUntil(lambda: not ui.tasks.busy)
    assert [line for line in screen.findChildren(DraftLine) if not line.isHidden()] == []


def test_that_there_are_more_is_said(screen):
    screen._presenter.more = True
    screen._presenter.changed.emit()
    assert any("There are more" in label.text() for label in screen.findChildren(Text))
