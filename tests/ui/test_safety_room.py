from dataclasses import dataclass, field

from PyQt6.QtWidgets import QWidget

from consultant_app.ui.safety_room import SafetyRoom
from consultant_app.ui.screens.safety import SafetySheet
from tests.ui.fakes import FakePeople
from tests.ui.safety_fakes import FakeAudit, FakeBackups


@dataclass
class FakeSafety:
    audit: FakeAudit = field(default_factory=FakeAudit)
    backups: FakeBackups = field(default_factory=FakeBackups)
    people: FakePeople = field(default_factory=FakePeople)


def test_it_tells_the_settings_and_shows_the_sheet(qtbot, ui):
    window = QWidget()
    window.resize(1000, 700)
    qtbot.addWidget(window)
    window.show()
    room = SafetyRoom(ui, FakeSafety(), window, automatic=True)
    assert room.line() == "No backup yet"
    room.show()
    sheet = window.findChild(SafetySheet)
    assert sheet.isVisible()
    qtbot.waitUntil(lambda: "0 entries" in sheet.verdict.text())
    room.backups.stop()
