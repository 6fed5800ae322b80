"""The whole visit on the real window, from the PIN to the saved PDF: keys only, mouse only, and counted."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLineEdit

from consultant_app.domain.consent import ConsentKind
from consultant_app.ui.dialogs import Dialogs
from consultant_app.ui.main_window import MainWindow
from consultant_app.ui.presenters.visit import Phase
from consultant_app.ui.rooms import Rooms
from consultant_app.ui.screens.client_form import ClientForm
from consultant_app.ui.screens.privacy import PrivacySheet
from tests.ui.conftest import made_ui
from tests.ui.hands import Keyboard, Mouse, Onlooker
from tests.ui.privacy_fakes import drawn
from tests.ui.walker import wait_for

pytestmark = pytest.mark.usefixtures("closed_door")
GOOD = {"faces": 1.0, "far": 55.0, "yaw": 0.0}
"""What the guidance measures of somebody who holds still in the right place."""
CONSENTS = (ConsentKind.ANALYSIS, ConsentKind.KEEP_PHOTOS, ConsentKind.KEEP_RESULTS)
MOST = 12
"""Actions from *New client* to the PDF that the house allows."""


class Counter:
    """A window with its store, and where the one report went."""

    def __init__(self, window: MainWindow, pdf: Path, busy: Callable[[], bool]) -> None:
        self.window, self.pdf, self._busy = window, pdf, busy

    @property
    def rooms(self) -> Rooms:
        assert self.window.rooms is not None
        return self.window.rooms

    def settle(self) -> None:
        wait_for(lambda: not self._busy())

    def wait_for_door(self) -> None:
        wait_for(lambda: self.window.door is not None and self.window.door.presenter.loaded)
        self.settle()

    def wait_for_home(self) -> None:
        wait_for(lambda: self.window.rooms is not None and self.rooms.clients.searched)
        self.settle()

    def consents(self) -> PrivacySheet:
        """The sheet that she signs, once it can be read."""
        wait_for(lambda: self.window.findChild(PrivacySheet) is not None)
        self.settle()
        sheet = self.window.findChild(PrivacySheet)
        assert sheet is not None
        return sheet

    def wait_for_result(self) -> None:
        wait_for(lambda: self.rooms.here is self.rooms.visit_screen and self.rooms.visit.phase is Phase.READY)
        self.settle()

    def wait_for_report(self) -> None:
        wait_for(lambda: self.rooms.here is self.rooms.report.screen)
        wait_for(self.rooms.report.screen.save_button.isEnabled)
        self.settle()


@pytest.fixture
def counter(qapp, tasks, workspace, preferences, cameras, tmp_path, request) -> Iterator[Counter]:
    ui = made_ui(qapp, tasks, language=getattr(request, "param", "en"))
    pdf = tmp_path / "report.pdf"
    dialogs, onlooker = Dialogs(report=lambda _, __: pdf), Onlooker(qapp)
    window = MainWindow(ui, lambda: workspace, preferences, dialogs, lambda: cameras)
    window.show()
    window.open_workspace()
    made = Counter(window, pdf, lambda: tasks.busy)
    made.wait_for_door()
    yield made
    qapp.removeEventFilter(onlooker)
    made.settle()
    window._may_close = True
    window.close()
    window.deleteLater()
    ui.language.release()
    assert onlooker.seen == []


@pytest.mark.parametrize("counter", ["en", "fr"], indirect=True)
def test_by_keyboard_alone(counter, workspace):
    keys = Keyboard(counter.window)
    keys.write("2580")
    keys.press(Qt.Key.Key_Return)
    counter.wait_for_home()
    rooms = counter.rooms
    assert keys.here is rooms.clients_screen.search

    keys.hold(Qt.Key.Key_N)
    for words in ("Zoe", "Marchand"):
        assert isinstance(keys.here, QLineEdit)
        keys.write(words)
        keys.press(Qt.Key.Key_Return)
    keys.hold(Qt.Key.Key_Return)
    sheet = counter.consents()
    for kind in CONSENTS:
        keys.choose(sheet.checks[kind])
    # Her own hand: the one thing that no key can do.
    drawn(sheet.pad)
    keys.choose(sheet.save_button)
    wait_for(lambda: rooms.here is rooms.capture_screen)
    assert rooms.client.client.display_name == "Zoe Marchand"

    wait_for(lambda: rooms.capture.live)
    keys.press(Qt.Key.Key_Space)
    counter.wait_for_result()
    keys.choose(rooms.visit_screen.result.items["redness"].head)
    assert rooms.visit.selected == "redness"
    counter.settle()
    keys.hold(Qt.Key.Key_S)
    counter.settle()
    assert rooms.visit.summary is not None

    keys.choose(rooms.visit_screen.export_button)
    counter.wait_for_report()
    keys.choose(rooms.report.screen.save_button)
    counter.settle()
    assert counter.pdf.read_bytes().startswith(b"%PDF")
    for _ in range(3):
        keys.press(Qt.Key.Key_Escape)
        counter.settle()
    assert keys.here is rooms.clients_screen.search
    assert [visit.summary.client_id for visit in workspace.store.kept][-1] == rooms.client.client.id


@pytest.mark.parametrize("counter", ["en", "fr"], indirect=True)
def test_by_mouse_alone(counter, workspace):
    mouse, door = Mouse(counter.window), counter.window.door
    mouse.click(door.unlock.rows[1])
    for digit in "2580":
        mouse.click(door.unlock.pad.keys[digit])
    mouse.click(door.unlock.pad.enter_key)
    counter.wait_for_home()
    rooms = counter.rooms
    mouse.click(next(line for line in rooms.clients_screen.lines if line.client_id == "c2"))
    wait_for(lambda: rooms.here is rooms.client_screen)
    counter.settle()
    mouse.click(rooms.client_screen.drop.camera_button)
    wait_for(lambda: rooms.capture.live)
    mouse.click(rooms.capture_screen.shutter)
    counter.wait_for_result()
    mouse.click(rooms.visit_screen.result.items["redness"].head)
    wait_for(lambda: rooms.visit_screen.result.photo.heat_share == 1.0)
    mouse.click(rooms.visit_screen.tabs.button("routine"))
    mouse.click(rooms.visit_screen.tabs.button("result"))
    mouse.click(rooms.visit_screen.save_button)
    counter.settle()
    mouse.click(rooms.visit_screen.export_button)
    counter.wait_for_report()
    mouse.click(rooms.report.screen.save_button)
    counter.settle()
    assert counter.pdf.read_bytes().startswith(b"%PDF")
    assert workspace.store.kept[-1].summary.client_id == "c2"
    mouse.click(counter.window.lock_button)
    assert counter.window.rooms is None


def listed() -> list[str]:
    """The actions as the design's page lists them."""
    page = (Path(__file__).resolve().parents[2] / "docs" / "design.md").read_text(encoding="utf-8")
    section = page.partition("## New client to PDF")[2].partition("\n## ")[0]
    return re.findall(r"^\d+\. (.+)$", section, re.MULTILINE)


