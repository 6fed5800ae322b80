import re
from pathlib import Path

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


def test_the_document_tells_the_limits_of_the_code() -> None:
    text = (Path(__file__).resolve().parents[3] / "docs" / "gate.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| `(\w+)` \| ([^|]+) \| (?:below|above) (\S+) \| (?:below|above)? ?(\S+) \|", text, re.MULTILINE
    )
    told = {key: (unit.strip(), warn, refuse) for key, unit, warn, refuse in rows}
    assert told == {
        key: (limit.unit, f"{limit.warn:g}", "never" if limit.refuse is None else f"{limit.refuse:g}")
        for key, limit in LIMITS.items()
    }
