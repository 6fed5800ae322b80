from pathlib import Path

import pytest

from consultant_app.domain.errors import ConsultantError
from consultant_app.training.search.study import local_storage, open_storage


@pytest.mark.parametrize("url", ["nonsense", "nosuch://host/name", "postgresql+nosuch://host/name"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(ConsultantError, match="--storage"):
        open_storage(url, 1, 1)


def test_a_database_that_cannot_be_opened_is_named_without_its_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    monkeypatch.setattr("time.sleep", waits.append)
    with pytest.raises(ConsultantError, match="cannot be opened"):
        open_storage(local_storage(tmp_path / "missing" / "study.db"), 1, 1)
    assert len(waits) == 5
    with pytest.raises(ConsultantError) as refused:
        open_storage("nosuch://me:secret@host/name", 1, 1)
    assert "host/name" in str(refused.value)
    assert "secret" not in str(refused.value)


def test_sqlite_takes_the_write_lock_when_a_transaction_begins(tmp_path: Path) -> None:
    storage = open_storage(local_storage(tmp_path / "study.db"), 1, 1)
    other = open_storage(local_storage(tmp_path / "study.db"), 1, 1)
    with storage.engine.begin() as mine:
        assert mine.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        with other.engine.connect() as theirs:
            raw = theirs.connection.dbapi_connection
            assert raw is not None
            raw.execute("PRAGMA busy_timeout=0")
            with pytest.raises(Exception, match="locked"):
                theirs.exec_driver_sql("SELECT 1")
