"""Taking a photo: which camera, what it sees, what to say, and the moment of release. No pixel is drawn here."""

from collections.abc import Callable

from PyQt6.QtCore import QObject, pyqtSignal

from consultant_app.capture.frame import CameraInfo, Frame
from consultant_app.capture.locking import LockKeeper, Wish
from consultant_app.capture.machine import Cause, Phase
from consultant_app.domain.analysis import FaceView
from consultant_app.domain.calibration import Due
from consultant_app.domain.errors import ConsultantError
from consultant_app.domain.guidance import Coach, Guide
from consultant_app.services.guidance import LIGHT, RULES, rules_for
from consultant_app.ui.camera import Camera
from consultant_app.ui.ports import GuidePort, Workspace
from consultant_app.ui.preferences import Preferences
from consultant_app.ui.tasks import Lane, Task, TaskRunner

_OF_LIGHT = tuple(rule for rule in RULES if rule.instruction in LIGHT)


class CapturePresenter(QObject):
    """Holds the capture on screen; ``view`` is the view of the face that is to be taken.

    Guidance runs on the inference lane, one picture at a time: while one is looked at, newer ones replace each
    other, so that what is said is never about an older picture than need be.

    Signals:
        changed: the camera, the cameras, or what is wrong with them changed.
        frame_came: ``frame`` is new.
        guide_changed: ``guide`` says something else.
        released: a ``Burst`` was taken.
        failed: guidance cannot be had (``ConsultantError``); the camera and the button still work.
    """

    changed = pyqtSignal()
    frame_came = pyqtSignal()
    guide_changed = pyqtSignal()
    released = pyqtSignal(object)
    failed = pyqtSignal(object)

    def __init__(
        self,
        workspace: Workspace,
        tasks: TaskRunner,
        camera: Camera,
        preferences: Preferences,
        clock: Callable[[], float],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._work = workspace
        self._tasks = tasks
        self.camera = camera
        self._preferences = preferences
        self._clock = clock
        self.view = FaceView.FRONT
        self._coach = Coach(RULES, clock, automatic=preferences.automatic)
        self._keeper = LockKeeper(clock)
        self._guide_port: GuidePort | None = None
        self._asked: Task | None = None
        self._open = False
        self.frame: Frame | None = None
        self.guide: Guide | None = None
        camera.frame_came.connect(self._take)
        camera.changed.connect(self._camera_changed)
        camera.devices_changed.connect(self._devices_changed)

    @property
    def devices(self) -> tuple[CameraInfo, ...]:
        """The cameras that can be chosen."""
        return self.camera.devices

    @property
    def live(self) -> bool:
        """Whether there is a live picture to release."""
        return self.camera.phase is Phase.LIVE

    @property
    def missing(self) -> bool:
        """Whether there is no camera at all."""
        return self._open and self.camera.info is None

    @property
    def cause(self) -> Cause | None:
        """What is wrong with the camera; ``None`` while nothing is."""
        return self.camera.cause

    @property
    def due(self) -> Due | None:
        """Why the camera's colours should be calibrated again; ``None`` while they hold, or never were."""
        info = self.camera.info
        return None if info is None else self._work.calibrations.due(info.id)

    @property
    def automatic(self) -> bool:
        """Whether the photo is taken by itself when all is right."""
        return self._coach.automatic

    @property
    def sound(self) -> bool:
        """Whether a click is heard."""
        return self._preferences.sound

    def set_automatic(self, automatic: bool) -> None:
        """Take the photo by itself when all is right, or only at a touch; remembered."""
        self._coach.automatic = self._preferences.automatic = automatic
        self._coach.reset()

    def set_sound(self, sound: bool) -> None:
        """Let a click be heard, or not; remembered."""
        self._preferences.sound = sound

    def open(self, view: FaceView = FaceView.FRONT) -> None:
        """Start the camera that was used last, or the first, to take a view of the face."""
        self._open = True
        if view is not self.view:
            self.view = view
            self._coach = Coach(rules_for(view), self._clock, automatic=self._coach.automatic)
            self._say(None)
        self._load_guide()
        self._choose_best()

    def choose(self, info: CameraInfo) -> None:
        """Use this camera from now on."""
        if info != self.camera.info:
            self._preferences.camera = info.id
            self._forget()
            self.camera.open(info)
            self.changed.emit()

    def close(self) -> None:
        """Let go of the camera and of what it saw."""
        if self._open:
            self._open = False
            self._forget()
            self.camera.close()
            self.changed.emit()

    def release(self) -> None:
        """Take the photo now; nothing happens without a live picture."""
        burst = self.camera.burst() if self._open else None
        if burst is not None:
            self._coach.reset()
            self.released.emit(burst)

    def _choose_best(self) -> None:
        found = self.camera.look_around()
        wanted = [info for info in found if info.id == self._preferences.camera] or list(found)
        # Looking around may itself have told of the cameras, and one is then in use already.
        if wanted and self.camera.info is None:
            self._forget()
            self.camera.open(wanted[0])
        self.changed.emit()

    def _devices_changed(self) -> None:
        if self.missing and self.devices:
            self._choose_best()
        self.changed.emit()

    def _camera_changed(self) -> None:
        if not self.live:
            self._forget()
        self.changed.emit()

    def _forget(self) -> None:
        """What was seen before says nothing about what comes."""
        if self._asked is not None:
            self._asked.cancel()
            self._asked = None
        guide = self._guide_port
        if guide is not None:
            self._tasks.run(Lane.INFERENCE, guide.forget, lambda _: None)
        self._coach.reset()
        self._keeper.forget()
        self.frame = None
        self._say(None)

    def _take(self, frame: Frame) -> None:
        self.frame = frame
        self.frame_came.emit()
        guide = self._guide_port
        if guide is not None and self._asked is None and self._open:
            rgb, at = frame.rgb, frame.at
            self._asked = self._tasks.run(Lane.INFERENCE, lambda: guide.measure(rgb, at), self._measured)

    def _measured(self, measures: dict[str, float]) -> None:
        self._asked = None
        guide = self._coach.look(measures)
        face = measures["faces"] == 1
        lit = not any(
            rule.beyond(measures[rule.measure], due=False) for rule in _OF_LIGHT if rule.measure in measures
        )
        wish = self._keeper.look(face=face, light_fits=lit)
        if wish is Wish.LOCK:
            self.camera.lock()
        elif wish is Wish.UNLOCK:
            self.camera.unlock()
        self._say(guide)
        if guide.release:
            self.release()

    def _say(self, guide: Guide | None) -> None:
        if guide != self.guide:
            self.guide = guide
            self.guide_changed.emit()

    def _load_guide(self) -> None:
        if self._guide_port is None:
            self._tasks.run(Lane.INFERENCE, self._work.open_guide, self._guide_loaded, self._guide_failed)

    def _guide_loaded(self, guide: GuidePort) -> None:
        self._guide_port = guide

    def _guide_failed(self, error: ConsultantError) -> None:
        self.failed.emit(error)
