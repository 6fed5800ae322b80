# ruff: noqa: S608, ISC004 - statements are put together from this file alone
"""Databases as older versions of the program left them, built by running the migrations of their time."""

from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from consultant_app.files import bundled
from consultant_app.storage.database import Database, connect
from consultant_app.storage.faults import Faults

ANNA, ZOE = "2b3f9a04-6f0e-4c6e-8f1c-6b7f4a1f0c01", "2b3f9a04-6f0e-4c6e-8f1c-6b7f4a1f0c02"
VISITS = ("7c1f0a52-1111-4222-8333-944455566601", "7c1f0a52-1111-4222-8333-944455566602")
_HEAD = '{"photo": "a.jpg", "quality": {"accepted": true, "findings": []}, "strengths": [], "priorities": []}'
_AT = "2026-05-04 09:30:00.000000"


def revisions() -> list[str]:
    """All revisions, the oldest first."""
    directory = ScriptDirectory(str(bundled("migrations")))
    return sorted(script.revision for script in directory.walk_revisions())


def make_old(
    path: Path, key: bytes, revision: str, faults: Faults, sealed: dict[str, bytes] | None = None
) -> None:
    """Make a database of a revision, with rows in all tables that clients' data is in.

    Args:
        path: Where it is made.
        key: Its key.
        revision: Of what version.
        faults: Makes the errors.
        sealed: Client id -> her sealed key; invented bytes where none is given.
    """
    config = Config()
    config.set_main_option("script_location", str(bundled("migrations")).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    database = Database(path, key, faults, foreign_keys=False)
    try:
        with database.connection() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
    finally:
        database.close()
    with closing(connect(path, key)) as connection:
        for statement, values in _rows(revision, sealed or {}):
            connection.execute(statement, values)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _rows(revision: str, sealed: dict[str, bytes]) -> list[tuple[str, tuple[object, ...]]]:
    """Only columns of the table's first version, as rows of the time had them."""
    rows: list[tuple[str, tuple[object, ...]]] = []
    for client, name in ((ANNA, "Anna"), (ZOE, "Zoë")):
        values = (client, _AT, name, "Lefèvre", None, "", "", "fr", "note", '["LINALOOL"]', 0, 1, 0, 99.5,
                  f" {name.lower()} lefevre", sealed.get(client, b"\0" * 60))  # fmt: skip
        rows.append((f"INSERT INTO clients VALUES ({_marks(16)})", values))
        rows.append(
            (
                "INSERT INTO consents (client_id, at, analysis, keep_photos, keep_results, contact)"
                " VALUES (?, ?, 1, 1, 1, 0)",
                (client, _AT),
            )
        )
    for visit in VISITS:
        rows += _visit(visit)
    rows.append(("INSERT INTO erasures VALUES (?, ?, ?)", ("2b3f9a04-6f0e-4c6e-8f1c-6b7f4a1f0c99", _AT, _AT)))
    if revision >= "0003":
        report = ("report-1", VISITS[0], _AT, "fr", 0, "r.bin", b"n" * 12, "cd" * 32, "ef" * 32)
        rows.append((
            "INSERT INTO reports (id, visit_id, at, language, with_photo, file_name, nonce, sha256, digest)"
            f" VALUES ({_marks(9)})", report,
        ))  # fmt: skip
    if revision >= "0006":
        rows.append((
            "INSERT INTO drafts (id, kind, client_id, name, started_at, content) VALUES (?, ?, ?, ?, ?, ?)",
            ("draft-1", "form", ANNA, "Anna", _AT, "{}"),
        ))  # fmt: skip
    if revision >= "0008":
        rows.append((
            "INSERT INTO users (id, name, role, pin, wrong, created_at) VALUES (?, ?, ?, ?, ?, ?)",
            ("user-1", "Claire", "manager", "hash", 0, _AT),
        ))  # fmt: skip
    return rows


def _visit(visit: str) -> list[tuple[str, tuple[object, ...]]]:
    head = (visit, ANNA, _AT, "skin", "0.3.0", "ab" * 32, 81, 3, _HEAD, "a note")
    return [
        (f"INSERT INTO visits VALUES ({_marks(10)})", head),
        (
            "INSERT INTO scores (visit_id, criterion, position, grade, grade_max, score, plus_minus, state,"
            f" reason, raw_value, raw_unit) VALUES ({_marks(11)})",
            (visit, "pores", 0, 1.0, 5, 80, 3, "ok", None, 1.5, "%"),
        ),
        (
            "INSERT INTO zone_scores (visit_id, criterion, zone, position, grade, score, plus_minus)"
            f" VALUES ({_marks(7)})",
            (visit, "pores", "nose", 0, 1.0, 80, 3),
        ),
        (
            "INSERT OR IGNORE INTO product_snapshots (digest, product_id, name, price, currency, rest)"
            f" VALUES ({_marks(6)})",
            ("aa" * 32, "milk", "Lait Aurore", 48.0, "EUR", "{}"),
        ),
        (
            f"INSERT INTO recommendations (visit_id, position, product_digest, step, time) VALUES ({_marks(5)})",
            (visit, 0, "aa" * 32, "cleanser", "both"),
        ),
        (
            "INSERT INTO photos (visit_id, kind, file_name, nonce, sha256) VALUES (?, ?, ?, ?, ?)",
            (visit, "photo", f"{visit}.bin", b"n" * 12, "ab" * 32),
        ),
    ]


def _marks(count: int) -> str:
    return ", ".join("?" * count)
