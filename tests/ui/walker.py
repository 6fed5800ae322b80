"""Walks one window through the whole visit, and lets whoever watches look at every screen on the way."""

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PyQt6.QtCore import QPoint
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QScrollArea, QWidget

from consultant_app.capture.source import Trouble
from consultant_app.capture.synthetic import Shot, SyntheticSource
from consultant_app.domain.analysis import FaceView
from consultant_app.domain.calibration import Due
from consultant_app.domain.clients import DayVisit
from consultant_app.domain.consent import ConsentKind
from consultant_app.domain.drafts import FormDraft
from consultant_app.domain.errors import ConsultantError
from consultant_app.domain.guidance import Guide, Instruction
from consultant_app.domain.retention import Kept
from consultant_app.domain.routine import Routine
from consultant_app.ui.context import Ui
from consultant_app.ui.main_window import MainWindow
from consultant_app.ui.presenters.taken import PhotoFile
from consultant_app.ui.rooms import Rooms
from consultant_app.ui.screens.client_form import ClientForm
from consultant_app.ui.screens.model_card import ModelCardSheet
from consultant_app.ui.screens.privacy import PrivacySheet
from consultant_app.ui.screens.retention import RetentionSheet
from consultant_app.ui.screens.staff import StaffSheet
from consultant_app.ui.widgets.overlay import Overlay
from tests.ui.camera_fakes import FakeCameras
from tests.ui.evolution_fakes import tell
from tests.ui.fakes import FakeWorkspace
from tests.ui.privacy_fakes import drawn


def wait_for(true: Callable[[], bool]) -> None:
    for _ in range(1500):
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


