"""The pictures of a report, cut and drawn from an analysed photo."""

from collections.abc import Mapping

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.criteria import Zone
from consultant_app.domain.explanation import Explanation, Patch
from consultant_app.domain.photo import RGB, AnalysedPhoto
from consultant_app.imaging.evidence import SEEN
from consultant_app.imaging.overlay import heat_overlay, heat_scale, map_on_photo, skin_colour
from consultant_app.imaging.portrait import portrait
from consultant_app.report.content import Cut, ReportImages, Seen
from consultant_app.services.explanation import close_up, main_view

SHOWN = 3
"""Priorities that are shown on the face; the others stand in the table with all criteria."""

_ASPECT = 4 / 5
_FACE_WIDTH = 1100
"""Pixels across the large face: 300 dots per inch at its width on paper."""
_HEAT_WIDTH = 660
"""Pixels across a smaller face: 300 dots per inch."""
_CLOSE_UP = 240
"""Pixels across a close-up: over 300 dots per inch, because it is looked at from near."""
_SCALE = (400, 40)
"""Width and height of the legend in pixels."""
_HEAT_ROOM = 1.15
"""Smaller faces are cut closer, so that a zone can still be told."""
_SMOOTH = 0.6
"""Largest distance of a contour from its outline after thinning, pixels: half a hair on paper."""
_LEAST_AREA = 9.0
"""Contours around less are specks of the interpolation, pixels."""


def report_images(photo: AnalysedPhoto, why: Mapping[str, Explanation], *, with_photo: bool) -> ReportImages:
    """The face large and small, and where the first priorities were seen.

    Args:
        photo: What was analysed.
        why: Criterion -> its explanation.
        with_photo: Off, no pixel of the photo is in what is returned; zones and shares say where.
    """
    large = portrait(photo, _ASPECT, _FACE_WIDTH)
    small = portrait(photo, _ASPECT, _HEAT_WIDTH, _HEAT_ROOM)
    smaller = {view: portrait(photo.seen_from(view), _ASPECT, _HEAT_WIDTH, _HEAT_ROOM) for view in photo.views}
    keys = photo.analysis.priorities[:SHOWN]
    shares = {key: {each.zone: each.share for each in why[key].shares} for key in keys}
    if not with_photo:
        return ReportImages(_cut(large), _cut(small), {key: Seen(shares[key]) for key in keys})
    return ReportImages(
        face=_cut(large, large.rgb),
        small=_cut(small, small.rgb),
        seen={
            key: _seen(key, photo, why[key], smaller[main_view(why[key], photo.analysis.criterion(key))])
            for key in keys
        },
        scale=heat_scale(_skin(small), _SCALE),
    )


def _seen(key: str, photo: AnalysedPhoto, why: Explanation, face: AnalysedPhoto) -> Seen:
    """Where a criterion was seen, on ``face``: the small cut of the photo that says most about it."""
    mapped = key in face.evidence.maps
    return Seen(
        {each.zone: each.share for each in why.shares},
        heat_overlay(face.rgb, face.evidence, key) if mapped else face.rgb,
        _contours(face, key) if mapped else (),
        tuple(_close_up(photo, patch) for patch in why.patches),
    )


def _close_up(photo: AnalysedPhoto, patch: Patch) -> tuple[Zone, RGB]:
    """A place that weighs, from the photo of the series on which it lies."""
    return patch.zone, _square(close_up(photo.seen_from(patch.view).rgb, patch))


def _cut(face: AnalysedPhoto, photo: RGB | None = None) -> Cut:
    return Cut((face.rgb.shape[1], face.rgb.shape[0]), face.zone_polygons, photo)


def _contours(face: AnalysedPhoto, key: str) -> tuple[NDArray[np.float32], ...]:
    """Lines around the evidence that counts: on a grey print the tint alone would not be seen."""
    counts = (map_on_photo(face.evidence, key, face.rgb.shape) >= SEEN).astype(np.uint8)
    found, _ = cv2.findContours(counts, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    thinned = (cv2.approxPolyDP(line, _SMOOTH, True) for line in found if cv2.contourArea(line) >= _LEAST_AREA)
    return tuple(line[:, 0].astype(np.float32) for line in thinned if len(line) > 2)


def _skin(face: AnalysedPhoto) -> RGB:
    """The client's own skin colour, uint8 [3]; that of the whole picture where no map says where the skin is."""
    if face.evidence.maps:
        return skin_colour(face.rgb, face.evidence)
    return np.asarray(np.median(face.rgb.reshape(-1, 3), axis=0), np.uint8)


def _square(picture: RGB) -> RGB:
    """A close-up at print resolution; a smaller one is not enlarged."""
    side = min(_CLOSE_UP, picture.shape[0])
    small = cv2.resize(picture, (side, side), interpolation=cv2.INTER_AREA)
    return small.astype(np.uint8, copy=False)
