"""What lies between the camera and the skin: glasses, hair, a hand, a mask, a beard, heavy make-up.

Told from what the parsing network takes each pixel for; where none is installed only the whole share of hidden
skin is measured.
"""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.criteria import Zone
from consultant_app.domain.photo import Map
from consultant_app.imaging.colour import lab_from_srgb
from consultant_app.imaging.mesh import LIPS
from consultant_app.imaging.quality.view import Mask, View

_LOWER = (Zone.CHIN, Zone.MOUTH_LEFT, Zone.MOUTH_RIGHT)
_CHEEKS = (Zone.CHEEK_LEFT, Zone.CHEEK_RIGHT)
_LIDS = (
    (246, 161, 160, 159, 158, 157, 173, 56, 28, 27, 29, 30),
    (466, 388, 387, 386, 385, 384, 398, 286, 258, 257, 259, 260),
)
_EYES = ((33, 133), (362, 263))
_BRIDGE = (168, 6)
_BRIDGE_BOX, _RIM_BOX, _EYES_BOX = (-0.13, 0.13, -0.22, 0.42), (-0.3, 0.3, 0.22, 0.62), (-1.0, 1.0, -0.13, 0.49)
_SMOOTH = (
    ((151, 9), (-0.35, 0.35, -0.3, 0.1)),
    ((205,), (-0.2, 0.2, -0.15, 0.3)),
    ((425,), (-0.2, 0.2, -0.15, 0.3)),
)
"""Forehead and cheeks, where no frame lies: mesh points and box about their middle, in distances of the eyes."""

_OWN_FLOOR = 0.05
_THINGS_WEIGHT = 40.0
"""A frame is a few per cent of the eyes' surroundings, and each pixel that the network takes for it is telling."""

_HIDDEN = 0.5
_GREY_FLOOR = 5.0
"""Level of 255 below which a relative step would compare noise."""


def cover(view: View) -> Iterator[tuple[str, float]]:
    """Measures of what hides skin, in percent of the area; make-up as a colour difference."""
    yield "covered", 100 * (1 - float(view.skin.sum()) / max(1.0, float(view.geometric.sum())))
    yield "glasses", glasses(view)
    if view.parts:
        thing, hair = view.part("occluder"), view.part("hair")
        mouth = _share(view, thing, view.filled((LIPS,)))
        yield "mask", mouth
        # What covers the mouth as well is a mask or a scarf: one remark is enough.
        places = (*_CHEEKS, *_LOWER, Zone.FOREHEAD)
        yield (
            "hand",
            0.0 if mouth > 100 * _HIDDEN else max(_share(view, thing, view.zones[zone]) for zone in places),
        )
        yield "fringe", _share(view, hair, view.zones[Zone.FOREHEAD])
        yield "beard", max(_share(view, hair, view.zones[zone]) for zone in _LOWER)
    yield "make_up", lid_colour(view)


def glasses(view: View) -> float:
    """How plainly a frame shows: edges across the bridge of the nose and below the eyes, against the skin's own.

    Skin runs smoothly there, and a frame, however thin, does not; wrinkled or shining skin has edges on forehead
    and cheeks as well (the smoothest of them counts: hair may lie over another). What the parsing network takes
    for a thing around the eyes is added. All edges are relative to the brightness of their place, so that they
    mean the same on every tone.
    """
    points = view.face.points[:, :2]
    eyes = [points[list(corners)].mean(axis=0) for corners in _EYES]
    apart = float(np.linalg.norm(eyes[1] - eyes[0]))
    smooth = np.asarray(cv2.GaussianBlur(view.grey, (0, 0), 1.2), np.float32)
    bridge = _piece(smooth, points[list(_BRIDGE)].mean(axis=0), apart, _BRIDGE_BOX)
    # A frame crosses the whole bridge: the median over the columns leaves single highlights out.
    across = float(np.abs(np.median(np.diff(bridge, axis=0), axis=1)).max() / (bridge.mean() + _GREY_FLOOR))
    below = np.mean([_edges(_piece(smooth, eye, apart, _RIM_BOX)) for eye in eyes])
    own = min(_edges(_piece(smooth, points[list(ids)].mean(axis=0), apart, box)) for ids, box in _SMOOTH)
    side = view.part("occluder").shape[0] / view.grey.shape[0]
    things = _piece(view.part("occluder"), (eyes[0] + eyes[1]) / 2 * side, apart * side, _EYES_BOX)
    return float((across + below) / (own + _OWN_FLOOR) + _THINGS_WEIGHT * things.mean())


def _edges(piece: Map) -> float:
    """The strongest level edge of a typical column, relative to the piece's brightness."""
    strongest = np.abs(np.diff(piece, axis=0)).max(axis=0)
    return float(np.median(strongest) / (piece.mean() + _GREY_FLOOR))


def _piece(image: Map, centre: NDArray[np.float32], unit: float, box: tuple[float, float, float, float]) -> Map:
    """What lies within ``box`` (left, right, top, bottom, in ``unit``) about a point; two pixels at least."""
    height, width = image.shape
    x0, x1 = (int(np.clip(float(centre[0]) + side * unit, 0, width)) for side in box[:2])
    y0, y1 = (int(np.clip(float(centre[1]) + side * unit, 0, height)) for side in box[2:])
    x0, y0 = max(0, min(x0, width - 2)), max(0, min(y0, height - 2))
    return image[y0 : max(y1, y0 + 2), x0 : max(x1, x0 + 2)]


def lid_colour(view: View) -> float:
    """Difference of the upper lids' colour (a*, b*) from the skin of the face, in delta E."""
    lids, skin = view.face.rgb[view.filled(_LIDS)], view.face.rgb[::4, ::4][view.skin[::4, ::4]]
    if not len(lids) or not len(skin):
        return 0.0
    lid, own = (np.median(lab_from_srgb(pixels[None])[0], axis=0) for pixels in (lids, skin))
    return float(np.linalg.norm((lid - own)[1:]))


def _share(view: View, probability: Map, where: Mask) -> float:
    """Share of an area that a class takes, in percent."""
    picked = probability[view.on_parts(where)]
    return 100 * float((picked > _HIDDEN).mean()) if len(picked) else 0.0
