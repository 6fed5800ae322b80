from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from numpy.typing import NDArray

from consultant_app.domain.errors import ConsultantError
from consultant_app.domain.photo import RGB
from consultant_app.files import resource
from consultant_app.imaging.alignment import AlignedFace
from consultant_app.inference.face_finder import FaceFinder
from consultant_app.inference.manifest import Calibration
from consultant_app.inference.skin_model import Evidence
from consultant_app.training.data.canvas import Canvas
from consultant_app.training.evaluation import editing as subject
from consultant_app.training.evaluation.engine import Engine
from consultant_app.training.layers.edit_set import LAYERED, EditSet
from consultant_app.training.render.scene import CHANNELS

DARKER = 0.8
"""By how much the attribute of these tests darkens all skin, in coded values."""

KEY = "dark_spots"


def darkened(canvas: Canvas) -> RGB:
    return np.asarray((canvas.photo * DARKER).round(), np.uint8)


def darkness(crop: RGB) -> Evidence:
    """A scorer that sees how dark the crop is, in one channel."""
    level = 1 - crop.astype(np.float32).mean(axis=2).reshape(160, 4, 160, 4).mean(axis=(1, 3)) / 255
    maps = {name: level if name == KEY else np.full_like(level, 0.2) for name in CHANNELS}
    return Evidence(maps, {name: np.zeros_like(level) for name in CHANNELS})


def layers(share: float) -> subject.Layers:
    """An editor that finds this share of what was drawn."""

    def found(_: RGB) -> Mapping[str, NDArray[np.float32]]:
        return {KEY: np.full((320, 320, 3), 2.2 * share * np.log(DARKER), np.float32)}

    return found


def likeness(face: AlignedFace, other: RGB) -> float:
    return 0.97 if (other != face.rgb).any() else 1.0


@pytest.fixture(scope="module")
def faces(canvas: Canvas) -> EditSet:
    dark = darkened(canvas)
    count = 5
    return EditSet(
        photos=np.stack([dark] * count),
        shown=np.stack([np.stack([dark, canvas.photo, canvas.photo])] * count),
        skin=np.stack([(255 * canvas.skin).astype(np.uint8)] * count),
        points=np.stack([canvas.points] * count),
        channels=np.full((count, 1), LAYERED.index(KEY)),
        identities=tuple(f"face {index}" for index in range(count)),
    )


def test_the_nearer_editor_comes_nearer_to_the_true_pair(faces: EditSet) -> None:
    found = subject.true_pairs([faces], 9, {"good": layers(0.95), "weak": layers(0.3)})
    figures = found[KEY]
    assert figures["pairs"] == 5
    assert figures["good"]["delta_e"] < 0.25 * figures["untouched"]["delta_e"]
    assert figures["good"]["delta_e"] < figures["weak"]["delta_e"] < figures["untouched"]["delta_e"]
    assert set(found) == {KEY}


def test_a_slider_that_does_what_it_says_has_slope_one_and_touches_nothing_else(faces: EditSet) -> None:
    located = subject.located_of(faces, 0)
    curve = Calibration(
        channel=KEY, evidence=(0.0, 1.0), grade=(0.0, 5.0), error_grade=(0.0,), error=(0.2,), smallest_scale=0.5
    )
    other = curve.model_copy(update={"channel": "redness"})
    engine = Engine(darkness, {KEY: curve, "redness": other}, FaceFinder(resource("models", "face"), 1))
    people = {f"face {index}": located for index in range(5)}
    before = engine.read(engine.pool(located))[KEY].grade
    figures = subject.closed_loop(engine, people, layers(1.0), {}, likeness)[KEY]
    assert figures["faces"] == 5
    assert figures["others_points"] == 0
    assert figures["outside_levels"] == 0
    assert figures["least_likeness"] == 0.97
    # Darkness falls by (1 - dark) * (1 / DARKER - 1) when the layer goes: far less than to nothing.
    assert 0 < figures["slope"] < 1
    stronger = subject.closed_loop(engine, people, layers(2.0), {KEY: 1.0}, None)[KEY]
    assert stronger["slope"] > 1.3 * figures["slope"]
    assert stronger["least_likeness"] == 1
    assert before > 0.5
    # This slider does too little at any power, so the strongest is the best.
    assert subject.fitted_powers(engine, people, layers(1.0))[KEY] == 3.0


def test_nothing_drawn_is_no_pair(faces: EditSet) -> None:
    same = replace(faces, shown=np.stack([np.stack([photo] * 3) for photo in faces.photos]))
    assert subject.true_pairs([same], 9, {"good": layers(1.0)}) == {}


def test_the_same_face_is_wholly_alike_and_another_less(
    canvas: Canvas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ConsultantError, match="--teachers"):
        subject.Identity(tmp_path / "none.onnx")
    seen: list[tuple[int, ...]] = []

    def session(*_: object, **__: object) -> SimpleNamespace:
        def run(_: None, given: dict[str, NDArray[np.float32]]) -> list[NDArray[np.float32]]:
            (small,) = given.values()
            seen.append(small.shape)
            return [small.reshape(1, 3, 16, 7, 16, 7).mean(axis=(3, 5)).reshape(1, -1) - 128]

        return SimpleNamespace(run=run, get_inputs=lambda: [SimpleNamespace(name="in", shape=[1, 3, 112, 112])])

    monkeypatch.setattr(subject.ort, "InferenceSession", session)
    model = tmp_path / "embedding.onnx"
    model.write_bytes(b"")
    identity = subject.Identity(model)
    face = AlignedFace(canvas.photo, canvas.points, np.eye(2, 3))
    assert identity.likeness(face, canvas.photo) == pytest.approx(1)
    assert identity.likeness(face, np.ascontiguousarray(canvas.photo[::-1])) < 0.9
    assert set(seen) == {(1, 3, 112, 112)}
