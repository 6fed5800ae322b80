from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from consultant_app.domain.calibration import (
    BACKGROUND_LIMIT,
    FEWEST,
    SKIN_LIMIT,
    CalibrationError,
    CardKind,
    CounterCalibration,
    Due,
    LightSeen,
    drift,
    due,
)

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
IDENTITY = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
KNOWN = CounterCalibration("usb", "Logi", NOW, CardKind.CHART, IDENTITY, 7.0, 1.0, (0.1, -0.2), (0.05, -0.05))


def photos(background: tuple[float, float] | None, skin: tuple[float, float] | None = None) -> list[LightSeen]:
    return [LightSeen(background, skin)] * FEWEST


def test_it_is_due_after_thirty_days():
    assert due(KNOWN, NOW + timedelta(days=30)) is None
    assert due(KNOWN, NOW + timedelta(days=30, seconds=1)) is Due.OLD


def test_a_moved_background_is_drift_even_when_young():
    moved = (0.05 + 1.1 * BACKGROUND_LIMIT, -0.05)
    assert due(KNOWN, NOW, photos(moved)) is Due.DRIFTED
    assert due(KNOWN, NOW, photos((0.05 + 0.9 * BACKGROUND_LIMIT, -0.05))) is None


def test_a_few_odd_photos_are_no_drift():
    odd = [LightSeen((0.6, -0.6), None)] * (FEWEST - 1)
    assert drift(KNOWN, odd) is None
    assert drift(KNOWN, [*odd, *photos((0.05, -0.05))]) == pytest.approx(0)


def test_skin_is_asked_where_no_background_was_seen():
    bare = replace(KNOWN, background=None)
    assert due(bare, NOW, photos((0.9, 0.9), (0.1, -0.2 + 1.1 * SKIN_LIMIT))) is Due.DRIFTED
    assert due(KNOWN, NOW, photos(None, (0.1, -0.2))) is None
    assert drift(KNOWN, photos(None)) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"matrix": ((1.0, 0.0, float("nan")), *IDENTITY[1:])},
        {"matrix": ((99.0, 0.0, 0.0), *IDENTITY[1:])},
        {"matrix": IDENTITY[:2]},
        {"at": NOW.replace(tzinfo=None)},
        {"illuminant": (float("inf"), 0.0)},
    ],
)
def test_what_no_card_gives_is_refused(wrong):
    with pytest.raises(ValueError, match=r"(matrix|range|zone)"):
        replace(KNOWN, **wrong)


def test_the_reason_is_told_in_the_language():
    error = CalibrationError("not_saved", why="disk full")
    assert "disk full" in str(error)
    assert "n’a pas pu" in error.told("fr")