def test_a_new_client_has_her_pdf_within_the_actions_that_are_promised(counter, workspace):
    """The camera releases by itself; the system's own dialog takes one click more."""
    keys = Keyboard(counter.window)
    keys.write("2580")
    keys.press(Qt.Key.Key_Return)
    counter.wait_for_home()
    rooms, mouse = counter.rooms, Mouse(counter.window)
    workspace.guide.measures = dict(GOOD)

    mouse.click(rooms.clients_screen.new_button)
    form = counter.window.findChild(ClientForm)
    mouse.write(form.fields["first_name"].edit, "Zoe")
    mouse.write(form.fields["last_name"].edit, "Marchand")
    mouse.click(form.photo_button)
    sheet = counter.consents()
    for kind in CONSENTS:
        mouse.click(sheet.checks[kind])
    mouse.sign(sheet.pad)
    mouse.click(sheet.save_button)
    counter.wait_for_result()
    mouse.click(rooms.visit_screen.export_button)
    counter.wait_for_report()
    mouse.click(rooms.report.screen.save_button)
    counter.settle()

    assert counter.pdf.exists()
    actions = [*mouse.actions, "the system's dialog"]
    assert len(actions) <= MOST
    assert len(listed()) == len(actions), "docs/design.md lists other actions than it takes"
