from datetime import UTC, datetime

import pytest

from consultant_app.domain.retention import Kept, Purge, Retention

NOW = datetime(2026, 5, 4, tzinfo=UTC)


def test_what_is_older_than_its_period_has_to_go():
    retention = Retention({Kept.PHOTOS: 4})
    assert retention.before(Kept.PHOTOS, NOW) == datetime(2026, 4, 30, tzinfo=UTC)
    assert retention.before(Kept.RESULTS, NOW) is None


@pytest.mark.parametrize("days", [0, -1, 3651])
def test_impossible_periods_are_refused(days):
    with pytest.raises(ValueError, match="lasts 1 to"):
        Retention({Kept.DRAFTS: days})


def test_a_purge_is_something_or_nothing():
    assert not Purge(NOW, {})
    assert Purge(NOW, {Kept.CLIENTS: 1})
