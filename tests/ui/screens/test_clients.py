import pytest
from PyQt6.QtCore import Qt

from consultant_app.ui.presenters.clients import ClientsPresenter
from consultant_app.ui.presenters.drafts import DraftsPresenter
from consultant_app.ui.screens.clients import ClientsScreen


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
