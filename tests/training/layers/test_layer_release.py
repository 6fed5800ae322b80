from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from consultant_app.files import resource
from consultant_app.inference.face_finder import FaceFinder
from consultant_app.inference.layer_model import LayerModel
from consultant_app.inference.skin_model import Evidence
from consultant_app.training.data.dataset import load_canvases, split_of
from consultant_app.training.evaluation.engine import Engine
from consultant_app.training.layers import release as subject
from consultant_app.training.layers.edit_set import LAYERED, EditSet
from consultant_app.training.layers.measure import Measured, layers_of, measure
from consultant_app.training.release.sign import load_key, new_key, sign_model

SIDE = 64


class Small(nn.Module):
    """An editor of one convolution."""

    def __init__(self) -> None:
        super().__init__()
        self.only = nn.Conv2d(3, 3 * len(LAYERED), 2, stride=2)

    def forward(self, x: Tensor) -> Tensor:
        layers: Tensor = self.only(x)
        return layers


@pytest.mark.filterwarnings("ignore:.*LeafSpec.*:FutureWarning")  # torch's exporter against torch's own tree
@pytest.mark.expects_log
def test_what_is_released_and_signed_answers_in_the_application_as_it_did(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subject, "CROP_SIZE", SIDE)
    torch.manual_seed(2)
    network = Small().eval()
    manifest = subject.release(
        network, tmp_path / "model", "0.1", Measured(2, {"redness": 1.8}, {}), {"settings": {}}
    )
    assert manifest.channels == LAYERED
    assert manifest.powers == {"redness": 1.8}
    public = new_key(tmp_path / "house.pem")
    sign_model(tmp_path / "model", load_key(tmp_path / "house.pem"))
    (tmp_path / "trusted").mkdir()
    public.rename(tmp_path / "trusted" / public.name)
    crop = np.random.default_rng(1).integers(0, 256, (SIDE, SIDE, 3), dtype=np.uint8)
    expected = layers_of(network, 2)(crop)
    found = LayerModel(tmp_path / "model", 1, tmp_path / "trusted").layers(crop)
    assert found.keys() == expected.keys()
    assert max(np.abs(found[name] - expected[name]).max() for name in found) < 1e-3


def test_an_editor_is_measured_on_pairs_and_in_the_loop(face_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def grey(_: np.ndarray[Any, np.dtype[np.uint8]]) -> Evidence:
        flat = np.full((160, 160), 0.3, np.float32)
        return Evidence(dict.fromkeys(LAYERED, flat), dict.fromkeys(LAYERED, flat))

    engine = Engine(grey, {}, FaceFinder(resource("models", "face"), 1))
    empty = np.zeros((0, 640, 640, 3), np.uint8)
    none = EditSet(empty, empty[:, None], empty[..., 0], np.zeros((0, 478, 3)), np.zeros((0, 1), np.int64), ())
    monkeypatch.setattr(
        "consultant_app.training.evaluation.editing.loop.load_canvases",
        lambda data, _: load_canvases(data, split_of("studio/astronaut_0.png")),
    )
    identity = SimpleNamespace(likeness=lambda *_: 1.0)
    found = measure(Small().eval(), 1, engine, [none], face_data, identity)  # type: ignore[arg-type]
    assert found.metrics == {"true_pairs": {}, "closed_loop": {}}
    assert found.powers == {}
