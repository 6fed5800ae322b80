import sys

import pytest
from PyQt6.QtCore import QTimer
from PyQt6.QtWidgets import QApplication

from consultant_app.ui.app import run
from consultant_app.ui.main_window import MainWindow
from consultant_app.ui.preferences import Preferences


def the_window():
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow) and w.isVisible())


def when_open(act):
    """Do ``act`` with the window once its clients are listed."""
    timer = QTimer()
    timer.setInterval(10)

    def look():
        window = the_window()
        if window.rooms is not None and window.rooms.clients.searched:
            timer.stop()
            act(window)

    timer.timeout.connect(look)
    timer.start()
    return timer


def test_runs_until_it_is_closed_and_closes_the_store(workspace):
    before = sys.excepthook
    seen = []

    def act(window):
        seen.append((window._ui.language.code, len(window.rooms.clients_screen.lines)))
        window.close()

    timer = when_open(act)
    assert run(lambda: workspace, "fr") == 0
    assert seen == [("fr", 6)]
    assert workspace.store.closed
    assert sys.excepthook is before
    timer.deleteLater()


def test_speaks_the_language_chosen_last(workspace):
    Preferences().language = "fr"
    seen = []

    def act(window):
        seen.append(window._ui.language.code)
        window.close()

    timer = when_open(act)
    assert run(lambda: workspace) == 0
    Preferences().language = "en"
    assert seen == ["fr"]
    timer.deleteLater()


@pytest.mark.expects_log
def test_a_bug_in_a_slot_does_not_end_the_program(workspace):
    seen = []

    def act(window):
        def crash():
            raise ZeroDivisionError

        QTimer.singleShot(0, crash)
        QTimer.singleShot(50, lambda: (seen.append(window.isVisible()), window.close()))

    timer = when_open(act)
    # pytest-qt has a hook of its own; ours takes over within run and hands it back.
    assert run(lambda: workspace) == 0
    assert seen == [True]
    timer.deleteLater()
