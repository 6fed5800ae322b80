import errno
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from consultant_app.domain.analysis import FaceView
from consultant_app.domain.clients import Client
from consultant_app.domain.criteria import Zone
from consultant_app.domain.errors import StorageError
from consultant_app.domain.photo import AnalysedPhoto
from consultant_app.domain.routine import Routine
from consultant_app.files import write_atomically
from consultant_app.storage import photo_vault, visit_records
from consultant_app.storage.store import Store
from consultant_app.storage.visit_records import NewVisit

AT = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)


@pytest.fixture
def visit(client: Client, photo: AnalysedPhoto, routine: Routine) -> NewVisit:
    return NewVisit(client.id, AT, photo, routine, "a note", keep_photo=True)


def test_a_visit_comes_back(store: Store, visit: NewVisit) -> None:
    summary = store.visits.add(visit)
    saved = store.visits.open(summary.id)
    assert saved.summary == summary
    assert (summary.at, summary.overall_score, summary.overall_plus_minus) == (AT, 81, 3)
    assert (summary.model_version, summary.has_photo) == ("1.4.0", True)
    assert (saved.analysis, saved.routine, saved.note) == (visit.photo.analysis, visit.routine, "a note")
    assert saved.photo is not None
    assert saved.photo.analysis == saved.analysis
    assert saved.photo.rgb.shape == visit.photo.rgb.shape
    assert np.abs(saved.photo.evidence.maps["pores"] - visit.photo.evidence.maps["pores"]).max() < 1 / 500
    assert saved.photo.zone_polygons.keys() == visit.photo.zone_polygons.keys()


def test_without_a_photo_everything_else_is_kept(store: Store, visit: NewVisit) -> None:
    summary = store.visits.add(replace(visit, keep_photo=False))
    saved = store.visits.open(summary.id)
    assert not summary.has_photo
    assert saved.photo is None
    assert saved.analysis == visit.photo.analysis
    assert store.visits._vault.names() == set()


def test_the_newest_visit_comes_first(store: Store, visit: NewVisit) -> None:
    times = [AT + timedelta(days=days) for days in (3, 1, 2)]
    for number, at in enumerate(times):
        store.visits.add(replace(visit, at=at, keep_photo=number == 0))
    history = store.visits.history(visit.client_id)
    assert [summary.at for summary in history] == sorted(times, reverse=True)
    assert [summary.has_photo for summary in history] == [True, False, False]


def test_the_scores_are_there_where_the_photo_is_damaged(store: Store, visit: NewVisit, folder: Path) -> None:
    summary = store.visits.add(visit)
    for path in (folder / "photos" / visit.client_id).iterdir():
        path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(StorageError, match="scores are not affected"):
        store.visits.open(summary.id)
    assert store.visits.open(summary.id, with_photo=False).analysis == visit.photo.analysis


def test_files_swapped_between_visits_are_seen(store: Store, visit: NewVisit) -> None:
    first, second = store.visits.add(visit).id, store.visits.add(visit).id
    assert store._database is not None
    with store._database.connection() as connection:
        swap = "UPDATE photos SET visit_id = CASE visit_id WHEN ? THEN ? ELSE ? END, kind = kind || '-' "
        connection.exec_driver_sql(swap + "WHERE kind = 'photo'", (first, second, first))
        connection.exec_driver_sql("UPDATE photos SET kind = 'photo' WHERE kind = 'photo-'")
    for visit_id in (first, second):
        with pytest.raises(StorageError, match="was altered"):
            store.visits.open(visit_id)


def test_a_client_who_is_gone_gets_no_visit(store: Store, visit: NewVisit) -> None:
    for keep_photo in (True, False):
        with pytest.raises(StorageError, match="no longer in the store"):
            store.visits.add(replace(visit, client_id="nobody", keep_photo=keep_photo))
    assert store.visits._vault.names() == set()


@pytest.mark.parametrize("failing_write", [0, 1])
def test_a_full_disk_leaves_no_visit_and_no_file(
    store: Store, visit: NewVisit, monkeypatch: pytest.MonkeyPatch, failing_write: int
) -> None:
    writes = iter(range(9))

    def write(path: Path, data: bytes) -> None:
        if next(writes) == failing_write:
            raise OSError(errno.ENOSPC, "full")
        write_atomically(path, data)

    monkeypatch.setattr(photo_vault, "write_atomically", write)
    with pytest.raises(StorageError, match="disk is full"):
        store.visits.add(visit)
    assert store.visits.history(visit.client_id) == []
    assert store.visits._vault.names() == set()


def test_a_failure_among_the_rows_leaves_no_visit_and_no_file(
    store: Store, visit: NewVisit, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = store.visits.add(visit)

    def fail(*_: object) -> None:
        raise RuntimeError("a bug")

    files = store.visits._vault.names()
    monkeypatch.setattr(visit_records, "add_routine", fail)
    with pytest.raises(RuntimeError, match="a bug"):
        store.visits.add(visit)
    assert store.visits.history(visit.client_id) == [before]
    assert store.visits._vault.names() == files


def test_sweeping_deletes_what_no_visit_knows(store: Store, visit: NewVisit, folder: Path) -> None:
    summary = store.visits.add(visit)
    for orphan in (folder / "photos" / visit.client_id / "orphan.bin", folder / "photos" / "x" / ".y.part"):
        write_atomically(orphan, b"left by a crash")
    assert store.visits.sweep() == 2
    assert store.visits.sweep() == 0
    assert store.visits.open(summary.id).photo is not None


def test_a_visit_with_a_side_view_comes_back_whole(store: Store, visit: NewVisit, series: AnalysedPhoto) -> None:
    saved = store.visits.open(store.visits.add(replace(visit, photo=series)).id)
    assert saved.analysis == series.analysis
    assert saved.photo is not None
    assert saved.photo.views == (FaceView.FRONT, FaceView.LEFT)
    again, side = saved.photo.seen_from(FaceView.LEFT), series.sides[0]
    assert np.abs(again.rgb.astype(int) - side.rgb).mean() < 2.5
    assert list(again.evidence.maps) == list(side.evidence.maps)
    assert all(np.array_equal(again.zone_polygons[zone], side.zone_polygons[zone]) for zone in Zone)


def test_the_files_of_a_side_view_are_encrypted_and_go_with_the_photos(
    store: Store, visit: NewVisit, series: AnalysedPhoto, folder: Path
) -> None:
    store.visits.add(replace(visit, photo=series))
    files = list((folder / "photos" / visit.client_id).iterdir())
    assert len(files) == 4
    assert not any(file.read_bytes().startswith((b"\xff\xd8", b"PK")) for file in files)
    assert store.visits.sweep() == 0


def test_without_the_photos_the_view_of_each_zone_is_kept(
    store: Store, visit: NewVisit, series: AnalysedPhoto
) -> None:
    saved = store.visits.open(store.visits.add(replace(visit, photo=series, keep_photo=False)).id)
    assert saved.photo is None
    assert saved.analysis == series.analysis
    assert store.visits._vault.names() == set()


def test_a_side_photo_that_was_altered_is_told(
    store: Store, visit: NewVisit, series: AnalysedPhoto, folder: Path
) -> None:
    summary = store.visits.add(replace(visit, photo=series))
    with store._database.connection() as connection:
        name = connection.exec_driver_sql("SELECT file_name FROM photos WHERE kind = 'photo_left'").scalar_one()
    path = folder / "photos" / visit.client_id / name
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(StorageError, match="scores are not affected"):
        store.visits.open(summary.id)
