from datetime import timedelta

from consultant_app.domain.clients import Client, ClientDraft
from consultant_app.storage.erasure_ledger import ErasureEntry, read_ledger, replay
from tests.storage.conftest import NOW

LATER = NOW + timedelta(days=1)


def _add(store, *names):
    for name in names:
        store.clients.add(Client(name, NOW, ClientDraft(name)))


def test_the_ledger_names_ids_and_times_only(store):
    _add(store, "anna", "berta")
    store.clients.erase("anna", LATER)
    with store._database.transaction() as session:
        assert read_ledger(session) == (ErasureEntry("anna", LATER, LATER),)


def test_a_replay_erases_who_came_back_and_nobody_else(open_store, store, folder):
    _add(store, "anna", "berta")
    ledger = (ErasureEntry("anna", NOW, LATER), ErasureEntry("never-in-this-copy", NOW, LATER))
    with store._database.transaction() as session:
        assert replay(session, ledger) == ("anna",)
        assert read_ledger(session)[0] == ErasureEntry("anna", NOW, None)
        assert replay(session, ledger) == ()
    assert [found.id for found in store.clients.search("")] == ["berta"]
    files = folder / "photos" / "anna"
    files.mkdir(parents=True)
    (files / "from-the-copy.bin").write_bytes(b"x")
    store.close()
    again = open_store()
    assert not files.exists()
    with again._database.transaction() as session:
        assert all(entry.finished_at is not None for entry in read_ledger(session))
