from datetime import UTC, datetime, timedelta

import pytest

from consultant_app.storage.backup_form import ErasureList, Manifest, backup_name
from consultant_app.storage.erasure_ledger import ErasureEntry

AT = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
KEY = b"k" * 32
MANIFEST = Manifest(
    key="ab", store="s", at=AT, program="1.0", database="a.db", sha256="cd", rows={"clients": 1},
    files={"c/a.bin": "ef"}, missing=(), without=("gone",),
)  # fmt: skip


def test_what_was_written_reads_back_and_is_authentic() -> None:
    read = Manifest.model_validate_json(MANIFEST.text(KEY))
    assert read.is_authentic(KEY)
    assert read.info("name").photos == 1
    assert not read.is_authentic(b"x" * 32)


@pytest.mark.parametrize("field", sorted(set(Manifest.model_fields) - {"format"}))
def test_no_field_can_be_changed(field: str) -> None:
    read = Manifest.model_validate_json(MANIFEST.text(KEY))
    other = {
        "at": AT + timedelta(seconds=1),
        "rows": {"clients": 2},
        "files": {},
        "missing": ("x",),
        "without": (),
    }
    assert not read.model_copy(update={field: other.get(field, "x")}).is_authentic(KEY)


def test_a_list_of_erasures_is_no_manifest_and_keeps_its_entries() -> None:
    entries = (ErasureEntry("a", AT, None), ErasureEntry("b", AT, AT))
    read = ErasureList.model_validate_json(ErasureList.of("ab", entries).text(KEY))
    assert read.is_authentic(KEY)
    assert read.ledger() == entries
    assert not read.model_copy(update={"entries": read.entries[:1]}).is_authentic(KEY)


def test_names_of_backups_are_in_the_order_of_time() -> None:
    times = [AT + timedelta(hours=hours) for hours in range(0, 400, 7)]
    assert [backup_name(at) for at in times] == sorted(backup_name(at) for at in times)
