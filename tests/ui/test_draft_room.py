"""Leaving a visit half-way, and coming back to it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt

from consultant_app.services.store import open_store
from consultant_app.ui.presenters.visit import Phase
from consultant_app.ui.widgets.buttons import Button
from consultant_app.ui.widgets.draft_line import DraftLine
from consultant_app.ui.widgets.overlay import Message

CLICK = Qt.MouseButton.LeftButton
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def settle(qtbot, ui):
    return lambda: qtbot.waitUntil(lambda: not ui.tasks.busy)


@pytest.fixture
def rooms(window, settle):
    """A visit of the second client, not saved."""
    made = window.rooms
    made.clients_screen.chosen.emit("c2")
    settle()
    made.analyse(Path("photo.jpg"))
    settle()
    assert made.visit.phase is Phase.READY
    return made


def _answer(window, label):
    message = next(each for each in window.findChildren(Message) if each.isVisible())
    next(button for button in message.findChildren(Button) if button.text() == label).click()


def test_finished_later_it_waits_with_her_and_on_the_first_screen(qtbot, window, rooms, settle, workspace):
    rooms.visit.put_note("half a sen")
    window._back()
    _answer(window, "Finish later")
    settle()
    assert rooms.here is rooms.client_screen
    assert len(rooms.client_screen.findChildren(DraftLine)) >= 1
    window._back()
    settle()

    def shown():
        return [each for each in rooms.clients_screen.findChildren(DraftLine) if each.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()))
    [line] = shown()
    assert line.line.accessibleName().startswith("Go on with the visit of Amara Okafor")
    qtbot.mouseClick(line.line, CLICK)
    settle()
    assert rooms.here is rooms.visit_screen
    assert rooms.visit.note == "half a sen"
    rooms.visit.save()
    settle()
    assert workspace.store.kept[-1].note == "half a sen"
    rooms._to_client()
    settle()
    assert rooms.drafts.presenter.pending == []


def test_discarded_it_can_be_brought_back_for_a_moment(qtbot, window, rooms, settle, workspace):
    window._back()
    _answer(window, "Discard")
    settle()
    assert workspace.store.drafts.kept == {}
    assert rooms.toast.words.toolTip() == "The visit is discarded"
    qtbot.mouseClick(rooms.toast.button, CLICK)
    settle()
    [waiting] = rooms.drafts.presenter.pending
    assert waiting.client_id == "c2"


def test_a_line_is_given_up_and_brought_back(window, rooms, settle, workspace):
    window._back()
    _answer(window, "Finish later")
    settle()
    [waiting] = rooms.drafts.presenter.pending
    rooms.drafts.discard(waiting)
    settle()
    assert workspace.store.drafts.kept == {}
    rooms.toast.button.click()
    settle()
    assert list(workspace.store.drafts.kept) == [waiting.id]


def test_a_product_taken_out_and_a_deleted_note_come_back(qtbot, rooms, settle):
    rooms.visit_screen.show_tab("routine")
    page = rooms.visit_screen.routine
    before = rooms.visit.routine
    card = page.cards[0]
    qtbot.mouseClick(card.remove_button, CLICK)
    assert rooms.visit.routine != before
    assert "taken out" in rooms.toast.words.toolTip()
    rooms.toast.button.click()
    assert rooms.visit.routine == before
    card = page.cards[0]
    card.note_button.click()
    qtbot.keyClicks(card.note.edit, "twice")
    card.note.edit.editingFinished.emit()
    assert rooms.visit.routine.item(card.shown.product_id).note == "twice"
    card.note.edit.clear()
    card.note.edit.textEdited.emit("")
    card.note.edit.editingFinished.emit()
    assert "note beside" in rooms.toast.words.toolTip()
    rooms.toast.button.click()
    assert rooms.visit.routine.item(card.shown.product_id).note == "twice"
    settle()


def test_the_deleted_note_of_the_visit_comes_back(qtbot, rooms, settle):
    rooms.visit_screen.show_tab("routine")
    note = rooms.visit_screen.routine.note.edit
    qtbot.keyClicks(note, "likes it light")
    note.editingFinished.emit()
    note.selectAll()
    qtbot.keyClick(note, Qt.Key.Key_Delete)
    note.editingFinished.emit()
    assert rooms.visit.note == ""
    assert rooms.toast.words.toolTip() == "The note is deleted"
    rooms.toast.button.click()
    assert (rooms.visit.note, note.text()) == ("likes it light", "likes it light")
    settle()


_KILLED = """
import os, sys
sys.path.insert(0, sys.argv[2])
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from pathlib import Path
from PyQt6.QtCore import QSettings
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication
from consultant_app.domain.clients import ClientDraft, Consent
from consultant_app.domain.consent import Signature
from consultant_app.services.store import open_store
from consultant_app.ui.main_window import MainWindow
from consultant_app.ui.preferences import Preferences
from consultant_app.ui.screens.client_form import ClientForm
from consultant_app.ui.tasks import TaskRunner
from tests.ui.conftest import made_ui
from tests.ui.fakes import FakeWorkspace
from tests.ui.walker import unlocked, wait_for

