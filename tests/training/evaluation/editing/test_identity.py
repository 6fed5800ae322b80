from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from numpy.typing import NDArray

from consultant_app.domain.errors import ConsultantError
from consultant_app.imaging.alignment import AlignedFace
from consultant_app.training.data.canvas import Canvas
from consultant_app.training.evaluation.editing import identity as subject


def test_the_same_face_is_wholly_alike_and_another_less(
    canvas: Canvas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ConsultantError, match="--teachers"):
        subject.Identity(tmp_path / "none.onnx")
    seen: list[tuple[int, ...]] = []

    def session(*_: object, **__: object) -> SimpleNamespace:
        def run(_: None, given: dict[str, NDArray[np.float32]]) -> list[NDArray[np.float32]]:
            (small,) = given.values()
            seen.append(small.shape)
            return [small.reshape(1, 3, 16, 7, 16, 7).mean(axis=(3, 5)).reshape(1, -1) - 128]

        return SimpleNamespace(run=run, get_inputs=lambda: [SimpleNamespace(name="in", shape=[1, 3, 112, 112])])

    monkeypatch.setattr(subject.ort, "InferenceSession", session)
    model = tmp_path / "embedding.onnx"
    model.write_bytes(b"")
    identity = subject.Identity(model)
    face = AlignedFace(canvas.photo, canvas.points, np.eye(2, 3))
    assert identity.likeness(face, canvas.photo) == pytest.approx(1)
    assert identity.likeness(face, np.ascontiguousarray(canvas.photo[::-1])) < 0.9
    assert set(seen) == {(1, 3, 112, 112)}
