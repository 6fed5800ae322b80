"""A live picture, the camera that it comes from, and the few pictures of one release."""

from dataclasses import dataclass

from consultant_app.domain.photo import RGB


@dataclass(frozen=True, slots=True)
class CameraInfo:
    """A camera as the system names it.

    Attributes:
        id: Stable key of the device, to find the same camera again after a restart.
        name: Its name; empty where the platform gives none.
    """

    id: str
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture of a camera.

    Attributes:
        rgb: uint8 [H, W, 3], sRGB, upright, not mirrored: as others see her, not as she sees herself.
        number: Rises with every new picture of a source, also over restarts.
        at: When it arrived, seconds of the clock that the source was given.
    """

    rgb: RGB
    number: int
    at: float

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.rgb.shape[1], self.rgb.shape[0]


@dataclass(frozen=True, slots=True, eq=False)
class Burst:
    """The pictures of one release, oldest first, all of one size; at least one.

    Attributes:
        frames: The last few before the release.
        camera: Where they come from.
    """

    frames: tuple[Frame, ...]
    camera: CameraInfo

    @property
    def seconds(self) -> float:
        """Time from the first to the last."""
        return self.frames[-1].at - self.frames[0].at
