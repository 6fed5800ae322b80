from pathlib import Path

import numpy as np
import pytest
import torch

from consultant_app.imaging.alignment import AlignedFace
from consultant_app.inference.skin_parser import SkinParser
from consultant_app.training.learning.network import preprocess
from consultant_app.training.release.sign import load_key, new_key, sign_model
from consultant_app.training.segmentation.augment import plain
from consultant_app.training.segmentation.network import ParsingNetwork, probabilities
from consultant_app.training.segmentation.release import release


@pytest.mark.expects_log  # the exporter says which optional package it does without
@pytest.mark.filterwarnings("ignore:.*LeafSpec.*:FutureWarning")  # torch's exporter against torch's own tree
def test_what_is_released_is_loaded_and_answers_as_it_did(face: AlignedFace, tmp_path: Path) -> None:
    network = ParsingNetwork().eval()
    release(network, tmp_path / "parsing", "0.1", {"iou": {"skin": 0.9}}, {"identities": 2})
    public = new_key(tmp_path / "house.pem")
    sign_model(tmp_path / "parsing", load_key(tmp_path / "house.pem"))
    (tmp_path / "trusted").mkdir()
    public.rename(tmp_path / "trusted" / public.name)
    parser = SkinParser(tmp_path / "parsing", 1, tmp_path / "trusted")
    assert parser.manifest.training_data["identities"] == 2
    small, _ = plain(face.rgb, np.zeros(face.rgb.shape[:2], np.uint8))
    parts = parser.parse(small)
    with torch.inference_mode():
        expected = probabilities(network(preprocess(torch.tensor(small).permute(2, 0, 1)[None])))[0].numpy()
    for share, own in zip(parts.values(), expected, strict=True):
        assert np.abs(share - own).max() < 1e-3
