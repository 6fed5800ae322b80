import pytest

from consultant_app.domain.analysis import Severity
from consultant_app.imaging.quality.limits import LIMITS, Limit


def test_limits_are_crossed_in_their_own_direction() -> None:
    assert Limit(1, 2).crossed(0.5) is None
    assert Limit(1, 2).crossed(1.5) == (Severity.WARN, 1)
    assert Limit(1, 2).crossed(3) == (Severity.REFUSE, 2)
    assert Limit(2, 1, low=True).crossed(0.5) == (Severity.REFUSE, 1)
    assert Limit(2, 1, low=True).crossed(2.5) is None


def test_a_limit_that_only_warns_never_refuses() -> None:
    assert Limit(1).crossed(1e9) == (Severity.WARN, 1)


@pytest.mark.parametrize("key", [key for key, limit in LIMITS.items() if limit.refuse is not None])
def test_what_refuses_has_warned_before(key: str) -> None:
    limit = LIMITS[key]
    assert limit.refuse is not None
    assert (limit.refuse < limit.warn) == limit.low
