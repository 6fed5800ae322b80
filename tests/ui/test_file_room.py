from datetime import UTC, datetime
from pathlib import Path

import pytest
from PyQt6.QtCore import QUrl
from PyQt6.QtGui import QDesktopServices


@pytest.fixture
def files(window):
    return window.rooms.files


def test_a_file_is_named_after_client_and_day_in_letters_that_any_disk_takes(files, window, workspace):
    assert files.stem() == ""
    client = workspace.store.get("c2")
    window.rooms.visit.client, window.rooms.visit.at = client, datetime(2026, 3, 4, 12, tzinfo=UTC)
    assert files.stem() == f"{client.display_name} 2026-03-04"
    window.rooms.visit.client = workspace.store.get("c1")
    assert not set(files.stem()) & set('/\\:*?"<>|')


def test_a_file_that_was_written_can_be_opened_from_where_it_is_told(files, window, monkeypatch, tmp_path):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    files.tell("The report is ready", tmp_path / "Amara.pdf")
    toast = window.rooms.toast
    assert toast.words.toolTip() == "The report is ready: Amara.pdf"
    toast.button.click()
    assert opened == [QUrl.fromLocalFile(str(tmp_path / "Amara.pdf"))]


def test_without_a_visit_there_is_no_picture_to_save(files, chosen):
    files.save_picture()
    assert not chosen["picture"].exists()
    assert Path(chosen["picture"]).parent.exists()
