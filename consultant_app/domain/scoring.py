"""From a grade to the one score a person sees, its word, and the overall score."""

import math
from collections.abc import Mapping
from enum import StrEnum

from consultant_app.domain.analysis import CriterionResult, Overall, State


class Word(StrEnum):
    """The word beside a score; the texts in each language are looked up by this key."""

    EXCELLENT = "excellent"
    GOOD = "good"
    LOOK_AFTER = "look_after"
    PRIORITY = "priority"


def score_of(grade: float, grade_max: float) -> int:
    """The score 0-100 (higher is better) of a severity ``grade`` on a scale of 0 to ``grade_max``.

    Raises:
        ValueError: the grade lies outside its scale.
    """
    if not 0 <= grade <= grade_max:
        raise ValueError(f"grade {grade} lies outside 0..{grade_max}")
    return round(100 * (1 - grade / grade_max))


def word_of(score: int) -> Word:
    """The word of a score: 85-100 excellent, 70-84 good, 50-69 to look after, 0-49 priority."""
    if score >= 85:
        return Word.EXCELLENT
    if score >= 70:
        return Word.GOOD
    return Word.LOOK_AFTER if score >= 50 else Word.PRIORITY


def overall_of(results: list[CriterionResult], weights: Mapping[str, float]) -> Overall:
    """Weighted mean of the criteria that can be said; radiance is composed of others and left out.

    The +/- treats the criteria's errors as independent: the root of the weighted sum of squares.

    Args:
        results: One result a criterion.
        weights: Weight a criterion key, published in the model's manifest; a missing key weighs nothing.
    """
    said = [
        (weights.get(r.key, 0.0), r.score, r.plus_minus)
        for r in results
        if r.state is State.OK and r.key != "radiance" and r.score is not None and r.plus_minus is not None
    ]
    total = sum(weight for weight, _, _ in said)
    if total <= 0:
        return Overall(score=None, plus_minus=None)
    mean = sum(weight * score for weight, score, _ in said) / total
    spread = math.sqrt(sum((weight * half) ** 2 for weight, _, half in said)) / total
    return Overall(score=round(mean), plus_minus=max(1, round(spread)))


def strengths_of(results: list[CriterionResult]) -> tuple[str, ...]:
    """Keys of the criteria worth praising (good or better), best first, at most five."""
    said = [r for r in results if r.score is not None and r.score >= 70]
    return tuple(r.key for r in sorted(said, key=lambda r: -(r.score or 0))[:5])


def priorities_of(results: list[CriterionResult]) -> tuple[str, ...]:
    """Keys of the criteria to look after, lowest score first, at most five; radiance is composed, not treated."""
    said = [r for r in results if r.score is not None and r.score < 70 and r.key != "radiance"]
    return tuple(r.key for r in sorted(said, key=lambda r: r.score or 0)[:5])
