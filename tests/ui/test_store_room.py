import pytest

from consultant_app.domain.errors import StorageError
from consultant_app.services.access import UseCase
from consultant_app.ui.screens.retention import RetentionSheet
from consultant_app.ui.screens.settings import SettingsMenu
from consultant_app.ui.screens.staff import StaffSheet
from consultant_app.ui.widgets.overlay import Message


@pytest.fixture
def settle(qtbot, ui):
    return lambda: qtbot.waitUntil(lambda: not ui.tasks.busy)


def _menu(window):
    window._open_settings()
    return next(menu for menu in reversed(window.findChildren(SettingsMenu)) if menu.isVisible())


def test_a_manager_finds_both_sheets_in_the_settings(window, settle):
    for button, sheet in (("people_button", StaffSheet), ("retention_button", RetentionSheet)):
        getattr(_menu(window), button).click()
        settle()
        shown = next(each for each in window.findChildren(sheet) if each.isVisible())
        shown.dismiss()


def test_who_may_not_is_not_offered_them(window, workspace):
    workspace.store.access.denied = {UseCase.MANAGE_PEOPLE, UseCase.SET_RETENTION}
    menu = _menu(window)
    assert not menu.people_button.isVisible()
    assert not menu.retention_button.isVisible()
    assert menu.camera_button.isVisible()


def test_locking_the_door_locks_the_store(window, workspace, settle):
    window.lock()
    settle()
    assert workspace.store.people.locked == 1
    # The door of these tests stands open again.
    assert window.rooms is not None


def test_it_purges_at_the_start_and_says_what_went_wrong(window, workspace, settle, monkeypatch):
    assert workspace.store.retention.looked == 1

    def full():
        raise StorageError("The disk is full. Make room.")

    monkeypatch.setattr(workspace.store.retention, "run_due", full)
    window.store_room.purge()
    settle()
    message = next(each for each in window.findChildren(Message) if each.isVisible())
    assert "disk is full" in message.words
    message.dismiss()
