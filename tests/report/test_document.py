"""The report as a whole, read back from its PDF: nothing lost, nothing cut, nothing stretched."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np
import pypdfium2 as pdfium
import pytest

from consultant_app.brand import load_brand
from consultant_app.domain.criteria import CRITERIA
from consultant_app.domain.photo import AnalysedPhoto
from consultant_app.domain.routine import Routine
from consultant_app.domain.scoring import word_of
from consultant_app.services.reports import ReportService
from consultant_app.texts import languages, texts

from .conftest import AT, SCORES, advice, rationale

SIDE, FOOT = 46.0, 58.0
MEDICAL = ("acne", "acné", "rosacea", "rosacée", "couperose", "melasma", "mélasma", "cancer", "patient")


@contextmanager
def opened(data: bytes) -> Iterator[pdfium.PdfDocument]:
    document = pdfium.PdfDocument(data)
    try:
        yield document
    finally:
        document.close()


def page_texts(data: bytes) -> list[str]:
    with opened(data) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def render(photo: AnalysedPhoto, routine: Routine, name: str = "Camille Laurent", language: str = "en") -> bytes:
    return ReportService(load_brand()).render(photo, routine, name, AT, language, rationale)


@pytest.mark.parametrize("language", languages())
def test_everything_is_said_on_two_pages(photo: AnalysedPhoto, routine: Routine, language: str) -> None:
    words, pages = texts(language), page_texts(render(photo, routine, language=language))
    assert len(pages) == 2
    whole = " ".join(pages)
    overall = photo.analysis.overall
    assert f"{overall.score} ± {overall.plus_minus}" in pages[0]
    assert pages[0].index(words("report.strengths")) < pages[0].index(words("report.priorities"))
    for key in CRITERIA:
        result = photo.analysis.criterion(key)
        name = words(f"criterion.{key}.name")
        assert name in pages[1]
        if result.score is not None:
            assert f"{result.score} ± {result.plus_minus}" in pages[1]
            assert words(f"word.{word_of(result.score)}") in pages[1]
    assert pages[1].count(words("state.cannot_say")) == 2
    assert pages[1].count(words("reason.no_measure")) == 2
    for item in routine.recommendations:
        assert item.product.name in pages[1]
        assert item.product.how[language] in pages[1]
        for reason in item.reasons:
            line = f"{words(f'criterion.{reason.criterion}.name')} · {words(f'zone.{reason.zone}')}"
            assert line in whole
            assert rationale(reason.rule, language) in whole
    assert not any(word in whole.lower() for word in MEDICAL)


@pytest.mark.parametrize(("language", "day"), [("en", "March 4, 2026"), ("fr", "4 mars 2026")])
def test_every_page_carries_disclaimers_model_and_number(
    photo: AnalysedPhoto, routine: Routine, language: str, day: str
) -> None:
    words, pages = texts(language), page_texts(render(photo, routine, language=language))
    assert day in pages[0]
    for number, page in enumerate(pages, 1):
        assert f"{words('disclaimer')} {words('disclaimer.dermatologist')}" in page
        assert words("report.model", id="aurelle-skin", version="1.0.0") in page
        assert f"{number} / {len(pages)}" in page


def test_the_same_content_gives_the_same_bytes_and_names_no_path(photo: AnalysedPhoto, routine: Routine) -> None:
    first = render(photo, routine)
    assert first == render(photo, routine)
    assert first != render(photo, routine, name="Camille Laurens")
    assert str(load_brand().logo.parent).encode() not in first
    assert len(first) < 2_000_000


def test_fonts_are_embedded_and_the_file_says_what_it_is(photo: AnalysedPhoto, routine: Routine) -> None:
    data = render(photo, routine, language="fr")
    assert b"Helvetica" not in data
    assert data.count(b"/FontFile2") == data.count(b"/BaseFont") > 3
    assert b"/Lang" in data
    assert b"(fr)" in data
    with opened(data) as document:
        about = document.get_metadata_dict()
    assert about["Title"] == "Bilan de l’apparence de la peau – Camille Laurent, 4 mars 2026"
    assert about["Author"] == "Maison Aurelle"


def test_an_empty_routine_is_said_plainly(photo: AnalysedPhoto) -> None:
    whole = " ".join(page_texts(render(photo, Routine())))
    assert "Nothing to advise today." in whole
    assert "How to use" not in whole


def test_strengths_and_priorities_may_be_absent(with_scores: Callable[..., AnalysedPhoto]) -> None:
    strong = page_texts(render(with_scores(dict.fromkeys(CRITERIA, 96)), Routine()))
    assert "Nothing stands out today." in strong[0]
    assert "Where it shows" not in " ".join(strong)
    mute = " ".join(page_texts(render(with_scores(dict.fromkeys(CRITERIA)), Routine())))
    assert mute.count("None could be named on this photo.") == 2
    assert mute.count("cannot say") >= len(CRITERIA) + 1
    assert mute.count("This version has no validated measure for it yet.") == len(CRITERIA)


def test_remarks_on_the_photo_stay_on_the_report(with_scores: Callable[..., AnalysedPhoto]) -> None:
    pages = page_texts(render(with_scores(SCORES, "The light came from one side."), Routine()))
    assert "About the photo The light came from one side." in pages[0]


LONG_NAME = (
    "Maximiliane-Konstantinopolitanissima " * 4 + "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwaren" * 3
)
AWKWARD = "Zoé <b>O’Brien</b> & Şebnem Łukasiewicz-Nguyễn"


def test_awkward_names_are_printed_as_they_are(photo: AnalysedPhoto, routine: Routine) -> None:
    assert AWKWARD in page_texts(render(photo, routine, AWKWARD))[0]


@pytest.mark.parametrize("language", languages())
def test_no_text_leaves_the_page_however_long(
    with_scores: Callable[..., AnalysedPhoto], routine: Routine, language: str
) -> None:
    long = " ".join(f"word{n}" for n in range(900))
    items = [
        advice(
            f"{item.product.name} {LONG_NAME}", item.step, item.time, item.product.how["en"] * 12, *item.reasons
        )
        for item in routine.recommendations
    ]
    items.append(advice("Endless", items[0].step, items[0].time, long))
    every = with_scores(dict.fromkeys(CRITERIA), *["A long remark about the light. " * 20] * 3)
    data = render(every, Routine(tuple(items)), LONG_NAME, language)
    whole = " ".join(page_texts(data))
    assert "word899" in whole
    assert "".join(LONG_NAME.split()) in "".join(whole.split())
    with opened(data) as document:
        for page in document:
            text = page.get_textpage()
            boxes = np.array([text.get_charbox(n, loose=True) for n in range(text.count_chars())])
            ink = boxes[(boxes[:, 2] > boxes[:, 0])]
            width = page.get_width()
            assert ink[:, 0].min() >= SIDE - 1
            assert ink[:, 2].max() <= width - SIDE + 3, "a trailing space may hang"
            body = ink[ink[:, 3] > FOOT + 2]
            assert body[:, 1].min() > FOOT, "text runs into the footer"


def test_no_two_lines_overprint(photo: AnalysedPhoto, routine: Routine) -> None:
    """Every glyph stands apart: where two overlap by half, one line was set over another."""
    with opened(render(photo, routine, language="fr")) as document:
        for page in document:
            text = page.get_textpage()
            boxes = np.array([text.get_charbox(n) for n in range(text.count_chars())])
            boxes = boxes[(boxes[:, 2] - boxes[:, 0] > 0.3) & (boxes[:, 3] - boxes[:, 1] > 0.3)]
            low = np.maximum(boxes[:, None, :2], boxes[None, :, :2])
            high = np.minimum(boxes[:, None, 2:], boxes[None, :, 2:])
            shared = np.clip(high - low, 0, None).prod(axis=2)
            area = (boxes[:, 2:] - boxes[:, :2]).prod(axis=1)
            overlap = shared / np.minimum(area[:, None], area[None, :])
            np.fill_diagonal(overlap, 0)
            assert overlap.max() < 0.5


def test_the_photo_is_drawn_unstretched_and_large(photo: AnalysedPhoto, routine: Routine) -> None:
    with opened(render(photo, routine)) as document:
        page = document[0]
        shapes = []
        for item in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE]):
            left, bottom, right, top = item.get_bounds()
            wide, high = item.get_px_size()
            shapes.append((right - left, top - bottom, wide / high))
        image = page.render(scale=1).to_numpy()
    close_ups = [shape for shape in shapes if shape[2] == 1]
    assert 5 <= len(close_ups) <= 15
    assert len(shapes) - len(close_ups) == 1 + 5 + 1, "the face, five maps, the scale"
    for wide, high, pixels in shapes:
        assert wide / high == pytest.approx(pixels, rel=0.01)
    assert max(wide for wide, _, _ in shapes) > 230
    assert image[:30].min() == 255, "white margin"
