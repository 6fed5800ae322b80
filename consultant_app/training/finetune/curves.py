"""The readings of grades off evidence: differentiable while the network learns, a plain curve afterwards."""

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.optimize import isotonic_regression
from torch import Tensor, nn

from consultant_app.domain.criteria import CRITERIA
from consultant_app.inference.manifest import Calibration, SkinManifest
from consultant_app.training.data.severity import CHANNEL_OF, FULL
from consultant_app.training.release.calibrate import SMALLEST_SCALE

_PRIOR_PERSONS = 4.0
"""Persons that the starting curve is worth against the house's own, for its slope and offset."""

_FORM_PERSONS = 60.0
"""Persons at which the form of the curve is half the house's own: a form takes more data than slope and offset."""

_OWN_KNOTS = 9

_UNKNOWN_ERROR = 0.2
"""Share of the scale that a criterion's +/- starts from where the given model does not score it."""


def start_curves(manifest: SkinManifest) -> dict[str, Calibration]:
    """The model's own curves; for a criterion it does not score, the written definition of its grade.

    Evidence is learned to equal rendered truth, so ``severity``'s line from truth to grade is what is left to
    start from.
    """
    return {
        key: manifest.calibrations.get(key)
        or Calibration(
            channel=channel,
            evidence=(0.0, FULL[key]),
            grade=(0.0, float(CRITERIA[key].grade_max)),
            error_grade=(0.0,),
            error=(_UNKNOWN_ERROR * CRITERIA[key].grade_max,),
            smallest_scale=SMALLEST_SCALE[key],
        )
        for key, channel in CHANNEL_OF.items()
    }


class LearnedCurve(nn.Module):
    """A criterion's curve with a slope and an offset that learn; rising whatever they become.

    Beyond the outer knots it goes on straight, so that evidence out there still has a gradient.
    """

    def __init__(self, curve: Calibration, top: float) -> None:
        super().__init__()
        self.curve, self.top = curve, top
        self.register_buffer("x", torch.tensor(curve.evidence))
        self.register_buffer("y", torch.tensor(curve.grade))
        self.log_slope = nn.Parameter(torch.zeros(()))
        self.offset = nn.Parameter(torch.zeros(()))

    def forward(self, evidence: Tensor) -> Tensor:
        """Mean evidence, any shape -> grades, not clipped to the scale."""
        x, y = torch.as_tensor(self.x), torch.as_tensor(self.y)
        left = (torch.searchsorted(x, evidence.detach().contiguous()) - 1).clamp(0, len(x) - 2)
        rise = (y[left + 1] - y[left]) / (x[left + 1] - x[left])
        grade: Tensor = self.log_slope.exp() * (y[left] + rise * (evidence - x[left])) + self.offset
        return grade

    def settled(self) -> Calibration:
        """What was learned, as the application reads it."""
        grades = self.log_slope.exp().item() * np.array(self.curve.grade) + self.offset.item()
        return self.curve.model_copy(update={"grade": _rounded(np.clip(grades, 0, self.top))})


def recalibrated(
    curve: Calibration,
    evidence: NDArray[np.float64],
    grade: NDArray[np.float64],
    weight: NDArray[np.float64],
    persons: int,
    top: float,
) -> Calibration:
    """The curve brought to the house's grades, the less the fewer persons it has.

    Slope and offset by ridge regression towards (1, 0); the form by isotonic regression, blended in. Photographs
    of one person are not independent, so persons are what counts as data.
    """
    share = weight / weight.sum() * persons
    base = np.interp(evidence, curve.evidence, curve.grade)
    design = np.column_stack([base, np.ones(len(base))])
    ridge = _PRIOR_PERSONS * np.diag([top * top / 12, 1.0])
    moment = design.T @ (share * grade) + ridge @ np.array([1.0, 0.0])
    slope, offset = np.linalg.solve((design.T * share) @ design + ridge, moment)
    order = np.argsort(evidence, kind="stable")
    form = isotonic_regression(grade[order], weights=weight[order]).x
    # Knots where the house's photographs are, too: a form cannot bend between the knots.
    x = np.union1d(np.array(curve.evidence), np.round(np.quantile(evidence, np.linspace(0, 1, _OWN_KNOTS)), 6))
    straight = max(float(slope), 0.0) * np.interp(x, curve.evidence, curve.grade) + offset
    trust = persons / (persons + _FORM_PERSONS)
    y = (1 - trust) * np.clip(straight, 0, top) + trust * np.interp(x, evidence[order], form)
    y = np.maximum.accumulate(np.clip(y, 0, top))
    return curve.model_copy(update={"evidence": tuple(x.tolist()), "grade": _rounded(y)})


def with_errors_of(
    curve: Calibration,
    grade: NDArray[np.float64],
    off: NDArray[np.float64],
    whole: NDArray[np.bool_],
    persons: int,
    top: float,
) -> Calibration:
    """The curve with its +/- scaled to what persons kept apart from the fit show, the less the fewer they are.

    Args:
        curve: Whose errors.
        grade: Grades that the model gave, [N].
        off: Absolute errors of those grades, [N].
        whole: Which of them grade the criterion as a whole, [N]: their +/- has a factor of its own.
        persons: How many persons they come from.
        top: Highest grade.
    """
    said = np.interp(grade, curve.error_grade, curve.error) * np.where(whole, curve.whole_error, 1.0)
    ratio = float(np.quantile(off / np.maximum(said, 0.01 * top), 0.68))
    trust = persons / (persons + _PRIOR_PERSONS)
    scale = max(ratio, 0.1) ** trust
    errors = tuple(round(float(np.clip(error * scale, 0.01 * top, top)), 4) for error in curve.error)
    return curve.model_copy(update={"error": errors})


def _rounded(values: NDArray[np.float64]) -> tuple[float, ...]:
    return tuple(round(float(value), 4) for value in values)
