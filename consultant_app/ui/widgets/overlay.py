"""Sheets that lie over the window: they dim it, keep the keyboard to themselves, and go with Escape."""

from enum import StrEnum

from PyQt6.QtCore import QEvent, QObject, QRect, QRectF, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PyQt6.QtWidgets import QApplication, QVBoxLayout, QWidget

from consultant_app.ui.context import Ui
from consultant_app.ui.widgets.buttons import Button, Kind
from consultant_app.ui.widgets.layout import column, row
from consultant_app.ui.widgets.shadow import paint_shadow
from consultant_app.ui.widgets.text import Text


class Place(StrEnum):
    """Where a sheet lies."""

    CENTRE = "centre"
    SIDE = "side"
    CORNER = "corner"


_WIDTHS = {Place.CENTRE: 500, Place.SIDE: 600, Place.CORNER: 340}
_DIM = {Place.CENTRE: 0.45, Place.SIDE: 0.45, Place.CORNER: 0.0}
_BELOW_BAR = 72


class Overlay(QWidget):
    """A sheet over ``window``. It belongs to it, follows its size, and is deleted once closed.

    Signals:
        closed: the sheet went away, whichever way.
    """

    closed = pyqtSignal()

    def __init__(self, ui: Ui, window: QWidget, place: Place) -> None:
        super().__init__(window)
        self.ui = ui
        self._place = place
        top = window.window()
        self._before = None if top is None else top.focusWidget()
        self.panel = QWidget(self)
        self.panel.setObjectName("card" if place is not Place.SIDE else "panel")
        self.panel.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.content: QVBoxLayout = column(self.panel, margins=(36, 32, 36, 32), spacing=0)
        window.installEventFilter(self)

    def open(self) -> None:
        """Lie over the window and take the keyboard."""
        self._fit()
        self.show()
        self.raise_()
        self._fit()
        first = next(iter(self._stops()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def dismiss(self) -> None:
        """Go away and give the keyboard back."""
        parent = self.parentWidget()
        if parent is not None:
            parent.removeEventFilter(self)
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()
        self.deleteLater()

    def clear_away(self) -> None:
        """Go without a word, as if nothing was decided: the counter is locked. What was typed stays a draft."""
        self.hide()
        self.deleteLater()

    def cancel(self) -> None:
        """Escape, or a touch beside the sheet; a sheet with something to lose may decide otherwise."""
        self.dismiss()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:  # noqa: N802 - Qt's name
        """Follow the window's size."""
        if event is not None and event.type() == QEvent.Type.Resize and watched is self.parent():
            self._fit()
        return False

    def event(self, event: QEvent | None) -> bool:
        """Grow with its words when they change."""
        if event is not None and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's name and signature
        """Keep Tab within the sheet: the window below is dimmed for the keyboard, too."""
        stops = self._stops()
        if not stops:
            return True
        here = QApplication.focusWidget()
        place = stops.index(here) if here in stops else -1 if forward else 0
        stops[(place + (1 if forward else -1)) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802 - Qt's name
        """Escape goes back; nothing else reaches the window below."""
        if event is not None and event.key() == Qt.Key.Key_Escape:
            self.cancel()
        elif event is not None:
            event.accept()

    def mousePressEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802 - Qt's name
        """A touch beside the sheet goes back."""
        if event is not None and not self.panel.geometry().contains(event.position().toPoint()):
            self.cancel()

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: ARG002, N802 - Qt's name and signature
        """Dim the window, and lift the sheet off it."""
        tokens, painter = self.ui.theme.tokens, QPainter(self)
        painter.fillRect(self.rect(), tokens.colour(tokens.scrim, _DIM[self._place]))
        if self._place is not Place.SIDE:
            box = QRectF(self.panel.geometry())
            paint_shadow(painter, self.ui.theme, box, tokens.elevation.sheet, tokens.radius)

    def _stops(self) -> list[QWidget]:
        """What Tab reaches, in the order of reading."""
        return [
            child
            for child in self.panel.findChildren(QWidget)
            if child.focusPolicy() & Qt.FocusPolicy.TabFocus
            and child.isEnabled()
            and child.isVisibleTo(self.panel)
        ]

    def _fit(self) -> None:
        window = self.parentWidget()
        if window is None:
            return
        self.setGeometry(window.rect())
        wide, high = self.width(), self.height()
        # Wider where a language's buttons need it, never wider than the window.
        width = min(max(_WIDTHS[self._place], self.panel.minimumSizeHint().width()), wide - 32)
        if self._place is Place.SIDE:
            self.panel.setGeometry(QRect(wide - width, 0, width, high))
            return
        layout = self.panel.layout()
        wraps = layout is not None and layout.hasHeightForWidth()
        wanted = (
            layout.totalHeightForWidth(width) if layout is not None and wraps else self.panel.sizeHint().height()
        )
        height = min(max(wanted, 80), high - 32)
        if self._place is Place.CENTRE:
            self.panel.setGeometry(QRect((wide - width) // 2, (high - height) // 2, width, height))
        else:
            self.panel.setGeometry(QRect(wide - width - 16, min(_BELOW_BAR, high - height - 16), width, height))


class Message(Overlay):
    """A few calm words in the middle of the window, and what can be done.

    One that ``must_answer`` goes only by a button: a slip of the finger must not take away what is shown once.
    """

    def __init__(self, ui: Ui, window: QWidget, title: str, words: str, *, must_answer: bool = False) -> None:
        super().__init__(ui, window, Place.CENTRE)
        self._must_answer = must_answer
        self.content.addWidget(Text("title", title, wrap=True))
        self.content.addSpacing(12)
        self._words = Text("body", words, wrap=True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.content.addWidget(self._words)
        self.content.addSpacing(28)
        self._buttons = row(spacing=8)
        self._buttons.addStretch()
        self.content.addLayout(self._buttons)
        self.setAccessibleName(title)
        self.setAccessibleDescription(words)

    def clear_away(self) -> None:
        """What is shown once stays, also over a closed door; the others close, as unanswered."""
        if not self._must_answer:
            self.dismiss()

    def cancel(self) -> None:
        """Escape, or a touch beside it."""
        if not self._must_answer:
            self.dismiss()

    @property
    def words(self) -> str:
        """What it says."""
        return self._words.text()

    def offer(self, kind: Kind, label: str) -> Button:
        """Add a button that closes the message; what else it does is connected to its ``clicked``."""
        button = Button(self.ui.theme, kind)
        button.say(label)
        button.clicked.connect(self.dismiss)
        self._buttons.addWidget(button)
        return button
