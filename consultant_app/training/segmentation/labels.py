"""What each pixel of an aligned crop is: lips, eyes, brows and skin by the mesh, hair by a teacher, or unsaid."""

from pathlib import Path

import cv2
import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from consultant_app.domain.errors import ConsultantError
from consultant_app.domain.photo import RGB
from consultant_app.imaging.alignment import AlignedFace
from consultant_app.imaging.colour import lab_from_srgb
from consultant_app.imaging.mesh import FACE_OVAL, LEFT_BROW, LEFT_EYE, LIPS, RIGHT_BROW, RIGHT_EYE, Landmarks
from consultant_app.imaging.skin import geometric_skin_mask, skin_mask

CLASSES = ("background", "skin", "hair", "lips", "eyes", "brows", "occluder")
BACKGROUND, SKIN, HAIR, LIPS_CLASS, EYES, BROWS, OCCLUDER = range(len(CLASSES))
IGNORE = 255
"""Pixels whose class no source tells for certain: they teach nothing and are not judged."""

_TEACHER_SIZE = 512
_ZOOMS = (1.0, 0.62)
_SURE_HAIR, _NO_HAIR = 0.7, 0.3
# Colour distance to the face's own skin, in robust standard deviations: neck and ears; what is no skin at all.
_LIKE_SKIN, _UNLIKE_SKIN = 2.2, 5.0
_NEAR_FACE = 0.06
"""Reach around the oval, as a share of the crop, in which skin-coloured pixels are taken for ears and neck."""


class HairTeacher:
    """A published hair segmentation, asked on each face at two scales; it labels, it is never shipped."""

    def __init__(self, model: Path) -> None:
        """Open the ONNX file.

        Raises:
            ConsultantError: the file is not there.
        """
        if not model.is_file():
            raise ConsultantError(
                f"No hair model at {model}. Give the folder that holds teachers/ with --teachers."
            )
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = ort.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self._input = self._session.get_inputs()[0].name

    def probability(self, crop: RGB) -> NDArray[np.float32]:
        """Least and largest probability of hair over the scales, float32 [2, S, S], 0..1."""
        size = crop.shape[0]
        found = []
        for zoom in _ZOOMS:
            scale, shift = zoom * _TEACHER_SIZE / size, _TEACHER_SIZE * (1 - zoom) / 2
            affine = np.array([[scale, 0, shift], [0, scale, shift]])
            seen = cv2.warpAffine(
                crop, affine, (_TEACHER_SIZE, _TEACHER_SIZE), flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE
            )
            # The fourth channel is the mask of the frame before, in a film; a photo has none.
            fed = np.concatenate([seen / np.float32(255), np.zeros((*seen.shape[:2], 1), np.float32)], axis=2)
            answer = self._session.run(None, {self._input: fed[None].astype(np.float32)})[0]
            logits = answer.reshape(_TEACHER_SIZE, _TEACHER_SIZE, 2)
            hair = 1 / (1 + np.exp(-np.clip(logits[..., 1] - logits[..., 0], -30, 30)))
            back = cv2.invertAffineTransform(affine)
            found.append(cv2.warpAffine(hair.astype(np.float32), back, (size, size), flags=cv2.INTER_LINEAR))
        return np.stack([np.minimum(*found), np.maximum(*found)]).astype(np.float32)


def label_face(face: AlignedFace, hair: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Class of each pixel of a face with nothing drawn over it, uint8 [S, S]; ``IGNORE`` where it is not told.

    Args:
        face: The aligned face.
        hair: Answer of ``HairTeacher.probability``.
    """
    size = face.rgb.shape[0]
    labels = np.full((size, size), IGNORE, np.uint8)
    oval = _filled(face.points, FACE_OVAL, size)
    geometric = geometric_skin_mask(face.points, size) > 0
    labels[geometric] = SKIN
    # What the colour gate takes out may be a beard, a frame, a hat or a shadow: it is left unsaid.
    labels[geometric & ~skin_mask(face.rgb, face.points)] = IGNORE
    _label_surroundings(labels, face, oval)
    labels[(hair[1] > _NO_HAIR)] = IGNORE
    labels[hair[0] > _SURE_HAIR] = HAIR
    for brow in (RIGHT_BROW, LEFT_BROW):
        labels[_hull(face.points, brow, size)] = BROWS
    # Hair over an eye or the mouth is told by the teacher; brows it takes for hair, so there the mesh decides.
    free = hair[1] < _SURE_HAIR
    parts: tuple[tuple[tuple[int, ...], int], ...] = ((RIGHT_EYE, EYES), (LEFT_EYE, EYES), (LIPS, LIPS_CLASS))
    for ids, kind in parts:
        labels[_filled(face.points, ids, size) & free] = kind
    return labels


def cover_labels(
    labels: NDArray[np.uint8], hair: NDArray[np.float32], occluder: NDArray[np.float32]
) -> NDArray[np.uint8]:
    """Labels of a face with things drawn over it; ``hair`` and ``occluder`` are their covers, 0..1, [S, S]."""
    out = labels.copy()
    out[np.maximum(hair, occluder) > 0.15] = IGNORE
    out[hair > 0.5] = HAIR
    out[occluder > 0.5] = OCCLUDER
    return out


def _label_surroundings(labels: NDArray[np.uint8], face: AlignedFace, oval: NDArray[np.bool_]) -> None:
    """Outside the oval: ears and neck by their colour near the face, background where it is far from skin."""
    size = labels.shape[0]
    lab = cv2.GaussianBlur(lab_from_srgb(face.rgb), (0, 0), size / 160)
    inside = lab[labels == SKIN]
    if len(inside) < 100:
        return
    centre = np.median(inside, axis=0)
    spread = np.maximum(1.4826 * np.median(np.abs(inside - centre), axis=0), np.array([8.0, 2.5, 3.0]))
    distance = np.abs((lab - centre) / spread).max(axis=2)
    reach = 2 * round(_NEAR_FACE * size) + 1
    near = cv2.dilate(oval.astype(np.uint8), cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))) > 0
    border = cv2.dilate(oval.astype(np.uint8), np.ones((7, 7), np.uint8)) > 0
    labels[near & ~border & (distance < _LIKE_SKIN)] = SKIN
    labels[~border & (distance > _UNLIKE_SKIN)] = BACKGROUND


def _filled(points: Landmarks, ids: tuple[int, ...], size: int) -> NDArray[np.bool_]:
    mask = np.zeros((size, size), np.uint8)
    cv2.fillPoly(mask, [np.round(points[list(ids), :2]).astype(np.int32)], 1)
    return mask.astype(bool)


def _hull(points: Landmarks, ids: tuple[int, ...], size: int) -> NDArray[np.bool_]:
    mask = np.zeros((size, size), np.uint8)
    hull = cv2.convexHull(points[list(ids), :2].astype(np.float32))[:, 0]
    cv2.fillPoly(mask, [np.round(hull).astype(np.int32)], 1)
    return mask.astype(bool)
