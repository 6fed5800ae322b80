import os
import signal
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from consultant_app.domain.drafts import DraftKind, FormDraft, VisitDraft
from consultant_app.domain.errors import StorageError
from consultant_app.domain.routine import Routine
from consultant_app.storage.visit_records import NewVisit
from tests.storage.conftest import NOW, allow

ID = "5d0e5b7c-31f6-4f51-9d5a-0f4b1d1d7a01"


@pytest.fixture
def visit(client, photo, routine) -> VisitDraft:
    return VisitDraft(ID, client.id, NOW, photo.analysis, photo, routine, "likes it light")


@pytest.fixture
def form() -> FormDraft:
    return FormDraft("f1", None, NOW, "Zo", {"first_name": "Zo", "consent": {"analysis": True}})


def _files(folder) -> list[str]:
    return sorted(path.name for path in (folder / "photos").glob("*/*"))


def test_a_visits_draft_reads_back_as_it_was(store, visit):
    store.drafts.keep_visit(visit)
    read = store.drafts.open_visit(ID)
    assert (read.analysis, read.routine, read.note, read.started_at) == (
        visit.analysis,
        visit.routine,
        visit.note,
        visit.started_at,
    )
    assert read.photo.rgb.shape == visit.photo.rgb.shape
    [summary] = store.drafts.pending()
    assert summary.display_name == "Zoë Lefèvre-Brœck"
    assert summary.kind is DraftKind.VISIT


def test_a_later_state_takes_the_place_of_the_former_with_its_files(store, visit, series, folder):
    store.drafts.keep_visit(visit)
    before = _files(folder)
    store.drafts.keep_visit(replace(visit, analysis=series.analysis, photo=series))
    after = _files(folder)
    assert len(after) == 4
    assert not set(before) & set(after)
    assert store.drafts.open_visit(ID).photo.views == series.views


def test_changes_are_kept_without_writing_the_photo_again(store, visit, folder):
    assert not store.drafts.rewrite(ID, Routine(), "too early")
    store.drafts.keep_visit(visit)
    before = _files(folder)
    assert store.drafts.rewrite(ID, Routine(), "later")
    assert _files(folder) == before
    read = store.drafts.open_visit(ID)
    assert (read.routine, read.note, read.analysis) == (Routine(), "later", visit.analysis)


def test_a_draft_without_its_photo_reads_back_without(store, visit):
    store.drafts.keep_visit(replace(visit, photo=None))
    read = store.drafts.open_visit(ID)
    assert read.photo is None
    assert read.analysis == visit.analysis


def test_saving_the_visit_ends_its_draft_and_takes_its_id(store, visit, folder):
    store.drafts.keep_visit(visit)
    kept = store.visits.add(
        NewVisit(visit.client_id, NOW, visit.photo, visit.routine, "", keep_photo=True, draft_id=ID)
    )
    assert kept.id == ID
    assert store.drafts.pending() == []
    assert len(_files(folder)) == 2
    assert store.visits.open(ID).photo is not None


def test_a_visit_without_its_photo_at_hand_is_saved_by_its_analysis(store, visit):
    store.visits.add(
        NewVisit(visit.client_id, NOW, visit.analysis, visit.routine, "", keep_photo=True, draft_id=ID)
    )
    saved = store.visits.open(ID)
    assert saved.photo is None
    assert saved.analysis == visit.analysis


def test_a_form_is_kept_as_typed_and_ends_with_its_client(store, form, client):
    store.drafts.keep_form(form)
    store.drafts.keep_form(replace(form, display_name="Zoé"))
    assert [each.display_name for each in store.drafts.pending()] == ["Zoé"]
    assert store.drafts.open_form("f1").values == form.values
    store.clients.add(replace(client, id="other"), "f1")
    assert store.drafts.pending() == []


