"""Where a photo comes from: a file that was chosen, or the camera. A visit looks at either in the same way."""

from dataclasses import dataclass
from pathlib import Path

from consultant_app.capture.frame import Burst
from consultant_app.capture.sharpest import by_sharpness
from consultant_app.domain.analysis import FaceView
from consultant_app.domain.photo import AnalysedPhoto
from consultant_app.services.series import SideReading
from consultant_app.ui.ports import AnalysisPort


@dataclass(frozen=True, slots=True)
class PhotoFile:
    """A file."""

    path: Path

    def analyse(self, engine: AnalysisPort, *, force: bool, language: str) -> AnalysedPhoto:
        """Look at it; raises as the engine does."""
        return engine.analyse(self.path, force=force, language=language)

    def read_side(self, engine: AnalysisPort, view: FaceView, *, force: bool, language: str) -> SideReading:
        """Read it as a three-quarter photo; raises as the engine does."""
        return engine.read_side(self.path, view, force=force, language=language)


@dataclass(frozen=True, slots=True, eq=False)
class CapturedPhoto:
    """What the camera took.

    Attributes:
        burst: All pictures of the release.
        name: What stands in for a file name in the result.
    """

    burst: Burst
    name: str

    def analyse(self, engine: AnalysisPort, *, force: bool, language: str) -> AnalysedPhoto:
        """Look at the sharpest picture, with the others of the release; raises as the engine does."""
        first, *others = (frame.rgb for frame in by_sharpness(self.burst))
        return engine.analyse_rgb(
            first, self.name, more=others, force=force, language=language, camera=self.burst.camera.id
        )

    def read_side(self, engine: AnalysisPort, view: FaceView, *, force: bool, language: str) -> SideReading:
        """Read the sharpest picture as a three-quarter photo, with the others; raises as the engine does."""
        first, *others = (frame.rgb for frame in by_sharpness(self.burst))
        camera = self.burst.camera.id
        return engine.read_side_rgb(
            first, self.name, view, more=others, force=force, language=language, camera=camera
        )


Taken = PhotoFile | CapturedPhoto
