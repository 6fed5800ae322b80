from datetime import UTC, datetime
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QWidget

from consultant_app.domain.audit import AuditEntry, AuditState
from consultant_app.ui.backup_room import BackupRoom
from consultant_app.ui.presenters.safety import SafetyPresenter
from consultant_app.ui.screens.safety import SafetySheet, last_backup
from tests.ui.fakes import FakePeople
from tests.ui.safety_fakes import FakeAudit, FakeBackups

AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
def window(qtbot):
    window = QWidget()
    window.resize(1366, 768)
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def sheet(qtbot, ui, window):
    log = [
        AuditEntry(n, AT, "", "read_client", "2b3f9a04-6f0e-4c6e-8f1c-6b7f4a1f0c01", "get") for n in range(1, 9)
    ]
    backups = FakeBackups()
    presenter = SafetyPresenter(FakeAudit(log, AuditState(8)), FakePeople(), backups, ui.tasks)
    sheet = SafetySheet(ui, window, presenter, BackupRoom(backups, ui.tasks, window), lambda *_: Path("/share"))
    sheet.open()
    qtbot.waitUntil(lambda: presenter.state is not None)
    return sheet


def test_it_says_how_it_stands_and_who_did_what(ui, sheet):
    assert sheet.backup_line.text() == "No backup yet"
    assert "8 entries" in sheet.verdict.text()
    assert not sheet.more_button.isVisible()
    ui.language.choose("fr")
    assert sheet.now_button.text() == "Sauvegarder maintenant"
    assert "8 entrées" in sheet.verdict.text()


def test_a_backup_now_and_another_folder(qtbot, sheet):
    qtbot.mouseClick(sheet.now_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: sheet.backup_line.text().startswith("Last backup: 23 Nov 2026"))
    qtbot.mouseClick(sheet.folder_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: sheet._target.text() == "/share")
    qtbot.mouseClick(sheet.close_button, Qt.MouseButton.LeftButton)
    assert not sheet.isVisible()
    sheet._backups.stop()


def test_the_line_says_what_failed(ui, window):
    backups = FakeBackups(broken="out of reach")
    room = BackupRoom(backups, ui.tasks, window)
    room.status = backups.status()
    assert "first backup" in last_backup(room, ui)
    backups.made = 1
    room.status = backups.status()
    assert last_backup(room, ui).startswith("Last backup")
    assert "could not" in last_backup(room, ui)
    room.running = True
    assert last_backup(room, ui) == "Backing up…"
