from contextlib import closing

import pytest

from consultant_app.domain.errors import StorageError
from consultant_app.storage.database import connect
from consultant_app.storage.faults import Faults
from consultant_app.storage.secret_values import has_secret, rewrap_secrets, secret_of
from consultant_app.storage.store import Store

FORMER, NEW = b"f" * 32, b"n" * 32


def test_a_secret_is_made_once_and_outlives_a_change_of_the_key(store: Store, faults: Faults) -> None:
    assert store._database is not None
    with store._database.transaction() as session:
        assert not has_secret(session, "test")
        secret = secret_of(session, "test", FORMER, faults)
        assert secret_of(session, "test", FORMER, faults) == secret
        assert secret_of(session, "other", FORMER, faults) != secret
    key = store._key_ring.keys().database
    with closing(connect(store.folder / "store.db", key)) as connection:
        rewrap_secrets(connection, FORMER, NEW, faults)
    with store._database.transaction() as session:
        assert secret_of(session, "test", NEW, faults) == secret
        with pytest.raises(StorageError, match="damaged"):
            secret_of(session, "test", FORMER, faults)
