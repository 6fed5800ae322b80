"""The way of what a client allows: shown, signed, taken back, handed out, erased; what goes is said before."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject
from PyQt6.QtWidgets import QWidget

from consultant_app.domain.clients import Client
from consultant_app.domain.consent import WithdrawalEffect
from consultant_app.ui.context import Ui
from consultant_app.ui.dialogs import Dialogs
from consultant_app.ui.ports import Store
from consultant_app.ui.presenters.privacy import PrivacyPresenter
from consultant_app.ui.screens.privacy import PrivacySheet
from consultant_app.ui.widgets.overlay import Message

if TYPE_CHECKING:
    from consultant_app.ui.rooms import Rooms


class PrivacyRoom(QObject):
    """Opens the sheet over whatever is on screen, for the client whose it is."""

    def __init__(self, ui: Ui, rooms: "Rooms", store: Store, dialogs: Dialogs, window: QWidget) -> None:
        super().__init__(rooms)
        self._ui, self._rooms, self._store, self._dialogs, self._window = ui, rooms, store, dialogs, window

    def open(self, then: Callable[[], None] | None = None) -> None:
        """Show what the client on screen allows; ``then`` is done once she has signed and may be analysed."""
        client = self._rooms.client.client
        if client is None:
            return
        presenter = PrivacyPresenter(self._store, self._ui.tasks, client)
        sheet = PrivacySheet(self._ui, self._window, presenter)
        presenter.setParent(sheet)
        presenter.asked.connect(lambda effect: self._warn(presenter, effect))
        presenter.recorded.connect(lambda changed: self._recorded(sheet, changed, then))
        presenter.exported.connect(self._exported)
        presenter.erased.connect(lambda: self._erased(sheet))
        presenter.failed.connect(self._rooms.tell)
        sheet.export_asked.connect(lambda: self._export(presenter))
        sheet.erase_asked.connect(lambda: self._ask_erase(presenter))
        sheet.open()

    def _warn(self, presenter: PrivacyPresenter, effect: WithdrawalEffect) -> None:
        """Say what goes before it goes."""
        counts = (
            (effect.visits, self.tr("visits")),
            (effect.photos, self.tr("visits with photos")),
            (effect.reports, self.tr("kept reports")),
            (effect.drafts, self.tr("unfinished visits")),
        )
        told = ", ".join(f"{count} {what}" for count, what in counts if count)
        words = self.tr("This goes at once and cannot be brought back: {what}.").format(what=told)
        if not effect.visits:
            words += " " + self.tr("Scores stay.")
        message = Message(self._ui, self._window, self.tr("Erase what was kept?"), words)
        erase = message.offer("outline", self.tr("Erase and save"))
        erase.clicked.connect(lambda _=False: presenter.settle())
        message.offer("primary", self.tr("Go back")).setFocus()
        message.open()

    def _recorded(self, sheet: PrivacySheet, client: Client, then: Callable[[], None] | None) -> None:
        sheet.dismiss()
        self._rooms.client.show(client)
        self._rooms.visit.allow(client)
        self._rooms.drafts.presenter.refresh()
        self._rooms.toast.say(self.tr("What the client allows is recorded"))
        if then is not None and client.details.consent.analysis:
            then()

    def _export(self, presenter: PrivacyPresenter) -> None:
        name = re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", presenter.client.display_name).strip(" .")
        path = self._dialogs.archive(self._window, f"{name}.zip")
        if path is not None:
            presenter.export(path, presenter.client.details.language)

    def _exported(self, path: Path) -> None:
        self._rooms.files.tell(self.tr("All that is kept is in this file"), path)

    def _ask_erase(self, presenter: PrivacyPresenter) -> None:
        name = presenter.client.display_name
        message = Message(
            self._ui,
            self._window,
            self.tr("Erase everything of {name}?").format(name=name),
            self.tr(
                "Details, consents, visits, photos and reports go at once. A backup that is restored leaves "
                "her out. Nobody can bring them back."
            ),
        )
        erase = message.offer("outline", self.tr("Erase it all"))
        erase.clicked.connect(lambda _=False: presenter.erase())
        message.offer("primary", self.tr("Go back")).setFocus()
        message.open()

    def _erased(self, sheet: PrivacySheet) -> None:
        sheet.dismiss()
        self._rooms.forget_client()
        self._rooms.toast.say(self.tr("Everything of this client is erased"))
