"""Looks at live pictures for guidance: where the face is, how it is held, lit and covered, in a few milliseconds.

The measures are those of the quality gate, taken by its own functions on a reduced picture, so that what guidance
lets pass the gate lets pass, too. The face is followed from picture to picture; the detector runs only when it is
lost, and now and then to see whether somebody else came in.
"""

from collections.abc import Mapping
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.analysis import FaceView
from consultant_app.domain.guidance import BLINK, LASTS, Instruction, Rule
from consultant_app.domain.photo import RGB, Map
from consultant_app.files import resource
from consultant_app.imaging import raw_measures
from consultant_app.imaging.alignment import align
from consultant_app.imaging.mesh import FACE_OVAL, head_pose, inter_eye_distance, pixels_per_mm
from consultant_app.imaging.quality import LIMITS, View
from consultant_app.imaging.quality.cover import cover
from consultant_app.imaging.quality.geometry import NEUTRAL_PITCH, expression, head_share
from consultant_app.imaging.quality.light import light
from consultant_app.imaging.quality.limits import SIDE_LIMITS
from consultant_app.imaging.skin import geometric_skin_mask, zone_masks
from consultant_app.imaging.visibility import visible_skin
from consultant_app.inference.face_finder import FaceFinder
from consultant_app.inference.signature import installed
from consultant_app.inference.skin_parser import SkinParser

_LONGEST = 640
"""Longer side of the reduced picture: a well-placed face is as large on it as the mesh takes it."""
_CROP = 256
_LOOK_ROUND = 15
"""Every so many pictures the detector looks for a second face."""
_LOOK_CLOSER = 4
"""Every so many times that light and cover are measured, the parsing network tells anew what covers the skin."""
_LIGHT_EVERY = 3
"""Every so many pictures light and cover are measured: they change more slowly than a head moves."""
_STILL_POINTS = (33, 133, 362, 263, 1, 61, 291)
_MOTION_MEMORY = 0.6
"""Share of the former motion in the new value: one picture's jitter of the mesh is no motion."""

Measures = dict[str, float]


def _gate(instruction: Instruction, key: str, margin: float, lasts: float = LASTS) -> Rule:
    """A rule that speaks where the gate would warn, and is quiet again a margin (share of the limit) before."""
    limit = LIMITS[key]
    back = abs(limit.warn) * margin
    leave = limit.warn + back if limit.low else limit.warn - back
    return Rule(instruction, key, limit.warn, leave, limit.low, lasts)


_YAW, _PITCH, _ROLL = (min(14.0, 0.9 * LIMITS[key].warn) for key in ("turned", "tilted", "leaning"))
"""Degrees from which the head is asked to turn: always before the gate would warn."""

RULES: tuple[Rule, ...] = (
    Rule(Instruction.NO_FACE, "faces", 0.5, 0.5, low=True, lasts=BLINK),
    Rule(Instruction.SEVERAL_FACES, "faces", 1.5, 1.5),
    _gate(Instruction.CLOSER, "face_small", 0.06),
    _gate(Instruction.CLOSER, "coarse", 0.06),
    # Guidance asks for more than the gate must refuse: a head of 0.45 of the height is what ISO/IEC 29794-5 wants.
    Rule(Instruction.CLOSER, "far", 33.0, 36.0, low=True),
    Rule(Instruction.FARTHER, "far", 82.0, 77.0),
    Rule(Instruction.CENTRE, "off_centre", 0.15, 0.11),
    Rule(Instruction.CHIN_UP, "pitch", -_PITCH, -0.7 * _PITCH, low=True),
    Rule(Instruction.CHIN_DOWN, "pitch", _PITCH, 0.7 * _PITCH),
    Rule(Instruction.TURN_LEFT, "yaw", -_YAW, -0.7 * _YAW, low=True),
    Rule(Instruction.TURN_RIGHT, "yaw", _YAW, 0.7 * _YAW),
    Rule(Instruction.UPRIGHT, "roll", _ROLL, 0.7 * _ROLL),
    _gate(Instruction.MORE_LIGHT, "dim", 0.1),
    _gate(Instruction.MORE_LIGHT, "under_exposed", 0.2),
    _gate(Instruction.LESS_LIGHT, "over_exposed", 0.25),
    _gate(Instruction.LIGHT_IN_FRONT, "back_lit", 0.1),
    _gate(Instruction.EVEN_LIGHT, "uneven_light", 0.15),
    _gate(Instruction.GLASSES, "glasses", 0.2),
    _gate(Instruction.HAIR, "fringe", 0.15),
    _gate(Instruction.UNCOVER, "mask", 0.15),
    _gate(Instruction.UNCOVER, "hand", 0.2),
    _gate(Instruction.EYES_OPEN, "eyes_closed", 0.15, BLINK),
    _gate(Instruction.RELAX, "mouth_open", 0.15, BLINK),
    _gate(Instruction.RELAX, "smile", 0.03, BLINK),
    _gate(Instruction.RELAX, "frown", 0.05, BLINK),
    Rule(Instruction.HOLD_STILL, "motion", 0.35, 0.22, lasts=0.15),
)
"""When guidance speaks. Yaw is positive when she turns to her left, pitch when she looks up (degrees)."""

_LEAST_TURN, _MOST_TURN, _TURN_MARGIN = (
    SIDE_LIMITS["side_little"].warn + 3,
    SIDE_LIMITS["side_far"].warn - 3,
    3.0,
)
"""Degrees between which a head must be turned for a three-quarter view: a little within the gate's warnings."""

_FRONT_ONLY = frozenset({Instruction.TURN_LEFT, Instruction.TURN_RIGHT, Instruction.EVEN_LIGHT})
"""What says nothing to a head that is turned on purpose."""


