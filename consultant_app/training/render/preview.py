"""Contact sheets for the eye: each attribute at five severities on faces of six tones."""

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.training.data.canvas import Canvas
from consultant_app.training.data.dataset import load_canvases
from consultant_app.training.render.pigment import CircleKind
from consultant_app.training.render.renderer import render
from consultant_app.training.render.scene import CHANNELS, build_scene

SEVERITIES = (0.0, 0.25, 0.5, 0.75, 1.0)
_TONES = 6
_YOUNG = 42
_CELL = 320


def preview(data: Path, out: Path, seed: int) -> list[Path]:
    """Write one sheet a channel into ``out``; the sheets show licensed faces and must not be committed."""
    out.mkdir(parents=True, exist_ok=True)
    faces = [canvas for canvas in load_canvases(data, "train") if canvas.age is None or canvas.age < _YOUNG]
    faces = spread_over_tones(faces, _TONES)
    written = []
    for channel in CHANNELS:
        for circles in CircleKind if channel == "dark_circles" else (None,):
            name = channel if circles is None else f"{channel}_{circles.name.lower()}"
            written.append(out / f"{name}.jpg")
            cv2.imwrite(str(written[-1]), _sheet(faces, channel, circles, seed)[..., ::-1])
    return written


def _sheet(faces: list[Canvas], channel: str, circles: CircleKind | None, seed: int) -> NDArray[np.uint8]:
    rows = []
    for face in faces:
        drawn = [render(build_scene([face], [0.1], seed), {channel: s}, circles) for s in SEVERITIES]
        photos = [one.photographs(0.15).photos[0].permute(1, 2, 0).numpy() for one in drawn]
        rows.append(np.hstack([_small(photo) for photo in photos]))
    return np.vstack(rows)


def spread_over_tones(canvases: list[Canvas], count: int) -> list[Canvas]:
    """``count`` canvases from the lightest to the darkest skin, evenly by rank of ITA."""
    ranked = sorted(canvases, key=lambda canvas: canvas.tone, reverse=True)
    picks = np.linspace(0, len(ranked) - 1, min(count, len(ranked))).round().astype(int)
    return [ranked[index] for index in picks]


def _small(photo: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return cv2.resize(photo, (_CELL, _CELL), interpolation=cv2.INTER_AREA).astype(np.uint8)
