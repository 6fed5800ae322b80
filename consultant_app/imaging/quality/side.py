"""Is a three-quarter photo fit to show the side of a face? The gate of the front photo, with a pose of its own."""

from consultant_app.domain.analysis import FaceView, Quality
from consultant_app.imaging.mesh import Landmarks, head_pose
from consultant_app.imaging.quality.gate import judged, measured
from consultant_app.imaging.quality.limits import SIDE_LIMITS
from consultant_app.imaging.quality.view import View
from consultant_app.texts import Texts


def side_yaw(points: Landmarks, side: FaceView) -> float:
    """Degrees by which the head is turned so as to show ``side``; below 0 it shows the other one.

    Raises:
        ValueError: the front is no side.
    """
    if side is FaceView.FRONT:
        raise ValueError("the front view is no side view")
    yaw = head_pose(points)[0]  # positive when she turns to her left, which shows her right side
    return yaw if side is FaceView.RIGHT else -yaw


def side_measured(view: View, side: FaceView) -> dict[str, float]:
    """Every measure of the gate that means the same on a turned head, and how far it is turned."""
    yaw = side_yaw(view.points, side)
    values = {key: value for key, value in measured(view).items() if key in SIDE_LIMITS}
    return {**values, "side_little": yaw, "side_far": yaw}


def assess_side(view: View, side: FaceView, words: Texts) -> Quality:
    """Judge a three-quarter photo.

    Args:
        view: What is looked at.
        side: The side that it is to show; a photo of the other one is refused.
        words: Language of the messages.
    """
    return judged(side_measured(view, side), SIDE_LIMITS, words)
