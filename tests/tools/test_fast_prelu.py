import fast_prelu
import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper, numpy_helper

_SHAPE = [1, 4, 5, 6]


def _model(slope):
    nodes = [helper.make_node("PRelu", ["x", "slope"], ["y"]), helper.make_node("Neg", ["y"], ["z"])]
    values = [helper.make_tensor_value_info(name, TensorProto.FLOAT, _SHAPE) for name in ("x", "z")]
    graph = helper.make_graph(nodes, "g", values[:1], values[1:], [numpy_helper.from_array(slope, "slope")])
    return helper.make_model(graph, ir_version=8, opset_imports=[helper.make_opsetid("", 17)])


def _run(model, x):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    return session.run(None, {"x": x})[0]


@pytest.mark.parametrize("shape", [(4, 1, 1), (1, 4, 1, 1)])
def test_a_slope_per_channel_is_expressed_without_prelu_and_gives_the_same(shape):
    slope = np.array([-0.5, 0.0, 0.25, 2.0], np.float32).reshape(shape)
    x = np.random.default_rng(1).normal(0, 3, _SHAPE).astype(np.float32)
    model = _model(slope)
    before = _run(model, x)
    assert fast_prelu.express_prelu(model) == 1
    onnx.checker.check_model(model, full_check=True)
    assert [node.op_type for node in model.graph.node] == ["Relu", "Conv", "Conv", "Add", "Neg"]
    assert "slope" not in {tensor.name for tensor in model.graph.initializer}
    by_hand = -np.where(x < 0, slope.reshape(1, 4, 1, 1) * x, x)
    np.testing.assert_allclose(before, by_hand, atol=1e-6)
    np.testing.assert_allclose(_run(model, x), by_hand, atol=1e-5)


@pytest.mark.parametrize("shape", [(1,), (1, 1, 1), (1, 1, 6), (4, 5, 6)])
def test_slopes_of_another_layout_stay_as_they_are(shape):
    model = _model(np.full(shape, 0.3, np.float32))
    before = model.SerializeToString()
    assert fast_prelu.express_prelu(model) == 0
    assert model.SerializeToString() == before


def test_a_slope_that_is_computed_stays_as_it_is():
    model = _model(np.full((4, 1, 1), 0.3, np.float32))
    model.graph.node.insert(0, helper.make_node("Neg", ["slope"], ["computed"]))
    model.graph.node[1].input[1] = "computed"
    assert fast_prelu.express_prelu(model) == 0


def test_the_command_rewrites_a_file(tmp_path, capsys):
    source, target = tmp_path / "in.onnx", tmp_path / "out.onnx"
    onnx.save(_model(np.full((4, 1, 1), 0.3, np.float32)), source)
    assert fast_prelu.main([str(source), str(target)]) == 0
    assert "1 PReLU" in capsys.readouterr().out
    assert "PRelu" not in {node.op_type for node in onnx.load(target).graph.node}
