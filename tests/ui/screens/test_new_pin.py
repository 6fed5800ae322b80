import pytest

from consultant_app.ui.presenters.unlock import UnlockPresenter
from consultant_app.ui.screens.new_pin import FirstPinScreen


@pytest.fixture
def screen(qtbot, ui, workspace):
    workspace.store.people.users = []
    presenter = UnlockPresenter(workspace.store.people, ui.tasks)
    made = FirstPinScreen(ui, presenter)
    made.presenter = presenter
    qtbot.addWidget(made)
    made.resize(911, 400)
    made.show()
    return made


def _fill(screen, name, pin, again):
    form = screen.form
    for field, words in ((form.line, name), (form.pin, pin), (form.again, again)):
        field.edit.setText(words)
    form.button.click()


def test_each_problem_stands_where_it_is_mended(qtbot, screen, ui):
    form = screen.form
    _fill(screen, "Hélène", "7391", "7390")
    assert "not the same" in form.again.edit.accessibleDescription()
    _fill(screen, "Hélène", "1234", "1234")
    qtbot.waitUntil(lambda: not ui.tasks.busy)
    assert form.pin.edit.accessibleDescription()
    assert not form.line.edit.accessibleDescription()
    _fill(screen, "", "7391", "7391")
    qtbot.waitUntil(lambda: not ui.tasks.busy)
    assert form.line.edit.accessibleDescription()
    with qtbot.waitSignal(screen.presenter.opened):
        _fill(screen, "Hélène", "7391", "7391")


def test_the_words_follow_the_language(screen, ui):
    ui.language.choose("fr")
    assert screen.form.title.text() == "Bienvenue à votre comptoir"
