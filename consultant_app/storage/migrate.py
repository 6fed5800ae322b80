"""Bring a database to this program's version, or leave it as it was.

The order was measured (docs/adr/0003-encrypted-store.md): a copy first; foreign keys off, outside a transaction,
because rebuilding a parent table with them on deletes its children; then all steps, ``foreign_key_check`` and the
row counts in one transaction. The copy goes once the result was read back; one that is still there at the next
opening means that the last attempt did not end, and is put back.
"""

import ast
import logging
from pathlib import Path

from sqlalchemy import Connection, inspect

from consultant_app.domain.errors import StorageError
from consultant_app.files import write_atomically
from consultant_app.storage.database import Database
from consultant_app.storage.faults import Faults

_LOG = logging.getLogger(__name__)


class MigrationBrokeRowsError(Exception):
    """A migration left a reference without its row, or lost rows; it was rolled back."""


def migrate(path: Path, key: bytes, faults: Faults, scripts: Path) -> None:
    """Make the database of ``path``, or bring it to the newest version in ``scripts``.

    Call it before any other connection is open, by the one process that holds the store.

    Raises:
        StorageError: a newer program wrote it; the key is wrong or the file damaged; a step failed and the former
            state was kept.
    """
    copy = path.with_name(path.name + ".before-migration")
    with faults.translated():
        _put_back(copy, path)
    existed = path.exists()
    database = Database(path, key, faults, foreign_keys=False)
    try:
        if existed:
            database.verify()
        if _is_current(database, scripts, faults):
            return
        if existed:
            database.checkpoint()
            with faults.translated():
                write_atomically(copy, path.read_bytes())
        _run(database, scripts, faults)
        database.checkpoint()
        database.verify()
    finally:
        database.close()
    with faults.translated():
        copy.unlink(missing_ok=True)


def _put_back(copy: Path, path: Path) -> None:
    if not copy.exists():
        return
    _LOG.warning("the last migration did not end; the copy from before it is put back")
    # the WAL belongs to the file that is replaced: it must not be replayed over the copy
    for name in (path.name + "-wal", path.name + "-shm"):
        path.with_name(name).unlink(missing_ok=True)
    copy.replace(path)


def _is_current(database: Database, scripts: Path, faults: Faults) -> bool:
    """Whether nothing is to be done. Read without Alembic, which would take a third of a second at every start."""
    with database.connection() as connection:
        revision = None
        if inspect(connection).has_table("alembic_version"):
            revision = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    steps = [_constants(script.read_text(encoding="utf-8")) for script in scripts.glob("versions/*.py")]
    known = {step["revision"] for step in steps}
    if revision is not None and revision not in known:
        raise faults("newer")
    return {revision} == known - {step["down_revision"] for step in steps}


def _constants(script: str) -> dict[str, object]:
    """What a step says of itself: the names to which it gives plain values."""
    found: dict[str, object] = {}
    for line in ast.parse(script).body:
        if not isinstance(line, ast.Assign):
            continue
        target, value = line.targets[0], line.value
        pairs = [(target, value)]
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
            pairs = list(zip(target.elts, value.elts, strict=True))
        for name, each in pairs:
            if isinstance(name, ast.Name) and isinstance(each, ast.Constant):
                found[name.id] = each.value
    return found


def _run(database: Database, scripts: Path, faults: Faults) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    try:
        with database.connection() as connection:
            before = _row_counts(connection)
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            _check(connection, before)
    except StorageError:
        raise
    except Exception as error:
        raise faults("upgrade_failed") from error


def _check(connection: Connection, before: dict[str, int]) -> None:
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise MigrationBrokeRowsError("a reference points nowhere")
    after = _row_counts(connection)
    lost = [table for table, count in before.items() if after.get(table, count) < count]
    if lost:
        raise MigrationBrokeRowsError(f"rows were lost in {', '.join(lost)}")


def _row_counts(connection: Connection) -> dict[str, int]:
    quote = connection.dialect.identifier_preparer.quote
    return {
        table: connection.exec_driver_sql(f"SELECT count(*) FROM {quote(table)}").scalar_one()  # noqa: S608
        for table in inspect(connection).get_table_names()
    }
