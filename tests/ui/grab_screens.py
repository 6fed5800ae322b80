"""Grabs every screen as PNG for our own eyes: ``python tests/ui/grab_screens.py FOLDER [WIDTHxHEIGHT]``.

``QT_SCALE_FACTOR=1.5`` shows them as on a 150 % screen; the size is then given in logical pixels.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent))

import numpy as np
from conftest import made_ui
from PyQt6.QtCore import QSettings
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication

from consultant_app.capture.source import Trouble
from consultant_app.capture.synthetic import Shot, SyntheticSource
from consultant_app.domain.calibration import Due
from consultant_app.domain.errors import ConsultantError
from consultant_app.domain.guidance import Guide, Instruction
from consultant_app.domain.routine import Routine
from consultant_app.ui.context import Ui
from consultant_app.ui.main_window import MainWindow
from consultant_app.ui.preferences import Preferences
from consultant_app.ui.screens.client_form import ClientForm
from consultant_app.ui.screens.model_card import ModelCardSheet
from consultant_app.ui.tasks import TaskRunner
from consultant_app.ui.widgets.overlay import Overlay
from tests.ui.camera_fakes import FakeCameras
from tests.ui.evolution_fakes import tell
from tests.ui.fakes import FakeSimulations, FakeWorkspace, peopled


def wait_for(true: Callable[[], bool]) -> None:
    for _ in range(400):
        if true():
            return
        QTest.qWait(20)
    raise TimeoutError


class PortraitCameras(FakeCameras):
    """The fake cameras, with a person in front of them."""

    def __init__(self) -> None:
        super().__init__()
        self._scene = SyntheticSource(time.monotonic, script=lambda _: Shot(zoom=0.48))
        self._scene.start()

    def picture(self) -> np.ndarray:
        frame = self._scene.latest()
        assert frame is not None
        return frame.rgb


class Grabber:
    """Walks one window through the visit and keeps what it sees."""

    def __init__(
        self, window: MainWindow, workspace: FakeWorkspace, cameras: FakeCameras, ui: Ui, folder: Path, name: str
    ) -> None:
        self._window, self._workspace, self._cameras, self._ui = window, workspace, cameras, ui
        self._folder, self._name = folder, name
        assert window.rooms is not None
        self._rooms = window.rooms

    def settle(self) -> None:
        QTest.qWait(30)
        wait_for(lambda: not self._ui.tasks.busy)
        QTest.qWait(30)

    def grab(self, screen: str) -> None:
        QTest.qWait(40)
        self._window.grab().save(str(self._folder / f"{screen}-{self._name}.png"))

    def dismiss(self) -> None:
        for sheet in self._window.findChildren(Overlay):
            sheet.dismiss()
        self.settle()

    def walk_capture(self) -> None:
        rooms, cameras = self._rooms, self._cameras
        cameras.silent = True
        rooms.take_photo()
        self.grab("2-capture-starting")
        cameras.silent = False
        wait_for(lambda: rooms.capture.live)
        for name, guide in (
            ("closer", Guide(Instruction.CLOSER)),
            ("even", Guide(Instruction.EVEN_LIGHT)),
            ("count", Guide(Instruction.READY, count=2)),
        ):
            rooms.capture._say(guide)
            self._window.grab().save(str(self._folder / f"2-capture-{name}-{self._name}.png"))
        cameras.trouble = Trouble.UNPLUGGED
        wait_for(lambda: rooms.capture.cause is not None)
        self.grab("2-capture-trouble")
        cameras.trouble = None
        rooms.back()
        self.settle()

    def walk_camera_and_light(self) -> None:
        known = self._workspace.calibrations
        self._window._show_camera()
        page = self._window.camera_room.presenter
        wait_for(lambda: page.capture.live)
        self.grab("6-camera")
        page.start()
        wait_for(lambda: page.problem is not None)
        self.grab("6-camera-hold")
        known.problem = None
        wait_for(lambda: page.proposal is not None)
        self.grab("6-camera-found")
        page.save()
        self.settle()
        self.grab("6-camera-saved")
        known.reminder = Due.OLD
        page.home()
        bar = self._window.camera_room.sheet._area.verticalScrollBar()
        QTest.qWait(30)
        bar.setValue(bar.maximum())
        self.grab("6-camera-known")
        self.dismiss()

    def walk_evolution(self) -> None:
        rooms = self._rooms
        tell(self._workspace.store, "c5")
        tell(self._workspace.store, "c6", former=2, photos=False)
        rooms.clients_screen.chosen.emit("c5")
        self.settle()
        rooms.client_screen.evolution_asked.emit()
        self.settle()
        self.grab("5-evolution")
        for view in ("beside", "handle", "map"):
            rooms.evolution_screen.hero.views.chosen.emit(view)
            self.settle()
            self.grab(f"5-evolution-{view}")
        rooms.back()
        self.settle()
        rooms.clients_screen.chosen.emit("c6")
        self.settle()
        rooms.client_screen.evolution_asked.emit()
        self.settle()
        self.grab("5-evolution-two-models")
        rooms.evolution_screen.hero.views.chosen.emit("beside")
        self.settle()
        self.grab("5-evolution-no-photos")
        rooms.back()
        self.settle()

    def walk(self) -> None:
        rooms = self._rooms
        self.grab("1-clients")
        rooms.new_client()
        self.grab("1-form")
        form = self._window.findChild(ClientForm)
        form.fields["budget"].edit.setText("abc")
        form.submit()
        self.grab("1-form-problem")
        self.dismiss()
        rooms.clients_screen.chosen.emit("c4")
        self.settle()
        self.grab("2-client-withheld")
        rooms.clients_screen.chosen.emit("c2")
        self.settle()
        self.grab("2-client")
        self.walk_capture()
        self._workspace.analysis.gate.clear()
        rooms.analyse(Path("photo.jpg"))
        self.grab("3-loading")
        self._workspace.analysis.gate.set()
        self.settle()
        self.grab("3-result")
        rooms.visit.select("redness")
        self.settle()
        self.grab("3-result-open")
        rooms.visit.select("firmness")
        self.settle()
        self.grab("3-result-unsaid")
        rooms.visit_screen.show_tab("difference")
        rooms.difference.improve_priorities()
        self.grab("3-difference")
        rooms.visit_screen.difference.layouts.chosen.emit("beside")
        self.grab("3-difference-beside")
        rooms.visit_screen.show_tab("routine")
        self.grab("4-routine")
        rooms.visit_screen.routine.left_out.unfold(opened=True)
        area = rooms.visit_screen.routine.findChildren(type(rooms.visit_screen.result._scroll))[0]
        area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
        self.grab("4-routine-end")
        rooms.back()
        self.grab("5-leave")
        self.dismiss()
        self._window._open_settings()
        self.grab("6-settings")
        self.dismiss()
        self.walk_camera_and_light()
        self._window._show_model()
        self.grab("6-model")
        area = self._window.findChildren(ModelCardSheet)[-1]._area
        area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
        self.grab("6-model-end")
        self.dismiss()
        rooms.visit.routine = Routine()
        rooms.visit.phase_changed.emit()
        rooms.visit_screen.show_tab("routine")
        self.grab("4-nothing")
        rooms.tell(ConsultantError("The disk is full. Make room on it and try again."))
        self.grab("7-error")
        self.dismiss()
        rooms.visit.summary = self._workspace.store.kept[0].summary
        rooms.visit.leave()
        rooms.analyse(Path("dark.jpg"))
        self.settle()
        self.grab("3-refused")
        rooms._to_client()
        self.settle()
        self.walk_evolution()


def main() -> int:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    wide, high = (int(part) for part in (sys.argv[2] if len(sys.argv) > 2 else "1366x768").split("x"))
    modes = sys.argv[3].split(",") if len(sys.argv) > 3 else ["en-light", "fr-dark"]
    app = QApplication(sys.argv[:1])
    for mode in modes:
        language, look = mode.split("-")
        tasks, workspace = TaskRunner(), peopled()
        workspace.simulations = FakeSimulations()
        ui = made_ui(app, tasks, dark=look == "dark", language=language)
        with tempfile.TemporaryDirectory() as place:
            settings = QSettings(str(Path(place) / "w.ini"), QSettings.Format.IniFormat)
            cameras = PortraitCameras()
            window = MainWindow(
                ui, lambda shown=workspace: shown, Preferences(settings), cameras=lambda c=cameras: c
            )
            window.resize(wide, high)
            window.show()
            window.open_workspace()
            wait_for(lambda shown=window: shown.rooms is not None and shown.rooms.clients.searched)
            Grabber(window, workspace, cameras, ui, folder, f"{mode}-{wide}x{high}").walk()
            window.close()
        tasks.close()
        ui.language.choose("en")
        window.deleteLater()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
