"""Analyse photos for the shell: one JSON object a photo, models loaded once, one bad file never stops the rest."""

import io
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from PIL import Image

from consultant_app.brand import house_brand
from consultant_app.domain.analysis import FaceView
from consultant_app.domain.clients import Profile
from consultant_app.domain.errors import ConsultantError, PhotoError, PhotoRefusedError
from consultant_app.domain.photo import AnalysedPhoto
from consultant_app.domain.routine import Routine
from consultant_app.domain.serial import JsonObject, analysis_to_json
from consultant_app.files import write_atomically
from consultant_app.imaging.overlay import heat_overlay, map_on_photo
from consultant_app.services.analysis import AnalysisService
from consultant_app.services.recommendation import RecommendationService, default_recommendations
from consultant_app.services.reports import ReportService

OK, REFUSED, UNUSABLE = 0, 3, 4


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """What to write.

    Attributes:
        json_target: File for the JSON, ``-`` for standard output.
        pdf: File for the report of a single photo.
        maps: Folder for heat maps.
        force: Analyse also refused photos.
        language: Language of messages and report.
        sides: Three-quarter photos that belong to a single photo.
    """

    json_target: str = "-"
    pdf: Path | None = None
    maps: Path | None = None
    force: bool = False
    language: str = "en"
    sides: Mapping[FaceView, Path] = field(default_factory=dict)


def analyse_batch(photos: list[Path], options: BatchOptions) -> int:
    """Analyse photos and write what was asked for.

    Returns:
        0 if all were analysed, 4 if any could not be, else 3 if any was refused; side views count, too.

    Raises:
        ConsultantError: a model is not as it should be, or an output cannot be written.
    """
    engine, advice = AnalysisService(), default_recommendations()
    codes, lines = [], []
    for path in photos:
        code, line = _one(path, engine, advice, options)
        codes.append(code)
        if options.json_target == "-" and len(photos) > 1:
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
            sys.stdout.flush()
        else:
            lines.append(line)
    _write_json(lines, len(photos) > 1, options.json_target)
    return max(codes)


def _one(
    path: Path, engine: AnalysisService, advice: RecommendationService, options: BatchOptions
) -> tuple[int, JsonObject]:
    try:
        photo = engine.analyse(path, force=options.force, language=options.language)
    except PhotoRefusedError as error:
        sys.stderr.write(f"{path}: {error}\n")
        return REFUSED, analysis_to_json(error.analysis, Routine())
    except PhotoError as error:
        message = error.told(options.language)
        sys.stderr.write(f"{path}: {message}\n")
        return UNUSABLE, {"photo": path.name, "error": {"key": error.key, "message": message}}
    code, photo = _with_sides(photo, engine, options)
    routine = advice.recommend(photo.analysis, Profile())
    if options.maps is not None:
        write_maps(photo, path.stem, options.maps)
    if options.pdf is not None:
        report = ReportService(house_brand())
        report.write(options.pdf, photo, routine, "", datetime.now(UTC), options.language, advice.rationale)
    return code, analysis_to_json(photo.analysis, routine)


def _with_sides(photo: AnalysedPhoto, engine: AnalysisService, options: BatchOptions) -> tuple[int, AnalysedPhoto]:
    """The photo with its side views; one that cannot be used is told and left out."""
    code, read = OK, []
    for view, path in options.sides.items():
        try:
            read.append(engine.read_side(path, view, force=options.force, language=options.language))
        except PhotoRefusedError as error:
            sys.stderr.write(f"{path}: {error}\n")
            code = max(code, REFUSED)
        except PhotoError as error:
            sys.stderr.write(f"{path}: {error.told(options.language)}\n")
            code = UNUSABLE
    return code, engine.with_sides(photo, read) if read else photo


def write_maps(photo: AnalysedPhoto, stem: str, folder: Path) -> list[Path]:
    """Each criterion's heat map in photo coordinates: ``STEM.KEY.npy`` (float32, 0..1) and ``STEM.KEY.png``.

    Those of a side view are ``STEM.left.KEY`` and ``STEM.right.KEY``.
    """
    written = []
    for view in photo.views:
        seen = photo.seen_from(view)
        name = stem if view is FaceView.FRONT else f"{stem}.{view}"
        for key in seen.evidence.maps:
            values = io.BytesIO()
            np.save(values, map_on_photo(seen.evidence, key, seen.rgb.shape))
            picture = io.BytesIO()
            Image.fromarray(heat_overlay(seen.rgb, seen.evidence, key)).save(picture, "PNG")
            for suffix, data in (("npy", values), ("png", picture)):
                target = folder / f"{name}.{key}.{suffix}"
                _write(target, data.getvalue())
                written.append(target)
    return written


def _write_json(lines: list[JsonObject], several: bool, target: str) -> None:
    if not lines:
        return
    if several:
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    else:
        text = json.dumps(lines[0], ensure_ascii=False, indent=1) + "\n"
    if target == "-":
        sys.stdout.write(text)
    else:
        _write(Path(target), text.encode())


def _write(path: Path, data: bytes) -> None:
    try:
        write_atomically(path, data)
    except OSError as error:
        raise ConsultantError(f"{path} cannot be written ({error.strerror}). Choose another folder.") from error
