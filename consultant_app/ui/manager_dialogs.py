"""The system's file dialogs of the manager's area, behind functions that a test, or a kiosk, can answer itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PyQt6.QtCore import QCoreApplication, QStandardPaths
from PyQt6.QtWidgets import QFileDialog, QWidget

from consultant_app.services.catalogue_exchange import SUFFIXES as SHEETS
from consultant_app.services.statistics_export import SUFFIXES as FIGURES


def _documents() -> Path:
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


def _kinds(suffixes: Sequence[str]) -> str:
    return ";;".join(f"{suffix[1:].upper()} (*{suffix})" for suffix in suffixes)


def ask_sheets(window: QWidget) -> Path | None:
    """The file that sheets are taken from; ``None`` when the person thinks better of it."""
    name, _ = QFileDialog.getOpenFileName(
        window,
        QCoreApplication.translate("ManagerDialogs", "Import products or rules"),
        str(_documents()),
        QCoreApplication.translate("ManagerDialogs", "Tables") + f" ({' '.join(f'*{each}' for each in SHEETS)})",
    )
    return Path(name) if name else None


def ask_sheets_place(window: QWidget, suggested: str) -> Path | None:
    """Where sheets go; ``None`` likewise."""
    title = QCoreApplication.translate("ManagerDialogs", "Export the catalogue")
    return _place(window, title, suggested, SHEETS)


def ask_figures_place(window: QWidget, suggested: str) -> Path | None:
    """Where figures go; ``None`` likewise."""
    title = QCoreApplication.translate("ManagerDialogs", "Export the figures")
    return _place(window, title, suggested, FIGURES)


def _place(window: QWidget, title: str, suggested: str, suffixes: Sequence[str]) -> Path | None:
    name, _ = QFileDialog.getSaveFileName(window, title, str(_documents() / suggested), _kinds(suffixes))
    if not name:
        return None
    path = Path(name)
    return path if path.suffix.lower() in suffixes else path.with_name(path.name + suffixes[0])


@dataclass(frozen=True, slots=True)
class ManagerDialogs:
    """How the manager's area asks for files."""

    sheets: Callable[[QWidget], Path | None] = ask_sheets
    sheets_place: Callable[[QWidget, str], Path | None] = ask_sheets_place
    figures_place: Callable[[QWidget, str], Path | None] = ask_figures_place
