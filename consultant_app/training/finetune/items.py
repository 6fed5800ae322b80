"""Graded photographs as arrays: which pooled evidence is compared with which grade."""

from collections import Counter
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.criteria import CRITERIA, Zone
from consultant_app.imaging.evidence import WHOLE_FACE
from consultant_app.inference.manifest import Calibration
from consultant_app.inference.skin_model import grade_of
from consultant_app.training.finetune.grades import Target
from consultant_app.training.finetune.photos import SKIN_SLOT, SLOTS, Photo
from consultant_app.training.render.scene import CHANNELS

_Row = tuple[str, int, str, int, bool, NDArray[np.float32], float, float]

_SLOT_OF = {zone: index for index, zone in enumerate(Zone)}


@dataclass(frozen=True, eq=False)
class Items:
    """N grades; every array has N rows.

    Attributes:
        key: Criterion.
        photo: Number of the photograph.
        person: Whose face.
        channel: Number of the evidence map.
        whole: Whether the criterion is graded as a whole, not one of its zones.
        share: float32 [N, SLOTS], how much each slot counts; sums to 1.
        grade: The graders' mean.
        graders: How many.
    """

    key: NDArray[np.str_]
    photo: NDArray[np.intp]
    person: NDArray[np.str_]
    channel: NDArray[np.intp]
    whole: NDArray[np.bool_]
    share: NDArray[np.float32]
    grade: NDArray[np.float64]
    graders: NDArray[np.float64]

    def where(self, rows: NDArray[np.bool_]) -> "Items":
        """Only these rows."""
        return replace(self, **{part.name: getattr(self, part.name)[rows] for part in fields(self)})

    def top(self) -> NDArray[np.float64]:
        """Highest grade of each row's scale."""
        return np.array([CRITERIA[key].grade_max for key in self.key.tolist()], np.float64)


def build_items(
    targets: list[Target], photos: list[Photo], curves: dict[str, Calibration]
) -> tuple[Items, dict[str, int]]:
    """The grades that can be compared with the photographs, and how many were left out, by reason.

    Grades of hidden zones, and of photographs too coarse for a criterion, are left out: the application says
    nothing there either.
    """
    number = {photo.name: index for index, photo in enumerate(photos)}
    rows: list[_Row] = []
    left_out: Counter[str] = Counter()
    for target in targets:
        if target.photo not in number:
            left_out["photo without a single face"] += 1
            continue
        photo, curve = photos[number[target.photo]], curves[target.key]
        share = _share(target, photo)
        if photo.scale < curve.smallest_scale:
            left_out["photo too coarse for the criterion"] += 1
        elif share is None:
            left_out["zone hidden on the photo"] += 1
        else:
            channel = CHANNELS.index(curve.channel)
            index = number[target.photo]
            whole, weight = target.zone is Zone.FACE, float(target.graders)
            rows.append((target.key, index, photo.person, channel, whole, share, target.grade, weight))
    return _columns(rows), dict(left_out)


def _columns(rows: list[_Row]) -> Items:
    key, photo, person, channel, whole, share, grade, graders = zip(*rows, strict=True) if rows else ((),) * 8
    return Items(
        np.array(key, np.str_),
        np.array(photo, np.intp),
        np.array(person, np.str_),
        np.array(channel, np.intp),
        np.array(whole, np.bool_),
        np.array(share, np.float32).reshape(-1, SLOTS),
        np.array(grade, np.float64),
        np.array(graders, np.float64),
    )


def _share(target: Target, photo: Photo) -> NDArray[np.float32] | None:
    """How much each slot counts, as the application pools it; ``None`` where nothing of it is visible."""
    zones = CRITERIA[target.key].zones
    if target.zone is not Zone.FACE:
        zones = (target.zone,)
    pixels = photo.areas.reshape(SLOTS, -1).sum(axis=1)
    out = np.zeros(SLOTS, np.float32)
    for zone in zones:
        out[_SLOT_OF[zone]] = pixels[_SLOT_OF[zone]]
    total = float(out.sum())
    if total == 0:
        return None
    if target.zone is Zone.FACE and target.key in WHOLE_FACE:
        out[:] = 0
        out[SKIN_SLOT] = total
    share: NDArray[np.float32] = out / np.float32(total)
    return share


def pooled_evidence(items: Items, pooled: NDArray[np.float32]) -> NDArray[np.float64]:
    """Mean evidence behind each grade, [N], from the means of every photograph, map and slot [P, C, SLOTS]."""
    return np.asarray((pooled[items.photo, items.channel] * items.share).sum(axis=1), np.float64)


def read_grades(items: Items, pooled: NDArray[np.float32], curves: dict[str, Calibration]) -> NDArray[np.float64]:
    """The model's grades [N], read as the application reads them: zone by zone, then joined by area."""
    means = pooled[items.photo, items.channel]
    out = np.zeros(len(items.grade))
    for row, (key, shares) in enumerate(zip(items.key.tolist(), items.share, strict=True)):
        out[row] = sum(
            float(share) * grade_of(curves[key], float(mean), CRITERIA[key].grade_max)[0]
            for share, mean in zip(shares, means[row], strict=True)
            if share > 0
        )
    return out
