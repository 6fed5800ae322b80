"""Start or tuned, decided on persons kept apart from the fit: no criterion may become worse than it was."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.criteria import CRITERIA
from consultant_app.inference.manifest import Calibration
from consultant_app.training.finetune.curves import recalibrated, with_errors_of
from consultant_app.training.finetune.items import Items, pooled_evidence, read_grades

LEAST_TO_FIT = 2
"""Persons below which a criterion's curve is left alone."""

LARGEST_DRIFT = 0.02
"""Mean change, as a share of the scale, that a criterion without grades may take from a map that others share."""

Curves = dict[str, Calibration]


@dataclass(frozen=True, eq=False)
class Reading:
    """One network's evidence on all photographs, [P, C, SLOTS], and the curves that belong to it."""

    pooled: NDArray[np.float32]
    curves: Curves


@dataclass(frozen=True, slots=True)
class Choice:
    """What a criterion is read with from now on.

    Attributes:
        maps: ``start`` or ``tuned``.
        curve: ``start`` or ``house``.
        start_mae, kept_mae: Mean absolute error in grades on the choosing persons; ``None`` without grades there.
        why: Said to people.
    """

    maps: Literal["start", "tuned"]
    curve: Literal["start", "house"]
    start_mae: float | None
    kept_mae: float | None
    why: str


@dataclass(frozen=True, eq=False)
class Candidate:
    """Errors of a criterion on the choosing persons: as it was, with the house's curve, and tuned."""

    start: float
    house: float
    tuned: float


def choices(
    start: Reading, tuned: Reading, learn: Items, choose: Items, silent: Items, *, apart: bool
) -> dict[str, Choice]:
    """What is kept for each graded criterion.

    Args:
        start: Before.
        tuned: After; its curves only for criteria that were learned.
        learn: Grades that were fitted.
        choose: Grades of other persons.
        silent: Criteria that the application scores and nobody graded, on the choosing persons' photographs.
        apart: Maps were tuned independently of one another and are chosen one by one; else all or none.
    """
    keys = [key for key in CRITERIA if key in set(learn.key.tolist()) | set(choose.key.tolist())]
    tested = {key: _candidate(key, start, tuned, learn, choose) for key in keys}
    groups: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        groups[start.curves[key].channel if apart else "all"].append(key)
    out = {}
    for group, graded in groups.items():
        beside = [not apart or start.curves[key].channel == group for key in silent.key.tolist()]
        refusal = _refusal({key: tested[key] for key in graded})
        refusal = refusal or _drift(start, tuned, silent.where(np.array(beside, np.bool_)))
        for key in graded:
            out[key] = _choice(tested[key], refusal)
    return {key: out[key] for key in keys}


def settled(start: Reading, tuned: Reading, learn: Items, choose: Items, chosen: dict[str, Choice]) -> Curves:
    """The curves to ship: the chosen form, fitted to the learning and the choosing persons together.

    The +/- comes from the choosing persons under the curve that never saw them.
    """
    out = dict(start.curves)
    for key, choice in chosen.items():
        reading = tuned if choice.maps == "tuned" else start
        if choice.curve == "start":
            continue
        first = _fitted(key, reading, [learn])
        apart = choose.where(choose.key == key)
        said = read_grades(apart, reading.pooled, {key: first})
        persons = len(set(apart.person.tolist()))
        final = _fitted(key, reading, [learn, choose])
        top = CRITERIA[key].grade_max
        out[key] = with_errors_of(final, said, np.abs(said - apart.grade), apart.whole, persons, top)
    return out


def _candidate(key: str, start: Reading, tuned: Reading, learn: Items, choose: Items) -> Candidate | None:
    """``None`` where too few persons fit or choose."""
    fit, apart = learn.where(learn.key == key), choose.where(choose.key == key)
    if len(set(fit.person.tolist())) < LEAST_TO_FIT or not len(apart.grade):
        return None
    return Candidate(
        mae(apart, read_grades(apart, start.pooled, start.curves)),
        mae(apart, read_grades(apart, start.pooled, {key: _fitted(key, start, [learn])})),
        mae(apart, read_grades(apart, tuned.pooled, {key: _fitted(key, tuned, [learn])})),
    )


def mae(items: Items, said: NDArray[np.float64]) -> float:
    """Mean absolute error in grades, graders counting."""
    return float(np.average(np.abs(said - items.grade), weights=items.graders))


def _fitted(key: str, reading: Reading, parts: list[Items]) -> Calibration:
    """The house's curve of a criterion for one network's evidence."""
    own = [part.where(part.key == key) for part in parts]
    evidence = np.concatenate([pooled_evidence(part, reading.pooled) for part in own])
    grade, weight = (np.concatenate([getattr(part, name) for part in own]) for name in ("grade", "graders"))
    persons = len({person for part in own for person in part.person.tolist()})
    return recalibrated(reading.curves[key], evidence, grade, weight, persons, CRITERIA[key].grade_max)


def _refusal(tested: dict[str, Candidate | None]) -> str:
    """Why the tuned maps of these criteria are not kept; empty if they are better and none is worse."""
    known = {key: candidate for key, candidate in tested.items() if candidate is not None}
    if len(known) < len(tested):
        return "too few persons for " + ", ".join(sorted(set(tested) - set(known)))
    worse = sorted(key for key, candidate in known.items() if candidate.tuned > candidate.start)
    if worse:
        return "tuned maps read worse: " + ", ".join(worse)
    gain = sum((min(c.start, c.house) - c.tuned) / CRITERIA[key].grade_max for key, c in known.items())
    return "" if gain > 0 else "tuned maps gain nothing over the house's curve"


def _drift(start: Reading, tuned: Reading, silent: Items) -> str:
    """Criteria without grades that share these maps and would move unseen; empty if there are none."""
    moved = []
    for key in sorted(set(silent.key.tolist())):
        items = silent.where(silent.key == key)
        before, after = (read_grades(items, part.pooled, start.curves) for part in (start, tuned))
        if float(np.abs(after - before).mean()) > LARGEST_DRIFT * CRITERIA[key].grade_max:
            moved.append(key)
    return "would move criteria without grades: " + ", ".join(moved) if moved else ""


def _choice(candidate: Candidate | None, refusal: str) -> Choice:
    if candidate is None:
        return Choice("start", "start", None, None, "too few persons to fit and to choose by")
    before = round(candidate.start, 3)
    if not refusal:
        return Choice("tuned", "house", before, round(candidate.tuned, 3), "better on the choosing persons")
    if candidate.house < candidate.start:
        return Choice("start", "house", before, round(candidate.house, 3), refusal)
    return Choice("start", "start", before, before, f"{refusal}; the house's curve is no better")
