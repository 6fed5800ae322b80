from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest
from skimage import data

from consultant_app.files import resource
from consultant_app.inference.face_finder import FaceFinder

if TYPE_CHECKING:
    from consultant_app.training.data.canvas import Canvas

torch = pytest.importorskip("torch", reason="the training packages are not installed")


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Sums in one order, whatever the machine."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="session")
def face_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder like the shared one, holding one face that a package ships, under two names."""
    folder = tmp_path_factory.mktemp("data")
    (folder / "faces" / "studio").mkdir(parents=True)
    rgb = cv2.resize(data.astronaut()[:260, 110:350], None, fx=3, fy=3, interpolation=cv2.INTER_CUBIC)
    points = FaceFinder(resource("models", "face"), threads=1).find_one(rgb).points
    rows, landmarks = ["file,set,width,height,face_width_px,yaw,age_in_prompt,sex,place"], {}
    for name in ("astronaut_0", "astronaut_1"):
        cv2.imwrite(str(folder / "faces" / "studio" / f"{name}.png"), rgb[..., ::-1])
        rows.append(f"studio/{name}.png,studio,720,780,260,0.0,,female,")
        landmarks[f"studio/{name}"] = points
    (folder / "faces" / "index.csv").write_text("\n".join(rows), encoding="utf-8")
    np.savez(folder / "faces" / "landmarks.npz", **landmarks)
    return folder


@pytest.fixture(scope="session")
def canvas(face_data: Path) -> "Canvas":
    """The face that a package ships, ready to be drawn on."""
    from consultant_app.training.data.canvas import load_canvas, usable_faces

    with np.load(face_data / "faces" / "landmarks.npz") as points:
        return load_canvas(face_data, usable_faces(face_data)[0], points["studio/astronaut_0"])
