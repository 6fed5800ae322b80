import numpy as np
import onnxruntime as ort
import pytest
import torch
from torch import Tensor, nn

from consultant_app.training.learning.network import Prediction
from consultant_app.training.release import export

SIDE, CHANNELS = 64, 3


class Small(nn.Module):
    """A network of the skin network's form, small enough to be exported in a moment."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Conv2d(3, 8, 4, stride=4)
        self.norm = nn.BatchNorm2d(8)
        self.out = nn.Conv2d(8, CHANNELS, 1)
        self.doubt = nn.Conv2d(8, CHANNELS, 8, stride=8)

    def forward(self, x: Tensor) -> Prediction:
        features = nn.functional.relu6(self.norm(self.stem(x)))
        return Prediction(self.out(features), self.doubt(features))


def small(seed: int) -> Small:
    torch.manual_seed(seed)
    network = Small()
    network.norm.running_mean.uniform_(-1, 1)
    return network.eval()


# The exporter warns of its own inner ways, and of an optional package that nothing here uses.
@pytest.mark.filterwarnings("ignore:.*LeafSpec.*:FutureWarning")
@pytest.mark.expects_log
def test_a_file_answers_as_its_network_and_another_networks_file_is_not_given_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(export, "CROP_SIZE", SIDE)
    network = small(1)
    made, exporter = [], torch.onnx.export

    def remembered(*arguments: object, **options: object) -> object:
        made.append(exporter(*arguments, **options))
        return made[-1]

    monkeypatch.setattr(torch.onnx, "export", remembered)
    data = export.onnx_bytes(network)
    session = ort.InferenceSession(data, providers=["CPUExecutionProvider"])
    assert [put.name for put in session.get_inputs()] == [export.INPUT_NAME]
    image = torch.rand(1, 3, SIDE, SIDE, generator=torch.Generator().manual_seed(3)) * 2 - 1
    names = [export.OUTPUT_NAME, export.VARIANCE_NAME]
    evidence, doubt = session.run(names, {export.INPUT_NAME: image.numpy()})
    with torch.no_grad():
        expected = network(image)
    assert evidence.shape == (1, CHANNELS, SIDE // 4, SIDE // 4)
    assert doubt.shape == (1, CHANNELS, SIDE // 32, SIDE // 32)
    assert np.abs(evidence - torch.sigmoid(expected.logits).numpy()).max() < 1e-4
    assert np.abs(doubt - expected.log_variance.numpy()).max() < 1e-4

    monkeypatch.setattr(torch.onnx, "export", lambda *_, **__: made[0])
    with pytest.raises(RuntimeError, match="differs from torch"):
        export.onnx_bytes(small(2))
