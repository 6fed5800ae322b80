import pytest
from PyQt6.QtPrintSupport import QPrinter
from PyQt6.QtWidgets import QWidget

from consultant_app.ui.dialogs import Dialogs
from consultant_app.ui.presenters.visit import Phase, VisitPresenter
from consultant_app.ui.report_room import ReportRoom
from consultant_app.ui.screens.mail_copy import MailCopySheet
from tests.ui.made_results import NOW


@pytest.fixture
def printer(tmp_path) -> QPrinter:
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    return printer


@pytest.fixture
def room(qtbot, ui, workspace, preferences, tmp_path, printer):
    window = QWidget()
    window.resize(1000, 700)
    visit = VisitPresenter(workspace, ui.tasks, now=lambda: NOW)
    visit.analyse(workspace.store.get("c2"), tmp_path / "photo.jpg", "en")
    qtbot.waitUntil(lambda: visit.phase is Phase.READY)
    dialogs = Dialogs(report=lambda _, name: tmp_path / name)
    room = ReportRoom(ui, workspace, visit, dialogs, preferences, window, lambda *_: printer)
    room.name_files(lambda: "Anna 2026")
    room.presenter.open()
    qtbot.waitUntil(lambda: room.presenter.pdf is not None)
    yield room
    qtbot.waitUntil(lambda: not ui.tasks.busy)
    window.deleteLater()


def test_it_is_saved_under_her_name(qtbot, room, tmp_path) -> None:
    with qtbot.waitSignal(room.presenter.saved):
        room.screen.save_button.click()
    assert (tmp_path / "Anna 2026.pdf").read_bytes() == room.presenter.pdf


def test_it_is_printed(qtbot, room, ui, tmp_path) -> None:
    room.screen.print_button.click()
    qtbot.waitUntil(lambda: not ui.tasks.busy)
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF")


def test_a_copy_for_the_mail_asks_for_a_password_first(qtbot, room, tmp_path) -> None:
    room.screen.mail_button.click()
    (sheet,) = room.parent().findChildren(MailCopySheet)
    sheet.field.edit.setText("quatre fleurs")
    with qtbot.waitSignal(room.presenter.saved):
        sheet.save_button.click()
    assert (tmp_path / "Anna 2026 (e-mail).pdf").read_bytes().startswith(b"locked")
