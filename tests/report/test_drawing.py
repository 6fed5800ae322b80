from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from consultant_app.domain.errors import ConsultantError
from consultant_app.files import resource
from consultant_app.report.drawing import read_pack
from consultant_app.report.tags import Tree

from .test_figures import painted

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 40">'


def svg(folder: Path, body: str, head: str = HEAD) -> Path:
    path = folder / "pack.svg"
    path.write_text(f"{head}{body}</svg>", encoding="utf-8")
    return path


def test_paths_keep_their_colours_their_order_and_their_way_up(tmp_path: Path) -> None:
    line = '<path d="M0 0H20V20H0Z" fill="none" stroke="#ff0000" stroke-width="2"/>'
    body = '<path d="M0 0H20V40H0Z" fill="#00ff00"/>' + line
    image = painted(read_pack(svg(tmp_path, body)).figure(40, Tree().add("Figure", "x")), 20, 40)
    assert tuple(image[120, 40]) == (0, 255, 0)
    assert tuple(image[80, 40]) == (255, 0, 0), "the line at the middle"


def test_a_photograph_with_transparency_stands_on_white(tmp_path: Path) -> None:
    pixels = np.zeros((900, 300, 4), np.uint8)
    pixels[450:] = (200, 0, 0, 255)
    Image.fromarray(pixels).save(tmp_path / "pack.png")
    pack = read_pack(tmp_path / "pack.png")
    assert pack.photo is not None
    assert pack.photo.shape[0] == 400, "no larger than is printed"
    image = painted(pack.figure(60, Tree().add("Figure", "x")), 20, 60)
    assert image[20, 40].min() > 245
    assert image[200, 40, 0] > 180 > 60 > image[200, 40, 1]


@pytest.mark.parametrize(
    "body",
    ["<circle r='3'/>", '<path d="M0 0H1Z" fill="red"/>', "", '<g transform="scale(2)"><path d="M0 0H1Z"/></g>'],
)
def test_what_cannot_be_drawn_is_refused_with_what_to_do(tmp_path: Path, body: str) -> None:
    with pytest.raises(ConsultantError, match="Save it as PNG"):
        read_pack(svg(tmp_path, body))


def test_a_file_that_is_no_picture_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "pack.jpg"
    path.write_bytes(b"no picture")
    with pytest.raises(ConsultantError, match=r"pack\.jpg cannot be drawn"):
        read_pack(path)


def test_all_bundled_packs_can_be_drawn() -> None:
    files = sorted((resource("catalogue") / "pictures").glob("*.svg"))
    assert len(files) > 20
    assert all(read_pack(file).shapes for file in files)
