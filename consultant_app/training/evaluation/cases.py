"""Rendered hold-out photographs as the model sees them, beside what was drawn; and grades cross-fitted on them."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.criteria import CRITERIA, FACE_ZONES, Zone
from consultant_app.domain.photo import RGB
from consultant_app.imaging.colour import ita_class
from consultant_app.imaging.evidence import ScoredArea, scored_area
from consultant_app.inference.manifest import Calibration
from consultant_app.training.data.dataset import RenderedSet
from consultant_app.training.data.severity import CHANNEL_OF
from consultant_app.training.evaluation.engine import (
    Engine,
    Pooled,
    calibrated,
    pool,
    read_face,
    read_zone,
    sharp_enough,
    true_face,
    true_zone,
)
from consultant_app.training.evaluation.places import judged_pairs
from consultant_app.training.evaluation.statistics import Floats
from consultant_app.training.render.scene import CHANNELS

AGE_BANDS = ((0, 30, "under 30"), (30, 45, "30-44"), (45, 60, "45-59"), (60, 200, "60 and over"))
UNKNOWN_AGE = "studio (17-35)"

_FEWEST_ZONES = 20
"""Fewest zones of either half from which a curve is fitted."""


@dataclass(frozen=True, eq=False)
class Case:
    """One rendered photograph.

    Attributes:
        identity: The face it was drawn on; of one that wears another's skin, the face that lends the shape.
        item: Number of the drawn skin; its two photographs share it.
        tone: Class of the drawn skin's ITA.
        age: Band of the canvas's age.
        scale: Pixels per mm that the camera left.
        seen, drawn: Criterion -> pooled evidence, pooled truth.
    """

    identity: str
    item: int
    tone: str
    age: str
    scale: float
    seen: Mapping[str, Pooled]
    drawn: Mapping[str, Pooled]


def collect(engine: Engine, sets: Sequence[RenderedSet], most: int) -> list[Case]:
    """Look at the pairs that ``judged_pairs`` names.

    Raises:
        ConsultantError: the sets hold no such pair.
    """
    out: list[Case] = []
    for item, (data, index) in enumerate(judged_pairs(sets, most)):
        out += cases_of(engine, data, index, item)
    return out


def cases_of(engine: Engine, data: RenderedSet, index: int, item: int) -> list[Case]:
    """The two photographs of one pair."""
    fact = data.facts[index]
    area = area_of(data.skin[index] > 127, np.asarray(data.zones[index]))
    truth = data.truth[index].astype(np.float32) / 255
    drawn = pool(dict(zip(CHANNELS, truth, strict=True)), area)
    out = []
    for photo, scale in zip(data.photos[index], fact.scales, strict=True):
        rgb: RGB = np.ascontiguousarray(photo)
        seen = engine.look(rgb)
        tone, age = ita_class(fact.tone), age_band(fact.age)
        who = fact.identity.split("+", maxsplit=1)[0]
        out.append(Case(who, item, tone, age, float(scale), pool(seen.maps, area, seen.log_variance), drawn))
    return out


def area_of(skin: NDArray[np.bool_], bits: NDArray[np.uint16]) -> ScoredArea:
    """What counts on a rendered face, by the product's own rule, from the set's masks [M, M]."""
    zones: dict[Zone, NDArray[np.bool_]] = {
        zone: ((bits >> index) & 1).astype(np.bool_) for index, zone in enumerate(FACE_ZONES)
    }
    return scored_area(skin, zones | {Zone.FACE: skin}, skin.shape[0])


def age_band(age: float | None) -> str:
    """Name of an age's band."""
    if age is None:
        return UNKNOWN_AGE
    return next(name for low, high, name in AGE_BANDS if low <= age < high)


