import comparison
import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper


def _save(path, factor, output="y", constant="factor", operation="Mul"):
    node = helper.make_node(operation, ["x", constant], [output])
    values = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, 8]) for name in ("x", output)]
    constants = [numpy_helper.from_array(np.float32([factor]), constant)]
    graph = helper.make_graph([node], "g", values[:1], values[1:], constants)
    onnx.save(helper.make_model(graph, ir_version=8, opset_imports=[helper.make_opsetid("", 17)]), path)
    return path


def test_equal_models_pass_whatever_their_names(tmp_path, capsys):
    one, other = _save(tmp_path / "a.onnx", 2), _save(tmp_path / "b.onnx", 2, constant="twice")
    assert comparison.main([str(one), str(other), "-1", "1"]) == 0
    said = capsys.readouterr().out
    assert "the same computation" in said
    assert "largest difference of y: 0\n" in said


@pytest.mark.parametrize("factor", [2.01, float("nan")])
def test_models_that_give_another_result_fail(tmp_path, factor):
    one, other = _save(tmp_path / "a.onnx", 2), _save(tmp_path / "b.onnx", factor)
    assert not comparison.same_computation(one, other)
    assert comparison.main([str(one), str(other), "0", "1"]) == 1


def test_another_operation_that_gives_the_same_is_another_computation(tmp_path, capsys):
    one, other = _save(tmp_path / "a.onnx", 1), _save(tmp_path / "b.onnx", 1, operation="Div")
    assert comparison.main([str(one), str(other), "-1", "1"]) == 0
    assert "another computation" in capsys.readouterr().out


def test_the_difference_is_the_largest_over_the_stated_range(tmp_path):
    one, other = _save(tmp_path / "a.onnx", 2), _save(tmp_path / "b.onnx", 3)
    worst = comparison.largest_differences(one, other, 0, 10)["y"]
    assert 9 < worst <= 10


def test_models_with_other_outputs_cannot_be_compared(tmp_path):
    one, other = _save(tmp_path / "a.onnx", 2), _save(tmp_path / "b.onnx", 2, "z")
    with pytest.raises(ValueError, match="different tensors"):
        comparison.largest_differences(one, other, 0, 1)
