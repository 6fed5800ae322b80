"""The screens behind the window once the workspace is open, and the ways between them."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtWidgets import QWidget

from consultant_app.capture.frame import Burst
from consultant_app.domain.clients import DayVisit, VisitSummary
from consultant_app.domain.errors import ConsultantError, PhotoError
from consultant_app.services.access import UseCase
from consultant_app.services.visits import ConsentError
from consultant_app.ui.context import Ui
from consultant_app.ui.dialogs import Dialogs
from consultant_app.ui.draft_room import DraftRoom
from consultant_app.ui.file_room import FileRoom
from consultant_app.ui.form_room import FormRoom
from consultant_app.ui.ports import Workspace
from consultant_app.ui.preferences import Preferences
from consultant_app.ui.presenters.capture import CapturePresenter
from consultant_app.ui.presenters.client import ClientPresenter
from consultant_app.ui.presenters.clients import ClientsPresenter
from consultant_app.ui.presenters.difference import DifferencePresenter
from consultant_app.ui.presenters.drafts import DraftsPresenter
from consultant_app.ui.presenters.evolution import EvolutionPresenter
from consultant_app.ui.presenters.model_photos import ModelPhotosPresenter
from consultant_app.ui.presenters.refusals import RefusalCount
from consultant_app.ui.presenters.taken import CapturedPhoto, Taken
from consultant_app.ui.presenters.visit import Phase, VisitPresenter
from consultant_app.ui.privacy_room import PrivacyRoom
from consultant_app.ui.report_room import ReportRoom
from consultant_app.ui.screens.capture import CaptureScreen
from consultant_app.ui.screens.client import ClientScreen
from consultant_app.ui.screens.clients import ClientsScreen
from consultant_app.ui.screens.evolution import EvolutionScreen
from consultant_app.ui.screens.manager import ManagerScreen
from consultant_app.ui.screens.model_photos import ModelPhotosScreen
from consultant_app.ui.screens.report import ReportScreen
from consultant_app.ui.screens.visit import VisitScreen
from consultant_app.ui.side_room import SideRoom
from consultant_app.ui.sound import Click
from consultant_app.ui.widgets.overlay import Message
from consultant_app.ui.widgets.toast import Toast

Screen = (
    ClientsScreen
    | ClientScreen
    | CaptureScreen
    | VisitScreen
    | EvolutionScreen
    | ReportScreen
    | ModelPhotosScreen
    | ManagerScreen
)


class Rooms(QObject):
    """Knows which screen follows which; holds no state of its own but the one on screen.

    Signals:
        entered: this screen is to be shown.
    """

    entered = pyqtSignal(object)

    def __init__(
        self,
        ui: Ui,
        workspace: Workspace,
        dialogs: Dialogs,
        capture: CapturePresenter,
        preferences: Preferences,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self.capture = capture
        self._ui = ui
        self._dialogs = dialogs
        self._window = window
        self._access = workspace.store.access
        self.toast = Toast(ui, window)
        waiting = DraftsPresenter(workspace.store.drafts, ui.tasks, self)
        self.clients = ClientsPresenter(workspace.store, ui.tasks, self)
        self.client = ClientPresenter(workspace.store, ui.tasks, self)
        self.visit = VisitPresenter(workspace, ui.tasks, parent=self)
        self.refusals = RefusalCount(self.visit, workspace, ui.tasks, preferences, self)
        self.difference = DifferencePresenter(workspace, ui.tasks, self)
        self.evolution = EvolutionPresenter(workspace, ui.tasks, self)
        self.clients_screen = ClientsScreen(ui, self.clients, waiting)
        self.client_screen = ClientScreen(ui, self.client, waiting)
        self.visit_screen = VisitScreen(ui, self.visit, self.difference)
        self.capture_screen = CaptureScreen(ui, capture, Click(self).play)
        self.evolution_screen = EvolutionScreen(ui, self.evolution)
        self.model_photos = ModelPhotosPresenter(workspace.store, ui.tasks, self)
        self.model_screen = ModelPhotosScreen(ui, self.model_photos)
        self.report = ReportRoom(ui, workspace, self.visit, dialogs, preferences, window)
        self.screens: tuple[Screen, ...] = (
            self.clients_screen,
            self.client_screen,
            self.capture_screen,
            self.visit_screen,
            self.evolution_screen,
            self.report.screen,
            self.model_screen,
        )
        self.here: Screen = self.clients_screen
        self.forms = FormRoom(ui, self, waiting, window)
        self.drafts = DraftRoom(ui, self, waiting, window)
        self.privacy = PrivacyRoom(ui, self, workspace.store, dialogs, window)
        self.files = FileRoom(ui, self, dialogs, window)
        self.sides = SideRoom(ui, self, dialogs, window)
        self._connect()

    def admit(self, screen: ManagerScreen) -> None:
        """Take one more screen, from which back leads to the clients."""
        self.screens = (*self.screens, screen)

    def start(self) -> None:
        """Show the clients; to who may not see them, what she may do instead."""
        if not self._access.may(UseCase.FIND_CLIENTS):
            self.model_photos.load()
            self.enter(self.model_screen)
            return
        self.enter(self.clients_screen)
        self.clients.refresh()
        self.drafts.presenter.refresh()

    def back(self) -> None:
        """One screen back, asking first where a result would be lost."""
        if self.here is self.visit_screen:
            self.leave_then(self._to_client)
        elif self.sides.under_way or self.here is self.report.screen:
            self.enter(self.visit_screen)
        elif self.here in (self.capture_screen, self.evolution_screen):
            self._to_client()
        elif self.here is not self.clients_screen:
            self.start()

    def leave(self) -> None:
        """Let go of everybody and everything: drafts that still wait, camera, toast, and what is scored again.

        Photos that are being scored would hold the window open until the last.
        """
        self.drafts.presenter.flush()
        self.here = self.clients_screen
        self.capture.close()
        self.evolution.leave()
        self.toast.hide()

    def forget_client(self) -> None:
        """Nothing is left of the client on screen: go back to the others."""
        self.client.forget()
        self.visit.leave()
        self.start()

    @property
    def must_ask(self) -> bool:
        """Whether leaving now would lose a result that could have been kept."""
        on_visit = self.here in (self.visit_screen, self.report.screen) or self.sides.under_way
        return on_visit and self.visit.unsaved

    def leave_then(self, action: Callable[[], None]) -> None:
        """Do ``action``, which lets go of the visit on screen; where it is unsaved, ask first."""
        if not self.must_ask:
            action()
            return
        self.drafts.leave_visit(action)

    def take_photo(self) -> None:
        """Show what the camera sees of the client on screen."""
        if self.client.client is not None and self.client.may_analyse:
            self.enter(self.capture_screen)
            self.capture.open()

    def another_photo(self) -> None:
        """Another photo in place of one that was refused, taken as that one was."""
        if self.visit.from_camera:
            self.take_photo()
        else:
            self.choose_photo()

    def choose_photo(self) -> None:
        """Ask for a photo and look at it; from the camera on a side view, for a photo of that side."""
        if self.sides.under_way:
            self.sides.choose(self.capture.view)
            return
        path = self._dialogs.photo(self._window)
        if path is not None:
            self.analyse(path)

    def analyse(self, photo: Path | Taken) -> None:
        """Look at a photo of the client on screen, a file or what the camera took."""
        if self.client.client is not None and self.client.may_analyse:
            self.visit.analyse(self.client.client, photo, self._ui.language.code)
            self.enter(self.visit_screen)

    def open_visit(self, summary: VisitSummary) -> None:
        """Open a past visit of the client on screen."""
        if self.client.client is not None:
            self.visit.open(self.client.client, summary)
            self.enter(self.visit_screen)

    def open_day_visit(self, visit: DayVisit) -> None:
        """Open a visit of today, on the page of its client."""

        def shown() -> None:
            self.enter(self.client_screen)
            self.open_visit(visit.summary)

        self.client.load(visit.summary.client_id, shown)

    def open_evolution(self) -> None:
        """Show what changed between the visits of the client on screen."""
        if self.client.client is not None:
            self.evolution.open(self.client.client)
            self.enter(self.evolution_screen)

    def export(self) -> None:
        """Show the report of the visit on screen, to be handed over."""
        if self.visit.can_export:
            self.enter(self.report.screen)
            self.report.presenter.open()

    def tell(self, error: ConsultantError) -> None:
        """Show an environment error as it stands."""
        title = (
            self.tr("This photo cannot be analysed")
            if isinstance(error, PhotoError)
            else self.tr("That could not be done")
        )
        message = Message(self._ui, self._window, title, error.told(self._ui.language.code))
        if isinstance(error, ConsentError):
            allows = message.offer("outline", self.tr("What she allows"))
            allows.clicked.connect(lambda _=False: self.privacy.open())
        message.offer("primary", self.tr("Close"))
        message.open()

    def _connect(self) -> None:
        self.clients_screen.new_asked.connect(self.forms.new)
        self.clients_screen.chosen.connect(
            lambda client_id: self.client.load(client_id, lambda: self.enter(self.client_screen))
        )
        self.client_screen.photo_asked.connect(self.choose_photo)
        self.client_screen.photo_dropped.connect(self.analyse)
        self.client_screen.camera_asked.connect(self.take_photo)
        self.capture_screen.file_asked.connect(self.choose_photo)
        self.capture.released.connect(self._released)
        self.capture.failed.connect(self.tell)
        self.client_screen.edit_asked.connect(self.forms.edit)
        self.model_screen.export_asked.connect(self.files.save_model_photos)
        self.model_photos.exported.connect(self.files.model_photos_saved)
        self.model_photos.failed.connect(self.tell)
        self.client_screen.privacy_asked.connect(self.privacy.open)
        self.visit_screen.consent_asked.connect(self.privacy.open)
        self.client_screen.visit_chosen.connect(self.open_visit)
        self.client_screen.evolution_asked.connect(self.open_evolution)
        self.evolution.failed.connect(self.tell)
        self.visit_screen.another_asked.connect(self.another_photo)
        self.visit_screen.side_asked.connect(self.sides.take)
        self.visit_screen.export_asked.connect(self.export)
        self.difference.failed.connect(self.tell)
        self.visit.failed.connect(self._visit_failed)
        self.visit.saved.connect(self.client.refresh)
        self.visit.saved.connect(lambda: self.toast.say(self.tr("The visit is saved")))
        self.visit.must_wait.connect(self._wait)
        self.visit.sides.withdrawn.connect(
            lambda _, again: self.toast.say(self.tr("The photo is left out"), self.tr("Undo"), again)
        )
        self.visit_screen.routine.undo_offered.connect(
            lambda words, again: self.toast.say(words, self.tr("Undo"), again)
        )
        for screen in (self.clients_screen, self.client_screen):
            screen.draft_chosen.connect(self.drafts.resume)
            screen.draft_discarded.connect(self.drafts.discard)
        self.clients_screen.visit_chosen.connect(self.open_day_visit)
        self.report.presenter.failed.connect(self.tell)
        self._ui.tasks.failed.connect(self.tell)

    def _wait(self, reading: bool) -> None:
        """Say what saving has to wait for."""
        self.toast.say(
            self.tr("The photo of the side is still being read. Save as soon as it is done.")
            if reading
            else self.tr("The visit is being saved")
        )

    def _released(self, burst: Burst) -> None:
        taken = CapturedPhoto(burst, f"camera-{datetime.now().astimezone():%Y%m%d-%H%M%S}")
        if self.sides.under_way:
            self.sides.add(self.capture.view, taken)
        else:
            self.analyse(taken)

    def _visit_failed(self, error: ConsultantError) -> None:
        if self.visit.phase is Phase.IDLE and self.here is self.visit_screen:
            self._to_client()
        self.tell(error)

    def _to_client(self) -> None:
        self.enter(self.client_screen)
        self.visit.leave()
        self.evolution.leave()
        self.report.presenter.leave()
        self.client.refresh()

    def enter(self, screen: Screen) -> None:
        """Show a screen; the camera goes out where it is another."""
        if screen is not self.capture_screen:
            # Wherever she goes, the camera's lamp goes out.
            self.capture.close()
        self.here = screen
        self.entered.emit(screen)
