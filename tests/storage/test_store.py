import errno
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from sqlcipher3 import dbapi2

from consultant_app import files
from consultant_app.domain.clients import Client
from consultant_app.domain.consent import Signature, SignedConsent
from consultant_app.domain.drafts import FormDraft, VisitDraft
from consultant_app.domain.errors import StorageError
from consultant_app.domain.photo import AnalysedPhoto
from consultant_app.domain.routine import Routine
from consultant_app.storage import client_records, database
from consultant_app.storage.report_records import NewReport
from consultant_app.storage.store import Store
from consultant_app.storage.visit_records import NewVisit
from tests.storage.conftest import allow

AT = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
PAGE, RESERVED, SALT = 4096, 80, 16
SENTINELS = ("Lefèvre-Brœck", "sentinel-of-the-notes", "sentinel-of-the-photo", "sentinel-of-the-visit", "lefevre")


@pytest.fixture
def visit(client: Client, photo: AnalysedPhoto, routine: Routine) -> NewVisit:
    return NewVisit(client.id, AT, photo, routine, "sentinel-of-the-visit", keep_photo=True)


def _decrypted_pages(store: Store, path: Path) -> bytes:
    """Every page of the database file as SQLite sees it, free ones too: what an owner of the key could dig out."""
    key = store._key_ring.keys().database
    content = path.read_bytes()
    pages = []
    for start in range(0, len(content), PAGE):
        page = content[start : start + PAGE]
        vector = page[PAGE - RESERVED : PAGE - RESERVED + 16]
        body = page[SALT if start == 0 else 0 : PAGE - RESERVED]
        decryptor = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
        pages.append(decryptor.update(body) + decryptor.finalize())
    return b"".join(pages)


