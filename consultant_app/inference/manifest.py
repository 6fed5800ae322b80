"""The model manifest (``model.json``): the only place that knows how to feed a model and read its answer."""

import hashlib
import json
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from consultant_app.domain.errors import ModelError

Unit = Annotated[float, Field(ge=0, le=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Calibration(_Strict):
    """From the mean evidence of a zone to its grade, and how far off it is.

    Attributes:
        channel: Evidence map that is pooled.
        evidence: Rising knots of mean evidence.
        grade: The grade at each knot, rising; straight lines between, flat outside.
        error_grade: Rising grades at which the error was measured.
        error: One standard error (68 % half-width) of the grade at each, in grades.
        usual_deviation: Typical standard deviation that the model predicts for the evidence of a zone.
        deviation_power: The error of a photo is ``error * (deviation / usual_deviation) ** deviation_power``; 0
            where the predicted deviation was not found to tell sure readings from unsure ones.
        whole_error: Factor on the error of the criterion's grade, composed of its zones' grades.
        smallest_scale: Fewest pixels per millimetre of skin in the photo at which the criterion can be said.
        mdc95: Minimal detectable change (95 %) of the score between two visits, in points of 100; ``None`` where
            it was not measured.
        coverage_68, coverage_95: Share of held-out zones whose truth lay inside the 68 % and the 95 % interval;
            ``None`` where it was not measured.
    """

    channel: str
    evidence: tuple[float, ...]
    grade: tuple[float, ...]
    error_grade: tuple[float, ...]
    error: tuple[float, ...]
    smallest_scale: float
    usual_deviation: Annotated[float, Field(gt=0)] = 1.0
    deviation_power: Unit = 0.0
    whole_error: Annotated[float, Field(gt=0)] = 1.0
    mdc95: Annotated[float, Field(ge=0, le=100)] | None = None
    coverage_68: Unit | None = None
    coverage_95: Unit | None = None


class Source(_Strict):
    """Something that a model was made from.

    Attributes:
        kind: Text key ``card.source.KIND`` says what it is; ``other`` where the name says all.
        name: Proper name, as its makers write it.
        licence: Name of its licence.
    """

    kind: str
    name: str
    licence: str


class ModelManifest(_Strict):
    """What belongs to any model's file.

    Attributes:
        id, version: Identity shown to people and kept with every result.
        file: Name of the ONNX file beside the manifest.
        sha256: Digest of its bytes; other bytes are never run.
        input_name, output_name: Tensor names.
        input_size: Side of the aligned crop fed to it.
        subtract, divide: Preprocessing, ``(rgb - subtract) / divide`` of uint8 sRGB, layout NCHW.
        licence, training_data, metrics: Origin and measured quality.
    """

    id: str
    version: str
    file: str
    sha256: str
    input_name: str
    output_name: str
    input_size: Annotated[int, Field(gt=0)]
    subtract: float
    divide: Annotated[float, Field(gt=0)]
    licence: str
    training_data: dict[str, Any]
    metrics: dict[str, Any]


class SkinManifest(ModelManifest):
    """What belongs to a skin model's file; the output is the evidence.

    Attributes:
        variance_name: Output with the log-variance of the evidence's mean over cells of 32 pixels; ``None`` where
            the model predicts none and its errors follow from the grade alone.
        channels: Evidence maps in the order of the output.
        calibrations: Criterion key -> calibration.
        overall_weights: Criterion key -> weight in the overall score.
        sources: What it was made from, for the card in every language; ``training_data`` and ``licence`` say the
            same in the makers' own words.
    """

    variance_name: str | None = None
    channels: tuple[str, ...]
    calibrations: dict[str, Calibration]
    overall_weights: dict[str, Unit]
    sources: tuple[Source, ...] = ()


M = TypeVar("M", bound=ModelManifest)


def manifest_of(data: bytes, kind: type[M]) -> M:
    """The manifest in the bytes of a ``model.json``, which ``signature.signed_manifest`` verified.

    Raises:
        ModelError: it is not as it should be.
    """
    try:
        return kind.model_validate(json.loads(data))
    except (ValidationError, ValueError) as error:
        raise ModelError(
            "The model's description model.json is damaged. Install the application again."
        ) from error


def parse_manifest(data: bytes) -> SkinManifest:
    """A skin model's manifest; raises as ``manifest_of``."""
    return manifest_of(data, SkinManifest)


def verified_bytes(path: Path, sha256: str) -> bytes:
    """The bytes of a model file, after their digest was compared with the expected one.

    Parsing proves nothing: altered ONNX files still load. The bytes that were checked are the bytes that run.

    Raises:
        ModelError: the file is missing or other than expected.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ModelError(f"The model file {path.name} is missing. Install the application again.") from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ModelError(f"The model file {path.name} was altered or damaged. Install the application again.")
    return data
