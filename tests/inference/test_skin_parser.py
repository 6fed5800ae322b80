import base64
import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from consultant_app.domain.errors import ModelError
from consultant_app.inference.signature import MANIFEST_NAME, SIGNATURE_NAME, message_of
from consultant_app.inference.skin_parser import SkinParser

onnx = pytest.importorskip("onnx", reason="the training packages are not installed")

CLASSES = ("background", "skin", "hair", "lips", "eyes", "brows", "occluder")
SIDE, STRIDE = 64, 2


def write_parser(folder: Path, **changes: Any) -> Path:
    """A parsing model that calls bright pixels skin and dark ones hair."""
    from onnx import TensorProto, helper, numpy_helper

    weights = np.zeros((len(CLASSES), 3, 1, 1), np.float32)
    weights[CLASSES.index("skin")], weights[CLASSES.index("hair")] = 8, -8
    graph = helper.make_graph(
        [
            helper.make_node("AveragePool", ["image"], ["small"], kernel_shape=[STRIDE] * 2, strides=[STRIDE] * 2),
            helper.make_node("Conv", ["small", "w"], ["scores"]),
            helper.make_node("Softmax", ["scores"], ["classes"], axis=1),
        ],
        "parser",
        [helper.make_tensor_value_info("image", TensorProto.FLOAT, [1, 3, SIDE, SIDE])],
        [
            helper.make_tensor_value_info(
                "classes", TensorProto.FLOAT, [1, len(CLASSES), SIDE // STRIDE, SIDE // STRIDE]
            )
        ],
        [numpy_helper.from_array(weights, "w")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)])
    model.ir_version = 10
    data = model.SerializeToString()
    (folder / "parsing.onnx").write_bytes(data)
    manifest = {
        "id": "parsing", "version": "1", "file": "parsing.onnx", "sha256": hashlib.sha256(data).hexdigest(),
        "input_name": "image", "output_name": "classes", "input_size": SIDE, "stride": STRIDE,
        "subtract": 127.0, "divide": 128.0, "classes": CLASSES, "licence": "", "training_data": {}, "metrics": {},
    }  # fmt: skip
    return write_signed(folder, json.dumps(manifest | changes))


def write_signed(folder: Path, manifest: str) -> Path:
    """A description, signed by the key that the tests trust."""
    key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    (folder / MANIFEST_NAME).write_text(manifest, encoding="utf-8")
    (folder / SIGNATURE_NAME).write_bytes(base64.b64encode(key.sign(message_of(manifest.encode()))))
    return folder


def test_every_pixel_of_a_crop_of_any_size_is_something(tmp_path: Path, trusted: Path) -> None:
    parts = SkinParser(write_parser(tmp_path), 1, trusted).parse(np.full((200, 200, 3), 250, np.uint8))
    assert tuple(parts) == CLASSES
    for share in parts.values():
        assert share.shape == (SIDE // STRIDE, SIDE // STRIDE)
        assert share.dtype == np.float32
    assert np.allclose(sum(parts.values()), 1, atol=1e-5)


def test_classes_are_named_and_lie_where_they_are_seen(tmp_path: Path, trusted: Path) -> None:
    crop = np.full((SIDE, SIDE, 3), 250, np.uint8)
    crop[:, : SIDE // 2] = 5
    parts = SkinParser(write_parser(tmp_path), 1, trusted).parse(crop)
    half = SIDE // STRIDE // 2
    assert parts["hair"][:, :half].min() > 0.99
    assert parts["skin"][:, half:].min() > 0.99


def test_bytes_that_are_not_the_manifests_are_refused(tmp_path: Path, trusted: Path) -> None:
    file = write_parser(tmp_path) / "parsing.onnx"
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    with pytest.raises(ModelError, match="altered"):
        SkinParser(tmp_path, 1, trusted)


@pytest.mark.parametrize("changes", [{"classes": CLASSES[:-1]}, {"output_name": "other"}])
def test_a_model_that_lacks_what_it_promises_is_refused(
    tmp_path: Path, trusted: Path, changes: dict[str, Any]
) -> None:
    with pytest.raises(ModelError, match="does not fit"):
        SkinParser(write_parser(tmp_path, **changes), 1, trusted)


@pytest.mark.parametrize("damage", ["{", "{}", '{"id": 3}'])
def test_a_damaged_manifest_is_said_so(tmp_path: Path, trusted: Path, damage: str) -> None:
    with pytest.raises(ModelError, match="damaged"):
        SkinParser(write_signed(tmp_path, damage), 1, trusted)
    with pytest.raises(ModelError, match="missing"):
        SkinParser(tmp_path / "elsewhere", 1, trusted)


def test_a_parser_of_another_house_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="not signed by a trusted key"):
        SkinParser(write_parser(tmp_path), 1)