def _everything(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_a_store_opens_again_and_tells_its_passphrase_once(
    open_store: Callable[..., Store], store: Store, client: Client
) -> None:
    assert store.recovery_passphrase is not None
    store.close()
    store.close()
    again = open_store()
    assert again.recovery_passphrase is None
    assert again.clients.get(client.id) == client


def test_the_passphrase_opens_a_store_that_moved(
    open_store: Callable[..., Store], store: Store, client: Client, folder: Path
) -> None:
    store.close()
    (folder / "keystore.key").unlink()
    with pytest.raises(StorageError, match="enter the recovery passphrase"):
        open_store()
    with pytest.raises(StorageError, match="not the recovery passphrase"):
        open_store(passphrase="0000-0000-0000-0000-0000-0000")
    moved = open_store(passphrase=store.recovery_passphrase)
    assert moved.clients.get(client.id) == client
    moved.close()
    assert open_store().clients.get(client.id) == client


def test_a_renewed_passphrase_opens(open_store: Callable[..., Store], store: Store, folder: Path) -> None:
    passphrase = store.renew_passphrase()
    store.close()
    (folder / "keystore.key").unlink()
    open_store(passphrase=passphrase)


@pytest.mark.expects_log
def test_without_a_system_keystore_the_file_serves(open_store: Callable[..., Store], folder: Path) -> None:
    open_store(keystore="os").close()
    assert (folder / "keystore.key").exists()
    open_store(keystore="os")


def test_one_program_at_a_time(open_store: Callable[..., Store], store: Store) -> None:
    with pytest.raises(StorageError, match="already open in another window"):
        open_store()
    store.close()
    open_store()


def test_nothing_lies_in_the_clear(store: Store, visit: NewVisit, folder: Path) -> None:
    store.visits.add(visit)
    at_rest = _everything(folder)
    assert (folder / "store.db-wal").stat().st_size > 0
    for sentinel in (*SENTINELS, "LINALOOL", visit.client_id.replace("-", "_")):
        assert sentinel.encode() not in at_rest
    assert b"\xff\xd8\xff" not in b"".join(path.read_bytes()[:3] for path in folder.glob("photos/*/*"))


def _all_of_her(store: Store, visit: NewVisit) -> None:
    """A visit, a report, an unfinished visit, a form being typed, a signature."""
    client = store.clients.get(visit.client_id)
    summary = store.visits.add(visit)
    store.reports.add(NewReport(summary.id, AT, "fr", with_photo=True, pdf=b"%PDF sentinel-of-the-report"))
    store.drafts.keep_visit(
        VisitDraft(
            "draft", client.id, AT, visit.analysis, visit.kept_photo, visit.routine, "sentinel-of-the-draft"
        )
    )
    store.drafts.keep_form(FormDraft("form", client.id, AT, "", {"notes": "sentinel-of-the-form"}))
    drawn = Signature(600, 200, (((10, 10), (500, 150)),))
    store.consents.record(client.id, SignedConsent(client.details.consent, 1, "fr", drawn), AT)


def test_an_erased_client_leaves_nothing_even_for_the_owner_of_the_key(
    store: Store, visit: NewVisit, folder: Path
) -> None:
    _all_of_her(store, visit)
    assert store._database is not None
    store._database.checkpoint()
    sentinels = (*SENTINELS, "sentinel-of-the-draft", "sentinel-of-the-form")
    seen = _decrypted_pages(store, folder / "store.db")
    assert all(sentinel.encode() in seen for sentinel in sentinels), "the test must be able to see"
    assert len(list(folder.glob("photos/*/*"))) == 5
    with store._database.connection() as connection:
        [(sealed_key,)] = connection.exec_driver_sql("SELECT sealed_key FROM clients").all()
        [(signature,)] = connection.exec_driver_sql("SELECT sealed FROM signatures").all()
    begun = time.monotonic()
    store.clients.erase(visit.client_id, AT)
    assert time.monotonic() - begun < 2
    store._database.checkpoint()
    assert (folder / "store.db-wal").stat().st_size == 0
    left = _decrypted_pages(store, folder / "store.db")
    assert not [sentinel for sentinel in sentinels if sentinel.encode() in left]
    assert sealed_key not in left
    assert signature not in left
    assert not list(folder.glob("photos/*"))
    elsewhere = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert not [word for word in (*sentinels, "sentinel-of-the-report") if word.encode() in elsewhere]
    assert visit.client_id.encode() in left  # the ledger: her random id and the time


def test_an_erasure_under_a_reading_program_says_what_is_left_to_do(
    open_store: Callable[..., Store], store: Store, visit: NewVisit, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.close()
    monkeypatch.setattr(database, "_BUSY_TIMEOUT_MS", 10)
    store = open_store()
    store.visits.add(visit)
    reader = dbapi2.connect(str(folder / "store.db"), isolation_level=None)
    reader.execute(f"PRAGMA key = \"x'{store._key_ring.keys().database.hex()}'\"")
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM clients").fetchall()
    with pytest.raises(StorageError, match="open it again to remove the last traces"):
        store.clients.erase(visit.client_id, AT)
    assert store.clients.search("") == []
    assert not list(folder.glob("photos/*/*"))
    reader.close()
    store.close()
    left = _decrypted_pages(open_store(), folder / "store.db")
    assert not [sentinel for sentinel in SENTINELS if sentinel.encode() in left]


def test_withdrawn_results_leave_nothing(store: Store, visit: NewVisit, client: Client, folder: Path) -> None:
    store.visits.add(visit)
    allow(store, client, keep_results=False, keep_photos=False)
    left = _decrypted_pages(store, folder / "store.db")
    assert b"sentinel-of-the-photo" not in left
    assert b"sentinel-of-the-visit" not in left


def test_an_erasure_that_was_cut_off_is_finished_at_the_next_opening(
    open_store: Callable[..., Store], store: Store, visit: NewVisit, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.visits.add(visit)

    def cut_off(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(client_records.ClientRecords, "_finish_erasure", cut_off)
        with pytest.raises(KeyboardInterrupt):
            store.clients.erase(visit.client_id, AT)
    store.close()
    assert list(folder.glob("photos/*/*"))
    again = open_store()
    assert not list(folder.glob("photos/*/*"))
    assert again.clients.search("") == []


def test_a_restored_backup_forgets_the_erased_again(
    open_store: Callable[..., Store], store: Store, visit: NewVisit
) -> None:
    """A client who is back beside her entry in the ledger goes at the next opening."""
    store.visits.add(visit)
    client = store.clients.get(visit.client_id)
    store.clients.erase(client.id, AT)
    store.clients.add(client)
    store.close()
    assert open_store().clients.search("") == []


def test_files_without_a_visit_are_swept_at_opening(
    open_store: Callable[..., Store], store: Store, visit: NewVisit, folder: Path
) -> None:
    summary = store.visits.add(visit)
    orphan = folder / "photos" / visit.client_id / "orphan.bin"
    orphan.write_bytes(b"x")
    store.close()
    again = open_store()
    assert not orphan.exists()
    assert again.visits.open(summary.id).photo is not None


def test_an_altered_database_is_not_opened(
    open_store: Callable[..., Store], store: Store, client: Client, folder: Path
) -> None:
    store.close()
    path = folder / "store.db"
    whole = path.read_bytes()
    for place in (5, PAGE + 7, len(whole) - 3):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(StorageError, match="damaged or was altered"):
            open_store()
    path.write_bytes(whole)
    assert open_store().clients.get(client.id) == client


@pytest.mark.parametrize(
    ("name", "words"), [("keys.json", "keys.json is missing"), ("store.db", "store.db is missing")]
)
def test_a_missing_part_is_said_and_never_replaced_by_an_empty_one(
    open_store: Callable[..., Store], store: Store, folder: Path, name: str, words: str
) -> None:
    store.close()
    shutil.move(folder / name, folder.parent / name)
    with pytest.raises(StorageError, match=words):
        open_store()
    shutil.move(folder.parent / name, folder / name)
    open_store()


@pytest.mark.expects_log
def test_a_making_that_was_cut_off_begins_anew(
    open_store: Callable[..., Store], store: Store, folder: Path
) -> None:
    store.close()
    path = folder / "keys.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"ready": False}))
    again = open_store()
    assert again.recovery_passphrase not in (None, store.recovery_passphrase)


def test_a_folder_that_cannot_be_written_is_said(
    open_store: Callable[..., Store], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError, match="cannot be written"):
        open_store(tmp_path / "file" / "store")

    def read_only(*_: object, **__: object) -> tuple[int, str]:
        raise OSError(errno.EROFS, "read-only")

    monkeypatch.setattr(files.tempfile, "mkstemp", read_only)
    with pytest.raises(StorageError, match="cannot be written"):
        open_store(tmp_path / "read-only")


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="needs a user whom modes bind")
def test_a_read_only_folder_is_said(open_store: Callable[..., Store], tmp_path: Path) -> None:
    folder = tmp_path / "read-only"
    folder.mkdir(mode=0o500)
    with pytest.raises(StorageError, match="cannot be written"):
        open_store(folder)


_KILLED = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from consultant_app.storage.photo_vault import Owner
from consultant_app.storage.store import Store
from consultant_app.storage.tables import ErasureRow
from consultant_app.texts import texts

folder, step = Path(sys.argv[1]), sys.argv[2]
store = Store(folder, "file", None, texts("en"))
if step == "between":  # a file is whole, its row is not there
    store.visits._vault.put(Owner("anna", "visit"), "photo", b"orphan", b"k" * 32)
    os._exit(9)
with store._database.transaction() as session:
    session.add(ErasureRow(client_id="half", requested_at=datetime(2026, 1, 1, tzinfo=UTC), finished_at=None))
    session.flush()
    if step == "inside":
        os._exit(9)
os._exit(9)  # committed, never closed: the WAL is all there is
"""


@pytest.mark.parametrize(("step", "known"), [("between", False), ("inside", False), ("after", True)])
def test_a_killed_program_leaves_the_last_good_state(
    open_store: Callable[..., Store], store: Store, client: Client, folder: Path, step: str, known: bool
) -> None:
    store.close()
    run = subprocess.run(
        [sys.executable, "-c", _KILLED, str(folder), step], cwd=files.bundled(), check=False, timeout=120
    )
    assert run.returncode == 9
    again = open_store()
    assert again.clients.get(client.id) == client
    assert again.clients.is_known("half") == known
    assert not list(folder.glob("photos/*/*"))


@pytest.mark.expects_log
@pytest.mark.parametrize("failing_write", range(3))
def test_a_making_that_fails_at_any_write_can_be_repeated(
    open_store: Callable[..., Store], folder: Path, monkeypatch: pytest.MonkeyPatch, failing_write: int
) -> None:
    """The writes of a first opening: keystore, key file, key file marked ready."""
    replace_file, moves = Path.replace, iter(range(9))

    def full(self: Path, target: Path) -> Path:
        if next(moves) == failing_write:
            raise OSError(errno.ENOSPC, "full")
        return replace_file(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        with pytest.raises(StorageError, match="disk is full"):
            open_store()
    assert not list(folder.glob(".*"))
    assert open_store().recovery_passphrase is not None
