"""What every screen looks like, kept as small grey pictures: a look that changed unmeant is seen.

Every two of house, light and language meet in one of the walks: four of them do for eight. Cells of eight by eight
pixels are averaged: a machine that smooths letters a little otherwise agrees; a button that moved, words that went
or a ground that turned do not. Fonts, people, photographs and the time are ours.
"""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, tzinfo
from pathlib import Path
from unittest import mock

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QSettings
from PyQt6.QtGui import QImage
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QWidget

from consultant_app.ui.main_window import MainWindow
from consultant_app.ui.preferences import Preferences
from consultant_app.ui.tasks import TaskRunner
from tests.ui.conftest import made_ui
from tests.ui.fakes import FakeSimulations, peopled
from tests.ui.made_results import NOW
from tests.ui.walker import PortraitCameras, Walker, unlocked, wait_for

KEPT = Path(__file__).with_name("snapshots.npz")
LEFT = Path(__file__).resolve().parents[2] / "out" / "snapshots"
"""Where a screen that changed is left to be looked at; ignored by git."""

WALKS = (
    ("maison_aurelle", "light", "fr"),
    ("maison_aurelle", "dark", "en"),
    ("atelier_noe", "light", "en"),
    ("atelier_noe", "dark", "fr"),
)
CELL, WIDE, HIGH = 8, 171, 96
"""Pixels of a cell's side, and cells of a picture: a window of 1368 x 768."""

ALIKE = 14
"""Levels of 255 by which a cell may differ: letters smoothed otherwise stay below."""

SPARED = 10
"""Cells that may differ more: the smallest button covers thirty."""

_LIVE = ("2-capture-closer", "2-capture-even", "2-capture-count", "6-camera")
"""Screens with a camera's picture, which is never the same twice; ``tests/ui/screens`` has their parts."""

_TURNS = 10

_KEPT_BITS = 2
"""Lowest bits that are not kept: they are noise, and noise does not compress."""

Picture = NDArray[np.uint8]


class _Clock(datetime):
    """It is always the same moment."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        return NOW.astimezone(tz)


@contextmanager
def _one_moment() -> Iterator[None]:
    """The time stands, here and in UTC, and no cursor blinks."""
    zone, blink = os.environ.get("TZ"), QApplication.cursorFlashTime()
    os.environ["TZ"] = "UTC"
    QApplication.setCursorFlashTime(0)
    if hasattr(time, "tzset"):
        time.tzset()
    with ExitStack() as stack:
        for module in ("presenters.visit", "presenters.clients", "form_room"):
            stack.enter_context(mock.patch(f"consultant_app.ui.{module}.datetime", _Clock))
        yield
    QApplication.setCursorFlashTime(blink)
    if zone is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = zone
    if hasattr(time, "tzset"):
        time.tzset()


def thumbnail(image: QImage) -> Picture:
    """Mean grey of each cell, uint8 [HIGH, WIDE]."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    bits = grey.constBits()
    assert bits is not None
    rows = np.frombuffer(bits.asarray(grey.sizeInBytes()), np.uint8).reshape(grey.height(), grey.bytesPerLine())
    cells = rows[: HIGH * CELL, : WIDE * CELL].reshape(HIGH, CELL, WIDE, CELL)
    return np.rint(cells.mean(axis=(1, 3))).astype(np.uint8)


def grabbed(window: QWidget) -> QImage:
    """The window as it is painted once it has come to rest: a layout may take several turns."""
    QTest.qWait(20)
    before, image = None, window.grab().toImage()
    for _ in range(_TURNS):
        if image == before:
            break
        QTest.qWait(20)
        before, image = image, window.grab().toImage()
    return image


def unlike(expected: Picture, found: Picture) -> int:
    """How many cells differ by more than letters smoothed otherwise do."""
    return int(np.count_nonzero(np.abs(expected.astype(int) - found) > ALIKE))


def walked(app: QApplication, walk: tuple[str, str, str], look: Callable[[str, QImage], None]) -> None:
    """Walk one way through all screens; ``look`` is given each as it is painted."""
    brand, light, language = walk
    tasks, workspace, cameras = TaskRunner(), peopled(), PortraitCameras()
    workspace.simulations = FakeSimulations()
    ui = made_ui(app, tasks, dark=light == "dark", language=language, brand=brand)
    with tempfile.TemporaryDirectory() as place, _one_moment():
        settings = QSettings(str(Path(place) / "w.ini"), QSettings.Format.IniFormat)
        window = MainWindow(ui, lambda: workspace, Preferences(settings), cameras=lambda: cameras)
        window.resize(WIDE * CELL, HIGH * CELL)
        window.show()
        window.open_workspace()
        unlocked(window)

        def at(screen: str) -> None:
            if screen.startswith(_LIVE):
                return
            if window.rooms is not None and "toast" not in screen:
                # How long one is still to be seen depends on how fast the walk is.
                window.rooms.toast.hide()
            if screen != "3-loading":
                wait_for(lambda: not tasks.busy)
            look(screen, grabbed(window))

        Walker(window, workspace, cameras, ui, at).walk()
        window.close()
        window.deleteLater()
    ui.language.release()
    tasks.close()
    app.processEvents()


def name_of(walk: tuple[str, str, str], screen: str) -> str:
    """What a picture is called."""
    return "/".join((*walk, screen))


def read() -> dict[str, Picture]:
    """The kept pictures by name."""
    with np.load(KEPT, allow_pickle=False) as kept:
        pictures = kept["pictures"] << _KEPT_BITS
        return dict(zip(kept["names"].tolist(), pictures, strict=True))


def write(pictures: dict[str, Picture]) -> None:
    """Keep these pictures, and no others."""
    names = sorted(pictures)
    rows = np.stack([pictures[name] for name in names]) >> _KEPT_BITS
    np.savez_compressed(KEPT, allow_pickle=False, names=np.array(names), pictures=rows)


def leave(name: str, expected: Picture | None, image: QImage) -> None:
    """Leave what was expected, what was found and where they differ, to be looked at."""
    LEFT.mkdir(parents=True, exist_ok=True)
    stem = name.replace("/", "-")
    found = thumbnail(image)
    image.save(str(LEFT / f"{stem}-actual.png"))
    if expected is not None:
        apart = np.abs(expected.astype(int) - found).clip(0, 63).astype(np.uint8) * 4
        for kind, picture in (("expected", expected), ("difference", apart)):
            _enlarged(picture).save(str(LEFT / f"{stem}-{kind}.png"))


def _enlarged(picture: Picture) -> QImage:
    large = np.ascontiguousarray(picture.repeat(CELL, axis=0).repeat(CELL, axis=1))
    high, wide = large.shape
    return QImage(large.tobytes(), wide, high, wide, QImage.Format.Format_Grayscale8).copy()
