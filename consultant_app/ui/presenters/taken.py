"""Where a photo comes from: a file that was chosen, or the camera. A visit looks at either in the same way."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from consultant_app.capture.frame import Burst, CameraInfo, Frame
from consultant_app.capture.sharpest import by_sharpness
from consultant_app.domain.analysis import FaceView
from consultant_app.domain.drafts import TakenDraft
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

    def as_draft(self, draft_id: str, client_id: str, at: datetime) -> TakenDraft:
        """What has to be kept of it until it has been read; ``at`` is when it was taken."""
        frames, camera = self.burst.frames, self.burst.camera
        pictures, times = tuple(frame.rgb for frame in frames), tuple(frame.at for frame in frames)
        return TakenDraft(draft_id, client_id, at, self.name, camera.id, camera.name, pictures, times)

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


def captured_again(draft: TakenDraft) -> CapturedPhoto:
    """What the camera took, of a draft that kept it."""
    pictures = enumerate(zip(draft.pictures, draft.at, strict=True))
    frames = tuple(Frame(rgb, number, at) for number, (rgb, at) in pictures)
    return CapturedPhoto(Burst(frames, CameraInfo(draft.camera_id, draft.camera_name)), draft.name)


Taken = PhotoFile | CapturedPhoto
