from pathlib import Path

import numpy as np
import pytest
from skimage import data

from consultant_app.domain.errors import ModelError
from consultant_app.files import resource
from consultant_app.imaging.alignment import AlignedFace, align
from consultant_app.imaging.skin import skin_mask
from consultant_app.inference.face_finder import FaceFinder
from consultant_app.services import visible_skin as subject
from consultant_app.services.visible_skin import VisibleSkin


@pytest.fixture(scope="module")
def face() -> AlignedFace:
    rgb = np.ascontiguousarray(data.astronaut())
    return align(rgb, FaceFinder(resource("models", "face"), threads=1).find_one(rgb).points)


def test_without_a_network_colour_decides(face: AlignedFace, tmp_path: Path) -> None:
    assert np.array_equal(VisibleSkin(tmp_path, 1)(face), skin_mask(face.rgb, face.points))


def test_what_the_network_takes_for_a_thing_is_no_skin(
    face: AlignedFace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class LeftHalfIsHidden:
        def __init__(self, *_: object) -> None: ...

        def parse(self, _: np.ndarray) -> dict[str, np.ndarray]:
            hidden = np.zeros((128, 128), np.float32)
            hidden[:, :64] = 1
            nothing = np.zeros_like(hidden)
            return {"background": nothing, "skin": 1 - hidden, "hair": nothing, "occluder": hidden}

    monkeypatch.setattr(subject, "SkinParser", LeftHalfIsHidden)
    monkeypatch.setattr(subject, "installed", lambda _: True)
    seen, by_colour = VisibleSkin(tmp_path, 1)(face), skin_mask(face.rgb, face.points)
    assert not seen[:, :310].any()
    assert by_colour[:, :310].any()
    assert seen[:, 330:].sum() > 0.98 * by_colour[:, 330:].sum()
    assert not (seen & ~by_colour).any()


def test_a_network_that_nobody_signed_is_refused(tmp_path: Path) -> None:
    (tmp_path / "parsing").mkdir()
    (tmp_path / "parsing" / "model.json").write_text("{}")
    with pytest.raises(ModelError, match="no signature"):
        VisibleSkin(tmp_path, 1)
