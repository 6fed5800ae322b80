from dataclasses import replace

import numpy as np
import pytest

from consultant_app.domain.analysis import FaceView, Severity
from consultant_app.imaging.mesh import head_pose
from consultant_app.imaging.quality import LIMITS, View
from consultant_app.imaging.quality.limits import SIDE_LIMITS
from consultant_app.imaging.quality.side import assess_side, side_measured, side_yaw
from consultant_app.texts import languages, texts

SIDES = (FaceView.LEFT, FaceView.RIGHT)


def _turned(view: View, degrees: float) -> View:
    """The mesh alone, turned until it reads so many degrees; the pixels stay."""
    a = np.radians(degrees - head_pose(view.points)[0])
    turn = np.array([[np.cos(a), 0, np.sin(a)], [0, 1, 0], [-np.sin(a), 0, np.cos(a)]])
    middle = view.points.mean(axis=0)
    return replace(view, points=((view.points - middle) @ turn + middle).astype(np.float32))


def _pose_findings(view: View, side: FaceView) -> dict[str, Severity]:
    found = assess_side(view, side, texts("en")).findings
    return {finding.key: finding.severity for finding in found if finding.key.startswith("side_")}


@pytest.mark.parametrize("side", SIDES)
def test_her_left_side_shows_when_she_turns_to_her_right(view: View, side: FaceView) -> None:
    sign = 1 if side is FaceView.RIGHT else -1
    assert side_yaw(_turned(view, sign * 40).points, side) == pytest.approx(40, abs=2)
    assert _pose_findings(_turned(view, sign * 40), side) == {}
    assert _pose_findings(_turned(view, sign * 22), side) == {"side_little": Severity.WARN}
    assert _pose_findings(_turned(view, sign * 58), side) == {"side_far": Severity.WARN}
    assert _pose_findings(_turned(view, sign * 70), side) == {"side_far": Severity.REFUSE}


@pytest.mark.parametrize("side", SIDES)
def test_a_front_and_the_other_side_are_refused(view: View, side: FaceView) -> None:
    sign = 1 if side is FaceView.RIGHT else -1
    for degrees in (0, -40):
        quality = assess_side(_turned(view, sign * degrees), side, texts("en"))
        assert not quality.accepted
        assert _pose_findings(_turned(view, sign * degrees), side) == {"side_little": Severity.REFUSE}


def test_all_else_is_judged_as_on_the_front(view: View) -> None:
    assert set(SIDE_LIMITS) - set(LIMITS) == {"side_little", "side_far"}
    assert set(LIMITS) - set(SIDE_LIMITS) == {"turned", "uneven_light"}
    assert set(side_measured(view, FaceView.LEFT)) == set(SIDE_LIMITS) - {"jpeg"}


@pytest.mark.parametrize("language", languages())
def test_every_finding_has_its_words(language: str) -> None:
    for key in SIDE_LIMITS:
        assert f"quality.{key}" in texts(language)
        assert f"remedy.{key}" in texts(language)


def test_the_front_is_no_side(view: View) -> None:
    with pytest.raises(ValueError, match="front"):
        side_yaw(view.points, FaceView.FRONT)
