"""Analyse one photo: decode, find the face, judge the photo, score, with the time each step took."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.analysis import Analysis, FaceView, Overall, Quality, Tone
from consultant_app.domain.criteria import Zone
from consultant_app.domain.errors import PhotoError, PhotoRefusedError
from consultant_app.domain.model_card import ModelCard
from consultant_app.domain.photo import RGB, AnalysedPhoto
from consultant_app.domain.scoring import overall_of, priorities_of, strengths_of
from consultant_app.files import resource
from consultant_app.imaging.alignment import AlignedFace
from consultant_app.imaging.colour import ita_class, ita_degrees, lab_from_srgb, monk_tone
from consultant_app.imaging.decode import decode_photo
from consultant_app.imaging.mesh import zone_polygons
from consultant_app.imaging.quality import View, assess
from consultant_app.imaging.quality.authenticity import jpeg_quality
from consultant_app.imaging.quality.side import assess_side
from consultant_app.services.calibration import CalibrationService
from consultant_app.services.model_card import card_of
from consultant_app.services.scoring import score_all
from consultant_app.services.series import SideReading, with_sides
from consultant_app.services.skin_reader import SkinReader
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
        self._reader = SkinReader(folder, threads)
        self._model = self._reader.model
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
        return self._reader.landmarks(rgb)

    def visible_skin(self, face: AlignedFace) -> NDArray[np.bool_]:
        """The skin of an aligned face that is scored, bool [S, S]: nothing in front of it."""
        return self._reader.visible(face)

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

    def read_side(self, path: Path, view: FaceView, *, force: bool = False, language: str = "en") -> SideReading:
        """Read a file with a three-quarter photo, to be added to a front one by ``with_sides``.

        Args:
            path: JPEG, PNG or WebP.
            view: The side of the face that it shows.
            force: As of ``analyse``; raises as that, and refuses a photo that does not show that side.
            language: Of the findings' messages.
        """
        data = _read(path)
        return self._read_side(decode_photo(data), path.name, view, force, language, jpeg_quality(data))

    def read_side_rgb(
        self,
        rgb: RGB,
        name: str,
        view: FaceView,
        *,
        more: Sequence[RGB] = (),
        force: bool = False,
        language: str = "en",
        camera: str | None = None,
    ) -> SideReading:
        """The same of an upright photo with ``more`` of its release; the other arguments as of ``analyse_rgb``."""
        if self._calibrations is not None and camera is not None:
            known = self._calibrations
            rgb, *more = (known.corrected(one, camera) for one in (rgb, *more))
        return self._read_side(rgb, name, view, force, language, more=more)

    def with_sides(self, photo: AnalysedPhoto, sides: Sequence[SideReading]) -> AnalysedPhoto:
        """A front photo just analysed with three-quarter ones (``services.series`` has the rule)."""
        return with_sides(self._model, photo, sides)

    def _read_side(
        self,
        rgb: RGB,
        name: str,
        side: FaceView,
        force: bool,
        language: str,
        compression: float | None = None,
        more: Sequence[RGB] = (),
    ) -> SideReading:
        view = self._reader.view(rgb, self._reader.landmarks(rgb), compression)
        quality = assess_side(view, side, texts(language))
        if not quality.accepted and not force:
            raise PhotoRefusedError(self._refused(name, quality, _Clock()))
        return SideReading(side, name, quality, self._reader.read(view, more))

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
            points = self._reader.landmarks(rgb)
        with clock.step("geometry"):
            view = self._reader.view(rgb, points, compression)
        with clock.step("quality"):
            quality = assess(view, texts(language))
        if not quality.accepted and not force:
            raise PhotoRefusedError(self._refused(name, quality, clock))
        with clock.step("model"):
            read = self._reader.read(view, more)
        with clock.step("score"):
            scored = score_all(self._model, read.evidence, read.measured, read.scale, read.frames)
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
        return AnalysedPhoto(rgb, analysis, read.maps(scored.maps), zone_polygons(points), points)

    def view(self, rgb: RGB) -> View:
        """What the quality gate looks at on an upright photo uint8 [H, W, 3].

        Raises:
            PhotoError: no face is found, or several.
        """
        return self._reader.view(rgb, self._reader.landmarks(rgb))

    def _refused(self, name: str, quality: Quality, clock: _Clock) -> Analysis:
        nothing = Overall(None, None)
        return Analysis(name, self._model.identity, quality, None, nothing, (), (), (), clock.ms)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise PhotoError("unreadable", file=path) from error


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
