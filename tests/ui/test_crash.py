import logging
import sys

import pytest
from PyQt6.QtWidgets import QWidget

from consultant_app.ui.crash import CrashReporter
from consultant_app.ui.widgets.overlay import Message


@pytest.fixture
def reporter(qtbot, ui):
    window = QWidget()
    window.resize(900, 500)
    qtbot.addWidget(window)
    window.show()
    made = CrashReporter(ui, window)
    made.window_kept = window
    return made


def crash(reporter, error):
    reporter.report(type(error), error, None)


@pytest.mark.expects_log
def test_a_bug_is_logged_and_told_once_at_a_time(reporter, caplog):
    with caplog.at_level(logging.CRITICAL):
        crash(reporter, ValueError("a bug"))
        crash(reporter, ValueError("another"))
    messages = reporter.window_kept.findChildren(Message)
    assert len(messages) == 1
    assert "What was saved is safe" in messages[0].words
    assert "a bug" not in messages[0].words
    assert len(caplog.records) == 2
    messages[0].dismiss()
    crash(reporter, ValueError("a third"))
    assert sum(m.isVisible() for m in reporter.window_kept.findChildren(Message)) == 1


def test_an_interrupt_closes_the_window_quietly(reporter):
    crash(reporter, KeyboardInterrupt())
    assert not reporter.window_kept.isVisible()
    assert reporter.window_kept.findChildren(Message) == []


def test_takes_over_and_gives_back(reporter):
    before = sys.excepthook
    reporter.install()
    assert sys.excepthook == reporter.report
    reporter.remove()
    assert sys.excepthook is before
