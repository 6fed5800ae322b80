"""What taking a photo asks: the engine that reads it, the measures that guide, the cameras' colours."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from consultant_app.domain.analysis import FaceView
from consultant_app.domain.calibration import CardKind, CounterCalibration, Due
from consultant_app.domain.photo import RGB, AnalysedPhoto
from consultant_app.services.calibration import Proposal
from consultant_app.services.series import SideReading


class AnalysisPort(Protocol):
    """Looks at one photograph; slow, on the inference lane."""

    def analyse(self, path: Path, *, force: bool = False, language: str = "en") -> AnalysedPhoto:
        """Raises ``PhotoError`` or, unless forced, ``PhotoRefusedError``."""
        ...

    def analyse_rgb(
        self,
        rgb: RGB,
        name: str,
        *,
        more: Sequence[RGB] = (),
        force: bool = False,
        language: str = "en",
        camera: str | None = None,
    ) -> AnalysedPhoto:
        """The same of an upright photo uint8 [H, W, 3] with ``more`` of its release; ``name`` is kept with it.

        ``camera`` is the id of the camera that took it, whose calibration is then applied.
        """
        ...

    def read_side(self, path: Path, view: FaceView, *, force: bool = False, language: str = "en") -> SideReading:
        """Read a three-quarter photo; raises as ``analyse``."""
        ...

    def read_side_rgb(
        self,
        rgb: RGB,
        name: str,
        view: FaceView,
        *,
        more: Sequence[RGB] = (),
        force: bool = False,
        language: str = "en",
        camera: str | None = None,
    ) -> SideReading:
        """The same of an upright photo, with the arguments of ``analyse_rgb``."""
        ...

    def with_sides(self, photo: AnalysedPhoto, sides: Sequence[SideReading]) -> AnalysedPhoto:
        """A front photo just analysed, with what three-quarter ones show of what it hides."""
        ...


class GuidePort(Protocol):
    """Measures live pictures; on the inference lane."""

    def measure(self, rgb: RGB, at: float) -> dict[str, float]:
        """Measures of one picture that was taken at ``at`` seconds; ``faces`` is always among them."""
        ...

    def forget(self) -> None:
        """Look anew: the camera was changed or lost."""
        ...


class Calibrations(Protocol):
    """What is known of the cameras' colours; any thread."""

    def of(self, camera_id: str) -> CounterCalibration | None:
        """The calibration of a camera in force."""
        ...

    def propose(self, rgb: RGB, camera_id: str, camera_name: str, kind: CardKind) -> Proposal:
        """Read a card on a picture; slow. Raises ``CalibrationError``."""
        ...

    def save(self, calibration: CounterCalibration) -> None:
        """Put a calibration in force."""
        ...

    def forget(self, camera_id: str) -> None:
        """Take a camera's pictures as they are."""
        ...

    def due(self, camera_id: str) -> Due | None:
        """Why a camera should be calibrated again."""
        ...
