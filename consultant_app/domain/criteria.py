"""The sixteen visible criteria and the thirteen zones of the face. The product's definition, as data.

Grades are severities (0 = not visible) in the ranges that expert panels use; ``product.md`` defines both.
"""

from dataclasses import dataclass
from enum import StrEnum


class Zone(StrEnum):
    """A zone of the face. Left and right are the client's own."""

    FOREHEAD = "forehead"
    GLABELLA = "glabella"
    CROWS_FEET_LEFT = "crows_feet_left"
    CROWS_FEET_RIGHT = "crows_feet_right"
    UNDER_EYE_LEFT = "under_eye_left"
    UNDER_EYE_RIGHT = "under_eye_right"
    NOSE = "nose"
    CHEEK_LEFT = "cheek_left"
    CHEEK_RIGHT = "cheek_right"
    MOUTH_LEFT = "mouth_left"
    MOUTH_RIGHT = "mouth_right"
    CHIN = "chin"
    JAW_LINE = "jaw_line"
    FACE = "face"


FACE_ZONES = tuple(zone for zone in Zone if zone is not Zone.FACE)
"""The thirteen zones proper; ``Zone.FACE`` is their whole."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One visible criterion.

    Attributes:
        key: Stable key, used in files, JSON and the database.
        grade_max: Highest severity of its scale; 0 is "not visible".
        zones: Where it is scored.
        raw_unit: Unit of the physical measure shown beside the score.
    """

    key: str
    grade_max: int
    zones: tuple[Zone, ...]
    raw_unit: str


_UNDER_EYES = (Zone.UNDER_EYE_LEFT, Zone.UNDER_EYE_RIGHT)
_CHEEKS = (Zone.CHEEK_LEFT, Zone.CHEEK_RIGHT)

CRITERIA: dict[str, Criterion] = {
    criterion.key: criterion
    for criterion in (
        Criterion("forehead_lines", 6, (Zone.FOREHEAD,), "mm/cm2"),
        Criterion("frown_lines", 6, (Zone.GLABELLA,), "mm/cm2"),
        Criterion("crows_feet", 6, (Zone.CROWS_FEET_LEFT, Zone.CROWS_FEET_RIGHT), "mm/cm2"),
        Criterion("under_eye_lines", 5, _UNDER_EYES, "mm/cm2"),
        Criterion("folds", 5, (Zone.MOUTH_LEFT, Zone.MOUTH_RIGHT), "contrast x mm"),
        Criterion("texture", 5, (Zone.FOREHEAD, *_CHEEKS), "L* rms"),
        Criterion("pores", 5, (Zone.NOSE, *_CHEEKS), "% area"),
        Criterion("dark_spots", 5, (Zone.FOREHEAD, *_CHEEKS), "% area"),
        Criterion("tone_evenness", 5, (Zone.FACE,), "ITA deg SD"),
        Criterion("redness", 4, (*_CHEEKS, Zone.NOSE, Zone.CHIN), "delta a*"),
        Criterion("blemishes", 4, (Zone.FOREHEAD, *_CHEEKS, Zone.NOSE, Zone.CHIN), "count"),
        Criterion("dark_circles", 4, _UNDER_EYES, "delta E"),
        Criterion("eye_bags", 4, _UNDER_EYES, "L* relief"),
        Criterion("firmness", 5, (Zone.JAW_LINE,), "mm"),
        Criterion("shine", 4, (Zone.FOREHEAD, Zone.NOSE, *_CHEEKS), "% area"),
        Criterion("radiance", 5, (Zone.FACE,), "index"),
    )
}
"""All criteria by key, in the order of the product's definition."""
