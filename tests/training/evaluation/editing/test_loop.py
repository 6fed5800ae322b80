from collections.abc import Callable

import numpy as np

from consultant_app.domain.photo import RGB
from consultant_app.files import resource
from consultant_app.imaging.alignment import AlignedFace
from consultant_app.inference.face_finder import FaceFinder
from consultant_app.inference.manifest import Calibration
from consultant_app.inference.skin_model import Evidence
from consultant_app.training.evaluation.editing import loop as subject
from consultant_app.training.evaluation.editing.pairs import located_of
from consultant_app.training.evaluation.editing.pictures import Layers
from consultant_app.training.evaluation.engine import Engine
from consultant_app.training.layers.edit_set import EditSet
from consultant_app.training.render.scene import CHANNELS

KEY = "dark_spots"


def darkness(crop: RGB) -> Evidence:
    """A scorer that sees how dark the crop is, in one channel."""
    level = 1 - crop.astype(np.float32).mean(axis=2).reshape(160, 4, 160, 4).mean(axis=(1, 3)) / 255
    maps = {name: level if name == KEY else np.full_like(level, 0.2) for name in CHANNELS}
    return Evidence(maps, {name: np.zeros_like(level) for name in CHANNELS})


def likeness(face: AlignedFace, other: RGB) -> float:
    return 0.97 if (other != face.rgb).any() else 1.0


def test_a_slider_that_does_what_it_says_has_slope_one_and_touches_nothing_else(
    faces: EditSet, darkening: Callable[[float], Layers]
) -> None:
    located = located_of(faces, 0)
    curve = Calibration(
        channel=KEY, evidence=(0.0, 1.0), grade=(0.0, 5.0), error_grade=(0.0,), error=(0.2,), smallest_scale=0.5
    )
    other = curve.model_copy(update={"channel": "redness"})
    engine = Engine(darkness, {KEY: curve, "redness": other}, FaceFinder(resource("models", "face"), 1))
    people = {f"face {index}": located for index in range(5)}
    before = engine.read(engine.pool(located))[KEY].grade
    figures = subject.summed_up(subject.closed_loop(engine, people, darkening(1.0), {}, likeness)[KEY])
    assert figures["faces"] == 5
    assert figures["others_points"] == 0
    assert figures["outside_levels"] == 0
    assert figures["least_likeness"] == 0.97
    # Darkness falls by (1 - dark) * (1 / DARKER - 1) when the layer goes: far less than to nothing.
    assert 0 < figures["slope"] < 1
    stronger = subject.summed_up(subject.closed_loop(engine, people, darkening(2.0), {KEY: 1.0}, None)[KEY])
    assert stronger["slope"] > 1.3 * figures["slope"]
    assert stronger["least_likeness"] == 1
    assert before > 0.5
    # This slider does too little at any power, so the strongest is the best.
    assert subject.fitted_powers(engine, people, darkening(1.0))[KEY] == 3.0
