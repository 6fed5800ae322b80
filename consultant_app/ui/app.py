"""Starts the window: application, theme, language, crash reporter, and an orderly end."""

import logging
import sys
from collections.abc import Callable
from functools import partial

from PyQt6.QtCore import QLocale
from PyQt6.QtWidgets import QApplication

from consultant_app.brand import house_brand
from consultant_app.ui.cameras import default_cameras
from consultant_app.ui.context import Ui
from consultant_app.ui.crash import CrashReporter
from consultant_app.ui.language import Language
from consultant_app.ui.main_window import MainWindow
from consultant_app.ui.ports import Workspace
from consultant_app.ui.preferences import Preferences
from consultant_app.ui.stillness import wants_stillness
from consultant_app.ui.tasks import Lane, TaskRunner
from consultant_app.ui.theme import Theme

_log = logging.getLogger(__name__)


def run(
    workspace_factory: Callable[..., Workspace], language: str | None = None, *, demonstration: bool = False
) -> int:
    """Show the window until it is closed.

    Args:
        workspace_factory: Opens store and engine; called on the store's lane, again if the person tries again,
            with the recovery phrase where the computer no longer holds the key.
        language: Language to start in; by default the one chosen last, else the system's.
        demonstration: Offer a drawn camera beside the real ones.

    Returns:
        The process's exit code.

    Raises:
        ConsultantError: the brand cannot be loaded.
    """
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    preferences = Preferences()
    still = wants_stillness() if preferences.still is None else preferences.still
    theme = Theme(house_brand(), dark=preferences.dark, still=still)
    theme.dress(app)
    app.setApplicationName(theme.brand.name)
    speech = Language(language or preferences.language or QLocale.system().name())
    tasks = TaskRunner()
    ui = Ui(theme, speech, tasks)
    cameras = partial(default_cameras, demonstration=demonstration)
    window = MainWindow(ui, workspace_factory, preferences, cameras=cameras)
    crashes = CrashReporter(ui, window)
    crashes.install()
    window.show()
    window.open_workspace()
    try:
        return app.exec()
    finally:
        crashes.remove()
        speech.release()
        if window.workspace is not None:
            # On the store's own lane, behind whatever it is still writing.
            tasks.run(Lane.STORE, window.workspace.store.close, lambda _: None)
        tasks.close()
