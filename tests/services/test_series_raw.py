import numpy as np
import pytest

from consultant_app.domain.criteria import Zone
from consultant_app.imaging.evidence import ScoredArea
from consultant_app.imaging.raw_measures import Measured, raw_measure
from consultant_app.services.series_raw import raw_of, raw_over


def measured() -> Measured:
    """Two cheeks, the left redder."""
    lab = np.zeros((64, 64, 3), np.float32)
    lab[...] = (60, 12, 16)
    zones = {zone: np.zeros((16, 16), bool) for zone in (Zone.CHEEK_LEFT, Zone.CHEEK_RIGHT)}
    zones[Zone.CHEEK_RIGHT][:, :8] = True
    zones[Zone.CHEEK_LEFT][:, 8:] = True
    heat = np.where(zones[Zone.CHEEK_LEFT], np.float32(0.8), np.float32(0.0))
    return Measured(lab, {"blemishes": heat, "pores": heat}, ScoredArea(np.ones((16, 16), bool), zones), 1.0)


def test_counts_are_added_and_means_weighed_by_what_was_seen() -> None:
    assert raw_over("blemishes", [(2.0, 10.0), (3.0, 30.0)]) == 5.0
    assert raw_over("pores", [(2.0, 10.0), (4.0, 30.0)]) == 3.5


def test_a_photo_that_says_nothing_weighs_nothing() -> None:
    assert raw_over("pores", [(None, 90.0), (4.0, 30.0)]) == 4.0
    assert raw_over("pores", [(None, 90.0)]) is None
    assert raw_over("pores", []) is None


@pytest.mark.parametrize("key", ["blemishes", "pores"])
def test_only_the_zones_asked_for_are_measured(key: str) -> None:
    both = measured()
    cheeks = {Zone.CHEEK_LEFT, Zone.CHEEK_RIGHT}
    assert raw_of(key, both, cheeks) == raw_measure(key, both)
    left, right = (raw_of(key, both, {zone}, whole=False) for zone in (Zone.CHEEK_LEFT, Zone.CHEEK_RIGHT))
    assert left != right
