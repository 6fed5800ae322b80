"""Contact sheets for the eye: each attribute at five severities on faces of up to six tones."""

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.criteria import Zone
from consultant_app.imaging.colour import ita_degrees, lab_from_srgb
from consultant_app.imaging.skin import zone_masks
from consultant_app.training.data.canvas import Canvas
from consultant_app.training.data.dataset import load_canvases
from consultant_app.training.render.renderer import render
from consultant_app.training.render.scene import CHANNELS, build_scene

SEVERITIES = (0.0, 0.25, 0.5, 0.75, 1.0)
_TONES = 6
_CELL = 320


def preview(data: Path, out: Path, seed: int) -> list[Path]:
    """Write one sheet a channel into ``out``; the sheets show licensed faces and must not be committed."""
    out.mkdir(parents=True, exist_ok=True)
    faces = spread_over_tones([canvas for canvas in load_canvases(data, "train") if canvas.young], _TONES)
    written = []
    for channel in CHANNELS:
        rows = []
        for face in faces:
            scenes = [render(build_scene([face], [0.1], seed), {channel: s}, camera=0.15) for s in SEVERITIES]
            photos = [scene.photos[0].permute(1, 2, 0).numpy() for scene in scenes]
            rows.append(np.hstack([_small(photo) for photo in photos]))
        path = out / f"{channel}.jpg"
        cv2.imwrite(str(path), np.vstack(rows)[..., ::-1])
        written.append(path)
    return written


def spread_over_tones(canvases: list[Canvas], count: int) -> list[Canvas]:
    """``count`` canvases from the lightest to the darkest skin, evenly by rank of ITA."""
    ranked = sorted(canvases, key=_ita, reverse=True)
    picks = np.linspace(0, len(ranked) - 1, min(count, len(ranked))).round().astype(int)
    return [ranked[index] for index in picks]


def _ita(canvas: Canvas) -> float:
    cheek = zone_masks(canvas.points, canvas.skin.shape[0])[Zone.CHEEK_LEFT] & canvas.skin
    typical = np.median(lab_from_srgb(canvas.photo)[cheek if cheek.any() else canvas.skin], axis=0)
    return ita_degrees(float(typical[0]), float(typical[2]))


def _small(photo: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return cv2.resize(photo, (_CELL, _CELL), interpolation=cv2.INTER_AREA).astype(np.uint8)
