import argparse
import json
from pathlib import Path

import numpy as np
import pytest
import torch

from consultant_app.training.commands import features
from consultant_app.training.data.dataset import Fact, RenderedSet
from consultant_app.training.learning.network import SkinNetwork
from consultant_app.training.render.scene import CHANNELS


def test_the_table_and_the_sheet_are_written_where_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    torch.manual_seed(0)
    weights = tmp_path / "weights.pt"
    torch.save(SkinNetwork().state_dict(), weights)
    truth = np.zeros((1, len(CHANNELS), 32, 32), np.uint8)
    truth[:, CHANNELS.index("pores"), 4:12, 4:12] = 255
    data = RenderedSet(
        photos=np.full((1, 2, 128, 128, 3), 140, np.uint8),
        truth=truth,
        weight=truth,
        skin=np.full((1, 32, 32), 255, np.uint8),
        zones=np.zeros((1, 32, 32), np.uint16),
        facts=(Fact("a", "absolute", (2.0, 2.0), 30.0, None),),
        digests={},
    )
    monkeypatch.setattr("consultant_app.training.data.dataset.open_set", lambda _: data)
    parser = argparse.ArgumentParser()
    features.add_arguments(parser)
    out = tmp_path / "report"
    features.run(parser.parse_args(["--weights", str(weights), "--holdout", "set", "--out", str(out)]))
    assert set(json.loads((out / "features.json").read_text(encoding="utf-8"))) == {"pores"}
    assert (out / "features.png").read_bytes().startswith(b"\x89PNG")
    assert capsys.readouterr().out.split() == [str(out / "features.json"), str(out / "features.png")]
