"""What happens to a bug: it is written to the log, a calm message is shown, and the window stays.

Without this hook Qt aborts the process when a slot raises.
"""

import logging
import sys
from collections.abc import Callable
from types import TracebackType

from PyQt6.QtCore import QObject
from PyQt6.QtWidgets import QWidget

from consultant_app.ui.context import Ui
from consultant_app.ui.widgets.overlay import Message

_log = logging.getLogger(__name__)

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], object]


class CrashReporter(QObject):
    """Takes the place of ``sys.excepthook`` while the window lives (GUI thread)."""

    def __init__(self, ui: Ui, window: QWidget) -> None:
        super().__init__(window)
        self._ui = ui
        self._window = window
        self._telling = False
        self._before: Hook = sys.excepthook

    def install(self) -> None:
        """Take over."""
        self._before, sys.excepthook = sys.excepthook, self.report

    def remove(self) -> None:
        """Give back what was there before."""
        sys.excepthook = self._before

    def report(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log the bug and tell the person, once at a time."""
        if issubclass(kind, KeyboardInterrupt):
            self._window.close()
            return
        _log.critical("unexpected error in the window", exc_info=(kind, error, trace))
        if self._telling:
            return
        self._telling = True
        message = Message(
            self._ui,
            self._window,
            self.tr("Something unexpected happened"),
            self.tr(
                "What was saved is safe. What you did last may not have worked: try it once more. "
                "If it happens again, close the window, start again, and show the log to whoever looks after "
                "this computer."
            ),
        )
        message.closed.connect(self._told)
        message.offer("outline", self.tr("Close the window")).clicked.connect(self._window.close)
        message.offer("primary", self.tr("Continue"))
        message.open()

    def _told(self) -> None:
        self._telling = False
