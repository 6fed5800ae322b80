import hashlib
import json
from pathlib import Path

import cv2
import numpy as np
import pytest
from skimage import data

from consultant_app.domain.criteria import FACE_ZONES
from consultant_app.imaging.alignment import CROP_SIZE
from consultant_app.training.render.renderer import STRIDE
from consultant_app.training.render.scene import CHANNELS
from consultant_app.training.search.score import Judgement
from consultant_app.training.search.settings import default_settings
from consultant_app.training.search.space import JudgeSettings, SearchSettings
from consultant_app.training.search.trials import TrainAndJudge
from consultant_app.training.search.worker import Plan


class PowerCutError(Exception):
    pass


@pytest.fixture
def small_set(tmp_path: Path) -> Path:
    """One face that a package ships, seen by two cameras, with drawn truth of smooth blobs."""
    folder, cells = tmp_path / "set", CROP_SIZE // STRIDE
    folder.mkdir()
    face = cv2.resize(data.astronaut()[20:240, 120:340], (CROP_SIZE, CROP_SIZE))
    noise = np.random.default_rng(1).random((len(CHANNELS), 5, 5)).astype(np.float32)
    blobs = np.stack([cv2.resize(one, (cells, cells), interpolation=cv2.INTER_CUBIC) for one in noise])
    arrays = {
        "photos": np.stack([face, (0.8 * face).astype(np.uint8)])[None],
        "truth": (255 * blobs.clip(0, 1))[None].astype(np.uint8),
        "weight": np.full((1, len(CHANNELS), cells, cells), 255, np.uint8),
        "skin": np.full((1, cells, cells), 255, np.uint8),
        "zones": (1 << np.indices((1, cells, cells)).sum(axis=0) // 12 % len(FACE_ZONES)).astype(np.uint16),
    }
    for name, array in arrays.items():
        np.save(folder / f"{name}.npy", array)
    fact = {"identity": "astronaut", "kind": "absolute", "scales": [3.0, 3.0], "tone": 30.0, "age": None}
    manifest = {
        "settings": {"count": 1, "seed": 1, "split": "train"},
        "channels": CHANNELS,
        "facts": [fact],
        "sha256": {name: hashlib.sha256(array.tobytes()).hexdigest() for name, array in arrays.items()},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def test_a_trial_trains_is_judged_and_goes_on_after_a_cut(small_set: Path, tmp_path: Path) -> None:
    search = SearchSettings(
        trials=1,
        judge=JudgeSettings(faces=1),
        base={"steps": 2, "save_every": 1, "batch": 1, "crop": 64},
        space={},
    )
    plan = Plan(search, "", tmp_path, (small_set,), (small_set,), threads=1)
    runner = TrainAndJudge(plan)
    settings = default_settings(search)
    reports: list[tuple[int, Judgement]] = []

    def report(step: int, judgement: Judgement) -> None:
        if step == 2 and len(reports) == 1:
            reports.append((0, judgement))
            raise PowerCutError
        reports.append((step, judgement))

    with pytest.raises(PowerCutError):
        runner(settings, tmp_path / "run", report)
    runner(settings, tmp_path / "run", report)
    # Nothing was left to train; what the cut had kept from being said is said now.
    (one, first), (_, cut), (two, second) = reports
    assert (one, two) == (1, 2)
    assert cut == second
    for judgement in (first, second):
        assert -1 <= judgement.rendered <= 1
        assert -1 <= judgement.repeatability <= 1
        assert judgement.graded is None
