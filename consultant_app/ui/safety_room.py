"""Backups and audit log in the window: the backups that are made by themselves, and the manager's sheet."""

from typing import Protocol

from PyQt6.QtCore import QObject
from PyQt6.QtWidgets import QWidget

from consultant_app.ui.backup_room import BackupRoom
from consultant_app.ui.context import Ui
from consultant_app.ui.ports import People
from consultant_app.ui.ports.safety import AuditLog, Backups
from consultant_app.ui.presenters.safety import SafetyPresenter
from consultant_app.ui.screens.safety import SafetySheet, last_backup


class SafetyStore(Protocol):
    """What it needs of the open store."""

    @property
    def audit(self) -> AuditLog:
        """Who saw and did what."""
        ...

    @property
    def backups(self) -> Backups:
        """Copies of the store elsewhere."""
        ...

    @property
    def people(self) -> People:
        """Who works at the counter."""
        ...


class SafetyRoom(QObject):
    """Lives as long as the store is open, locked or not."""

    def __init__(self, ui: Ui, store: SafetyStore, window: QWidget, *, automatic: bool) -> None:
        """``automatic``: whether backups are made by themselves; a demonstration needs none."""
        super().__init__(window)
        self._ui, self._store, self._window = ui, store, window
        self.backups = BackupRoom(store.backups, ui.tasks, self)
        if automatic:
            self.backups.start()

    def line(self) -> str:
        """How it stands with the backups, for the settings."""
        return last_backup(self.backups, self._ui)

    def show(self) -> None:
        """Show the sheet."""
        store = self._store
        presenter = SafetyPresenter(store.audit, store.people, store.backups, self._ui.tasks)
        SafetySheet(self._ui, self._window, presenter, self.backups).open()
