"""How large the face is, where it lies, how the head is held, and what the face does."""

from collections.abc import Iterator

import cv2
import numpy as np

from consultant_app.imaging.mesh import FACE_OVAL, Landmarks, head_pose, inter_eye_distance, pixels_per_mm
from consultant_app.imaging.quality.view import View

NEUTRAL_PITCH = -5.0
"""Pitch of the mesh of a face that looks straight into the camera, median of the portraits (degrees)."""

_CROWN = 1.3
"""Height of the head, chin to crown, over chin to hairline (the mesh ends there)."""


def geometry(view: View) -> Iterator[tuple[str, float]]:
    """Measures of a face's place and pose: key, value in the unit of its limit."""
    points = view.points
    yield "face_small", inter_eye_distance(points)
    yield "coarse", pixels_per_mm(points)
    share = head_share(points, view.photo.shape[0])
    yield "far", share
    yield "cut_off", outside(points, view.photo.shape[1], view.photo.shape[0])
    yield from pose(points)
    yield from expression(points)


def pose(points: Landmarks) -> Iterator[tuple[str, float]]:
    """How far the head is from looking straight into the camera, in degrees."""
    yaw, pitch, roll = head_pose(points)
    yield "turned", abs(yaw)
    yield "tilted", abs(pitch - NEUTRAL_PITCH)
    yield "leaning", abs(roll)


def expression(points: Landmarks) -> Iterator[tuple[str, float]]:
    """What moves skin: the mouth, the smile, the brows; and eyes that are closed. All ratios of lengths."""
    yield "mouth_open", _ratio(points, (13, 14), (61, 291))
    yield "smile", _ratio(points, (61, 291), (33, 263))
    # Brows that are drawn together come down to the inner corners of the eyes more than they near each other.
    yield "frown", (_ratio(points, (107, 133), (33, 263)) + _ratio(points, (336, 362), (33, 263))) / 2
    yield "eyes_closed", max(_ratio(points, (159, 145), (33, 133)), _ratio(points, (386, 374), (263, 362)))


def head_share(points: Landmarks, height: int) -> float:
    """Height of the head over the height of the photo, in percent (ISO/IEC 29794-5 looks for about 45)."""
    return 100 * _CROWN * float(np.linalg.norm(points[152, :2] - points[10, :2])) / height


def outside(points: Landmarks, width: int, height: int) -> float:
    """Share of the face oval that lies outside the photo, in percent."""
    oval = cv2.convexHull(points[list(FACE_OVAL), :2].astype(np.float32))
    frame = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    inside, _ = cv2.intersectConvexConvex(oval, frame)
    return max(0.0, 100 * (1 - inside / max(1.0, cv2.contourArea(oval))))


def _ratio(points: Landmarks, first: tuple[int, int], second: tuple[int, int]) -> float:
    def length(pair: tuple[int, int]) -> float:
        return float(np.linalg.norm(points[pair[0], :2] - points[pair[1], :2]))

    return length(first) / max(length(second), 1e-6)
