import io

import numpy as np
import pypdfium2 as pdfium
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from consultant_app.brand import load_brand
from consultant_app.domain.criteria import Zone
from consultant_app.report.content import Cut
from consultant_app.report.figures import FaceMap, Picture, QrCode, ScoreLine, places
from consultant_app.report.style import Style
from consultant_app.report.tags import Tree

COLOURS = load_brand().light


def painted(flowable: Flowable, width: float, height: float) -> np.ndarray:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(width, height))
    flowable.drawOn(canvas, 0, 0)
    canvas.save()
    document = pdfium.PdfDocument(out.getvalue())
    try:
        return np.asarray(document[0].render(scale=4).to_pil().convert("RGB")).astype(int)
    finally:
        document.close()


def test_a_picture_keeps_its_proportions_and_its_way_up() -> None:
    rgb = np.zeros((50, 100, 3), np.uint8)
    rgb[:25, :, 0] = 255
    picture = Picture(rgb, 80, COLOURS)
    assert (picture.width, picture.height) == (80, 40)
    image = painted(picture, 80, 40)
    assert image[20, 160, 0] > 240
    assert image[140, 160, 0] < 15


def test_outlines_lie_on_their_pixels_and_end_at_the_frame() -> None:
    rgb = np.full((50, 50, 3), 60, np.uint8)
    square = np.array([[10, 10], [40, 10], [40, 60], [10, 60]], np.float32)
    image = painted(Picture(rgb, 50, COLOURS, outlines=[square]), 50, 60)
    inside = image[40:, :, 1]  # the picture ends ten points below the page's top
    assert inside[39:42, 60:140].max() > 150, "upper edge, 10 px below the top"
    assert abs(inside[100, 80:120] - 60).max() < 5, "nothing in the middle"
    assert image[:38].min() == 255, "nothing above the picture"


def test_the_dot_stands_at_the_score_and_the_band_spans_the_uncertainty() -> None:
    image = painted(ScoreLine(60, 10, 100, 10, COLOURS), 100, 10)
    dark = image.sum(axis=2)
    row = dark[20]
    assert abs(int(np.flatnonzero(row == row.min()).mean()) - 240) <= 2
    band = np.flatnonzero(row < 640)
    assert 190 <= band.min() <= 204
    assert 276 <= band.max() <= 290


def test_the_band_ends_with_the_scale() -> None:
    image = painted(ScoreLine(100, 30, 60, 10, COLOURS), 80, 10)
    assert image[:, 4 * 63 :].min() == 255


SQUARE = np.array([[10, 10], [40, 10], [40, 40], [10, 40]], np.float32)


def test_a_drawn_face_hatches_what_was_seen_and_the_closer_the_more() -> None:
    cut = Cut((50, 50), {Zone.NOSE: SQUARE})

    def ink(share: float | None) -> int:
        hatched = {} if share is None else {Zone.NOSE: share}
        inside = painted(FaceMap(cut, 50, Style(load_brand()), None, hatched=hatched), 50, 50)[50:150, 50:150]
        return int((inside.min(axis=2) < 200).sum())

    assert ink(None) == 0 < ink(0.2) < ink(0.9)


def test_numbers_in_one_zone_stand_side_by_side() -> None:
    found = dict(places([(1, Zone.NOSE), (2, Zone.NOSE), (3, Zone.CHIN)], {Zone.NOSE: SQUARE}, 2.0, 5.0))
    assert found.keys() == {1, 2}, "a zone that is not on the cut has no place"
    assert found[2][0] - found[1][0] > 10
    assert (found[1][0] + found[2][0]) / 2 == 50
    assert found[1][1] == 50


def test_a_code_is_read_back_as_the_address() -> None:
    import cv2

    url = "https://maison.example/peau"
    image = painted(QrCode(url, 60, "#1F1B17", Tree().add("Figure", url)), 60, 60).astype(np.uint8)
    found, _, _ = cv2.QRCodeDetector().detectAndDecode(
        cv2.copyMakeBorder(image, 40, 40, 40, 40, 0, value=(255,) * 3)
    )
    assert found == url
