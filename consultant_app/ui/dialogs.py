"""The system's own file dialogs, behind a few functions so that a test, or a kiosk, can answer them itself."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PyQt6.QtCore import QCoreApplication, QStandardPaths
from PyQt6.QtWidgets import QFileDialog, QWidget

from consultant_app.imaging.provenance import FORMATS
from consultant_app.ui.widgets.drop_area import SUFFIXES


def ask_photo(window: QWidget) -> Path | None:
    """The photo that the person chooses; ``None`` when she thinks better of it."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
    kinds = " ".join(f"*{suffix}" for suffix in SUFFIXES)
    name, _ = QFileDialog.getOpenFileName(
        window,
        QCoreApplication.translate("Dialogs", "Choose a photo"),
        folder,
        QCoreApplication.translate("Dialogs", "Photos") + f" ({kinds})",
    )
    return Path(name) if name else None


def ask_report(window: QWidget, suggested: str) -> Path | None:
    """Where the report goes; ``None`` when the person thinks better of it."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    name, _ = QFileDialog.getSaveFileName(
        window,
        QCoreApplication.translate("Dialogs", "Save the report"),
        str(Path(folder) / suggested),
        "PDF (*.pdf)",
    )
    if not name:
        return None
    path = Path(name)
    return path if path.suffix.lower() == ".pdf" else path.with_name(path.name + ".pdf")


def ask_picture(window: QWidget, suggested: str) -> Path | None:
    """Where a picture goes; ``None`` when the person thinks better of it."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
    kinds = " ".join(f"*{suffix}" for suffix in FORMATS)
    name, _ = QFileDialog.getSaveFileName(
        window,
        QCoreApplication.translate("Dialogs", "Save the picture"),
        str(Path(folder) / suggested),
        QCoreApplication.translate("Dialogs", "Pictures") + f" ({kinds})",
    )
    if not name:
        return None
    path = Path(name)
    return path if path.suffix.lower() in FORMATS else path.with_name(path.name + ".jpg")


def ask_archive(window: QWidget, suggested: str) -> Path | None:
    """Where everything of a client goes; ``None`` when the person thinks better of it."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    name, _ = QFileDialog.getSaveFileName(
        window,
        QCoreApplication.translate("Dialogs", "Save all that is kept"),
        str(Path(folder) / suggested),
        "ZIP (*.zip)",
    )
    if not name:
        return None
    path = Path(name)
    return path if path.suffix.lower() == ".zip" else path.with_name(path.name + ".zip")


def ask_folder(window: QWidget) -> Path | None:
    """Where several files go; ``None`` when the person thinks better of it."""
    start = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    title = QCoreApplication.translate("Dialogs", "Choose a folder")
    name = QFileDialog.getExistingDirectory(window, title, start)
    return Path(name) if name else None


@dataclass(frozen=True, slots=True)
class Dialogs:
    """How the window asks for files."""

    photo: Callable[[QWidget], Path | None] = ask_photo
    report: Callable[[QWidget, str], Path | None] = ask_report
    picture: Callable[[QWidget, str], Path | None] = ask_picture
    archive: Callable[[QWidget, str], Path | None] = ask_archive
    folder: Callable[[QWidget], Path | None] = ask_folder
