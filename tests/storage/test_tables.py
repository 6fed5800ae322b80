from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel

from consultant_app.domain.clients import Client
from consultant_app.files import bundled
from consultant_app.storage.database import Database
from consultant_app.storage.faults import Faults
from consultant_app.storage.migrate import migrate
from consultant_app.storage.store import Store


def test_the_migrations_make_exactly_these_tables(tmp_path: Path, faults: Faults) -> None:
    migrate(tmp_path / "store.db", b"k" * 32, faults, bundled("migrations"))
    database = Database(tmp_path / "store.db", b"k" * 32, faults)
    with database.connection() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, SQLModel.metadata) == []
    database.close()


def test_a_given_consent_cannot_be_rewritten(store: Store, client: Client) -> None:
    assert store._database is not None
    with pytest.raises(DBAPIError, match="never changed"), store._database.connection() as connection:
        connection.exec_driver_sql("UPDATE consents SET keep_photos = 0")
    assert [entry.consent for entry in store.consents.history(client.id)] == [client.details.consent]
