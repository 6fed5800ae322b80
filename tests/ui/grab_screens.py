"""Grabs every screen as PNG for our own eyes: ``grab_screens.py FOLDER [SIZE] [MODES] [BRAND] [ONLY]``.

``SIZE`` is ``1366x768`` in logical pixels, ``MODES`` is ``en-light,fr-dark``, ``BRAND`` ``atelier_noe``, ``ONLY``
a part of the names to keep. ``QT_SCALE_FACTOR=1.5`` shows the screens as on a 150 % screen.
"""

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent))

from conftest import made_ui
from PyQt6.QtCore import QSettings
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication

from consultant_app.ui.main_window import MainWindow
from consultant_app.ui.preferences import Preferences
from consultant_app.ui.tasks import TaskRunner
from tests.ui.fakes import FakeSimulations, peopled
from tests.ui.walker import PortraitCameras, Walker, unlocked


def grab(app: QApplication, folder: Path, size: tuple[int, int], mode: str, brand: str, only: str) -> None:
    """Walk through all screens in one language, look and brand."""
    language, look = mode.split("-")
    tasks, workspace = TaskRunner(), peopled()
    workspace.simulations = FakeSimulations()
    ui = made_ui(app, tasks, dark=look == "dark", language=language, brand=brand)
    with tempfile.TemporaryDirectory() as place:
        settings = QSettings(str(Path(place) / "w.ini"), QSettings.Format.IniFormat)
        cameras = PortraitCameras()
        window = MainWindow(ui, lambda: workspace, Preferences(settings), cameras=lambda: cameras)
        window.resize(*size)
        window.show()
        window.open_workspace()
        unlocked(window)

        def keep(screen: str) -> None:
            if only in screen:
                QTest.qWait(40)
                window.grab().save(str(folder / f"{screen}-{brand}-{mode}-{size[0]}x{size[1]}.png"))

        Walker(window, workspace, cameras, ui, keep).walk()
        window.close()
    tasks.close()
    ui.language.choose("en")
    window.deleteLater()


def main() -> int:
    """Grab what the command line names."""
    given = dict(enumerate(sys.argv))
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    wide, high = (int(part) for part in given.get(2, "1366x768").split("x"))
    app = QApplication(sys.argv[:1])
    for mode in given.get(3, "en-light,fr-dark").split(","):
        grab(app, folder, (wide, high), mode, given.get(4, "maison_aurelle"), given.get(5, ""))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
