"""The catalogue while the manager edits it: sheets, faults, what it would do, versions."""

from collections.abc import Callable
from pathlib import Path

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from consultant_app.domain.catalogue_edit import Draft, Effect, Sheet, Version, Workbook
from consultant_app.domain.errors import CatalogueError, ConsultantError
from consultant_app.domain.faults import Fault
from consultant_app.ui.ports.management import ManagementPort
from consultant_app.ui.tasks import Lane, TaskRunner

_PAUSE_MS = 400
"""After the last change, before it is kept and checked."""

VISITS = 50
"""On how many visits a change is tried."""


class CataloguePresenter(QObject):
    """Holds the draft, kept as it is edited, and what is known of it.

    Signals:
        changed: sheets, faults or what may be done changed.
        tried: what the draft would do at the last visits (list of ``Effect``).
        listed: every version (list of ``Version``) and the names of people (dict).
        published: the ``Version`` that is in force now.
        refused: a file was not taken; every fault of it (tuple of ``Fault``).
        exported: the file was written (``Path``).
        failed: an environment error (``ConsultantError``).
    """

    changed = pyqtSignal()
    tried = pyqtSignal(object)
    listed = pyqtSignal(object, object)
    published = pyqtSignal(object)
    refused = pyqtSignal(object)
    exported = pyqtSignal(object)
    failed = pyqtSignal(object)

    def __init__(self, management: ManagementPort, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._names, self._tasks = management.catalogues, management.names, tasks
        self.draft: Draft | None = None
        self.sheet_name = "products"
        self.checking = self.trying = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._keep)

    @property
    def sheet(self) -> Sheet | None:
        """The sheet on screen."""
        return None if self.draft is None else self.draft.book.sheet(self.sheet_name)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Everything that does not hold in the draft."""
        return () if self.draft is None else self.draft.faults

    @property
    def may_publish(self) -> bool:
        """Whether the draft says anything new and holds together."""
        draft = self.draft
        return draft is not None and draft.changed and not draft.faults and not self.checking and not self.trying

    def fault_at(self, row: int, column: str) -> Fault | None:
        """What does not hold in a cell of the sheet on screen; ``row`` counts from 0."""
        for fault in self.faults:
            if fault.file == self.sheet_name and fault.row == row + 2 and fault.column == column:
                return fault
        return None

    def load(self) -> None:
        """Read the draft."""
        self._tasks.run(Lane.STORE, self._desk.draft, self._take, self.failed.emit)

    def show_sheet(self, name: str) -> None:
        """Show another sheet."""
        self.sheet_name = name
        self.changed.emit()

    def set_cell(self, row: int, column: int, text: str) -> None:
        """Write another text into a cell of the sheet on screen."""
        if self.sheet is not None and self.sheet.rows[row][column] != text:
            self._put(self.sheet.with_cell(row, column, text))

    def add_row(self, row: int) -> None:
        """Add an empty row before ``row``."""
        if self.sheet is not None:
            self._put(self.sheet.with_row(row))

    def remove_row(self, row: int) -> None:
        """Take a row out."""
        if self.sheet is not None and 0 <= row < len(self.sheet.rows):
            self._put(self.sheet.without_row(row))

    def discard(self) -> None:
        """Give up every change."""
        self._pause.stop()
        self._tasks.run(Lane.STORE, self._desk.discard, lambda _: self.load(), self.failed.emit)

    def import_file(self, path: Path, language: str) -> None:
        """Take the sheets of a file in the place of the draft's; all, or none and every fault."""
        if self.draft is None:
            return
        book, sheet = self.draft.book, self.sheet_name
        self._tasks.run(
            Lane.POOL,
            lambda: self._desk.import_file(path, book, sheet, language),
            self._replace,
            self._not_taken,
        )

    def export_file(self, path: Path, language: str) -> None:
        """Write the sheets as they stand."""
        if self.draft is None:
            return
        book, sheet = self.draft.book, self.sheet_name
        self._tasks.run(
            Lane.POOL,
            lambda: self._desk.export_file(path, book, sheet, language),
            lambda _: self.exported.emit(path),
            self.failed.emit,
        )

    def try_out(self) -> None:
        """Derive the routines of the last visits anew, by the version in force and by the draft."""
        if not self.may_publish or self.draft is None:
            return
        book = self.draft.book
        self.trying = True
        self.changed.emit()
        self._tasks.run(
            Lane.STORE,
            lambda: self._desk.past(VISITS),
            lambda past: self._run_effect(lambda: self._desk.effect(book, past)),
            self._not_tried,
        )

    def publish(self, note: str) -> None:
        """Put the draft in force."""
        if self.may_publish and self.draft is not None:
            book = self.draft.book
            self._pause.stop()
            self._tasks.run(Lane.STORE, lambda: self._desk.publish(book, note), self._in_force, self.failed.emit)

    def list_versions(self) -> None:
        """Ask for every version."""
        self._tasks.run(
            Lane.STORE,
            lambda: (self._desk.versions(), self._names()),
            lambda found: self.listed.emit(*found),
            self.failed.emit,
        )

    def roll_back(self, number: int) -> None:
        """Put an earlier version in force again; what is being edited goes."""
        self._pause.stop()
        self._tasks.run(Lane.STORE, lambda: self._desk.roll_back(number), self._in_force, self.failed.emit)

    def flush(self) -> None:
        """Keep now what waits: the area is left."""
        if self._pause.isActive():
            self._pause.stop()
            self._keep()

    def _put(self, sheet: Sheet) -> None:
        if self.draft is not None:
            self._replace(self.draft.book.with_sheets([sheet]))

    def _replace(self, book: Workbook) -> None:
        if self.draft is not None:
            self.draft = Draft(book, self.draft.based_on, changed=True, faults=self.draft.faults)
            self.checking = True
            self._pause.start()
            self.changed.emit()

    def _keep(self) -> None:
        draft = self.draft
        if draft is None:
            return
        self._tasks.run(
            Lane.STORE, lambda: self._desk.keep(draft.book, draft.based_on), lambda _: None, self.failed.emit
        )
        self._tasks.run(
            Lane.POOL, lambda: self._desk.checked(draft.book), lambda found: self._judged(draft.book, found)
        )

    def _judged(self, book: Workbook, faults: tuple[Fault, ...]) -> None:
        # Another cell may have been changed meanwhile; then this answer is not about it.
        if self.draft is not None and self.draft.book is book:
            self.draft = Draft(book, self.draft.based_on, changed=True, faults=faults)
            self.checking = False
            self.changed.emit()

    def _take(self, draft: Draft) -> None:
        self.draft, self.checking = draft, False
        self.changed.emit()

    def _run_effect(self, work: Callable[[], list[Effect]]) -> None:
        self._tasks.run(Lane.POOL, work, self._effect, self._not_tried)

    def _effect(self, effects: list[Effect]) -> None:
        self.trying = False
        self.changed.emit()
        self.tried.emit(effects)

    def _not_tried(self, error: ConsultantError) -> None:
        self.trying = False
        self.changed.emit()
        self.failed.emit(error)

    def _not_taken(self, error: ConsultantError) -> None:
        if isinstance(error, CatalogueError):
            self.refused.emit(error.faults)
        else:
            self.failed.emit(error)

    def _in_force(self, version: Version) -> None:
        self.published.emit(version)
        self.load()
