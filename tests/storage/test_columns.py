from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.dialects.sqlite import dialect

from consultant_app.storage.columns import UtcDateTime


def test_a_time_comes_back_as_utc() -> None:
    kind = UtcDateTime()
    paris = datetime(2026, 7, 1, 12, 0, tzinfo=timezone(timedelta(hours=2)))
    kept = kind.process_bind_param(paris, dialect())
    assert kept == datetime(2026, 7, 1, 10, 0)  # noqa: DTZ001 (what SQLite is given)
    assert kind.process_result_value(kept, dialect()) == datetime(2026, 7, 1, 10, 0, tzinfo=UTC)


def test_no_time_stays_no_time() -> None:
    assert UtcDateTime().process_bind_param(None, dialect()) is None
    assert UtcDateTime().process_result_value(None, dialect()) is None


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        UtcDateTime().process_bind_param(datetime(2026, 7, 1), dialect())  # noqa: DTZ001
