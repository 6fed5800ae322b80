from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import DBAPIError

from consultant_app.domain.catalogue_edit import Sheet, Version, Workbook
from consultant_app.storage.store import Store

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
BOOK = Workbook((Sheet("needs", ("id", "below"), (("é", "60"), ("b", ""))), Sheet("inci", ("name",), ())))


def test_a_version_is_kept_as_it_was_and_the_draft_ends(store: Store) -> None:
    store.catalogues.keep_draft(BOOK, 0, NOON)
    store.catalogues.publish(Version(1, NOON, "u1", "spring prices"), BOOK, NOON)
    store.catalogues.publish(Version(2, NOON, "u1", "", 1), BOOK, NOON)
    assert store.catalogues.versions() == [
        Version(2, NOON, "u1", "", 1),
        Version(1, NOON, "u1", "spring prices"),
    ]
    assert store.catalogues.book(1) == BOOK
    assert store.catalogues.book(9) is None
    assert store.catalogues.draft() is None


def test_a_draft_is_kept_in_place_of_the_former(store: Store) -> None:
    store.catalogues.keep_draft(Workbook(()), 0, NOON)
    store.catalogues.keep_draft(BOOK, 3, NOON)
    assert store.catalogues.draft() == (BOOK, 3)
    store.catalogues.discard_draft()
    store.catalogues.discard_draft()
    assert store.catalogues.draft() is None


def test_a_published_version_cannot_be_rewritten(store: Store) -> None:
    store.catalogues.publish(Version(1, NOON), BOOK, NOON)
    assert store._database is not None
    with pytest.raises(DBAPIError, match="never changed"), store._database.connection() as connection:
        connection.exec_driver_sql("UPDATE catalogue_versions SET note = 'x'")
