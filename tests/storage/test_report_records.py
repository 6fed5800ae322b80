from datetime import timedelta

import pytest

from consultant_app.domain.clients import Client
from consultant_app.domain.errors import StorageError
from consultant_app.domain.photo import AnalysedPhoto
from consultant_app.domain.routine import Routine
from consultant_app.storage.report_records import NewReport
from consultant_app.storage.store import Store
from consultant_app.storage.visit_records import NewVisit

from .conftest import NOW, OpenStore, allow

PDF, PLAIN = b"%PDF with her face " * 50, b"%PDF in lines " * 50


@pytest.fixture
def visit_id(store: Store, client: Client, photo: AnalysedPhoto, routine: Routine) -> str:
    return store.visits.add(NewVisit(client.id, NOW, photo, routine, "", keep_photo=True)).id


def new(visit_id: str, pdf: bytes = PDF, *, with_photo: bool = True, days: int = 0) -> NewReport:
    return NewReport(visit_id, NOW + timedelta(days=days), "fr", with_photo, pdf)


def files(store: Store) -> set[str]:
    return {name for _, name in store.visits._vault.names()}


def test_a_report_comes_back_byte_for_byte_and_lies_encrypted(store: Store, visit_id: str, folder) -> None:
    kept = store.reports.add(new(visit_id))
    assert (kept.visit_id, kept.language, kept.with_photo, kept.at) == (visit_id, "fr", True, NOW)
    assert store.reports.open(kept.id) == PDF
    assert all(PDF[:19] not in path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_the_last_handed_over_comes_first_and_the_same_one_is_kept_once(store: Store, visit_id: str) -> None:
    first = store.reports.add(new(visit_id))
    second = store.reports.add(new(visit_id, PLAIN, with_photo=False, days=1))
    assert store.reports.add(new(visit_id, days=2)) == first
    assert store.reports.history(visit_id) == [second, first]
    assert store.visits.history(store.visits.open(visit_id).summary.client_id)[0].has_photo


def test_it_survives_closing_and_the_sweep_of_files_that_nobody_knows(
    store: Store, visit_id: str, open_store: OpenStore
) -> None:
    kept = store.reports.add(new(visit_id))
    store.close()
    assert open_store().reports.open(kept.id) == PDF


def test_without_photos_only_what_shows_no_photo_stays_and_under_a_new_key(
    store: Store, client: Client, visit_id: str
) -> None:
    seen = store.reports.add(new(visit_id))
    unseen = store.reports.add(new(visit_id, PLAIN, with_photo=False))
    before = files(store)
    allow(store, client, keep_photos=False)
    assert store.reports.history(visit_id) == [unseen]
    assert store.reports.open(unseen.id) == PLAIN
    with pytest.raises(StorageError, match="no longer in the client file"):
        store.reports.open(seen.id)
    assert len(files(store)) == 1
    assert not files(store) & before


def test_a_report_that_cannot_be_read_any_more_does_not_hold_up_a_withdrawal(
    store: Store, client: Client, visit_id: str
) -> None:
    store.reports.add(new(visit_id, PLAIN, with_photo=False))
    for owner, name in store.visits._vault.names():
        (store.visits._vault._folder / owner / name).write_bytes(b"altered")
    allow(store, client, keep_photos=False)
    assert store.reports.history(visit_id) == []
    assert not files(store)


def test_without_results_and_after_an_erasure_nothing_is_left(store: Store, client: Client, visit_id: str) -> None:
    store.reports.add(new(visit_id, PLAIN, with_photo=False))
    allow(store, client, keep_photos=False, keep_results=False)
    assert not files(store)
    assert store.reports.history(visit_id) == []


@pytest.mark.parametrize(
    ("harm", "said"), [("gone", "kept report is missing"), ("altered", "kept report is damaged")]
)
def test_a_damaged_report_says_so(store: Store, visit_id: str, harm: str, said: str) -> None:
    before = files(store)
    kept = store.reports.add(new(visit_id))
    (name,) = files(store) - before
    (path,) = store.visits._vault._folder.rglob(name)
    if harm == "gone":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(StorageError, match=said):
        store.reports.open(kept.id)


def test_no_report_without_a_visit(store: Store) -> None:
    with pytest.raises(StorageError):
        store.reports.add(new("nobody's"))
    assert not files(store)