app, tasks = QApplication([]), TaskRunner()
folder = Path(sys.argv[1])
ui = made_ui(app, tasks)
work = FakeWorkspace()

def opened():
    work.store = open_store(folder, "file")
    work.store.people.appoint_manager("Helene", "2580")
    anna = work.store.clients.create(ClientDraft("Anna"))
    drawn = Signature(600, 200, (((0, 0), (300, 90)),))
    work.store.consents.sign(anna.id, Consent(True, True, True), "en", drawn)
    return work

settings = QSettings(str(folder.parent / "w.ini"), QSettings.Format.IniFormat)
window = MainWindow(ui, opened, Preferences(settings))
window.show()
window.open_workspace()
rooms = unlocked(window)
rooms.clients_screen.chosen.emit(rooms.clients.found[0].id)
wait_for(lambda: rooms.here is rooms.client_screen and not tasks.busy)
rooms.analyse(Path("photo.jpg"))
wait_for(lambda: rooms.visit.phase == "ready" and not tasks.busy)
rooms.visit_screen.show_tab("routine")
QTest.keyClicks(rooms.visit_screen.routine.note.edit, "half a sen")
rooms.forms.new()
QTest.keyClicks(window.findChild(ClientForm).fields["first_name"].edit, "Zo")
wait_for(lambda: not tasks.busy)
print("typed", flush=True)
while True:
    QTest.qWait(50)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_killed_window_finds_the_visit_and_the_form_again(tmp_path):
    words = [sys.executable, "-c", _KILLED, str(tmp_path / "store"), str(ROOT)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        line = process.stdout.readline()
        os.kill(process.pid, signal.SIGKILL)
    assert line == "typed\n"
    with open_store(tmp_path / "store", "file") as session:
        [manager] = session.people.all()
        session.people.unlock(manager.id, "2580")
        form, visit = session.drafts.pending()
        assert (visit.display_name, form.display_name) == ("Anna", "Zo")
        kept = session.drafts.open_visit(visit.id)
        assert kept.note == "half a sen"
        assert kept.photo is not None
        assert kept.routine.recommendations


_KILLED_READING = (
    _KILLED[: _KILLED.index("rooms.analyse(Path")]
    + """
import numpy as np
from consultant_app.capture.frame import Burst, CameraInfo, Frame
work.analysis.gate.clear()
frames = tuple(Frame(np.full((48, 64, 3), 90, np.uint8), place, place / 9) for place in range(3))
rooms.capture.released.emit(Burst(frames, CameraInfo("usb-1", "Counter")))
wait_for(lambda: bool(work.store.drafts.pending()))
print("released", flush=True)
os.kill(os.getpid(), 9)
"""
)


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_window_killed_while_it_reads_finds_the_photo_again(tmp_path):
    words = [sys.executable, "-c", _KILLED_READING, str(tmp_path / "store"), str(ROOT)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.read() == "released\n"
    with open_store(tmp_path / "store", "file") as session:
        [manager] = session.people.all()
        session.people.unlock(manager.id, "2580")
        [waiting] = session.drafts.pending()
        kept = session.drafts.open_visit(waiting.id)
        assert (waiting.display_name, len(kept.pictures), kept.camera_id) == ("Anna", 3, "usb-1")