def test_a_form_of_a_known_client_ends_when_her_details_are_stored(store, form, client):
    store.drafts.keep_form(replace(form, client_id=client.id))
    assert store.drafts.pending()[0].display_name == client.display_name
    store.clients.replace(client.id, client.details, "f1")
    assert store.drafts.pending() == []


def test_a_discarded_draft_leaves_no_file(store, visit, folder):
    store.drafts.keep_visit(visit)
    store.drafts.discard(ID)
    store.drafts.discard(ID)
    assert _files(folder) == []
    with pytest.raises(StorageError, match="no longer"):
        store.drafts.open_visit(ID)


def test_withdrawn_consent_reaches_the_drafts(store, visit, client, folder):
    store.drafts.keep_visit(visit)
    allow(store, client, keep_photos=False)
    assert _files(folder) == []
    assert store.drafts.open_visit(ID).photo is None
    allow(store, client, keep_results=False)
    assert store.drafts.pending() == []


def test_an_erased_client_takes_her_drafts_with_her(store, visit, form, client, folder):
    store.drafts.keep_visit(visit)
    store.drafts.keep_form(replace(form, client_id=client.id))
    store.clients.erase(client.id, NOW)
    assert store.drafts.pending() == []
    assert _files(folder) == []


def test_a_write_that_fails_keeps_the_former_state(store, visit, folder, monkeypatch):
    store.drafts.keep_visit(visit)
    before = _files(folder)

    def full(*_):
        raise OSError(28, "no space")

    monkeypatch.setattr("consultant_app.storage.photo_vault.write_atomically", full)
    with pytest.raises(StorageError, match="full"):
        store.drafts.keep_visit(replace(visit, note="lost"))
    monkeypatch.undo()
    assert _files(folder) == before
    assert store.drafts.open_visit(ID).note == "likes it light"


_KILLED = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
import numpy as np
from consultant_app.domain.analysis import Analysis, ModelIdentity, Overall, Quality
from consultant_app.domain.clients import Client, ClientDraft, Consent
from consultant_app.domain.criteria import Zone
from consultant_app.domain.drafts import FormDraft, VisitDraft
from consultant_app.domain.photo import AnalysedPhoto, EvidenceMaps
from consultant_app.domain.routine import Routine
from consultant_app.storage.store import Store
from consultant_app.texts import texts

now = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
store = Store(Path(sys.argv[1]), "file", None, texts("en"))
store.clients.add(Client("c", now, ClientDraft("Anna", consent=Consent(True, True, True))))
analysis = Analysis("p.jpg", ModelIdentity("m", "1", "0"), Quality(True, ()), None, Overall(7, 1), (), (), ())
photo = AnalysedPhoto(np.full((9, 9, 3), 90, np.uint8), analysis, EvidenceMaps({}, np.eye(2, 3)), {})
store.drafts.keep_visit(VisitDraft("v", "c", now, analysis, photo, Routine(), "first"))
for count in range(10**9):
    store.drafts.rewrite("v", Routine(), f"note {count}")
    store.drafts.keep_form(FormDraft("f", None, now, "Zoe", {"notes": f"note {count}"}))
    print(count, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_killed_program_finds_the_last_word_again(folder, open_store):
    words = [sys.executable, "-c", _KILLED, str(folder)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        told = [int(process.stdout.readline()) for _ in range(3)]
        os.kill(process.pid, signal.SIGKILL)
        told += [int(line) for line in process.stdout.read().split("\n")[:-1]]
    store = open_store()
    assert {each.id for each in store.drafts.pending()} == {"v", "f"}
    visit, form = store.drafts.open_visit("v"), store.drafts.open_form("f")
    for kept in (visit.note, form.values["notes"]):
        # What was told to be kept is kept; the one after it may be, too.
        assert int(str(kept).removeprefix("note ")) in (told[-1], told[-1] + 1)
    assert np.array_equal(visit.photo.rgb, np.full((9, 9, 3), 90, np.uint8))
