import shutil
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory

from consultant_app.domain.errors import StorageError
from consultant_app.files import bundled
from consultant_app.storage import migrate as migrate_module
from consultant_app.storage.database import Database
from consultant_app.storage.faults import Faults
from consultant_app.storage.migrate import migrate

KEY = b"k" * 32
HEAD = ScriptDirectory(str(bundled("migrations"))).get_current_head()
STEP = """
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "9999", "{head}", None, None

def upgrade():
    {body}
"""
REBUILD_PARENT = (
    "with op.batch_alter_table('product_snapshots', recreate='always') as batch:\n"
    "        batch.add_column(sa.Column('line', sa.String(), nullable=True))\n"
    "    with op.batch_alter_table('visits', recreate='always') as batch:\n"
    "        batch.add_column(sa.Column('counter', sa.String(), nullable=True))\n"
    "    with op.batch_alter_table('clients', recreate='always') as batch:\n"
    "        batch.add_column(sa.Column('title', sa.String(), nullable=True))"
)


@pytest.fixture
def path(tmp_path: Path, faults: Faults) -> Path:
    """A database of the newest version with one client and one consent."""
    path = tmp_path / "store.db"
    migrate(path, KEY, faults, bundled("migrations"))
    database = Database(path, KEY, faults)
    with database.connection() as connection:
        connection.exec_driver_sql(
            "INSERT INTO clients VALUES ('anna', '2026-01-01 00:00:00', 'Anna', '', NULL, '', '', 'en', '', '[]',"
            " 0, 0, 0, NULL, ' anna', x'00')"
        )
        connection.exec_driver_sql(
            "INSERT INTO consents (client_id, at, analysis, keep_photos, keep_results, contact)"
            " VALUES ('anna', '2026-01-01 00:00:00', 1, 1, 1, 1)"
        )
    database.close()
    return path


def _scripts(tmp_path: Path, body: str) -> Path:
    scripts = tmp_path / "50% migrations"
    shutil.copytree(bundled("migrations"), scripts)
    (scripts / "versions" / "9999_next.py").write_text(STEP.format(body=body, head=HEAD))
    return scripts


def _state(path: Path, faults: Faults) -> tuple[str, int, int]:
    """Version, clients, consents."""
    database = Database(path, KEY, faults)
    with database.connection() as connection:
        version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
        clients = connection.exec_driver_sql("SELECT count(*) FROM clients").scalar_one()
        consents = connection.exec_driver_sql("SELECT count(*) FROM consents").scalar_one()
    database.close()
    return version, clients, consents


def _copies(path: Path) -> list[Path]:
    return list(path.parent.glob("*.before-migration"))


def test_rebuilding_a_parent_keeps_its_children(tmp_path: Path, path: Path, faults: Faults) -> None:
    migrate(path, KEY, faults, _scripts(tmp_path, REBUILD_PARENT))
    assert _state(path, faults) == ("9999", 1, 1)
    assert _copies(path) == []


def test_nothing_is_done_where_nothing_is_due(path: Path, faults: Faults) -> None:
    before = path.read_bytes()
    migrate(path, KEY, faults, bundled("migrations"))
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "body",
    [
        "raise RuntimeError('a bug')",
        "op.execute('DELETE FROM consents')",
        "op.execute('DELETE FROM clients')",
        "op.execute('SELECT * FROM nowhere')",
    ],
)
def test_a_bad_step_leaves_the_former_state(tmp_path: Path, path: Path, faults: Faults, body: str) -> None:
    scripts = _scripts(tmp_path, f"{REBUILD_PARENT}\n    {body}")
    with pytest.raises(StorageError, match="Nothing was lost"):
        migrate(path, KEY, faults, scripts)
    assert _state(path, faults) == (HEAD, 1, 1)


@pytest.mark.expects_log
def test_an_attempt_that_did_not_end_is_undone_and_repeated(
    tmp_path: Path, path: Path, faults: Faults, monkeypatch: pytest.MonkeyPatch
) -> None:
    scripts = _scripts(tmp_path, REBUILD_PARENT)
    run = migrate_module._run

    def cut_off(database: Database, scripts: Path, faults: Faults) -> None:
        run(database, scripts, faults)
        raise KeyboardInterrupt

    monkeypatch.setattr(migrate_module, "_run", cut_off)
    with pytest.raises(KeyboardInterrupt):
        migrate(path, KEY, faults, scripts)
    assert len(_copies(path)) == 1
    monkeypatch.setattr(migrate_module, "_run", run)
    migrate(path, KEY, faults, scripts)
    assert _state(path, faults) == ("9999", 1, 1)
    assert _copies(path) == []


def test_a_newer_version_is_refused_untouched(tmp_path: Path, path: Path, faults: Faults) -> None:
    migrate(path, KEY, faults, _scripts(tmp_path, REBUILD_PARENT))
    before = path.read_bytes()
    with pytest.raises(StorageError, match="newer version"):
        migrate(path, KEY, faults, bundled("migrations"))
    assert path.read_bytes() == before


def test_a_damaged_database_is_not_migrated(tmp_path: Path, path: Path, faults: Faults) -> None:
    content = bytearray(path.read_bytes())
    content[2 * 4096 + 9] ^= 1
    path.write_bytes(content)
    with pytest.raises(StorageError, match="damaged"):
        migrate(path, KEY, faults, _scripts(tmp_path, REBUILD_PARENT))
    assert path.read_bytes() == bytes(content)
    assert _copies(path) == []
