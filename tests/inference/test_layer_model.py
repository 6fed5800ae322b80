import base64
import hashlib
import json
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import numpy as np
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from consultant_app.domain.analysis import Analysis, Overall, Quality
from consultant_app.domain.errors import ModelError
from consultant_app.domain.illustration import GAMMA
from consultant_app.domain.photo import RGB, AnalysedPhoto, EvidenceMaps
from consultant_app.imaging.alignment import CROP_SIZE
from consultant_app.imaging.mesh import zone_polygons
from consultant_app.imaging.skin import skin_mask
from consultant_app.inference.face_finder import FaceFinder
from consultant_app.inference.layer_model import LayerModel, in_passes
from consultant_app.inference.signature import MANIFEST_NAME, SIGNATURE_NAME, installed, message_of
from consultant_app.services.analysis import AnalysisService
from consultant_app.services.simulation import SimulationService

pytest.importorskip("onnx", reason="the training packages are not installed")

CHANNELS = ("redness", "lines")
SIDE, STRIDE = 64, 2
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


def write_editor(folder: Path, key: Ed25519PrivateKey = KEY, side: int = SIDE, **changes: Any) -> Path:
    """An editor that calls each colour's brightness redness, and half the red light lines of every colour."""
    from onnx import TensorProto, helper, numpy_helper

    small = side // STRIDE
    weights = np.zeros((3 * len(CHANNELS), 3, 1, 1), np.float32)
    weights[[0, 1, 2], [0, 1, 2]] = 1
    weights[3:, 0] = 0.5
    graph = helper.make_graph(
        [
            helper.make_node("AveragePool", ["image"], ["small"], kernel_shape=[STRIDE] * 2, strides=[STRIDE] * 2),
            helper.make_node("Conv", ["small", "w"], ["layers"]),
        ],
        "editor",
        [helper.make_tensor_value_info("image", TensorProto.FLOAT, [1, 3, side, side])],
        [helper.make_tensor_value_info("layers", TensorProto.FLOAT, [1, 3 * len(CHANNELS), small, small])],
        [numpy_helper.from_array(weights, "w")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)])
    model.ir_version = 10
    data = model.SerializeToString()
    folder.mkdir(exist_ok=True)
    (folder / "layers.onnx").write_bytes(data)
    manifest = {
        "id": "editor", "version": "1", "file": "layers.onnx", "sha256": hashlib.sha256(data).hexdigest(),
        "input_name": "image", "output_name": "layers", "input_size": side, "stride": STRIDE,
        "subtract": 0.0, "divide": 255.0, "channels": CHANNELS, "licence": "", "training_data": {}, "metrics": {},
    }  # fmt: skip
    text = json.dumps(manifest | changes).encode()
    (folder / MANIFEST_NAME).write_bytes(text)
    (folder / SIGNATURE_NAME).write_bytes(base64.b64encode(key.sign(message_of(text))))
    return folder


