"""What changing an attribute would look like, and the check by the same eyes that gave the score."""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.analysis import Analysis, ModelIdentity
from consultant_app.domain.box import NO_BOX
from consultant_app.domain.criteria import CRITERIA
from consultant_app.domain.illustration import Illustration, checked_setting
from consultant_app.domain.photo import RGB, AnalysedPhoto
from consultant_app.files import resource
from consultant_app.imaging.alignment import CROP_SIZE, Affine, align
from consultant_app.imaging.compose import WARPED, Composer, composed
from consultant_app.imaging.jaw_warp import jaw_warp
from consultant_app.imaging.layers import FittedLayer, attribute_layers, fit_layers, layer_box, strength
from consultant_app.imaging.mesh import Landmarks
from consultant_app.imaging.skin import zone_masks
from consultant_app.inference.layer_model import LayerModel
from consultant_app.inference.signature import installed
from consultant_app.services.analysis import AnalysisService
from consultant_app.services.scoring import RADIANCE_PARTS

IMPROVED = -0.5
"""Where "all my priorities improved" sets each slider: half as visible. To show an attribute gone would promise
what nothing does."""

_COMPOSED = "radiance"


class LayerSource(Protocol):
    """What decomposes a face: the editor network, or in the evaluation the baseline."""

    @property
    def identity(self) -> ModelIdentity:
        """Which model it is."""
        ...

    @property
    def powers(self) -> dict[str, float]:
        """Criterion -> power of its slider (see ``imaging.layers.strength``); 1 where it is not named."""
        ...

    def layers(self, crop: RGB) -> dict[str, NDArray[np.float32]]:
        """Channel -> float32 [M, M, 3], log of linear light, of an aligned crop uint8 [S, S, 3]."""
        ...


class Simulation:
    """One photo under the sliders. From one thread at a time, but ``illustration``, which any thread may call.

    Args:
        photo: The analysed photo.
        points: Its landmarks, photo pixels.
        fits: Criterion -> layer.
        editor: What made the fits.
        longest: Longest side of the picture on screen in pixels; a larger photo is shown reduced and written
            whole.
    """

    def __init__(
        self,
        photo: AnalysedPhoto,
        points: Landmarks,
        crop_from_photo: Affine,
        fits: dict[str, FittedLayer],
        editor: LayerSource,
        longest: int | None = None,
    ) -> None:
        self._photo, self._points, self._fits, self._model = photo, points, fits, editor.identity
        self._powers = editor.powers
        self._crop_from_photo = crop_from_photo
        self._severity = _jaw_severity(photo.analysis)
        self._before, scale = _reduced(photo.rgb, longest)
        small = _scaled(crop_from_photo, scale)
        warp = jaw_warp(points * np.float32(scale), self._before.shape, self._severity)
        self._composer = Composer(self._before, attribute_layers(self._before, small, fits.values()), warp)
        self._settings = dict.fromkeys(self.keys, 0.0)

    @property
    def keys(self) -> tuple[str, ...]:
        """The criteria that can be set on this photo, in the product's order."""
        there = set(self._composer.keys)
        if there >= RADIANCE_PARTS.keys():
            there.add(_COMPOSED)
        return tuple(key for key in CRITERIA if key in there)

    @property
    def settings(self) -> dict[str, float]:
        """Criterion -> -1..1, all that can be set."""
        return dict(self._settings)

    @property
    def before(self) -> RGB:
        """The photo at the size of the screen, uint8 [h, w, 3]."""
        return self._before

    @property
    def image(self) -> RGB:
        """The picture as set, uint8 [h, w, 3]: always the same array, written anew when a setting changes.

        Without its label: whoever shows it shows the label with it.
        """
        return self._composer.image

    def set(self, key: str, value: float) -> None:
        """Move one slider; the picture follows at once.

        Raises:
            ValueError: the value is no number between -1 and 1.
            KeyError: this criterion cannot be illustrated on this photo (see ``keys``).
        """
        self.set_all({**self._settings, key: value})

    def set_all(self, settings: Mapping[str, float]) -> None:
        """Move all sliders at once; those not named go to 0. Raises as ``set``, and then nothing has moved."""
        wanted = {key: checked_setting(value) for key, value in settings.items()}
        for key in wanted:
            if key not in self._settings:
                raise KeyError(key)
        self._settings = {key: wanted.get(key, 0.0) for key in self._settings}
        self._composer.show(layer_settings(self._settings, self._powers))

    def improve_priorities(self) -> None:
        """Show the priorities of the analysis half as visible, and everything else as it is."""
        priorities = (key for key in self._photo.analysis.priorities if key in self._settings)
        self.set_all(dict.fromkeys(priorities, IMPROVED))

    def reset(self) -> None:
        """Show the photo as it was taken."""
        self.set_all({})

    def illustration(self, settings: Mapping[str, float] | None = None) -> Illustration:
        """The picture at the photo's own size.

        Args:
            settings: As of ``set_all``; the sliders' own when left out. Another thread passes a copy.
        """
        asked = {key: value for key, value in (settings or self._settings).items() if value}
        rgb, shown = self._photo.rgb, layer_settings(asked, self._powers)
        fits = [fit for key, fit in self._fits.items() if shown.get(key)]
        box = NO_BOX
        for fit in fits:
            box = box.joined(layer_box(fit, self._crop_from_photo, rgb.shape))
        warp = jaw_warp(self._points, rgb.shape, self._severity) if shown.get(WARPED) else None
        layers = attribute_layers(rgb, self._crop_from_photo, fits)
        return Illustration(
            composed(rgb, layers, box, shown, warp), asked, self._model, self._photo.analysis.photo
        )


