"""Is the photo fit to be analysed? Each finding carries its value and the limit it crosses.

Refusals are kept to what makes every score meaningless; everything else warns. No limit looks at how dark the
skin is, only at clipped values and at differences within the face.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.analysis import Quality, QualityFinding, Severity
from consultant_app.domain.criteria import Zone
from consultant_app.imaging.alignment import AlignedFace
from consultant_app.imaging.colour import lab_from_srgb, linear_from_srgb
from consultant_app.imaging.mesh import head_pose, inter_eye_distance
from consultant_app.texts import Texts


@dataclass(frozen=True, slots=True)
class Limit:
    """Where a measure begins to warn and to refuse; ``low`` limits are crossed downwards."""

    warn: float
    refuse: float
    low: bool = False

    def crossed(self, value: float) -> tuple[Severity, float] | None:
        """The severity of a value and the limit it crossed, or ``None`` when it is fine."""
        sign = -1 if self.low else 1
        if sign * value > sign * self.refuse:
            return Severity.REFUSE, self.refuse
        if sign * value > sign * self.warn:
            return Severity.WARN, self.warn
        return None


_NEVER = 1e9
LIMITS: dict[str, Limit] = {
    # ISO/IEC 29794-5 asks for 90 pixels between the eyes; below 30 no skin is seen.
    "face_small": Limit(90, 30, low=True),
    "blurred": Limit(0.16, 0.085, low=True),
    "over_exposed": Limit(0.04, 0.30),
    "under_exposed": Limit(0.10, 0.60),
    "uneven_light": Limit(0.90, _NEVER),
    "turned": Limit(18, 55),
    "tilted": Limit(22, 50),
    "mouth_open": Limit(0.22, _NEVER),
    "smile": Limit(0.72, _NEVER),
    "eyes_closed": Limit(0.15, -_NEVER, low=True),
    "no_colour": Limit(4.0, 1.2, low=True),
    "covered": Limit(0.30, 0.75),
}
"""Finding -> limits. Units: pixels, sharpness index, share of the skin, log ratio, degrees, ratios, chroma."""


def assess(
    points: NDArray[np.float32],
    face: AlignedFace,
    skin: NDArray[np.bool_],
    geometric: NDArray[np.bool_],
    zones: dict[Zone, NDArray[np.bool_]],
    words: Texts,
) -> Quality:
    """Judge a photo.

    Args:
        points: Landmarks in photo pixels.
        face: The aligned face.
        skin: Visible skin of the crop.
        geometric: Skin that the mesh expects.
        zones: Areas of the zones in the crop.
        words: Language of the messages.
    """
    findings = []
    for key, value in _measures(points, face, skin, geometric, zones):
        crossed = LIMITS[key].crossed(value)
        if crossed is not None:
            severity, limit = crossed
            message = words(f"quality.{key}")
            findings.append(QualityFinding(key, severity, round(float(value), 3), limit, message))
    return Quality(all(f.severity is not Severity.REFUSE for f in findings), tuple(findings))


def _measures(
    points: NDArray[np.float32],
    face: AlignedFace,
    skin: NDArray[np.bool_],
    geometric: NDArray[np.bool_],
    zones: dict[Zone, NDArray[np.bool_]],
) -> Iterator[tuple[str, float]]:
    yaw, pitch, _ = head_pose(points)
    yield "face_small", inter_eye_distance(points)
    yield "turned", abs(yaw)
    yield "tilted", abs(pitch - _NEUTRAL_PITCH)
    yield "mouth_open", _ratio(points, (13, 14), (61, 291))
    yield "smile", _ratio(points, (61, 291), (33, 263))
    yield "eyes_closed", max(_ratio(points, (159, 145), (33, 133)), _ratio(points, (386, 374), (263, 362)))
    yield "covered", 1 - float(skin.sum()) / max(1.0, float(geometric.sum()))
    if skin.any():
        pixels = face.rgb[skin]
        yield "over_exposed", float((pixels.max(axis=1) >= 251).mean())
        yield "under_exposed", float((pixels.max(axis=1) <= 22).mean())
        yield "blurred", sharpness(face, skin)
        chroma = np.linalg.norm(lab_from_srgb(face.rgb)[skin][:, 1:], axis=1)
        yield "no_colour", float(np.median(chroma))
        yield "uneven_light", _side_difference(face, skin, zones)


_NEUTRAL_PITCH = -5.0
"""Pitch of the mesh of a face that looks straight into the camera, median of the portraits (degrees)."""


def sharpness(face: AlignedFace, skin: NDArray[np.bool_]) -> float:
    """Detail of 0.4 to 0.8 mm over detail of 1.5 to 3 mm around the eyes.

    Lashes and lid borders are there in every face, so the measure does not punish smooth skin. Sharp portraits
    lie between 0.26 and 0.6; a blur of 2 to 4 pixels of the photo takes them below 0.2.
    """
    area = np.zeros(skin.shape, np.uint8)
    for ids in ((33, 133), (362, 263)):
        a, b = face.points[ids[0], :2], face.points[ids[1], :2]
        centre, reach = (a + b) / 2, float(np.linalg.norm(a - b))
        cv2.circle(area, (round(float(centre[0])), round(float(centre[1]))), round(0.8 * reach), 1, -1)
    light = lab_from_srgb(face.rgb)[..., 0]
    blurs = [cv2.GaussianBlur(light, (0, 0), sigma) for sigma in (1.0, 2.0, 4.0, 8.0)]
    fine, broad = (float(np.abs(blurs[i] - blurs[i + 1])[area > 0].mean()) for i in (0, 2))
    return fine / max(broad, 1e-3)


def _side_difference(face: AlignedFace, skin: NDArray[np.bool_], zones: dict[Zone, NDArray[np.bool_]]) -> float:
    """Absolute log ratio of the light on the two cheeks."""
    luminance = linear_from_srgb(face.rgb).mean(axis=2)
    sides = [luminance[zones[zone] & skin] for zone in (Zone.CHEEK_LEFT, Zone.CHEEK_RIGHT)]
    if any(len(side) < 50 for side in sides):
        return 0.0
    left, right = (float(np.median(side)) + 1e-3 for side in sides)
    return abs(float(np.log(left / right)))


def _ratio(points: NDArray[np.float32], first: tuple[int, int], second: tuple[int, int]) -> float:
    def length(pair: tuple[int, int]) -> float:
        return float(np.linalg.norm(points[pair[0], :2] - points[pair[1], :2]))

    return length(first) / max(length(second), 1e-6)
