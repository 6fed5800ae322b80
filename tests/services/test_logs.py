import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from consultant_app.services.logs import HarmlessFormatter, start_log

NAME, MAIL, PHONE, PHOTO = (
    "Zoë Sentinelle",
    "zoe@sentinelle.example",
    "+33 6 39 98 00 01",
    "/home/zoe/face-of-zoe.jpg",
)
PRIVATE = (NAME, "Sentinelle", MAIL, "sentinelle", PHONE, "39 98", PHOTO, "face-of", "/home")


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    root, own = logging.getLogger(), logging.getLogger("consultant_app")
    before, level = list(root.handlers), own.level
    path = start_log(tmp_path / "logs")
    assert path is not None
    yield path
    own.setLevel(level)
    for handler in [handler for handler in root.handlers if handler not in before]:
        root.removeHandler(handler)
        handler.close()


def test_a_number_that_is_none_is_withheld_and_raises_nothing() -> None:
    record = logging.LogRecord("consultant_app.x", logging.INFO, "x.py", 1, "%d visits", (NAME,), None)
    assert HarmlessFormatter().format(record).endswith("consultant_app.x: %d visits")


def _fail() -> None:
    try:
        int(f"{NAME} {MAIL}")
    except ValueError as error:
        raise KeyError(PHOTO) from error


@pytest.mark.expects_log
def test_no_name_mail_phone_or_path_reaches_the_file(path: Path) -> None:
    own, foreign = logging.getLogger("consultant_app.storage.store"), logging.getLogger("PIL.Image")
    for private in (NAME, MAIL, PHONE, PHOTO, Path(PHOTO), {"name": NAME}, [NAME], ValueError(NAME)):
        own.warning("the photo %s could not be read", private)
        own.warning("%(count)d of %(who)s", {"count": 3, "who": private})
        foreign.warning("reading %s", private)
        foreign.warning(f"reading {private}")  # as a library may do it
    try:
        _fail()
    except KeyError:
        own.exception("the visit could not be saved")
    text = path.read_text(encoding="utf-8")
    assert not [private for private in PRIVATE if private in text]
    assert "the photo [withheld] could not be read" in text
    assert "3 of [withheld]" in text
    assert "PIL.Image: [withheld]" in text
    assert "KeyError\n" in text
    assert "ValueError\n" in text
    assert "services/test_logs.py:" in text


@pytest.mark.expects_log
def test_what_is_harmless_is_said(path: Path) -> None:
    log = logging.getLogger("consultant_app.storage.backup")
    log.info("%d files", 3)
    log.warning("the %s keystore; %s; %.1f s; %s", "os", "20260504T093000Z", 1.25, None)
    log.warning("visit %s", "2b3f9a04-6f0e-4c6e-8f1c-6b7f4a1f0c01")
    text = path.read_text(encoding="utf-8")
    assert "3 files" in text
    assert "the os keystore; 20260504T093000Z; 1.2 s; None" in text
    assert "2b3f9a04" in text


def test_the_file_is_its_owners_and_a_folder_that_cannot_be_written_stops_nothing(
    path: Path, tmp_path: Path
) -> None:
    assert path.stat().st_mode & 0o077 == 0
    (tmp_path / "file").write_text("in the way")
    assert start_log(tmp_path / "file") is None
