"""Analyse one photo: decode, find the face, judge the photo, score, with the time each step took."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.analysis import Analysis, Overall, Quality, Tone
from consultant_app.domain.criteria import Zone
from consultant_app.domain.errors import PhotoError, PhotoRefusedError
from consultant_app.domain.model_card import ModelCard
from consultant_app.domain.photo import RGB, AnalysedPhoto, EvidenceMaps
from consultant_app.domain.scoring import overall_of, priorities_of, strengths_of
from consultant_app.files import resource
from consultant_app.imaging.alignment import CROP_SIZE, AlignedFace, align
from consultant_app.imaging.colour import ita_class, ita_degrees, lab_from_srgb, monk_tone
from consultant_app.imaging.decode import decode_photo
from consultant_app.imaging.evidence import map_from_photo, scored_area
from consultant_app.imaging.mesh import pixels_per_mm, zone_polygons
from consultant_app.imaging.quality import View, assess
from consultant_app.imaging.quality.authenticity import jpeg_quality
from consultant_app.imaging.raw_measures import Measured
from consultant_app.imaging.skin import zone_masks
from consultant_app.inference.face_finder import FaceFinder
from consultant_app.inference.skin_model import SkinModel
from consultant_app.services.burst import MOST, joined, same_pose
from consultant_app.services.calibration import CalibrationService
from consultant_app.services.model_card import card_of
from consultant_app.services.scoring import score_all
from consultant_app.services.visible_skin import VisibleSkin
from consultant_app.texts import texts


@dataclass
class _Clock:
    """Milliseconds a step."""

    ms: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.ms[name] = round(1000 * (time.perf_counter() - start), 1)


class AnalysisService:
    """The engine. Loads its models once; an instance may be used from one thread at a time."""

    def __init__(
        self, models: Path | None = None, threads: int = 2, calibrations: CalibrationService | None = None
    ) -> None:
        """Load the models.

        Args:
            models: Folder with ``face/``, ``skin/`` and perhaps ``parsing/``; the bundled one by default.
            threads: CPU threads for inference.
            calibrations: Bring the colours of known cameras to their true place; without, all stay as they are.

        Raises:
            ModelError: a model is missing, altered, or not signed by a trusted key.
        """
        self._calibrations = calibrations
        folder = models or resource("models")
        self._finder = FaceFinder(folder / "face", threads)
        self._model = SkinModel(folder / "skin", threads)
        self._visible = VisibleSkin(folder, threads)
        self.provider = self._model.provider

    @property
    def card(self) -> ModelCard:
        """The card of the skin model that runs. Any thread."""
        return card_of(self._model.manifest, self._model.signer)

    def landmarks(self, rgb: RGB) -> NDArray[np.float32]:
        """Landmarks float32 [478, 3] of the face on an upright photo uint8 [H, W, 3], in its pixels.

        Raises:
            PhotoError: no face is found, or several.
        """
        return self._finder.find_one(rgb).points

    def visible_skin(self, face: AlignedFace) -> NDArray[np.bool_]:
        """The skin of an aligned face that is scored, bool [S, S]: nothing in front of it."""
        return self._visible(face)

    def analyse(self, path: Path, *, force: bool = False, language: str = "en") -> AnalysedPhoto:
        """Analyse a photo file.

        Args:
            path: JPEG, PNG or WebP.
            force: Analyse also a photo that the quality gate refuses.
            language: Language of the findings' messages.

        Raises:
            PhotoError: the file is no usable photo of one face.
            PhotoRefusedError: the quality gate refuses it and ``force`` is not set.
        """
        clock = _Clock()
        with clock.step("decode"):
            data = _read(path)
            rgb, quality = decode_photo(data), jpeg_quality(data)
        return self._analyse(rgb, path.name, force, language, clock, quality)

    def analyse_rgb(
        self,
        rgb: RGB,
        name: str,
        *,
        more: Sequence[RGB] = (),
        force: bool = False,
        language: str = "en",
        camera: str | None = None,
    ) -> AnalysedPhoto:
        """Analyse an upright photo uint8 [H, W, 3], alone or with the other pictures of its release.

        Args:
            rgb: The picture that is shown and kept.
            name: Kept with the result.
            more: Further pictures of the same release, the sharpest first; those that show the same pose are read
                with it (``services.burst``), the others are left out.
            force: As of ``analyse``, and it raises as that.
            language: Of the findings' messages.
            camera: Id of the camera that took it; where that is calibrated, the result shows corrected colours.
        """
        known = self._calibrations
        if known is None or camera is None:
            return self._analyse(rgb, name, force, language, _Clock(), more=more)
        clock = _Clock()
        with clock.step("colour"):
            true, *others = (known.corrected(one, camera) for one in (rgb, *more))
        photo = self._analyse(true, name, force, language, clock, more=others)
        known.saw(rgb, photo, camera)
        return photo

    def _analyse(
        self,
        rgb: RGB,
        name: str,
        force: bool,
        language: str,
        clock: _Clock,
        compression: float | None = None,
        more: Sequence[RGB] = (),
    ) -> AnalysedPhoto:
        with clock.step("face"):
            found = self._finder.find_one(rgb)
        with clock.step("geometry"):
            view = self._view(rgb, found.points, compression)
        with clock.step("quality"):
            quality = assess(view, texts(language))
        if not quality.accepted and not force:
            raise PhotoRefusedError(self._refused(name, quality, clock))
        with clock.step("model"):
            frames = [self._model.evidence(crop) for crop in self._alike(view.face, more)]
            evidence = joined(frames)
        with clock.step("score"):
            scale = pixels_per_mm(found.points)
            measured = _measured(view, next(iter(evidence.maps.values())).shape[0], scale)
            scored = score_all(self._model, evidence, measured, scale, frames)
            tone = skin_tone(view)
        results = list(scored.results)
        clock.ms["total"] = round(sum(clock.ms.values()), 1)
        analysis = Analysis(
            photo=name,
            model=self._model.identity,
            quality=quality,
            tone=tone,
            overall=overall_of(results, self._model.manifest.overall_weights),
            criteria=scored.results,
            strengths=strengths_of(results),
            priorities=priorities_of(results),
            timings_ms=clock.ms,
        )
        size = measured.area.skin.shape[0]
        to_map = map_from_photo(view.face.crop_from_photo, CROP_SIZE, size)
        maps = EvidenceMaps(scored.maps, to_map, measured.area.skin, measured.map_per_mm)
        return AnalysedPhoto(rgb, analysis, maps, zone_polygons(found.points), found.points)

    def _alike(self, face: AlignedFace, more: Sequence[RGB]) -> Iterator[RGB]:
        """The aligned crop of a face, then those of further pictures that show it in the same pose."""
        yield face.rgb
        left = MOST - 1
        for rgb in more:
            if left == 0:
                return
            try:
                other = align(rgb, self._finder.find_one(rgb).points)
            except PhotoError:
                continue
            if same_pose(face.points, other.points, CROP_SIZE):
                left -= 1
                yield other.rgb

    def view(self, rgb: RGB) -> View:
        """What the quality gate looks at on an upright photo uint8 [H, W, 3].

        Raises:
            PhotoError: no face is found, or several.
        """
        return self._view(rgb, self._finder.find_one(rgb).points)

    def _view(self, rgb: RGB, points: NDArray[np.float32], compression: float | None = None) -> View:
        face = align(rgb, points)
        seen, zones = self._visible.seen(face), zone_masks(face.points, CROP_SIZE)
        return View(rgb, points, face, seen.skin, seen.expected, zones, seen.parts, compression)

    def _refused(self, name: str, quality: Quality, clock: _Clock) -> Analysis:
        nothing = Overall(None, None)
        return Analysis(name, self._model.identity, quality, None, nothing, (), (), (), clock.ms)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise PhotoError("unreadable", file=path) from error


def _measured(view: View, map_size: int, scale: float) -> Measured:
    area = scored_area(view.skin, view.zones, map_size)
    crop_scale = float(np.sqrt(abs(np.linalg.det(view.face.crop_from_photo[:, :2]))))
    return Measured(lab_from_srgb(view.face.rgb), {}, area, scale * crop_scale * map_size / CROP_SIZE)


def skin_tone(view: View) -> Tone | None:
    """Tone of the brighter half of forehead and cheeks (shadows and spots set aside), or ``None`` if hidden."""
    lab = cv2.GaussianBlur(lab_from_srgb(view.face.rgb), (0, 0), 3.0)
    where = np.zeros(view.skin.shape, bool)
    for zone in (Zone.FOREHEAD, Zone.CHEEK_LEFT, Zone.CHEEK_RIGHT):
        where |= view.zones[zone]
    picked = lab[where & view.skin]
    if len(picked) < 200:
        return None
    low, high = np.quantile(picked[:, 0], [0.4, 0.9])
    typical = np.median(picked[(picked[:, 0] >= low) & (picked[:, 0] <= high)], axis=0)
    ita = ita_degrees(float(typical[0]), float(typical[2]))
    return Tone(round(ita, 1), ita_class(ita), monk_tone(typical.astype(np.float32)))
