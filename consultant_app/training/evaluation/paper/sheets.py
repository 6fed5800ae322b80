"""Faces with their maps: the committed picture shows only the face that a package ships, no other leaves."""

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from skimage import data

from consultant_app.domain.errors import PhotoError
from consultant_app.domain.photo import RGB, Map
from consultant_app.files import write_atomically
from consultant_app.imaging.decode import decode_photo
from consultant_app.imaging.evidence import reduce_mask
from consultant_app.training.evaluation.engine import Engine

_TILE = 200
_HEAT = np.array([190, 60, 40], np.float32)
"""Colour of full evidence, sRGB."""

_COLUMNS = 4


def astronaut() -> RGB:
    """The face of scikit-image's picture of Eileen Collins (NASA, public domain), enlarged."""
    face: RGB = data.astronaut()[:260, 110:350]  # type: ignore[no-untyped-call]
    return cv2.resize(face, None, fx=3, fy=3, interpolation=cv2.INTER_CUBIC).astype(np.uint8)


def sheet(engine: Engine, photo: RGB) -> RGB:
    """The aligned face and, tile by tile, each channel's evidence on its skin; absolute scale, nothing stretched.

    Raises:
        PhotoError: no face is found.
    """
    located = engine.locate(photo)
    maps = engine.look(located.face.rgb).maps
    size = next(iter(maps.values())).shape[0]
    skin = reduce_mask(located.skin, size)
    tiles = [_named(_small(located.face.rgb), "photo")]
    tiles += [
        _named(_overlaid(located.face.rgb, heat, skin), name.replace("_", " ")) for name, heat in maps.items()
    ]
    tiles += [np.full_like(tiles[0], 255)] * (-len(tiles) % _COLUMNS)
    rows = [np.hstack(tiles[start : start + _COLUMNS]) for start in range(0, len(tiles), _COLUMNS)]
    return np.asarray(np.vstack(rows), np.uint8)


def _small(rgb: RGB) -> RGB:
    return np.asarray(cv2.resize(rgb, (_TILE, _TILE), interpolation=cv2.INTER_AREA), np.uint8)


def _overlaid(rgb: RGB, heat: Map, skin: NDArray[np.bool_]) -> RGB:
    """The face in grey with its evidence in colour."""
    grey = np.repeat(_small(rgb).mean(axis=2, keepdims=True), 3, axis=2)
    strength = cv2.resize(np.where(skin, heat, 0).astype(np.float32), (_TILE, _TILE))[..., None]
    return np.asarray(np.clip((1 - strength) * grey + strength * _HEAT, 0, 255), np.uint8)


def _named(tile: RGB, name: str) -> RGB:
    out = np.ascontiguousarray(tile)
    cv2.putText(out, name, (6, 14), cv2.FONT_HERSHEY_SIMPLEX, 0.42, (0, 0, 0), 3, cv2.LINE_AA)
    cv2.putText(out, name, (6, 14), cv2.FONT_HERSHEY_SIMPLEX, 0.42, (255, 255, 255), 1, cv2.LINE_AA)
    return out


def write_sheet(engine: Engine, photo: RGB, path: Path) -> None:
    """Write a sheet as PNG.

    Raises:
        PhotoError: no face is found.
    """
    _, code = cv2.imencode(".png", sheet(engine, photo)[..., ::-1], [cv2.IMWRITE_PNG_COMPRESSION, 9])
    write_atomically(path, code.tobytes())


def write_sheets(engine: Engine, photos: Sequence[Path], folder: Path) -> int:
    """Sheets of photographs that must not leave the building, into an ignored folder; returns their number."""
    written = 0
    for photo in photos:
        try:
            write_sheet(engine, decode_photo(photo.read_bytes()), folder / f"{photo.stem}.png")
        except PhotoError:
            continue
        written += 1
    return written
