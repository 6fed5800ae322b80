"""Measures the tables of docs/colour.md: ``python tests/benchmarks/colour_over_shops.py FOLDER [FACES SHOPS]``.

FOLDER holds portraits of consenting adults, one person a file. One skin is photographed in several simulated
shops, with a chart and a grey card; what it then differs by, with itself, is printed for each way of correcting.
"""
# ruff: noqa: T201 - what it is run for

import random
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
from skimage.data import astronaut

from consultant_app.domain.criteria import Zone
from consultant_app.domain.errors import PhotoError
from consultant_app.domain.photo import AnalysedPhoto
from consultant_app.imaging.colour import ita_degrees, lab_from_srgb, linear_from_srgb, srgb_from_linear
from consultant_app.imaging.colour_chart import ReadChart, chart_light
from consultant_app.imaging.colour_correction import ColourCorrection, fit_chart, fit_grey
from consultant_app.imaging.light_estimate import background_light, skin_light
from consultant_app.services.analysis import AnalysisService

_LONGEST = 1200
_LUMINANCE = np.array([0.2126, 0.7152, 0.0722])
_SCORED = ("redness", "dark_circles", "dark_spots", "blemishes")
_RAW = ("redness", "dark_circles", "tone_evenness")


class Shop:
    """Light and camera of one shop; all that is photographed in it passes through the same."""

    def __init__(self, seed: int, *, curve: bool = True) -> None:
        draw = np.random.default_rng(seed)
        self._gains = np.exp(draw.uniform(-0.06, 0.06, 3) + draw.uniform(-0.13, 0.13) * np.array([1, 0.1, -1.1]))
        mixed = draw.uniform(0, 0.12)
        self._mixing = np.eye(3) * (1 - mixed) + mixed / 3
        self._shoulder = draw.uniform(0, 0.25) * curve
        self._gamma = np.exp(draw.uniform(-0.18, 0.18) * curve)
        self._colour = 1 + draw.uniform(-0.18, 0.15) * curve
        self._noise = np.random.default_rng(1000 + seed)

    def take(self, light: np.ndarray, exposure: float = 0.85) -> np.ndarray:
        """uint8 [..., 3] of linear light [..., 3]."""
        seen = (light @ self._mixing.T) * self._gains * exposure
        seen = seen + self._noise.normal(0, 1, seen.shape) * (0.002 + 0.008 * np.sqrt(seen.clip(0, 1)))
        seen = (seen * (1 + self._shoulder) / (1 + self._shoulder * seen.clip(0))).clip(0, 1)
        encoded = (srgb_from_linear(seen.astype(np.float32)) / 255.0) ** self._gamma
        grey = encoded.mean(axis=-1, keepdims=True)
        return np.round(255 * (grey + self._colour * (encoded - grey)).clip(0, 1)).astype(np.uint8)

    def by_chart(self) -> ColourCorrection:
        patches = self.take(np.repeat(chart_light().clip(0)[:, None], 200, axis=1), exposure=0.75)
        light = np.median(linear_from_srgb(patches), axis=1).astype(float)
        return fit_chart(ReadChart(light, (patches < 250).all((1, 2)), np.zeros((4, 2), np.float32))).correction

    def by_card(self) -> ColourCorrection:
        return fit_grey(
            np.median(linear_from_srgb(self.take(np.full((400, 3), 0.18))), 0).astype(float)
        ).correction


def neutralised(light: tuple[float, float] | None) -> ColourCorrection:
    """What an estimate of the light would correct; nothing where there is none."""
    grey = np.exp([0.0, 0.0, 0.0] if light is None else [light[0], 0.0, light[1]])
    return ColourCorrection(np.diag(grey @ _LUMINANCE / grey))