class Walker:
    """Walks; ``look`` is called with a screen's name whenever there is something new to see."""

    def __init__(
        self,
        window: MainWindow,
        workspace: FakeWorkspace,
        cameras: FakeCameras,
        ui: Ui,
        look: Callable[[str], None],
    ) -> None:
        self._window, self._workspace, self._cameras, self._ui = window, workspace, cameras, ui
        self._look = look
        assert window.rooms is not None
        self._rooms = window.rooms

    def settle(self) -> None:
        QTest.qWait(20)
        wait_for(lambda: not self._ui.tasks.busy)
        QTest.qWait(20)

    def dismiss(self) -> None:
        for sheet in self._window.findChildren(Overlay):
            sheet.dismiss()
        self.settle()

    def walk(self) -> None:
        self.walk_clients()
        self.walk_capture()
        self.walk_result()
        self.walk_sheets()
        self.walk_rare()
        self.walk_evolution()
        self.walk_drafts()
        self.walk_door()

    def walk_clients(self) -> None:
        rooms, look = self._rooms, self._look
        look("1-clients")
        rooms.clients_screen.search.setText("zzz")
        self.settle()
        look("1-clients-none")
        rooms.clients_screen.search.clear()
        self.settle()
        rooms.forms.new()
        look("1-form")
        form = self._window.findChild(ClientForm)
        form.fields["budget"].edit.setText("abc")
        form.submit()
        look("1-form-problem")
        self.dismiss()
        rooms.clients_screen.chosen.emit("c4")
        self.settle()
        look("2-client-withheld")
        rooms.clients_screen.chosen.emit("c2")
        self.settle()
        look("2-client")
        self.walk_privacy()

    def walk_privacy(self) -> None:
        """What a client allows: signed, taken back, asked anew; then the manager's sheets."""
        rooms, consents = self._rooms, self._workspace.store.consents
        rooms.privacy.open()
        self.settle()
        self._look("2-privacy")
        sheet = self._window.findChildren(PrivacySheet)[-1]
        sheet.checks[ConsentKind.IMPROVE_MODEL].click()
        sheet.checks[ConsentKind.CONTACT].click()
        self._look("2-privacy-sign")
        drawn(sheet.pad)
        self._look("2-privacy-signed")
        sheet.save_button.click()
        self.settle()
        consents.outdated.add("c2")
        rooms.client.refresh()
        self.settle()
        rooms.toast.hide()
        self._look("2-client-ask-again")
        rooms.privacy.open()
        self.settle()
        sheet = self._window.findChildren(PrivacySheet)[-1]
        self._look("2-privacy-again")
        area = sheet.findChildren(QScrollArea)[0]
        area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
        self._look("2-privacy-end")
        sheet.erase_asked.emit()
        self._look("2-privacy-erase")
        self.dismiss()
        consents.outdated.clear()
        self.walk_store()
        rooms.client.refresh()
        self.settle()

    def walk_store(self) -> None:
        """The manager's sheets over the store as a whole."""
        room, people = self._window.store_room, self._workspace.store.people
        assert room is not None
        people.waits["u2"] = 30.0
        room.show_people()
        self.settle()
        self._look("6-people")
        sheet = self._window.findChildren(StaffSheet)[-1]
        sheet.rows[1].touched.emit()
        self._look("6-people-one")
        people.waits.clear()
        self.dismiss()
        room.show_retention()
        self.settle()
        kept = self._window.findChildren(RetentionSheet)[-1]
        kept.choices[Kept.PHOTOS].chosen.emit("365")
        self.settle()
        self._look("6-retention")
        self.dismiss()
        self._rooms.model_photos.load()
        self.settle()
        self._rooms.enter(self._rooms.model_screen)
        self._look("8-model-team")
        self._rooms.enter(self._rooms.client_screen)

    def walk_capture(self) -> None:
        rooms, cameras = self._rooms, self._cameras
        cameras.silent = True
        rooms.take_photo()
        self._look("2-capture-starting")
        cameras.silent = False
        wait_for(lambda: rooms.capture.live)
        for name, guide in (
            ("closer", Guide(Instruction.CLOSER)),
            ("even", Guide(Instruction.EVEN_LIGHT)),
            ("count", Guide(Instruction.READY, count=2)),
        ):
            rooms.capture._say(guide)
            self._look(f"2-capture-{name}")
        cameras.trouble = Trouble.UNPLUGGED
        wait_for(lambda: rooms.capture.cause is not None)
        self._look("2-capture-trouble")
        cameras.trouble = None
        rooms.back()
        self.settle()

    def walk_result(self) -> None:
        rooms, look = self._rooms, self._look
        self._workspace.analysis.gate.clear()
        rooms.analyse(Path("photo.jpg"))
        look("3-loading")
        self._workspace.analysis.gate.set()
        self.settle()
        look("3-result")
        for key, name in (("redness", "3-result-open"), ("firmness", "3-result-unsaid")):
            rooms.visit.select(key)
            self.settle()
            look(name)
        rooms.visit_screen.show_tab("difference")
        rooms.difference.improve_priorities()
        look("3-difference")
        rooms.visit_screen.difference.layouts.chosen.emit("beside")
        look("3-difference-beside")
        rooms.visit_screen.show_tab("routine")
        look("4-routine")
        rooms.toast.say("Le compte rendu est prêt: Amara Okafor 2026-11-23.pdf", "Ouvrir", lambda: None)
        look("4-routine-toast")
        rooms.toast.hide()

    def walk_sheets(self) -> None:
        rooms, look = self._rooms, self._look
        rooms.back()
        look("5-leave")
        self.dismiss()
        self._window._open_settings()
        look("6-settings")
        self.dismiss()
        self.walk_camera_and_light()
        self._window._show_model()
        look("6-model")
        area = self._window.findChildren(ModelCardSheet)[-1]._area
        area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
        look("6-model-end")
        self.dismiss()

    def walk_rare(self) -> None:
        rooms, look = self._rooms, self._look
        rooms.visit.routine = Routine()
        rooms.visit.phase_changed.emit()
        rooms.visit_screen.show_tab("routine")
        look("4-nothing")
        rooms.tell(ConsultantError("The disk is full. Make room on it and try again."))
        look("7-error")
        self.dismiss()
        rooms.visit.summary = self._workspace.store.kept[0].summary
        rooms.visit.leave()
        rooms.analyse(Path("dark.jpg"))
        self.settle()
        look("3-refused")
        rooms._to_client()
        self.settle()

    def walk_drafts(self) -> None:
        """What was begun and left, on the first screen and on the client's page."""
        rooms, drafts = self._rooms, self._workspace.store.drafts
        rooms.back()
        self.settle()
        rooms.clients_screen.chosen.emit("c2")
        self.settle()
        rooms.analyse(Path("photo.jpg"))
        self.settle()
        visit = rooms.visit.as_draft()
        assert visit is not None
        rooms.visit.sides.add(FaceView.LEFT, PhotoFile(Path("side.jpg")), "en")
        self.settle()
        rooms.visit.show_view(FaceView.LEFT)
        self._look("3-result-side")
        rooms._to_client()
        self.settle()
        drafts.kept = {
            visit.id: visit,
            "f": FormDraft("f", None, visit.started_at, "Margaux de Saint-Exupéry-Montmorency", {}),
        }
        rooms.drafts.presenter.refresh()
        self.settle()
        self._look("2-client-draft")
        rooms.enter(rooms.clients_screen)
        summaries = [visit.summary for visit in self._workspace.store.kept[:2]]
        names = ("Amara Okafor", "Margaux de Saint-Exupéry-Montmorency")
        rooms.clients.today = [DayVisit(each, name) for each, name in zip(summaries, names, strict=True)]
        rooms.clients.changed.emit()
        self._look("1-clients-drafts")
        drafts.kept.clear()
        self.settle()

    def walk_door(self) -> None:
        """Locked, refused, held up, forgotten; and a counter that has no manager yet."""
        window, people = self._window, self._workspace.store.people
        window.lock()
        door = window.door
        assert door is not None
        wait_for(lambda: window._pages.currentWidget() is door.unlock)
        self.settle()
        self._look("0-unlock")
        for pin, name in (("1111", "0-unlock-wrong"), ("0000", "0-unlock-wait")):
            door.presenter.unlock(pin)
            self.settle()
            self._look(name)
        door.presenter._until.clear()
        door.presenter._tick()  # or it would go on at its next second, before or after the next look
        door.unlock.forgotten.emit()
        self.settle()
        self._look("0-forgotten")
        self.dismiss()
        known, people.users = people.users, []
        door.presenter.load()
        self.settle()
        door.presenter.appoint("", "7391")
        self.settle()
        self._look("0-first-pin")
        people.users = known
        door.presenter.load()
        self.settle()
        self._rooms = unlocked(window)
        self.settle()

    def walk_camera_and_light(self) -> None:
        known = self._workspace.calibrations
        self._window._show_camera()
        page = self._window.camera_room.presenter
        wait_for(lambda: page.capture.live)
        self._look("6-camera")
        page.start()
        wait_for(lambda: page.problem is not None)
        self._look("6-camera-hold")
        known.problem = None
        wait_for(lambda: page.proposal is not None)
        self._look("6-camera-found")
        page.save()
        self.settle()
        self._look("6-camera-saved")
        known.reminder = Due.OLD
        page.home()
        bar = self._window.camera_room.sheet._area.verticalScrollBar()
        QTest.qWait(30)
        bar.setValue(bar.maximum())
        self._look("6-camera-known")
        self.dismiss()

    def walk_evolution(self) -> None:
        rooms = self._rooms
        tell(self._workspace.store, "c5")
        tell(self._workspace.store, "c6", former=2, photos=False)
        self._open_evolution("c5")
        self._look("5-evolution")
        for view in ("beside", "handle", "map"):
            rooms.evolution_screen.hero.views.chosen.emit(view)
            self.settle()
            self._look(f"5-evolution-{view}")
        rooms.back()
        self.settle()
        self._open_evolution("c6")
        self._look("5-evolution-two-models")
        rooms.evolution_screen.hero.views.chosen.emit("beside")
        self.settle()
        self._look("5-evolution-no-photos")
        rooms.back()
        self.settle()
        rooms.open_visit(rooms.client.history[0])
        self.settle()
        rooms.visit.select("redness")
        self.settle()
        self._look("3-result-no-photo")

    def _open_evolution(self, client: str) -> None:
        self._rooms.clients_screen.chosen.emit(client)
        self.settle()
        self._rooms.client_screen.evolution_asked.emit()
        self.settle()


