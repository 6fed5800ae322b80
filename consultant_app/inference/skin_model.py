"""The skin model: from the aligned crop to evidence maps, and from pooled evidence to a grade with its error."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.analysis import ModelIdentity
from consultant_app.domain.photo import RGB, Map
from consultant_app.inference.manifest import Calibration, SkinManifest
from consultant_app.inference.signed_model import open_model

_LARGEST_RATIO = 3.0
"""A photo's error is at most this times the usual one, and at least one part in this: beyond it the predicted
deviation was never tested."""


@dataclass(frozen=True, eq=False)
class Evidence:
    """What the model sees on a crop, by channel; every map is float32 [S / 4, S / 4].

    Attributes:
        maps: Evidence, 0..1.
        log_variance: Log-variance of the error of the evidence's mean around there; empty where the model predicts
            none.
    """

    maps: dict[str, Map]
    log_variance: dict[str, Map]


class SkinModel:
    """A verified skin model with its manifest."""

    def __init__(self, folder: Path, threads: int = 2, trusted: Path | None = None) -> None:
        """Load the model whose ``model.json`` lies in ``folder``.

        Args:
            folder: Holds the manifest, its signature and the ONNX file.
            threads: CPU threads for one run.
            trusted: Folder of the keys that may have signed it; the bundled one by default.

        Raises:
            ModelError: a file is missing, altered, not signed by a trusted key, or does not fit its manifest.
        """
        self._model = open_model(folder, SkinManifest, threads, trusted, _outputs)
        self.manifest, self.signer = self._model.manifest, self._model.signer
        self.provider = self._model.session.choice

    @property
    def identity(self) -> ModelIdentity:
        """What is kept with every result."""
        return self._model.identity

    def evidence(self, crop: RGB) -> Evidence:
        """Evidence of an aligned crop uint8 [S, S, 3].

        Raises:
            ValueError: the crop has another size than the model takes.
        """
        size = self.manifest.input_size
        if crop.shape != (size, size, 3):
            raise ValueError(f"the model takes {size} x {size} RGB, not {crop.shape}")
        answer = self._model.answer(crop)
        maps = self._named(answer[self.manifest.output_name][0])
        if self.manifest.variance_name is None:
            return Evidence(maps, {})
        cells = answer[self.manifest.variance_name][0]
        step = next(iter(maps.values())).shape[0] // cells.shape[1]
        return Evidence(maps, self._named(cells.repeat(step, axis=1).repeat(step, axis=2)))

    def _named(self, stack: NDArray[np.float32]) -> dict[str, Map]:
        return {name: np.ascontiguousarray(stack[index]) for index, name in enumerate(self.manifest.channels)}

    def grade(self, key: str, evidence: float, deviation: float | None, grade_max: float) -> tuple[float, float]:
        """Grade and its standard error, from the mean evidence of a zone and the deviation predicted for it.

        Raises:
            KeyError: the model does not score this criterion.
        """
        return grade_of(self.manifest.calibrations[key], evidence, grade_max, deviation)


def grade_of(
    calibration: Calibration, evidence: float, grade_max: float, deviation: float | None = None
) -> tuple[float, float]:
    """Grade 0..``grade_max`` and its standard error, read off a calibration by straight lines.

    Args:
        calibration: The criterion's.
        evidence: Mean evidence of a zone.
        grade_max: End of the scale.
        deviation: Predicted standard deviation of that mean; the usual one when left out.
    """
    grade = float(np.clip(np.interp(evidence, calibration.evidence, calibration.grade), 0, grade_max))
    error = float(np.interp(grade, calibration.error_grade, calibration.error))
    ratio = 1.0 if deviation is None else deviation / calibration.usual_deviation
    ratio = float(np.clip(ratio, 1 / _LARGEST_RATIO, _LARGEST_RATIO))
    return grade, error * ratio**calibration.deviation_power


def _outputs(manifest: SkinManifest) -> set[str]:
    return {name for name in (manifest.output_name, manifest.variance_name) if name is not None}
