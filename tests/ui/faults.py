"""What can be wrong with a screen without anybody looking: words cut, things covered, no name, too small."""

from PyQt6.QtCore import QPoint, QRect, Qt
from PyQt6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSlider,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QWidget,
)

from consultant_app.ui.widgets.buttons import TARGET
from consultant_app.ui.widgets.check_row import CheckRow
from consultant_app.ui.widgets.overlay import Overlay
from consultant_app.ui.widgets.rows import TouchRow
from consultant_app.ui.widgets.text import Elided
from consultant_app.ui.widgets.toast import Toast
from tests.ui.walker import path_of, seen

_SLACK = 1
"""Pixels that rounding may take."""


def layout_faults(window: QWidget) -> list[str]:
    """Words that are cut, things that leave the window sideways, things that lie on one another."""
    shown = [widget for widget in seen(window) if not isinstance(widget, QScrollBar)]
    found = [f"cut: {path_of(widget)}" for widget in shown if _cut(widget)]
    found += [f"outside: {path_of(widget)}" for widget in shown if _outside(widget, window)]
    return found + _overlaps(shown)


def name_faults(window: QWidget) -> list[str]:
    """What can be touched and has no name, is too small for a finger, or out of Tab's reach."""
    found = []
    for widget in filter(_is_touched, seen(window)):
        if not _name(widget).strip():
            found.append(f"no name: {path_of(widget)}")
        if min(widget.width(), widget.height()) < TARGET:
            found.append(f"smaller than {TARGET}: {path_of(widget)}")
        if widget.isEnabled() and not _is_reached(widget):
            found.append(f"out of the keyboard's reach: {path_of(widget)}")
    return found


def _is_reached(widget: QWidget) -> bool:
    """By Tab; of several choices, Tab reaches one, once the keyboard was among them, and the arrows the others."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    stops = [widget] if group is None or not group.exclusive() else [widget, *group.buttons()]
    return any(bool(stop.focusPolicy() & Qt.FocusPolicy.TabFocus) for stop in stops)


def _is_touched(widget: QWidget) -> bool:
    if isinstance(widget, QScrollBar | QAbstractScrollArea) and not isinstance(widget, QPlainTextEdit):
        return False
    kinds = QAbstractButton | QAbstractSlider | QLineEdit | QPlainTextEdit | TouchRow
    return isinstance(widget, kinds) or bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _name(widget: QWidget) -> str:
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")


def _cut(widget: QWidget) -> bool:
    if isinstance(widget, Elided):
        # A name may be shortened, never to nothing.
        return bool(widget._whole) and widget.width() < 40
    if isinstance(widget, CheckRow):
        return widget.heightForWidth(widget.width()) > widget.height() + _SLACK
    if isinstance(widget, QLabel) and widget.text():
        if widget.wordWrap():
            return widget.heightForWidth(widget.width()) > widget.height() + _SLACK
        hint = widget.sizeHint()
        return hint.width() > widget.width() + _SLACK or hint.height() > widget.height() + _SLACK
    if isinstance(widget, QAbstractButton) and widget.text():
        return widget.minimumSizeHint().width() > widget.width() + _SLACK
    return False


def _outside(widget: QWidget, window: QWidget) -> bool:
    """Whether a part cannot be seen; what scrolls may lie above or below, but not beside."""
    if not isinstance(widget, QLabel | QAbstractButton | QAbstractSlider | QLineEdit):
        return False
    box = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    area = _area_of(widget)
    if area is None:
        return not window.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK).contains(box)
    port = area.viewport()
    left = port.mapTo(window, QPoint(0, 0)).x()
    return box.left() < left - _SLACK or box.right() > left + port.width() + _SLACK


def _area_of(widget: QWidget) -> QScrollArea | None:
    here = widget.parentWidget()
    while here is not None:
        if isinstance(here, QScrollArea):
            return here
        here = here.parentWidget()
    return None


def _overlaps(shown: list[QWidget]) -> list[str]:
    """Brothers that share pixels: a layout never does that unless there is too little room."""
    families: dict[QWidget, list[QWidget]] = {}
    for widget in shown:
        parent = widget.parentWidget()
        if parent is not None and not isinstance(widget, Overlay | Toast) and not widget.isWindow():
            families.setdefault(parent, []).append(widget)
    found = []
    for brothers in families.values():
        for place, first in enumerate(brothers):
            for second in brothers[place + 1 :]:
                shared = first.geometry().intersected(second.geometry())
                if shared.width() > _SLACK and shared.height() > _SLACK:
                    found.append(f"overlap: {path_of(first)} and {path_of(second)}")
    return found