class SimulationService:
    """Opens simulations and scores them again; on the engine's thread.

    Args:
        analysis: The engine that gave the scores.
        editor: What decomposes a face.
    """

    def __init__(self, analysis: AnalysisService, editor: LayerSource) -> None:
        self._analysis = analysis
        self._editor = editor

    def open(self, photo: AnalysedPhoto, longest: int | None = None) -> Simulation:
        """Decompose a photo; takes as long as the editor's one run and about a quarter of a second more.

        Args:
            photo: The photo, just analysed or from a past visit.
            longest: As of ``Simulation``.

        Raises:
            PhotoError: the face cannot be found again on a photo of a past visit.
            ModelError: the editor does not answer as it should.
        """
        points = photo.landmarks if photo.landmarks is not None else self._analysis.landmarks(photo.rgb)
        face = align(photo.rgb, points)
        skin, zones = self._analysis.visible_skin(face), zone_masks(face.points, CROP_SIZE)
        fits = fit_layers(face, skin, zones, self._editor.layers(face.rgb))
        return Simulation(photo, points, face.crop_from_photo, fits, self._editor, longest)

    def score_again(self, illustration: Illustration) -> Analysis:
        """What the analysis says of an illustration: the closed loop.

        Only the scores come back, never a photo: an illustration must not become one.

        Raises:
            PhotoError: no face is found any more.
        """
        name = illustration.photo
        return self._analysis.analyse_rgb(illustration.rgb, name, force=True).analysis


def simulations_of(analysis: AnalysisService, models: Path | None = None) -> SimulationService | None:
    """The simulation beside an engine, or ``None`` where no editor model is installed.

    Args:
        analysis: The engine.
        models: Folder with ``layers/``; the bundled one by default.

    Raises:
        ModelError: an editor is there, but altered, or not signed by a trusted key.
    """
    folder = (models or resource("models")) / "layers"
    return SimulationService(analysis, LayerModel(folder)) if installed(folder) else None


def layer_settings(settings: Mapping[str, float], powers: Mapping[str, float]) -> dict[str, float]:
    """How much of each layer is laid on, -1 (gone) and up.

    Radiance moves the criteria it is composed of, and none beyond its own range.

    Args:
        settings: Criterion -> -1..1, how much more visible it is to be.
        powers: Criterion -> power of its slider.
    """
    shared = settings.get(_COMPOSED, 0.0)
    out = {key: value for key, value in settings.items() if key != _COMPOSED}
    if shared:
        for key in RADIANCE_PARTS:
            out[key] = float(np.clip(out.get(key, 0.0) + shared, -1.0, 1.0))
    return {key: strength(value, powers.get(key, 1.0)) for key, value in out.items()}


def _jaw_severity(analysis: Analysis) -> float:
    """How slack the jaw line was found, 0..1; 0 where nothing was said: then nothing is moved, either."""
    for result in analysis.criteria:
        if result.key == WARPED and result.grade is not None:
            return result.grade / result.grade_max
    return 0.0


def _reduced(rgb: RGB, longest: int | None) -> tuple[RGB, float]:
    """The photo with its longer side at most ``longest``, and its scale; never enlarged."""
    height, width = rgb.shape[:2]
    scale = min(1.0, (longest or max(height, width)) / max(height, width))
    if scale == 1.0:
        return rgb, 1.0
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), np.uint8), scale


def _scaled(crop_from_photo: Affine, scale: float) -> Affine:
    """The way to the crop from the photo reduced by ``scale``; pixel centres lie on whole numbers in both."""
    half = 0.5 / scale - 0.5
    whole: Affine = np.array([[1 / scale, 0, half], [0, 1 / scale, half], [0, 0, 1]])
    return np.asarray(crop_from_photo @ whole, np.float64)
