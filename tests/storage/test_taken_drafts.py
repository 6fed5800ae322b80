"""Photos that are still to be read, in the store."""

import numpy as np
import pytest

from consultant_app.domain.drafts import TakenDraft, VisitDraft
from consultant_app.domain.routine import Routine
from tests.storage.conftest import NOW

ID = "5d0e5b7c-31f6-4f51-9d5a-0f4b1d1d7a01"


def _files(folder) -> list[str]:
    return sorted(path.name for path in (folder / "photos").glob("*/*"))


@pytest.fixture
def taken(client) -> TakenDraft:
    ramp = np.tile(np.arange(0, 240, 5, dtype=np.uint8)[:, None, None], (1, 36, 3))
    return TakenDraft(ID, client.id, NOW, "camera-1", "usb-1", "Counter", (ramp, ramp[::-1].copy()), (7.1, 7.25))


def test_a_photo_that_is_still_to_be_read_comes_back_with_all_of_its_release(store, taken, folder):
    store.drafts.keep_taken(taken)
    read = store.drafts.open_visit(ID)
    assert isinstance(read, TakenDraft)
    assert (read.name, read.camera_id, read.camera_name, read.at, read.started_at) == (
        "camera-1",
        "usb-1",
        "Counter",
        (7.1, 7.25),
        NOW,
    )
    for before, after in zip(taken.pictures, read.pictures, strict=True):
        # Kept as a saved photo is: JPEG, to within what the eye and the scores can tell.
        assert np.abs(before.astype(int) - after).max() <= 4
    [path] = (folder / "photos").glob("*/*")
    assert b"JFIF" not in path.read_bytes()
    assert not store.drafts.rewrite(ID, Routine(), "a note")


def test_the_result_takes_the_place_of_its_photo(store, taken, client, photo, routine, folder):
    store.drafts.keep_taken(taken)
    before = _files(folder)
    store.drafts.keep_visit(VisitDraft(ID, client.id, NOW, photo.analysis, photo, routine, ""))
    assert isinstance(store.drafts.open_visit(ID), VisitDraft)
    assert not set(before) & set(_files(folder))
