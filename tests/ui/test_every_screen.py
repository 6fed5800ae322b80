"""Every screen of the visit, both languages, every size that is promised: nothing cut, nothing nameless."""

import pytest
from PyQt6.QtCore import QEvent, QSettings
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QLabel, QPushButton, QWidget

from consultant_app.ui.main_window import MainWindow
from consultant_app.ui.preferences import Preferences
from consultant_app.ui.widgets.layout import column
from tests.ui.conftest import made_ui
from tests.ui.fakes import FakeSimulations, peopled
from tests.ui.faults import layout_faults, name_faults
from tests.ui.walker import PortraitCameras, Walker, unlocked

SIZES = {
    "1366x768": (1366, 768),
    "1366x768 at 150 %": (911, 512),
    "4K at 200 %, or 1920x1080": (1920, 1080),
    "4K": (3840, 2160),
    "tablet upright": (768, 1024),
    "tablet lying": (1024, 768),
    "long tablet upright": (800, 1280),
    "long tablet lying": (1280, 800),
}


@pytest.mark.usefixtures("closed_door")
@pytest.mark.parametrize(("language", "brand"), [("fr", "maison_aurelle"), ("en", "atelier_noe")])
def test_nothing_is_cut_or_covered_and_everything_has_a_name_and_a_fingers_size(
    qapp, tasks, tmp_path, language, brand
):
    """One walk, at each stop all sizes: each language with the brand whose letters are the wider ones for it."""
    workspace, cameras = peopled(), PortraitCameras()
    workspace.simulations = FakeSimulations()
    ui = made_ui(qapp, tasks, language=language, brand=brand)
    preferences = Preferences(QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat))
    window = MainWindow(ui, lambda: workspace, preferences, cameras=lambda: cameras)
    window.show()
    window.open_workspace()
    unlocked(window)
    found: dict[str, list[str]] = {}

    def look(screen: str) -> None:
        for name, size in SIZES.items():
            window.resize(*size)
            # A page that turns asks for its height anew, and its window answers.
            for _ in range(3):
                QTest.qWait(1)
                qapp.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            for fault in layout_faults(window) + name_faults(window):
                found.setdefault(fault, []).append(f"{screen} at {name}")

    Walker(window, workspace, cameras, ui, look).walk()
    window.close()
    window.deleteLater()
    ui.language.release()
    assert found == {}, "\n".join(f"{fault}: {', '.join(places)}" for fault, places in found.items())


@pytest.mark.usefixtures("ui")
def test_a_fault_would_be_found(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    lines = column(window)
    words = QLabel("Words that are far too long for it")
    words.setFixedWidth(30)
    button = QPushButton()
    button.setFixedSize(20, 20)
    for part in (words, button):
        lines.addWidget(part)
    over = QLabel("over", window)
    over.setGeometry(words.geometry())
    window.show()
    over.setGeometry(words.geometry())
    layout, names = " ".join(layout_faults(window)), " ".join(name_faults(window))
    assert "cut: QLabel('Words" in layout
    assert "overlap" in layout
    assert "no name: QPushButton" in names
    assert "smaller than 44: QPushButton" in names
