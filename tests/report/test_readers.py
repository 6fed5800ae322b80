"""The report looks the same in three readers of different makers."""

import shutil
import subprocess
from pathlib import Path

import cv2
import numpy as np
import pymupdf
import pypdfium2 as pdfium
import pytest

from consultant_app.domain.photo import AnalysedPhoto
from consultant_app.domain.reports import ReportOptions
from consultant_app.domain.routine import Routine

from .conftest import story_of
from .test_document import made

DPI = 60
LARGEST_MEAN, LARGEST_SHARE = 2.5, 0.02
"""Levels of 255 between two readers' pages, on average, and share of pixels that differ by a third of the range:
each smooths edges in its own way."""


def by_pdfium(data: bytes) -> list[np.ndarray]:
    document = pdfium.PdfDocument(data)
    try:
        return [page.render(scale=DPI / 72, grayscale=True).to_numpy().squeeze() for page in document]
    finally:
        document.close()


def by_mupdf(data: bytes) -> list[np.ndarray]:
    with pymupdf.open(stream=data, filetype="pdf") as document:
        pictures = [page.get_pixmap(dpi=DPI, colorspace=pymupdf.csGRAY) for page in document]
        return [np.frombuffer(p.samples, np.uint8).reshape(p.height, p.width) for p in pictures]


def by_poppler(data: bytes, folder: Path) -> list[np.ndarray]:
    command = ["pdftoppm", "-r", str(DPI), "-gray", "-png", "-", str(folder / "page")]
    subprocess.run(command, input=data, check=True)
    return [cv2.imread(str(path), cv2.IMREAD_GRAYSCALE) for path in sorted(folder.glob("page*.png"))]


def alike(first: list[np.ndarray], second: list[np.ndarray]) -> None:
    assert len(first) == len(second) == 3
    for one, other in zip(first, second, strict=True):
        size = min(one.shape[1], other.shape[1]), min(one.shape[0], other.shape[0])
        # A pixel is half a millimetre here: what each reader smooths differently is smoothed for all.
        left, right = (cv2.GaussianBlur(cv2.resize(page, size), (0, 0), 1.2).astype(int) for page in (one, other))
        apart = np.abs(left - right)
        assert apart.mean() < LARGEST_MEAN
        assert (apart > 85).mean() < LARGEST_SHARE


@pytest.fixture(scope="module")
def pdf(photo: AnalysedPhoto) -> bytes:
    from .conftest import Recommendation, Step, Time, product

    item = product("Milk", Step.CLEANSER, Time.BOTH, "Rinse.")
    routine = Routine((Recommendation(item, item.step, item.time, ()),))
    return made(photo, routine, ReportOptions("fr"), evolution=story_of({"redness": 9}, {}))


def test_pdfium_and_mupdf_draw_the_same_pages(pdf: bytes) -> None:
    alike(by_pdfium(pdf), by_mupdf(pdf))


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="poppler is not installed")
def test_poppler_draws_them_too(pdf: bytes, tmp_path: Path) -> None:
    alike(by_pdfium(pdf), by_poppler(pdf, tmp_path))
