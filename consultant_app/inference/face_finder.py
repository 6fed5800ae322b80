"""Find the one face of a photo: detector, closer detector, mesh, mesh again on its own region."""

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.errors import PhotoError
from consultant_app.domain.photo import RGB
from consultant_app.inference.face_detector import FaceBox, FaceDetector
from consultant_app.inference.face_mesh import FaceMesh, region_of_box, region_of_points
from consultant_app.inference.manifest import verified_bytes
from consultant_app.inference.sessions import create_session

_DETECTOR = ("face_detection_short_range.onnx", "ed93944b14dbca324a6691292d2f9a4046ba625f747a6def29d67fe84506c744")
_MESH = ("face_mesh_478.onnx", "23bed9167ded6478aebe04b2088cbbf38388bbb8d0add9a7eadc5f2dee194505")

_LEAST_PRESENCE = 0.5
_SURE_PRESENCE = 0.9
_MOST_FACES = 3
"""So many are looked at on a live picture: one is wanted, and two say that it is not one."""
_BYSTANDER = 0.45
"""A second face smaller than this share of the first is a passer-by or a picture on the wall."""


@dataclass(frozen=True, eq=False)
class FoundFace:
    """Landmarks float32 [478, 3] in photo pixels and the probability that a face is there."""

    points: NDArray[np.float32]
    presence: float


class FaceFinder:
    """Finds faces; loads its two models once."""

    def __init__(self, folder: Path, threads: int = 2) -> None:
        detector = verified_bytes(folder / _DETECTOR[0], _DETECTOR[1])
        mesh = verified_bytes(folder / _MESH[0], _MESH[1])
        self._detector = FaceDetector(create_session(detector, FaceDetector.golden(), threads))
        self._mesh = FaceMesh(create_session(mesh, FaceMesh.golden(), threads))

    def find_one(self, rgb: RGB) -> FoundFace:
        """The face of a photo that shows one person.

        Raises:
            PhotoError: ``no_face`` or ``several_faces``.
        """
        boxes = self._detector.detect(rgb)
        faces = [face for box in boxes if (face := self._refine(rgb, box)) is not None]
        if not faces:
            face = self._search(rgb)
            if face is None:
                raise PhotoError("no_face")
            return face
        faces.sort(key=lambda face: -_width(face))
        second = [f for f in faces[1:] if _is_second(f, faces[0])]
        if second:
            raise PhotoError("several_faces")
        return faces[0]

    def follow(self, rgb: RGB, points: NDArray[np.float32]) -> FoundFace | None:
        """The face that was at ``points`` on the picture before; ``None`` where it is no longer surely there."""
        points, presence = self._mesh.locate(rgb, region_of_points(points))
        return FoundFace(points, presence) if presence >= _LEAST_PRESENCE else None

    def glance(self, rgb: RGB) -> list[FoundFace]:
        """The faces of a live picture, the nearest first, without the long search of a photo that matters.

        A passer-by in the background is none of them.
        """
        boxes = self._detector.detect(rgb)[:_MOST_FACES]
        faces = sorted(
            (face for box in boxes if (face := self._refine(rgb, box)) is not None), key=lambda face: -_width(face)
        )
        return [*faces[:1], *(face for face in faces[1:] if _is_second(face, faces[0]))]

    def _refine(self, rgb: RGB, box: FaceBox) -> FoundFace | None:
        closer = self._detector.detect(rgb, (float(box.centre[0]), float(box.centre[1]), 2.2 * box.side), 0.4)
        near = [c for c in closer if np.linalg.norm(c.centre - box.centre) < box.side / 2]
        points, presence = self._mesh.locate(rgb, region_of_box(near[0] if near else box))
        if presence < _LEAST_PRESENCE / 5:
            return None
        points, presence = self._mesh.locate(rgb, region_of_points(points))
        return FoundFace(points, presence) if presence >= _LEAST_PRESENCE else None

    def _search(self, rgb: RGB) -> FoundFace | None:
        """Look again where the first look fails: closer, from farther, for a face cut off, tipped or turned."""
        best: FoundFace | None = None
        height, width = rgb.shape[:2]
        side = float(max(height, width))
        regions = [(width / 2, height / 2, scale * side) for scale in (1.5, 0.75, 2.2)]
        regions += [(width * x, height * y, 0.6 * side) for y in (0.3, 0.5, 0.7) for x in (0.3, 0.5, 0.7)]
        for angle in (0, 25, -25, 50, -50, 90, -90):
            turned, back = _turn(rgb, angle)
            for region in regions if angle == 0 else regions[:2]:
                for box in self._detector.detect(turned, region, 0.25)[:2]:
                    face = self._refine(turned, box)
                    if face is not None and (best is None or face.presence > best.presence):
                        best = FoundFace(_carry(face.points, back), face.presence)
                if best is not None and best.presence >= _SURE_PRESENCE:
                    return best
        return best


def _is_second(face: FoundFace, first: FoundFace) -> bool:
    apart = np.linalg.norm(face.points[:468, :2].mean(axis=0) - first.points[:468, :2].mean(axis=0))
    sure = face.presence >= _SURE_PRESENCE
    return bool(sure and _width(face) > _BYSTANDER * _width(first) and apart > 0.6 * _width(first))


def _width(face: FoundFace) -> float:
    low, high = face.points[:468, :2].min(axis=0), face.points[:468, :2].max(axis=0)
    return float((high - low).max())


def _turn(rgb: RGB, degrees: float) -> tuple[RGB, NDArray[np.float64]]:
    """The photo turned about its middle on a canvas that holds it, and the way back for points."""
    if degrees == 0:
        return rgb, np.eye(2, 3)
    height, width = rgb.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    cos, sin = abs(matrix[0, 0]), abs(matrix[0, 1])
    size = (int(height * sin + width * cos), int(height * cos + width * sin))
    matrix[:, 2] += [size[0] / 2 - width / 2, size[1] / 2 - height / 2]
    turned = cv2.warpAffine(rgb, matrix, size, flags=cv2.INTER_LINEAR).astype(np.uint8)
    return turned, np.asarray(cv2.invertAffineTransform(matrix), np.float64)


def _carry(points: NDArray[np.float32], affine: NDArray[np.float64]) -> NDArray[np.float32]:
    xy = points[:, :2] @ affine[:, :2].T + affine[:, 2]
    return np.concatenate([xy, points[:, 2:]], axis=1).astype(np.float32)
