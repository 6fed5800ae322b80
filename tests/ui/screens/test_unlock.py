import pytest

from consultant_app.ui.presenters.unlock import UnlockPresenter
from consultant_app.ui.screens.unlock import UnlockScreen


@pytest.fixture
def screen(qtbot, ui, workspace):
    presenter = UnlockPresenter(workspace.store.people, ui.tasks)
    made = UnlockScreen(ui, presenter)
    qtbot.addWidget(made)
    made.resize(911, 400)
    made.show()
    presenter.load()
    qtbot.waitUntil(lambda: not ui.tasks.busy)
    return made


def test_everybody_stands_there_with_her_role(screen, ui):
    assert [row.accessibleName() for row in screen.rows] == [
        "Hélène Marchand, Manager",
        "Noor Bellamy, Consultant",
    ]
    assert screen.rows[0].chosen
    screen.rows[1].touched.emit()
    assert [row.chosen for row in screen.rows] == [False, True]
    ui.language.choose("fr")
    assert screen._title.text() == "Bienvenue"


def test_a_wrong_pin_is_said_and_cleared(qtbot, screen, ui):
    screen.pad.edit.setText("1111")
    screen.pad.enter_key.click()
    qtbot.waitUntil(lambda: not ui.tasks.busy)
    assert screen._problem.text().startswith("This is not the PIN")
    assert screen.pad.edit.text() == ""
    screen.pad.edit.setText("0000")
    screen.pad.enter_key.click()
    qtbot.waitUntil(lambda: not ui.tasks.busy)
    assert "The next try is in 30 s" in screen._problem.text()
    assert not screen.pad.edit.isEnabled()


def test_only_a_demonstration_says_its_pin(screen):
    assert not screen._hint.isVisible()
