"""What gate, calibration and burst do for a score: the same faces at the same counters, in several ways.

Each counter gives one score a way, as each visit does; what then differs is the within-person SD. A photo that the
gate refuses is taken again there, up to ``ATTEMPTS`` times; a counter that gives none is counted and left out of
all ways, so that these compare the same faces at the same counters.
Scores that the product would not say, too coarse or too uncertain, are none.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.analysis import Severity
from consultant_app.domain.criteria import CRITERIA
from consultant_app.domain.errors import PhotoError
from consultant_app.domain.photo import RGB
from consultant_app.imaging.alignment import CROP_SIZE, AlignedFace, align
from consultant_app.imaging.colour_correction import Fitted
from consultant_app.imaging.mesh import inter_eye_distance, pixels_per_mm
from consultant_app.imaging.quality import LIMITS, View, measured
from consultant_app.imaging.skin import zone_masks
from consultant_app.inference.skin_model import Evidence
from consultant_app.services.burst import joined, same_pose
from consultant_app.services.visible_skin import Seen
from consultant_app.training.evaluation.counter import Attempt, attempt, calibrated, scale_left
from consultant_app.training.evaluation.engine import Engine, Located, sharp_enough, too_uncertain
from consultant_app.training.evaluation.shop import Face, Shot, shoot
from consultant_app.training.evaluation.statistics import Estimate, Figures, Floats, Picks, estimate

WAYS = ("calm", "calm_burst", "careless", "gate", "calibrated", "burst")
"""``careless``: a single photo, the first attempt as it comes; ``gate``: the first that the gate lets pass;
``calibrated``: the same in corrected colours; ``burst``: of that, ``FRAMES`` read together. ``calm``: the first
attempt without its fault; ``calm_burst``: all three measures there, where no attempt has a fault."""

_LEFT = {"of_careless": ("careless", "burst"), "of_calm": ("calm", "calm_burst")}
"""Name of a ratio -> the ways without and with the measures."""

COUNTERS = 4
"""Counters of each face."""

ATTEMPTS = 6
FRAMES = 3
_FEWEST = 8
"""Fewest persons on whom an SD is said."""

Colours = Callable[[RGB], RGB]
Points = dict[str, float]
"""Criterion -> severity in points of 100."""


@dataclass(frozen=True, eq=False)
class Photo:
    """A photo on which a face was found, and the pixels per mm of skin that it resolves."""

    view: View
    scale: float

    @property
    def refused(self) -> list[str]:
        """The findings for which the gate refuses it."""
        values = measured(self.view)
        # The simulated camera's pixels are more than it resolves: what she is away is known from that.
        share = self.scale / pixels_per_mm(self.view.points)
        values |= {"face_small": inter_eye_distance(self.view.points) * share, "coarse": self.scale}
        crossed = ((key, LIMITS[key].crossed(value)) for key, value in values.items())
        return [key for key, hit in crossed if hit is not None and hit[0] is Severity.REFUSE]


@dataclass(eq=False)
class Visit:
    """One face at one counter: photographs are taken once, however many ways read them.

    Attributes:
        engine: The model, with the curves to read grades with.
        masks: Aligned face -> what can be seen of it.
        face: Who is photographed.
        seed: The shop.
        strength: Variety of camera and light, 0..1.
    """

    engine: Engine
    masks: Callable[[AlignedFace], Seen]
    face: Face
    seed: int
    strength: float
    _taken: dict[tuple[Attempt, int], Shot | None] = field(default_factory=dict)

    def accepted(
        self, colours: Colours | None, *, calm: bool = False, ledger: "Ledger | None" = None
    ) -> tuple[Attempt, Photo] | None:
        """The first attempt that the gate lets pass; ``calm`` leaves faults out, a ``ledger`` notes each photo."""
        for number in range(ATTEMPTS):
            tried = attempt(self.seed, number)
            tried = tried.calm if calm else tried
            photo = self.photo(tried, colours)
            found = ["no_face"] if photo is None else photo.refused
            if ledger is not None:
                ledger.note(found)
            if photo is not None and not found:
                return tried, photo
        return None

    def photo(self, tried: Attempt, colours: Colours | None = None, moment: int = 0) -> Photo | None:
        """A photo of an attempt, corrected by ``colours``; ``None`` where no single face is found on it."""
        if (tried, moment) not in self._taken:
            self._taken[tried, moment] = self._take(tried, moment)
        shot = self._taken[tried, moment]
        if shot is None:
            return None
        try:
            view = self._view(shot.rgb if colours is None else colours(shot.rgb))
        except PhotoError:
            return None
        return Photo(view, scale_left(view, shot.scale))

    def single(self, photo: Photo | None) -> Points | None:
        """What the product says of one photo."""
        return None if photo is None else self._points(photo, self.engine.look(photo.view.face.rgb))

    def burst(self, first: Photo, tried: Attempt, colours: Colours | None) -> Points:
        """What it says of several pictures of a release, of those that show the pose of the first."""
        frames = [first.view.face]
        for moment in range(1, FRAMES):
            photo = self.photo(tried, colours, moment)
            if photo is not None and same_pose(first.view.face.points, photo.view.face.points, CROP_SIZE):
                frames.append(photo.view.face)
        return self._points(first, joined([self.engine.look(face.rgb) for face in frames]))

    def _take(self, tried: Attempt, moment: int) -> Shot | None:
        shot = shoot(self.face, self.seed, self.strength, moment, tried.posed)
        if tried.fault is None:
            return shot
        try:
            return Shot(tried.fault.applied(self._view(shot.rgb)), shot.scale)
        except PhotoError:
            return None

    def _view(self, rgb: RGB) -> View:
        points = self.engine.finder.find_one(rgb).points
        face = align(rgb, points)
        seen = self.masks(face)
        return View(rgb, points, face, seen.skin, seen.expected, zone_masks(face.points, CROP_SIZE), seen.parts)

    def _points(self, photo: Photo, evidence: Evidence) -> Points:
        view = photo.view
        located = Located(view.face, view.skin, view.zones, pixels_per_mm(view.points))
        read = self.engine.read(self.engine.pooled(located, evidence))
        return {
            key: 100 * reading.grade / CRITERIA[key].grade_max
            for key, reading in read.items()
            if sharp_enough(key, photo.scale) and not too_uncertain(key, reading)
        }


@dataclass(eq=False)
class Ledger:
    """What the gate did: photos it saw, what it refused them for (``any`` counts photos), counters without one."""

    photos: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    lost: int = 0

    def note(self, why: list[str]) -> None:
        """One photo, with the findings that refuse it."""
        self.photos += 1
        self.refused.update(["any", *why] if why else [])


def read_ways(visit: Visit, fitted: Fitted | None, ledger: Ledger) -> dict[str, Points]:
    """Way -> scores at one counter; a way that gave no photo is missing, all where the gate lets none pass."""
    first = attempt(visit.seed, 0)
    out = {"careless": visit.single(visit.photo(first))}
    out["calm"] = out["careless"] if first.fault is None else visit.single(visit.photo(first.calm))
    raw = visit.accepted(None, ledger=ledger)
    colours = None if fitted is None else fitted.correction
    # The product judges the corrected picture: what it refuses there may differ.
    true = raw if colours is None else visit.accepted(colours)
    quiet = visit.accepted(colours, calm=True)
    if raw is None or true is None or quiet is None:
        ledger.lost += 1
        return {}
    out["gate"] = out["careless"] if raw[0] == first else visit.single(raw[1])
    out["calibrated"] = out["gate"] if colours is None else visit.single(true[1])
    out["burst"] = visit.burst(true[1], true[0], colours)
    out["calm_burst"] = out["burst"] if quiet[0] == true[0] else visit.burst(quiet[1], quiet[0], colours)
    return {way: points for way, points in out.items() if points is not None}


def guarded(
    engine: Engine, masks: Callable[[AlignedFace], Seen], faces: Sequence[Face], seed: int, strength: float = 1.0
) -> dict[str, Any]:
    """All figures of the ways.

    Args:
        engine: The model, with the curves to read grades with.
        masks: Aligned face -> what can be seen of it (``VisibleSkin.seen``).
        faces: Untouched faces, one a person.
        seed: All randomness follows from it.
        strength: Variety of camera and light, 0..1.

    Returns:
        ``faces``, ``counters``, ``attempts``; ``photos`` and ``refused`` (finding -> photos; ``any`` of all) of
        the gate, ``lost`` counters; ``charts`` (``held_up``, ``unread``, mean CIEDE2000 ``before`` and ``after``);
        ``criteria``: key -> way -> ``persons``, ``scores``, ``sd_points``; and ``of_careless``, ``of_calm``: what
        is left of those SDs in the end.
    """
    random = np.random.default_rng(seed)
    people: list[list[dict[str, Points]]] = []
    charts: list[Fitted | None] = []
    ledger = Ledger()
    for face in faces:
        person = []
        for shop in (int(one) for one in random.integers(2**31, size=COUNTERS)):
            charts.append(calibrated(shop, strength))
            person.append(read_ways(Visit(engine, masks, face, shop, strength), charts[-1], ledger))
        people.append(person)
    return {
        "faces": len(faces),
        "counters": COUNTERS,
        "attempts": ATTEMPTS,
        "photos": ledger.photos,
        "refused": dict(ledger.refused.most_common()),
        "lost": ledger.lost,
        "charts": _charts(charts),
        "criteria": {key: found for key in engine.curves if (found := compared(key, people))},
    }


def _charts(charts: Sequence[Fitted | None]) -> dict[str, float]:
    read = [one for one in charts if one is not None]
    errors = {name: [getattr(one, name) for one in read] for name in ("before", "after")}
    means = {name: round(float(np.mean(values)), 2) for name, values in errors.items() if values}
    return {"held_up": len(charts), "unread": len(charts) - len(read), **means}


def compared(key: str, people: Sequence[Sequence[Mapping[str, Points]]]) -> dict[str, Any]:
    """A criterion's within-person SD each way, and what is left of it; empty with too few persons.

    Args:
        key: The criterion.
        people: Person -> counters -> way -> scores.
    """
    tables = {way: _spreads([[c[way][key] for c in person if key in c.get(way, {})] for person in people])
              for way in WAYS}  # fmt: skip
    if any((table[:, 1] > 0).sum() < _FEWEST for table in tables.values()):
        return {}
    out: dict[str, Any] = {way: _said(table) for way, table in tables.items()}
    for name, (without, within) in _LEFT.items():
        out |= _left(tables[without], tables[within]).named(name)
    return out


def _left(first: Floats, last: Floats) -> Estimate:
    """The SD of ``last`` over that of ``first``, over the same persons."""

    def ratio(rows: Picks) -> float:
        before = _sd(first[rows])
        return _sd(last[rows]) / before if before > 0 else float("nan")

    return estimate(ratio, np.arange(len(first)))


def _spreads(values: Sequence[Sequence[float]]) -> Floats:
    """Of each person, the sum of squares about her mean and its degrees of freedom, [persons, 2]."""
    rows = [(float(np.var(own) * len(own)), len(own) - 1) if len(own) > 1 else (0.0, 0) for own in values]
    return np.array(rows, np.float64).reshape(-1, 2)


def _sd(table: NDArray[np.float64]) -> float:
    """Pooled within-person SD of ``_spreads``; ``nan`` without a degree of freedom."""
    squares, freedom = table.sum(axis=0)
    return float(np.sqrt(squares / freedom)) if freedom else float("nan")


def _said(table: Floats) -> Figures:
    def spread(rows: Picks) -> float:
        return _sd(table[rows])

    persons = table[:, 1] > 0
    found = estimate(spread, np.arange(len(table))).named("sd_points", 2)
    return {"persons": int(persons.sum()), "scores": int(table[persons, 1].sum() + persons.sum()), **found}
