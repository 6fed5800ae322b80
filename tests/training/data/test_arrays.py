import hashlib
import json
from pathlib import Path

import numpy as np

from consultant_app.training.data import arrays


def test_what_is_written_reads_back_and_the_manifest_comes_last_with_its_hashes(tmp_path: Path) -> None:
    out = tmp_path / "set"
    made = arrays.create(out, 3, {"photos": (np.uint8, (4, 2)), "points": (np.float32, (5,))})
    for index in range(3):
        for place in arrays.item(made, index).values():
            place[...] = index
    assert not (out / "manifest.json").exists()
    arrays.finish(out, made, {"settings": {"seed": 1}})
    assert np.load(out / "photos.npy")[2].tolist() == [[2, 2]] * 4
    assert np.load(out / "points.npy").dtype == np.float32
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["settings"] == {"seed": 1}
    for name, digest in manifest["sha256"].items():
        assert hashlib.sha256((out / f"{name}.npy").read_bytes()).hexdigest() == digest
