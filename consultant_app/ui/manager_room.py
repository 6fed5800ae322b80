"""The manager's area and the ways into, within and out of it. Others hang their pages into ``screen``."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PyQt6.QtCore import QObject
from PyQt6.QtWidgets import QHBoxLayout, QWidget

from consultant_app.domain.catalogue_edit import Effect, Version
from consultant_app.domain.faults import Fault
from consultant_app.domain.people import Role, User
from consultant_app.ui.context import Ui
from consultant_app.ui.manager_dialogs import ManagerDialogs
from consultant_app.ui.ports import Workspace
from consultant_app.ui.ports.management import ManagementPort
from consultant_app.ui.presenters.catalogue import CataloguePresenter
from consultant_app.ui.presenters.dashboard import DashboardPresenter
from consultant_app.ui.rooms import Rooms
from consultant_app.ui.screens.catalogue import CataloguePage
from consultant_app.ui.screens.catalogue_sheets import EffectSheet, FaultsSheet, VersionsSheet
from consultant_app.ui.screens.manager import ManagerScreen
from consultant_app.ui.screens.overview import OverviewPage
from consultant_app.ui.widgets.buttons import Button
from consultant_app.ui.widgets.overlay import Message


class ManagerRoom(QObject):
    """Between the manager's pages, the file dialogs, and the sheets beside the catalogue.

    It is made only for a manager; that a screen is not there hides what is denied, the services deny it.
    """

    def __init__(
        self,
        ui: Ui,
        management: ManagementPort,
        rooms: Rooms,
        window: QWidget,
        dialogs: ManagerDialogs | None = None,
        today: Callable[[], date] = date.today,
    ) -> None:
        super().__init__(window)
        self._ui, self._rooms, self._window, self._today = ui, rooms, window, today
        self._dialogs = dialogs or ManagerDialogs()
        self.dashboard = DashboardPresenter(management, ui.tasks, self)
        self.catalogue = CataloguePresenter(management, ui.tasks, self)
        self.screen = ManagerScreen(ui)
        self.overview, self.editor = OverviewPage(ui, self.dashboard), CataloguePage(ui, self.catalogue)
        for page in (self.overview, self.editor):
            self.screen.hang(page)
        self.button = Button(ui.theme, "plain")
        self.button.clicked.connect(self.open)
        rooms.admit(self.screen)
        line = rooms.clients_screen.bar.layout()
        if isinstance(line, QHBoxLayout):
            line.addWidget(self.button)
        self._connect()
        ui.language.changed.connect(self.retranslate)
        self.retranslate()

    def open(self) -> None:
        """Show the area, where it was left."""
        # The page first: whatever has the keyboard there has it once the area is on screen.
        self.screen.show_page(self.screen.here or self.overview.key)
        self._rooms.enter(self.screen)

    def retranslate(self) -> None:
        """Write the words in the language on screen."""
        self.button.say(self.tr("The store"))

    def leave(self) -> None:
        """Let go of it: what was typed last is kept."""
        self.catalogue.flush()

    def _connect(self) -> None:
        catalogue, editor = self.catalogue, self.editor
        for presenter in (self.dashboard, catalogue):
            presenter.failed.connect(self._rooms.tell)
            presenter.exported.connect(self._written)
        self.overview.export_asked.connect(self._export_figures)
        editor.import_asked.connect(self._import)
        editor.export_asked.connect(self._export)
        editor.faults_asked.connect(lambda: self._show_faults(catalogue.faults, of_file=False))
        editor.discard_asked.connect(self._ask_discard)
        catalogue.refused.connect(lambda faults: self._show_faults(faults, of_file=True))
        catalogue.tried.connect(self._show_effect)
        catalogue.listed.connect(self._show_versions)
        catalogue.published.connect(self._in_force)

    def _export_figures(self) -> None:
        path = self._dialogs.figures_place(self._window, f"{self._today():%Y-%m-%d}.csv")
        if path is not None:
            self.dashboard.export(path, self._ui.language.code)

    def _import(self) -> None:
        path = self._dialogs.sheets(self._window)
        if path is not None:
            self.catalogue.import_file(path, self._ui.language.code)

    def _export(self) -> None:
        path = self._dialogs.sheets_place(self._window, f"catalogue {self._today():%Y-%m-%d}.xlsx")
        if path is not None:
            self.catalogue.export_file(path, self._ui.language.code)

    def _written(self, path: Path) -> None:
        self._rooms.toast.say(self.tr("Written: {name}").format(name=path.name))

    def _show_faults(self, faults: tuple[Fault, ...], *, of_file: bool) -> None:
        sheet = FaultsSheet(self._ui, self._window, faults, of_file=of_file)
        sheet.chosen.connect(self._go_to)
        sheet.open()

    def _go_to(self, fault: Fault) -> None:
        self.catalogue.show_sheet(fault.file)
        self.editor.table.go_to((fault.row or 2) - 2, str(fault.column or ""))

    def _show_effect(self, effects: list[Effect]) -> None:
        sheet = EffectSheet(self._ui, self._window, effects)
        sheet.decided.connect(self.catalogue.publish)
        sheet.open()

    def _show_versions(self, versions: list[Version], names: dict[str, str]) -> None:
        sheet = VersionsSheet(self._ui, self._window, versions, names)
        sheet.chosen.connect(self.catalogue.roll_back)
        sheet.open()

    def _ask_discard(self) -> None:
        message = Message(
            self._ui,
            self._window,
            self.tr("Give up every change?"),
            self.tr("The catalogue is again what is in force. This cannot be undone."),
        )
        message.offer("outline", self.tr("Keep them"))
        message.offer("primary", self.tr("Give up changes")).clicked.connect(self.catalogue.discard)
        message.open()

    def _in_force(self, version: Version) -> None:
        told = self.tr("Version {number} of the catalogue is in force").format(number=version.number)
        self._rooms.toast.say(told)


def made_for(user: object, ui: Ui, workspace: Workspace, rooms: Rooms, window: QWidget) -> ManagerRoom | None:
    """The manager's area for who came in; ``None`` where she is no manager."""
    if isinstance(user, User) and user.role is Role.MANAGER:
        return ManagerRoom(ui, workspace.management, rooms, window)
    return None