def rules_for(view: FaceView) -> tuple[Rule, ...]:
    """When guidance speaks for a view; all but the pose is as for the front."""
    if view is FaceView.FRONT:
        return RULES
    rest = tuple(rule for rule in RULES if rule.instruction not in _FRONT_ONLY)
    least, most = _LEAST_TURN, _MOST_TURN
    if view is FaceView.RIGHT:
        turn = Rule(Instruction.SIDE_RIGHT, "yaw", least, least + _TURN_MARGIN, low=True)
        return (*rest, turn, Rule(Instruction.SIDE_BACK, "yaw", most, most - _TURN_MARGIN))
    turn = Rule(Instruction.SIDE_LEFT, "yaw", -least, -least - _TURN_MARGIN)
    return (*rest, turn, Rule(Instruction.SIDE_BACK, "yaw", -most, -most + _TURN_MARGIN, low=True))


LIGHT = frozenset({Instruction.MORE_LIGHT, Instruction.LESS_LIGHT})
"""What a camera that keeps its exposure may itself be the cause of."""


class LiveGuide:
    """Measures live pictures; from one thread at a time."""

    def __init__(self, models: Path | None = None, threads: int = 1) -> None:
        """Load the face models, the parsing network where there is one, and what the first photo will need.

        Args:
            models: Folder with ``face/`` and perhaps ``parsing/``; the bundled one by default.
            threads: CPU threads for one run.

        Raises:
            ModelError: a model is missing, altered, or not signed by a trusted key.
        """
        folder = models or resource("models")
        self._finder = FaceFinder(folder / "face", threads)
        parsing = folder / "parsing"
        self._parser = SkinParser(parsing, threads) if installed(parsing) else None
        raw_measures.prepare()
        self.forget()

    def forget(self) -> None:
        """Look anew: the camera was changed or lost."""
        self._points: NDArray[np.float32] | None = None
        self._faces = 0
        self._seen = 0
        self._parts: Mapping[str, Map] = {}
        self._lit: Measures = {}
        self._looks = 0
        self._still: tuple[NDArray[np.float32], float] | None = None
        self._motion = 0.0

    def measure(self, rgb: RGB, at: float) -> Measures:
        """Measures of one picture by the keys that ``RULES`` know.

        Args:
            rgb: uint8 [H, W, 3], unmirrored.
            at: When it was taken, seconds.

        Returns:
            ``faces`` (0, 1 or 2) always; all others, in the gate's units, only of one face.
        """
        scale = max(1.0, max(rgb.shape[:2]) / _LONGEST)
        size = (round(rgb.shape[1] / scale), round(rgb.shape[0] / scale))
        small = rgb if scale == 1.0 else np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), np.uint8)
        self._find(small)
        self._seen += 1
        if self._points is None or self._faces != 1:
            self._still, self._lit = None, {}
            return {"faces": float(self._faces)}
        if not self._lit or self._seen % _LIGHT_EVERY == 0:
            self._lit = self._lit_and_covered(small, self._points)
        full = (self._points * np.float32(scale)).astype(np.float32)
        return {
            "faces": 1.0,
            **_placed(full, rgb.shape[1], rgb.shape[0]),
            **dict(expression(full)),
            "motion": self._moved(full, at),
            **self._lit,
        }

    def _find(self, small: RGB) -> None:
        followed = None if self._points is None else self._finder.follow(small, self._points)
        if followed is not None and self._seen % _LOOK_ROUND:
            self._points = followed.points
            return
        faces = self._finder.glance(small)
        if not faces and followed is not None:
            # The detector is the less sure of the two: a face that the mesh still holds is there.
            faces = [followed]
        if len(faces) != 1 or followed is None:
            self._parts = {}
        self._faces = min(2, len(faces))
        self._points = faces[0].points if faces else None

    def _lit_and_covered(self, small: RGB, points: NDArray[np.float32]) -> Measures:
        face = align(small, points, _CROP)
        self._looks += 1
        if self._parser is not None and (not self._parts or self._looks % _LOOK_CLOSER == 0):
            self._parts = self._parser.parse(face.rgb)
        expected = geometric_skin_mask(face.points, _CROP) > 0
        skin = visible_skin(expected, self._parts) if self._parts else expected
        zones = zone_masks(face.points, _CROP)
        view = View(small, points, face, skin, expected, zones, self._parts)
        return {**dict(light(view)), **dict(cover(view))}

    def _moved(self, points: NDArray[np.float32], at: float) -> float:
        """Speed of the face in heights of the face a second, smoothed."""
        now = points[list(_STILL_POINTS), :2]
        before, self._still = self._still, (now, at)
        if before is None or at <= before[1]:
            self._motion = 0.0 if before is None else self._motion
            return self._motion
        height = float(np.linalg.norm(points[152, :2] - points[10, :2]))
        step = float(np.linalg.norm(now.mean(axis=0) - before[0].mean(axis=0)))
        speed = step / max(height, 1.0) / (at - before[1])
        self._motion = _MOTION_MEMORY * self._motion + (1 - _MOTION_MEMORY) * speed
        return self._motion


def _placed(points: NDArray[np.float32], width: int, height: int) -> Measures:
    """Size, place and pose on the picture as it was taken."""
    yaw, pitch, roll = head_pose(points)
    oval = points[list(FACE_OVAL), :2]
    middle = (oval.min(axis=0) + oval.max(axis=0)) / 2
    off = np.abs(middle - np.array([width / 2, height / 2])) / height
    return {
        "face_small": inter_eye_distance(points),
        "coarse": pixels_per_mm(points),
        "far": head_share(points, height),
        "off_centre": float(off.max()),
        "yaw": yaw,
        "pitch": pitch - NEUTRAL_PITCH,
        "roll": abs(roll),
    }
