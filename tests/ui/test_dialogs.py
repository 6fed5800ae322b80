from pathlib import Path

import pytest
from PyQt6.QtWidgets import QFileDialog, QWidget

from consultant_app.ui.dialogs import Dialogs, ask_photo, ask_picture, ask_report


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    return made


def test_a_photo_or_none(window, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *args: ("/a/photo.jpg", args[3]))
    assert ask_photo(window) == Path("/a/photo.jpg")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    assert ask_photo(window) is None


@pytest.mark.parametrize(
    ("typed", "path"), [("/a/x.pdf", "/a/x.pdf"), ("/a/x", "/a/x.pdf"), ("/a/x.1", "/a/x.1.pdf")]
)
def test_a_report_always_ends_in_pdf(window, monkeypatch, typed, path):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (typed, ""))
    assert ask_report(window, "suggested.pdf") == Path(path)


def test_no_place_for_the_report(window, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    assert ask_report(window, "suggested.pdf") is None


@pytest.mark.parametrize(
    ("typed", "path"),
    [("/a/x.PNG", "/a/x.PNG"), ("/a/x.jpeg", "/a/x.jpeg"), ("/a/x", "/a/x.jpg"), ("/a/x.1", "/a/x.1.jpg")],
)
def test_a_picture_always_ends_in_a_format_that_can_be_marked(window, monkeypatch, typed, path):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (typed, ""))
    assert ask_picture(window, "suggested.jpg") == Path(path)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    assert ask_picture(window, "suggested.jpg") is None


def test_by_default_the_systems_own():
    assert Dialogs() == Dialogs(photo=ask_photo, report=ask_report, picture=ask_picture)