@dataclass(frozen=True, eq=False)
class Judged:
    """Readings of a criterion beside the truth, all [N]; grades and errors in grades.

    Attributes:
        grade, error, truth: What was read, its standard error, what was drawn.
        identity, tone, age, zone: What the figures are broken down by.
        item: Number of the drawn skin.
        top: Highest grade of the scale.
    """

    grade: Floats
    error: Floats
    truth: Floats
    identity: NDArray[np.str_]
    tone: NDArray[np.str_]
    age: NDArray[np.str_]
    zone: NDArray[np.str_]
    item: NDArray[np.intp]
    top: int

    def __len__(self) -> int:
        return len(self.grade)

    def where(self, keep: NDArray[np.bool_]) -> "Judged":
        """The rows to keep."""
        columns = {name: getattr(self, name)[keep] for name in _COLUMNS}
        return Judged(**columns, top=self.top)


_COLUMNS = ("grade", "error", "truth", "identity", "tone", "age", "zone", "item")


@dataclass(frozen=True, eq=False)
class Judgement:
    """All readings of a criterion: of the face as a whole, and zone by zone.

    Attributes:
        face, zones: Readings by curves that were fitted on other identities.
        too_coarse: Photographs left out because their camera left too little detail.
        hidden: Photographs left out because no zone of the criterion was visible.
    """

    face: Judged
    zones: Judged
    too_coarse: int
    hidden: int


def half_of(identity: str) -> int:
    """Which half of the identities one belongs to, by a hash of its name."""
    return hashlib.sha256(f"half {identity}".encode()).digest()[0] % 2


def judge(cases: Sequence[Case]) -> dict[str, Judgement]:
    """Cross-fit: a curve fitted on one half of the identities reads the other half, and the other way round.

    So every reading is of a face that neither trained the model nor shaped the curve. A criterion with too few
    zones in either half is missing.
    """
    out = {}
    for key in CHANNEL_OF:
        known = [case for case in cases if key in case.seen]
        sharp = [case for case in known if sharp_enough(key, case.scale)]
        curves = [_curve(key, [case for case in sharp if half_of(case.identity) == half]) for half in (0, 1)]
        if curves[0] is None or curves[1] is None:
            continue
        other = (curves[1], curves[0])
        face, zones = [], []
        for case in sharp:
            curve = other[half_of(case.identity)]
            face.append(_face_row(key, case, curve))
            zones += _zone_rows(key, case, curve)
        top = CRITERIA[key].grade_max
        out[key] = Judgement(
            _judged(face, top), _judged(zones, top), len(known) - len(sharp), len(cases) - len(known)
        )
    return out


def calibration_of(key: str, cases: Sequence[Case]) -> Calibration:
    """The curve of a criterion from all cases that are sharp enough for it, as it is released."""
    sharp = [case for case in cases if key in case.seen and sharp_enough(key, case.scale)]
    return calibrated(key, [(case.seen[key], case.drawn[key], case.identity) for case in sharp])


def _curve(key: str, cases: Iterable[Case]) -> Calibration | None:
    faces = [(case.seen[key], case.drawn[key], case.identity) for case in cases]
    enough = sum(len(seen.zones) for seen, _, _ in faces) >= _FEWEST_ZONES
    return calibrated(key, faces) if enough else None


def _face_row(key: str, case: Case, curve: Calibration) -> tuple[Any, ...]:
    reading = read_face(key, curve, case.seen[key])
    return reading.grade, reading.error, true_face(key, case.drawn[key]), *_who(case), Zone.FACE.value, case.item


def _zone_rows(key: str, case: Case, curve: Calibration) -> list[tuple[Any, ...]]:
    rows = []
    for zone, seen in case.seen[key].zones.items():
        reading, truth = read_zone(key, curve, seen), true_zone(key, case.drawn[key].zones[zone])
        rows.append((reading.grade, reading.error, truth, *_who(case), zone.value, case.item))
    return rows


def _who(case: Case) -> tuple[str, str, str]:
    return case.identity, case.tone, case.age


def _judged(rows: list[tuple[Any, ...]], top: int) -> Judged:
    columns = zip(*rows, strict=True)
    return Judged(**{name: np.array(column) for name, column in zip(_COLUMNS, columns, strict=True)}, top=top)
