import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QWidget

from consultant_app.domain.consent import ConsentKind
from consultant_app.services.access import UseCase
from consultant_app.ui.presenters.privacy import PrivacyPresenter
from consultant_app.ui.screens.privacy import PrivacySheet
from tests.ui.privacy_fakes import drawn


@pytest.fixture
def opened(qtbot, ui, workspace):
    window = QWidget()
    window.resize(1366, 768)
    qtbot.addWidget(window)
    window.show()

    def open_it(client_id="c2"):
        presenter = PrivacyPresenter(workspace.store, ui.tasks, workspace.store.get(client_id), window)
        sheet = PrivacySheet(ui, window, presenter)
        sheet.open()
        qtbot.waitUntil(lambda: not ui.tasks.busy)
        return sheet

    return open_it


def test_each_consent_is_read_in_its_own_words(opened, ui, qtbot):
    sheet = opened("c4")
    assert [check.isChecked() for check in sheet.checks.values()] == [False] * 5
    assert sheet.checks[ConsentKind.CONTACT].text() == "I may be contacted"
    ui.language.choose("fr")
    qtbot.waitUntil(lambda: not ui.tasks.busy)
    assert sheet.checks[ConsentKind.CONTACT].text() == "On peut me contacter"
    assert sheet._title.text() == "Ce qui est autorisé"


def test_it_is_saved_once_it_is_signed(opened, qtbot, ui, workspace):
    sheet = opened("c4")
    assert not sheet.pad.isVisible()
    assert not sheet.save_button.isEnabled()
    sheet.checks[ConsentKind.ANALYSIS].click()
    assert sheet.pad.isVisible()
    assert sheet.save_button.text() == "Sign"
    sheet.save_button.click()
    assert not sheet.pad.visibleRegion().isEmpty()
    assert workspace.store.consents.history("c4") == []
    drawn(sheet.pad)
    assert sheet.save_button.text() == "Save"
    sheet.clear_button.click()
    assert sheet.save_button.text() == "Sign"
    drawn(sheet.pad)
    qtbot.mouseClick(sheet.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not ui.tasks.busy)
    [act] = workspace.store.consents.history("c4")
    assert (act.signed, act.language) == (True, "en")


def test_escape_does_not_lose_a_signature(opened, qtbot):
    sheet = opened()
    sheet.checks[ConsentKind.CONTACT].click()
    with qtbot.assertNotEmitted(sheet.closed):
        qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    with qtbot.waitSignal(sheet.closed):
        qtbot.mouseClick(sheet.close_button, Qt.MouseButton.LeftButton)


def test_what_was_signed_before_stands_below_the_newest_first(opened, workspace):
    consents = workspace.store.consents
    consents.sign("c2", workspace.store.get("c2").details.consent, "en", None)
    consents.withdraw("c2", workspace.store.get("c4").details.consent)
    sheet = opened()
    told = [sheet._history.itemAt(place).widget().text() for place in range(sheet._history.count())]
    assert told[0].endswith(": nothing")
    assert "signed, version 1" in told[1]


def test_new_words_say_so(opened, workspace):
    consents = workspace.store.consents
    consents.sign("c2", workspace.store.get("c2").details.consent, "en", None)
    assert not opened()._news.isVisible()
    consents.outdated.add("c2")
    assert opened()._news.isVisible()


def test_a_role_that_may_not_is_not_offered_it(opened, workspace):
    workspace.store.access.denied = {UseCase.ERASE_CLIENT}
    sheet = opened()
    assert sheet.export_button.isVisible()
    assert not sheet.erase_button.isVisible()
    workspace.store.access.denied |= {UseCase.EXPORT_CLIENT}
    assert not opened()._whole_head.isVisible()
