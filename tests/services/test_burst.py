import numpy as np
import pytest

from consultant_app.inference.skin_model import Evidence
from consultant_app.services import burst as subject


def evidence(level: float, doubt: float = -4.0) -> Evidence:
    return Evidence(
        {"redness": np.full((4, 4), level, np.float32)}, {"redness": np.full((4, 4), doubt, np.float32)}
    )


def test_one_bad_picture_does_not_move_the_map() -> None:
    found = subject.joined([evidence(0.2), evidence(0.9), evidence(0.22)])
    assert found.maps["redness"] == pytest.approx(0.21)
    assert found.maps["redness"].dtype == np.float32


def test_thin_lines_that_tremble_keep_their_amount() -> None:
    lines = [Evidence({"lines": np.roll(np.eye(8, dtype=np.float32), shift, axis=1)}, {}) for shift in (-1, 0, 1)]
    found = subject.joined(lines).maps["lines"]
    assert found.mean() == pytest.approx(np.mean([line.maps["lines"].mean() for line in lines]))


def test_one_picture_is_itself() -> None:
    one = evidence(0.3)
    assert subject.joined([one]).maps["redness"] is one.maps["redness"]


def test_camera_and_light_are_shared_so_the_variance_is_not_divided() -> None:
    assert subject.joined([evidence(0.2, -4.0), evidence(0.2, -4.0)]).log_variance["redness"] == pytest.approx(-4)


def test_no_picture_is_an_error() -> None:
    with pytest.raises(ValueError, match="at least one"):
        subject.joined([])


def test_a_smile_is_another_pose_and_a_breath_is_not() -> None:
    points = np.random.default_rng(0).uniform(0, 640, (478, 3)).astype(np.float32)
    assert subject.same_pose(points, points + np.float32(2), 640)
    assert not subject.same_pose(points, points + np.float32(20), 640)