def portraits(folder: Path, count: int) -> dict[str, np.ndarray]:
    """The astronaut, and as many others, at a camera's size."""
    names = sorted(path for path in folder.iterdir() if path.suffix.lower() in {".jpg", ".jpeg", ".png"})
    random.Random(1).shuffle(names)  # noqa: S311 - no secret
    found = {"astronaut": np.ascontiguousarray(astronaut())}
    for path in names[:count]:
        rgb = cv2.imread(str(path))[..., ::-1]
        scale = min(1.0, _LONGEST / max(rgb.shape[:2]))
        found[path.name] = np.ascontiguousarray(
            cv2.resize(rgb, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        )
    return found


def skin_of(photo: AnalysedPhoto, rgb: np.ndarray) -> np.ndarray:
    """The pixels of forehead and cheeks that the first photo shows as skin, uint8 [N, 3]."""
    area = np.zeros(rgb.shape[:2], np.uint8)
    for zone in (Zone.FOREHEAD, Zone.CHEEK_LEFT, Zone.CHEEK_RIGHT):
        cv2.fillPoly(area, [np.round(photo.zone_polygons[zone]).astype(np.int32)], 1)
    size = rgb.shape[1], rgb.shape[0]
    skin = cv2.warpAffine(
        photo.evidence.skin.astype(np.uint8), photo.evidence.crop_from_photo, size, flags=cv2.WARP_INVERSE_MAP
    )
    return rgb[(area & skin) > 0]


def measured(photo: AnalysedPhoto, skin: np.ndarray) -> dict[str, float | None]:
    """What is compared between shops."""
    light, red, yellow = np.median(lab_from_srgb(skin[None])[0], axis=0)
    out: dict[str, float | None] = {
        "L*": light,
        "a*": red,
        "b*": yellow,
        "hue": np.degrees(np.arctan2(yellow, red)),
        "ITA of the median": ita_degrees(float(light), float(yellow)),
        "ITA": None if photo.analysis.tone is None else photo.analysis.tone.ita_deg,
        "overall": photo.analysis.overall.score,
    }
    out |= {f"{key}, score": photo.analysis.criterion(key).score for key in _SCORED}
    return out | {f"{key}, raw": photo.analysis.criterion(key).raw.value for key in _RAW}


def spread(people: dict[str, list[dict[str, float | None]]], key: str) -> float:
    """Within-person standard deviation, root mean square over persons."""
    values = [[shot[key] for shot in shots if shot[key] is not None] for shots in people.values()]
    return float(np.sqrt(np.mean([np.var(shots, ddof=1) for shots in values if len(shots) > 2] or [np.nan])))


def main() -> None:
    folder = Path(sys.argv[1])
    count, shops = (int(part) for part in sys.argv[2:4]) if len(sys.argv) > 3 else (7, 5)
    engine = AnalysisService(threads=1)
    rows: dict[str, dict[str, list[dict[str, float | None]]]] = defaultdict(lambda: defaultdict(list))
    truth: dict[str, float] = {}
    for name, rgb in portraits(folder, count).items():
        first = engine.analyse_rgb(rgb, name, force=True)
        truth[name] = float(np.median(lab_from_srgb(skin_of(first, rgb)[None])[0, :, 2]))
        light = linear_from_srgb(rgb)
        for seed in range(shops):
            shop = Shop(seed)
            shot = shop.take(light)
            ways: dict[str, Callable[[np.ndarray], np.ndarray]] = {
                "as taken": lambda taken: taken,
                "by skin": neutralised(skin_light(skin_of(first, shot))),
                "by background": neutralised(background_light(shot, first.zone_polygons[Zone.FACE])),
                "grey card": shop.by_card(),
                "chart": shop.by_chart(),
            }
            for way, correct in ways.items():
                shown = np.ascontiguousarray(correct(shot))
                try:
                    rows[way][name].append(
                        measured(engine.analyse_rgb(shown, name, force=True), skin_of(first, shown))
                    )
                except PhotoError as error:
                    print(name, way, error)
    print(f"{len(truth)} faces, {shops} shops: within-person SD")
    for way, people in rows.items():
        mean = [np.mean([shot["b*"] for shot in people[name]]) for name in truth]
        kept = np.polyfit(list(truth.values()), mean, 1)[0]
        keys = next(iter(people.values()))[0]
        print(way, {key: round(spread(people, key), 2) for key in keys}, f"b* between persons kept: {kept:.2f}")


if __name__ == "__main__":
    main()
