"""What the gate looks at, with what several measures share computed once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.criteria import Zone
from consultant_app.domain.photo import RGB, Map
from consultant_app.imaging.alignment import AlignedFace
from consultant_app.imaging.colour import linear_from_srgb
from consultant_app.imaging.mesh import FACE_OVAL, LEFT_BROW, RIGHT_BROW, Landmarks

Mask = NDArray[np.bool_]

_LUMINANCE = np.array([0.2126, 0.7152, 0.0722], np.float32)
_CORNERS = ((33, 133), (362, 263))


@dataclass(frozen=True, eq=False)
class View:
    """One face on one photo. Computes on first use; from one thread at a time.

    Attributes:
        photo: The upright photo uint8 [H, W, 3].
        points: Landmarks in photo pixels.
        face: The aligned face.
        skin: Visible skin of the crop, bool [S, S].
        geometric: Skin that the mesh expects, bool [S, S].
        zones: Areas of the zones in the crop, bool [S, S].
        parts: Probability of each class of the parsing network, float32 [M, M]; empty where none is installed:
            what is told from them is then not said.
        jpeg_quality: Quality 1..100 at which the file was compressed; ``None`` for other files and live frames.
    """

    photo: RGB
    points: Landmarks
    face: AlignedFace
    skin: Mask
    geometric: Mask
    zones: dict[Zone, Mask]
    parts: Mapping[str, Map] = field(default_factory=dict)
    jpeg_quality: float | None = None

    @cached_property
    def grey(self) -> Map:
        """Brightness of the crop as encoded, float32 [S, S], 0..255."""
        return np.asarray(cv2.cvtColor(self.face.rgb, cv2.COLOR_RGB2GRAY), np.float32)

    @cached_property
    def bands(self) -> tuple[Map, Map, Map]:
        """Detail of the crop's brightness in octaves about 0.4, 0.8 and 1.5 mm of skin, float32 [S, S]."""
        blurs = [self.grey, *(cv2.GaussianBlur(self.grey, (0, 0), sigma) for sigma in (1.0, 2.0, 4.0))]
        finest, fine, broad = (np.asarray(blurs[i] - blurs[i + 1], np.float32) for i in range(3))
        return finest, fine, broad

    @cached_property
    def inner_skin(self) -> Mask:
        """Visible skin away from its border, whose edges are no texture of skin."""
        return cv2.erode(self.skin.astype(np.uint8), np.ones((9, 9), np.uint8)) > 0

    @cached_property
    def eyes(self) -> Mask:
        """Both eyes with lids and lashes, bool [S, S]: detail that every face has, however smooth its skin."""
        area = np.zeros(self.skin.shape, np.uint8)
        for corners in _CORNERS:
            a, b = (self.face.points[i, :2] for i in corners)
            centre, reach = (a + b) / 2, float(np.linalg.norm(a - b))
            cv2.circle(area, (round(float(centre[0])), round(float(centre[1]))), round(0.8 * reach), 1, -1)
        return area > 0

    @cached_property
    def oval(self) -> Mask:
        """The whole face, bool [S, S]."""
        return self.filled((FACE_OVAL,))

    @cached_property
    def brows(self) -> Mask:
        """Both brows, bool [S, S]: fine hairs that no filter for skin touches."""
        return self.filled((RIGHT_BROW, LEFT_BROW))

    @cached_property
    def skin_light(self) -> NDArray[np.float32]:
        """Linear light 0..1 of every ninth pixel of visible skin, float32 [N, 3]."""
        return linear_from_srgb(self.face.rgb[::3, ::3][self.skin[::3, ::3]])

    def filled(self, outlines: Iterable[tuple[int, ...]]) -> Mask:
        """The convex areas within some mesh points, bool [S, S]."""
        area = np.zeros(self.skin.shape, np.uint8)
        for ids in outlines:
            cv2.fillConvexPoly(area, cv2.convexHull(np.round(self.face.points[list(ids), :2]).astype(np.int32)), 1)
        return area > 0

    def part(self, name: str) -> Map:
        """Probability 0..1 of a class on the parsing network's own grid; nothing anywhere where it is unknown."""
        known = next(iter(self.parts.values()), np.zeros((1, 1), np.float32))
        return self.parts.get(name, np.zeros_like(known))

    def on_parts(self, mask: Mask) -> Mask:
        """A mask of the crop on the parsing network's own grid."""
        side = self.part("skin").shape[0]
        small = cv2.resize(mask.astype(np.uint8), (side, side), interpolation=cv2.INTER_NEAREST)
        return np.asarray(small, np.bool_)


def brightness_of(light: NDArray[np.float32]) -> NDArray[np.float32]:
    """Luminance (Rec. 709) of linear light [..., 3]."""
    return np.asarray(light @ _LUMINANCE, np.float32)