def unlocked(window: MainWindow) -> Rooms:
    """Open the door with the PIN of the fakes, and wait for the clients."""
    wait_for(lambda: window.door is not None and (window.door.presenter.loaded or window.rooms is not None))
    assert window.door is not None
    if window.rooms is None:
        window.door.presenter.unlock("2580")
    wait_for(lambda: window.rooms is not None and window.rooms.clients.searched)
    assert window.rooms is not None
    return window.rooms


def seen(window: QWidget) -> list[QWidget]:
    """Every widget that is on screen; under a sheet that dims the window, only the sheet's."""
    sheets = [sheet for sheet in window.findChildren(Overlay) if sheet.isVisible()]
    root = sheets[-1].panel if sheets else window
    return [
        child for child in root.findChildren(QWidget) if child.isVisibleTo(window) and not child.size().isEmpty()
    ]


def path_of(widget: QWidget) -> str:
    """Where a widget is, for a message."""
    names: list[str] = []
    here: QWidget | None = widget
    while here is not None and len(names) < 4:
        text = getattr(here, "text", None)
        said = here.accessibleName() or (text() if callable(text) else "")
        names.append(type(here).__name__ + (f"({str(said)[:40]!r})" if said else ""))
        here = here.parentWidget()
    place = widget.mapTo(widget.window(), QPoint(0, 0))
    return f"{' < '.join(names)} at {place.x()},{place.y()} {widget.width()}x{widget.height()}"
