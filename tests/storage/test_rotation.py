from contextlib import closing
from pathlib import Path

import pytest

from consultant_app.domain.clients import Client
from consultant_app.domain.errors import StorageError
from consultant_app.domain.photo import AnalysedPhoto
from consultant_app.domain.routine import Routine
from consultant_app.storage import rotation as rotation_module
from consultant_app.storage.database import connect
from consultant_app.storage.keys import KeyRing
from consultant_app.storage.store import Store
from consultant_app.storage.visit_records import NewVisit
from tests.storage.conftest import NOW, OpenStore


class CutOffError(Exception):
    """The power went."""


@pytest.fixture
def visit_id(store: Store, client: Client, photo: AnalysedPhoto, routine: Routine) -> str:
    store.audit.append(NOW, "somebody", "save_visit")
    return store.visits.add(NewVisit(client.id, NOW, photo, routine, "note", keep_photo=True)).id


@pytest.fixture
def passphrase(store: Store) -> str:
    assert store.recovery_passphrase is not None
    return store.recovery_passphrase


def test_everything_is_under_the_new_key_and_the_old_one_opens_nothing(
    open_store: OpenStore, store: Store, folder: Path, visit_id: str, passphrase: str
) -> None:
    before = store._key_ring.keys()
    store.begin_key_rotation(passphrase)
    store.close()
    store = open_store()
    after = store._key_ring.keys()
    assert after.database != before.database
    assert store.visits.open(visit_id).photo is not None
    assert store.audit.verify().sound
    assert store.audit.verify().entries == 1
    assert list(store._key_ring.all_keys()) == [after.id, before.id]
    store.close()
    with closing(connect(folder / "store.db", after.database)) as connection:
        assert connection.execute("SELECT count(*) FROM visits").fetchone() == (1,)
    assert not rotation_module._opens(folder / "store.db", before.database)
    assert not list(folder.glob("store.db.*"))
    (folder / "keystore.key").unlink()
    assert open_store(passphrase=passphrase).visits.open(visit_id).photo is not None


def test_a_wrong_passphrase_begins_nothing(store: Store, folder: Path) -> None:
    before = (folder / "keys.json").read_bytes()
    with pytest.raises(StorageError, match="not the recovery passphrase"):
        store.begin_key_rotation("AAAA-AAAA-AAAA-AAAA-AAAA-AAAA")
    assert (folder / "keys.json").read_bytes() == before


STEPS = (
    (rotation_module, "_write_anew"),
    (rotation_module, "_rewrap"),
    (rotation_module, "_compare"),
    (rotation_module, "_make_durable"),
    (Path, "replace"),
    (KeyRing, "end_rotation"),
    (KeyRing, "_keep"),
    (KeyRing, "_write"),
)


@pytest.mark.parametrize(("owner", "step"), STEPS, ids=[step for _, step in STEPS])
@pytest.mark.parametrize("after", [False, True])
def test_cut_off_before_or_after_any_step_the_next_opening_ends_it(
    open_store: OpenStore, store: Store, visit_id: str, passphrase: str, monkeypatch: pytest.MonkeyPatch,
    owner: object, step: str, after: bool,
) -> None:  # fmt: skip
    former = store._key_ring.keys().id
    store.begin_key_rotation(passphrase)
    store.close()
    act = getattr(owner, step)

    def cut_off(*args: object) -> object:
        if after:
            act(*args)
        raise CutOffError

    monkeypatch.setattr(owner, step, cut_off)
    with pytest.raises(CutOffError):
        open_store()
    monkeypatch.undo()
    again = open_store()
    assert again._key_ring.keys().id != former
    assert again._key_ring.next_keys() is None
    assert again.visits.open(visit_id).photo is not None


def test_a_copy_that_is_not_the_same_does_not_take_the_place(
    open_store: OpenStore, store: Store, visit_id: str, passphrase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    former = store._key_ring.keys().id
    store.begin_key_rotation(passphrase)
    store.close()
    monkeypatch.setattr(rotation_module, "row_counts", lambda path, *_: {"visits": len(path.name)})
    with pytest.raises(StorageError, match="Nothing was lost"):
        open_store()
    monkeypatch.undo()
    again = open_store()
    assert again.visits.open(visit_id).photo is not None
    assert again._key_ring.keys().id != former


def test_a_new_passphrase_drops_a_change_that_only_knows_the_former(store: Store, passphrase: str) -> None:
    store.begin_key_rotation(passphrase)
    assert store._key_ring.next_keys() is not None
    store.renew_passphrase()
    assert store._key_ring.next_keys() is None
