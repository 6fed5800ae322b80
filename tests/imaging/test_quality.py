import cv2
import numpy as np
import pytest

from consultant_app.domain.analysis import Quality, Severity
from consultant_app.domain.photo import RGB
from consultant_app.imaging.alignment import CROP_SIZE, align
from consultant_app.imaging.quality import LIMITS, Limit, assess
from consultant_app.imaging.skin import geometric_skin_mask, skin_mask, zone_masks
from consultant_app.inference.face_finder import FoundFace
from consultant_app.texts import languages, texts


def judged(rgb: RGB, points: np.ndarray, language: str = "en") -> Quality:
    face = align(rgb, points)
    geometric = geometric_skin_mask(face.points, CROP_SIZE) > 0
    return assess(
        points,
        face,
        skin_mask(face.rgb, face.points),
        geometric,
        zone_masks(face.points, CROP_SIZE),
        texts(language),
    )


def keys(quality: Quality) -> set[str]:
    return {finding.key for finding in quality.findings}


def test_a_small_smiling_face_is_warned_about_but_accepted(astronaut: RGB, found: FoundFace) -> None:
    quality = judged(astronaut, found.points)
    assert quality.accepted
    assert "face_small" in keys(quality)


def test_a_tiny_face_is_refused_with_value_and_limit(astronaut: RGB, found: FoundFace) -> None:
    small = cv2.resize(astronaut, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    quality = judged(small, found.points / 2)
    finding = next(f for f in quality.findings if f.key == "face_small")
    assert not quality.accepted
    assert finding.severity is Severity.REFUSE
    assert finding.value < finding.limit == LIMITS["face_small"].refuse


@pytest.mark.parametrize(
    ("key", "spoil"),
    [
        ("blurred", lambda rgb: cv2.GaussianBlur(rgb, (0, 0), 4)),
        ("over_exposed", lambda rgb: np.clip(rgb.astype(int) * 2, 0, 255).astype(np.uint8)),
        ("under_exposed", lambda rgb: (rgb // 12).astype(np.uint8)),
        ("no_colour", lambda rgb: np.repeat(rgb.mean(axis=2, keepdims=True), 3, axis=2).astype(np.uint8)),
    ],
)
def test_a_spoilt_photo_is_found_out(key: str, spoil: object, astronaut: RGB, found: FoundFace) -> None:
    assert key not in keys(judged(astronaut, found.points))
    assert key in keys(judged(spoil(astronaut), found.points))  # type: ignore[operator]


def test_light_from_one_side_is_found_out(astronaut: RGB, found: FoundFace) -> None:
    ramp = np.linspace(1.0, 0.12, astronaut.shape[1])[None, :, None]
    centre = float(found.points[:, 0].mean()) / astronaut.shape[1]
    ramp = np.roll(ramp, int((centre - 0.5) * astronaut.shape[1]), axis=1) ** 3
    assert "uneven_light" in keys(judged((astronaut * ramp).astype(np.uint8), found.points))


def test_limits_are_crossed_in_their_own_direction() -> None:
    assert Limit(1, 2).crossed(0.5) is None
    assert Limit(1, 2).crossed(1.5) == (Severity.WARN, 1)
    assert Limit(1, 2).crossed(3) == (Severity.REFUSE, 2)
    assert Limit(2, 1, low=True).crossed(0.5) == (Severity.REFUSE, 1)
    assert Limit(2, 1, low=True).crossed(2.5) is None


@pytest.mark.parametrize("language", languages())
def test_every_finding_has_its_words(language: str) -> None:
    assert all(texts(language)(f"quality.{key}") for key in LIMITS)
