"""How squarely a zone of the face is seen, from the depth that the mesh gives its outline."""

import numpy as np

from consultant_app.domain.criteria import Zone
from consultant_app.imaging.mesh import ZONE_POINTS, Landmarks

_EARS = (234, 454)
"""Mesh points before the ears: the middle between them lies inside the head, so skin faces away from it."""

_NOTHING = 1e-9


def facing(points: Landmarks, zone: Zone) -> float:
    """Cosine between the line of sight and a zone's mean normal: 1 seen squarely, 0 edge on, less from behind.

    The vector area that an outline spans (Newell's method) is the sum of the normals of any surface over it, each
    weighted with its area; so no triangles are needed, and one bad point moves it little.

    Args:
        points: Landmarks; z in the unit of x and y, smaller is nearer.
        zone: Any zone; of one that runs around the face (``jaw_line``, ``face``) the value says little.
    """
    outline = points[list(ZONE_POINTS[zone])].astype(np.float64)
    normal = np.cross(outline, np.roll(outline, -1, axis=0)).sum(axis=0)
    outward = outline.mean(axis=0) - points[list(_EARS)].astype(np.float64).mean(axis=0)
    size = float(np.linalg.norm(normal))
    if size < _NOTHING:
        return 0.0
    towards = -float(normal[2]) / size
    return towards if float(normal @ outward) >= 0 else -towards
