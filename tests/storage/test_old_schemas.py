from pathlib import Path

import pytest

from consultant_app.files import bundled
from consultant_app.storage.faults import Faults
from consultant_app.storage.migrate import migrate
from consultant_app.storage.snapshot import check_database, row_counts
from tests.storage.old_schema import make_old, revisions

KEY = b"k" * 32


@pytest.mark.parametrize("revision", revisions())
def test_a_database_of_every_version_keeps_every_row_and_reference(
    tmp_path: Path, faults: Faults, revision: str
) -> None:
    path = tmp_path / "store.db"
    make_old(path, KEY, revision, faults)
    before = row_counts(path, KEY, faults)
    assert (before["clients"], before["visits"], before["photos"]) == (2, 2, 2)
    migrate(path, KEY, faults, bundled("migrations"))
    after = row_counts(path, KEY, faults)
    assert {table: after.get(table) for table in before} == before
    check_database(path, KEY, faults)
    assert not list(tmp_path.glob("*.before-migration"))
