"""The way of a report out of the counter: onto paper, into a file, into a copy with a password."""

from collections.abc import Callable

from PyQt6.QtCore import QObject
from PyQt6.QtPrintSupport import QPrintDialog, QPrinter
from PyQt6.QtWidgets import QDialog, QWidget

from consultant_app.ui.context import Ui
from consultant_app.ui.dialogs import Dialogs
from consultant_app.ui.pdf_pages import fitting_paper, print_pages
from consultant_app.ui.ports import Workspace
from consultant_app.ui.preferences import Preferences
from consultant_app.ui.presenters.report import ReportPresenter
from consultant_app.ui.presenters.visit import VisitPresenter
from consultant_app.ui.screens.mail_copy import MailCopySheet
from consultant_app.ui.screens.report import ReportScreen


def ask_printer(window: QWidget, pdf: bytes) -> QPrinter | None:
    """The printer as the person sets it in the system's dialog; ``None`` when she thinks better of it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    fitting_paper(pdf, printer)
    dialog = QPrintDialog(printer, window)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, on=True)
    return printer if dialog.exec() == QDialog.DialogCode.Accepted else None


class ReportRoom(QObject):
    """Between the report on screen and the system's dialogs."""

    def __init__(
        self,
        ui: Ui,
        workspace: Workspace,
        visit: VisitPresenter,
        dialogs: Dialogs,
        preferences: Preferences,
        window: QWidget,
        printer: Callable[[QWidget, bytes], QPrinter | None] = ask_printer,
    ) -> None:
        super().__init__(window)
        self._ui, self._dialogs, self._window, self._ask_printer = ui, dialogs, window, printer
        self._stem: Callable[[], str] = lambda: ""
        self.presenter = ReportPresenter(workspace, ui.tasks, visit, preferences, self)
        self.screen = ReportScreen(ui, self.presenter)
        self.screen.save_asked.connect(self.save)
        self.screen.print_asked.connect(self.print)
        self.screen.mail_asked.connect(self.send)

    def name_files(self, stem: Callable[[], str]) -> None:
        """What files are to be called, without their ending."""
        self._stem = stem

    def save(self) -> None:
        """Ask where the PDF goes, and write it."""
        path = self._dialogs.report(self._window, f"{self._stem()}.pdf")
        if path is not None:
            self.presenter.save(path)

    def print(self) -> None:
        """Ask for the printer, and print off the GUI thread."""
        pdf = self.presenter.pdf
        printer = None if pdf is None else self._ask_printer(self._window, pdf)
        if printer is not None:
            self.presenter.hand_to(lambda pages: print_pages(pages, printer))

    def send(self) -> None:
        """Ask for the password of a copy for e-mail, then where it goes."""
        sheet = MailCopySheet(self._ui, self._window)
        sheet.chosen.connect(self._save_protected)
        sheet.open()

    def _save_protected(self, password: str) -> None:
        path = self._dialogs.report(self._window, f"{self._stem()} (e-mail).pdf")
        if path is not None:
            self.presenter.save_protected(path, password)