def test_each_channel_comes_back_with_its_three_colours(tmp_path: Path, trusted: Path) -> None:
    model = LayerModel(write_editor(tmp_path / "layers"), threads=1, trusted=trusted)
    crop = np.zeros((SIDE, SIDE, 3), np.uint8)
    crop[..., 0], crop[..., 1] = 255, 51
    layers = model.layers(crop)
    assert tuple(layers) == CHANNELS
    for layer in layers.values():
        assert layer.shape == (SIDE // STRIDE, SIDE // STRIDE, 3)
        assert layer.dtype == np.float32
    assert np.allclose(layers["redness"], [1, 0.2, 0], atol=1e-6)
    assert np.allclose(layers["lines"], 0.5, atol=1e-6)
    assert model.identity.sha256 == model.manifest.sha256


def test_another_size_is_a_bug(tmp_path: Path, trusted: Path) -> None:
    model = LayerModel(write_editor(tmp_path / "layers"), threads=1, trusted=trusted)
    with pytest.raises(ValueError, match="takes"):
        model.layers(np.zeros((SIDE, SIDE + 1, 3), np.uint8))


def test_without_an_editor_it_is_said_so(tmp_path: Path, trusted: Path) -> None:
    assert not installed(tmp_path)
    with pytest.raises(ModelError, match="missing"):
        LayerModel(tmp_path, trusted=trusted)
    assert installed(write_editor(tmp_path / "layers"))


def test_bytes_that_are_not_the_manifests_are_refused(tmp_path: Path, trusted: Path) -> None:
    file = write_editor(tmp_path / "layers") / "layers.onnx"
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    with pytest.raises(ModelError, match="altered"):
        LayerModel(tmp_path / "layers", trusted=trusted)


def test_a_manifest_that_nobody_trusted_signed_is_refused(tmp_path: Path, trusted: Path) -> None:
    stranger = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
    with pytest.raises(ModelError, match="not signed by a trusted key"):
        LayerModel(write_editor(tmp_path / "layers", stranger), trusted=trusted)


@pytest.mark.parametrize("changes", [{"id": 3}, {"channels": ()}, {"divide": 0}, {"more": 1}])
def test_a_damaged_manifest_is_said_so(tmp_path: Path, trusted: Path, changes: dict[str, Any]) -> None:
    with pytest.raises(ModelError, match="damaged"):
        LayerModel(write_editor(tmp_path / "layers", **changes), trusted=trusted)


def test_a_network_that_lacks_what_it_promises_is_refused(tmp_path: Path, trusted: Path) -> None:
    with pytest.raises(ModelError, match="does not fit"):
        LayerModel(write_editor(tmp_path / "names", output_name="other"), trusted=trusted)
    promising = LayerModel(
        write_editor(tmp_path / "more", channels=(*CHANNELS, "pores")), threads=1, trusted=trusted
    )
    with pytest.raises(ModelError, match="does not fit"):
        promising.layers(np.zeros((SIDE, SIDE, 3), np.uint8))


def test_what_it_answers_reaches_the_photo(
    tmp_path: Path, trusted: Path, astronaut: RGB, finder: FaceFinder
) -> None:
    """From the ONNX file to the picture: the cheeks' own light, taken for redness, is taken away by its
    exponent."""
    model = LayerModel(write_editor(tmp_path / "layers", side=CROP_SIZE), threads=1, trusted=trusted)
    points = finder.find_one(astronaut).points
    nothing = Analysis(
        "a.png", model.identity, Quality(accepted=True, findings=()), None, Overall(None, None), (), (), ()
    )
    maps = EvidenceMaps({}, np.eye(2, 3))
    photo = AnalysedPhoto(astronaut, nothing, maps, zone_polygons(points), points)
    analysis = Mock(spec=AnalysisService)
    analysis.visible_skin.side_effect = lambda face: skin_mask(face.rgb, face.points)
    simulation = SimulationService(analysis, model).open(photo)
    assert set(simulation.keys) == {"redness", "forehead_lines", "frown_lines", "crows_feet", "under_eye_lines"}
    simulation.set("redness", -1)
    x, y = points[50, :2].astype(int)
    around = (slice(y - 2, y + 3), slice(x - 2, x + 3))
    was, now = astronaut[around].astype(float), simulation.image[around]
    assert now == pytest.approx(was * np.exp(-was / 255 / GAMMA), rel=0.06)


def test_each_pass_sees_the_crop_without_what_was_found_before() -> None:
    seen: list[RGB] = []

    def half_of_what_is_left(crop: RGB) -> np.ndarray:
        """One channel: half the way, in log light, from the crop's level to 100."""
        seen.append(crop)
        left = GAMMA * np.log(crop[:4, :4].astype(np.float32) / 100)
        return 0.5 * left[None]

    crop = np.full((8, 8, 3), 200, np.uint8)
    layer = in_passes(half_of_what_is_left, crop, 3)
    levels = [int(picture[0, 0, 0]) for picture in seen]
    assert levels == [200, 141, 119]
    assert 200 * np.exp(-layer[0, 0, 0, 0] / GAMMA) == pytest.approx(109, abs=1)
    assert (in_passes(half_of_what_is_left, crop, 1) < layer).all()
