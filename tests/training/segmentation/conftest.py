from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper

from consultant_app.imaging.alignment import AlignedFace, align
from consultant_app.imaging.decode import decode_photo
from consultant_app.training.segmentation.parsing_set import ParsingSet, ParsingSetSettings, open_parsing_set
from consultant_app.training.segmentation.parsing_set import render_parsing_set as render


@pytest.fixture(scope="session")
def face(face_data: Path) -> AlignedFace:
    points = np.load(face_data / "faces" / "landmarks.npz")["studio/astronaut_0"]
    return align(decode_photo((face_data / "faces" / "studio" / "astronaut_0.png").read_bytes()), points)


@pytest.fixture(scope="session")
def teachers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A stand-in for the hair teacher: hair is what is much bluer than red."""
    folder = tmp_path_factory.mktemp("models")
    (folder / "teachers").mkdir()
    shape = [1, 512, 512]
    weights = np.zeros((4, 2), np.float32)
    weights[:, 1] = (-40, 0, 40, 0)
    bias = np.array([0, -20], np.float32)
    graph = helper.make_graph(
        [
            helper.make_node("MatMul", ["input", "w"], ["product"]),
            helper.make_node("Add", ["product", "b"], ["out"]),
        ],
        "hair",
        [helper.make_tensor_value_info("input", TensorProto.FLOAT, [*shape, 4])],
        [helper.make_tensor_value_info("out", TensorProto.FLOAT, [*shape, 2])],
        [onnx.numpy_helper.from_array(weights, "w"), onnx.numpy_helper.from_array(bias, "b")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)])
    model.ir_version = 10
    onnx.save(model, str(folder / "teachers" / "hair_segmentation.onnx"))
    return folder


@pytest.fixture(scope="session")
def parsing_set(face_data: Path, teachers: Path, tmp_path_factory: pytest.TempPathFactory) -> ParsingSet:
    out = tmp_path_factory.mktemp("parsing")
    for split in ("train", "holdout"):
        render(face_data, teachers, out / split, ParsingSetSettings(split, seed=3))
    sets = [open_parsing_set(out / split) for split in ("train", "holdout")]
    return max(sets, key=lambda one: len(one.photos))
