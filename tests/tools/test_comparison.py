import comparison
import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper


def _save(path, factor, output="y"):
    node = helper.make_node("Mul", ["x", "factor"], [output])
    values = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, 8]) for name in ("x", output)]
    constants = [numpy_helper.from_array(np.float32([factor]), "factor")]
    graph = helper.make_graph([node], "g", values[:1], values[1:], constants)
    onnx.save(helper.make_model(graph, ir_version=8, opset_imports=[helper.make_opsetid("", 17)]), path)
    return path


def test_equal_models_pass_whatever_their_names(tmp_path, capsys):
    one, other = _save(tmp_path / "a.onnx", 2), _save(tmp_path / "b.onnx", 2)
    assert comparison.main([str(one), str(other), "-1", "1"]) == 0
    said = capsys.readouterr().out
    assert "1 of 1 constants" in said
    assert "largest difference of y: 0\n" in said


@pytest.mark.parametrize("factor", [2.01, float("nan")])
def test_models_that_give_another_result_fail(tmp_path, factor):
    one, other = _save(tmp_path / "a.onnx", 2), _save(tmp_path / "b.onnx", factor)
    assert comparison.equal_constants(one, other) == (0, 1)
    assert comparison.main([str(one), str(other), "0", "1"]) == 1


def test_the_difference_is_the_largest_over_the_stated_range(tmp_path):
    one, other = _save(tmp_path / "a.onnx", 2), _save(tmp_path / "b.onnx", 3)
    worst = comparison.largest_differences(one, other, 0, 10)["y"]
    assert 9 < worst <= 10


def test_models_with_other_outputs_cannot_be_compared(tmp_path):
    one, other = _save(tmp_path / "a.onnx", 2), _save(tmp_path / "b.onnx", 2, "z")
    with pytest.raises(ValueError, match="different tensors"):
        comparison.largest_differences(one, other, 0, 1)
