"""The model team sees no client: only how many allow their photos to be used."""

from dataclasses import replace
from pathlib import Path

from consultant_app.services.access import UseCase


def test_who_may_not_see_clients_comes_in_elsewhere(qtbot, window, ui, workspace, monkeypatch):
    rooms = window.rooms
    workspace.store.access.denied = set(UseCase) - {UseCase.EXPORT_FOR_MODEL}
    rooms.start()
    qtbot.waitUntil(lambda: not ui.tasks.busy)
    screen = rooms.model_screen
    assert window._pages.currentWidget() is screen
    assert not window.back_button.isVisible()
    assert "3" in screen._count.text()
    answers = iter([None, Path("photos")])
    monkeypatch.setattr(rooms.files, "_dialogs", replace(rooms.files._dialogs, folder=lambda _: next(answers)))
    for _ in range(2):
        screen.export_button.click()
        qtbot.waitUntil(lambda: not ui.tasks.busy)
    assert workspace.store.model_photos.folders == [Path("photos")]
    assert rooms.toast.words.toolTip() == "6 photos are written: photos"
    ui.language.choose("fr")
    assert screen._title.text() == "Photos pour le modèle"


def test_where_nobody_allows_it_there_is_nothing_to_write(qtbot, window, ui, workspace):
    workspace.store.model_photos.count = 0
    window.rooms.model_photos.load()
    qtbot.waitUntil(lambda: not ui.tasks.busy)
    assert not window.rooms.model_screen.export_button.isEnabled()
