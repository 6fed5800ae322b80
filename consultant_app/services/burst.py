"""Several pictures of one release, read as one: noise, a blink and a breath differ, the skin does not.

All pictures are aligned on the mesh, so their evidence maps lie on one another. Joined pixel by pixel they give
one map, which is shown and pooled like that of a single photo: the heat map stays the score.
"""

from collections.abc import Sequence

import numpy as np

from consultant_app.domain.photo import Map
from consultant_app.imaging.mesh import Landmarks
from consultant_app.inference.skin_model import Evidence

MOST = 3
"""Pictures of a burst that are read: each costs a pass of the model."""

_OTHER_POSE = 0.02
"""Mean distance of the landmarks on the aligned crop, as a share of its side, from which a picture shows another
pose or expression than the one that is shown."""

_DEPARTS, _TREMBLE = 3.0, 0.01
"""A picture is left out whose mean evidence is further from the median than so many median deviations, and then by
more than a hundredth of the scale: less than that is noise."""


def same_pose(first: Landmarks, other: Landmarks, side: int) -> bool:
    """Whether two aligned crops of ``side`` pixels, landmarks [478, 3], show the face held alike."""
    apart = np.linalg.norm(first[:468, :2] - other[:468, :2], axis=1)
    return bool(apart.mean() < _OTHER_POSE * side)


def joined(frames: Sequence[Evidence]) -> Evidence:
    """The evidence of several aligned crops as one: a robust mean.

    The mean at each place, not the median: the mesh trembles by a pixel from picture to picture, and the median of
    thin lines that lie beside one another is no line at all. So a picture that departs, by a blink or a blur, is
    left out as a whole, channel by channel.

    The predicted variance is averaged, not divided: camera and light are shared by all.

    Raises:
        ValueError: there is no frame.
    """
    if not frames:
        raise ValueError("a burst needs at least one picture")
    return Evidence(
        {name: _robust_mean([frame.maps[name] for frame in frames]) for name in frames[0].maps},
        {name: _mean([frame.log_variance[name] for frame in frames]) for name in frames[0].log_variance},
    )


def _robust_mean(maps: Sequence[Map]) -> Map:
    levels = np.array([float(one.mean()) for one in maps])
    off = np.abs(levels - np.median(levels))
    limit = _DEPARTS * float(np.median(off)) + _TREMBLE
    return _mean([one for one, departs in zip(maps, off > limit, strict=True) if not departs])


def _mean(maps: Sequence[Map]) -> Map:
    return maps[0] if len(maps) == 1 else np.asarray(np.mean(maps, axis=0), np.float32)
