"""A window to drive, on small fakes of the services."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtCore import QEvent, QSettings
from PyQt6.QtWidgets import QApplication

from consultant_app.brand import DEFAULT_BRAND, load_brand
from consultant_app.ui.context import Ui
from consultant_app.ui.dialogs import Dialogs
from consultant_app.ui.door import Door
from consultant_app.ui.language import Language
from consultant_app.ui.main_window import MainWindow
from consultant_app.ui.preferences import Preferences
from consultant_app.ui.stylesheet import style_sheet
from consultant_app.ui.tasks import TaskRunner
from consultant_app.ui.theme import Theme, vars_of
from tests.ui.camera_fakes import FakeCameras
from tests.ui.fakes import FakeSimulations, FakeWorkspace, peopled


@pytest.fixture(autouse=True)
def application(qapp: QApplication) -> QApplication:
    """Every test of the window has an application: even a presenter's words come from it."""
    return qapp


@pytest.fixture
def closed_door() -> None:
    """Asked for by a test that opens the door itself."""


@pytest.fixture(autouse=True)
def _open_door(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody else comes in without a PIN."""
    if "closed_door" not in request.fixturenames:
        monkeypatch.setattr(Door, "stand", lambda door: door.opened.emit(None))


@pytest.fixture
def workspace() -> FakeWorkspace:
    return peopled()


@pytest.fixture
def simulations(workspace) -> FakeSimulations:
    """An editor for the workspace of this test."""
    workspace.simulations = FakeSimulations()
    return workspace.simulations


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[TaskRunner]:
    runner = TaskRunner()
    yield runner
    runner.close()
    qapp.processEvents()


def made_ui(
    app: QApplication, tasks: TaskRunner, *, dark: bool = False, language: str = "en", brand: str = DEFAULT_BRAND
) -> Ui:
    theme = Theme(load_brand(brand), dark=dark)
    theme.motion_ms = 0
    if app.styleSheet() != style_sheet(vars_of(theme.tokens)):
        theme.dress(app)
    return Ui(theme, Language(language), tasks)


@pytest.fixture
def ui(qapp: QApplication, tasks: TaskRunner) -> Iterator[Ui]:
    made = made_ui(qapp, tasks)
    yield made
    made.language.release()
    # Windows that the test left to Qt would be dressed anew by every later test.
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    return Preferences(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def chosen(tmp_path: Path) -> dict[str, Path | None]:
    """What the file dialogs answer."""
    return {"photo": tmp_path / "photo.jpg", "report": tmp_path / "report.pdf", "picture": tmp_path / "p.png"}


@pytest.fixture
def cameras() -> FakeCameras:
    return FakeCameras()


@pytest.fixture
def window(qtbot, ui, workspace, preferences, chosen, cameras) -> Iterator[MainWindow]:
    dialogs = Dialogs(
        photo=lambda _: chosen["photo"],
        report=lambda _, __: chosen["report"],
        picture=lambda _, __: chosen["picture"],
    )
    made = MainWindow(ui, lambda: workspace, preferences, dialogs, lambda: cameras)
    made.show()
    made.open_workspace()
    qtbot.waitUntil(lambda: made.rooms is not None and made.rooms.clients.searched)
    yield made
    qtbot.waitUntil(lambda: not ui.tasks.busy)
    made.rooms.visit.leave()
    made.rooms.capture.close()
    made.close()
    made.deleteLater()
