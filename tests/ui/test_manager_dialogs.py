from pathlib import Path

import pytest
from PyQt6.QtWidgets import QFileDialog, QWidget

from consultant_app.ui.manager_dialogs import ask_figures_place, ask_sheets, ask_sheets_place


@pytest.fixture
def parent(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    return made


def answer(monkeypatch, how: str, name: str) -> None:
    monkeypatch.setattr(QFileDialog, how, lambda *_: (name, ""))


@pytest.mark.parametrize(
    ("ask", "name", "path"),
    [
        (ask_sheets_place, "/a/prices", "/a/prices.xlsx"),
        (ask_sheets_place, "/a/prices.CSV", "/a/prices.CSV"),
        (ask_figures_place, "/a/2026.11", "/a/2026.11.csv"),
        (ask_figures_place, "/a/figures.json", "/a/figures.json"),
        (ask_figures_place, "", None),
    ],
)
def test_a_place_has_an_ending_that_is_known(monkeypatch, parent, ask, name, path):
    answer(monkeypatch, "getSaveFileName", name)
    assert ask(parent, "suggested") == (None if path is None else Path(path))


@pytest.mark.parametrize(("name", "path"), [("/a/in.xlsx", Path("/a/in.xlsx")), ("", None)])
def test_a_file_to_take(monkeypatch, parent, name, path):
    answer(monkeypatch, "getOpenFileName", name)
    assert ask_sheets(parent) == path
