"""The report as a whole, read back from its PDF: nothing lost, nothing cut, nothing stretched."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pypdfium2 as pdfium
import pytest

from consultant_app.brand import load_brand
from consultant_app.domain.criteria import CRITERIA
from consultant_app.domain.photo import AnalysedPhoto
from consultant_app.domain.reports import Paper, ReportOptions
from consultant_app.domain.routine import Routine
from consultant_app.domain.scoring import word_of
from consultant_app.services.reports import ReportRequest, ReportService
from consultant_app.texts import languages, texts

from .conftest import AT, SCORES, advice, rationale, story_of
from .pdf_checks import checked

SIDE, FOOT = 46.0, 56.0
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


def made(photo: AnalysedPhoto, routine: Routine, options: ReportOptions, **more: object) -> bytes:
    request = ReportRequest(photo, routine, "Camille Laurent", AT, options, rationale)
    return ReportService(load_brand()).make(replace(request, **more))


def render(photo: AnalysedPhoto, routine: Routine, name: str = "Camille Laurent", language: str = "en") -> bytes:
    return made(photo, routine, ReportOptions(language), client_name=name)


def plain(text: str) -> str:
    return " ".join(text.replace("'", "’").split())


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("language", languages())
def test_everything_is_said_on_three_pages(
    photo: AnalysedPhoto, routine: Routine, language: str, paper: Paper
) -> None:
    words = texts(language)
    pages = page_texts(
        made(photo, routine, ReportOptions(language, paper), evolution=story_of({"redness": 9}, {}))
    )
    assert len(pages) == 3
    whole = " ".join(pages)
    overall = photo.analysis.overall
    assert f"{overall.score} ± {overall.plus_minus}" in pages[0]
    assert pages[0].index(words("report.strengths")) < pages[0].index(words("report.priorities"))
    assert words("report.evolution") in pages[0]
    for key in CRITERIA:
        result = photo.analysis.criterion(key)
        assert plain(words(f"criterion.{key}.name")) in pages[1]
        if result.score is not None:
            assert f"{result.score} ± {result.plus_minus}" in pages[1]
            assert words(f"word.{word_of(result.score)}") in pages[1]
    assert pages[1].count(words("reason.no_measure")) == 1
    for item in routine.recommendations:
        assert item.product.name in pages[2]
        assert item.product.how[language] in plain(pages[2])
        for reason in item.reasons:
            line = f"{words(f'criterion.{reason.criterion}.name')} · {words(f'zone.{reason.zone}')}"
            assert plain(line) in whole
            assert rationale(reason.rule, language) in whole
    assert words("report.not") in pages[2]
    assert not any(word in whole.lower() for word in MEDICAL)


@pytest.mark.parametrize("with_photo", [True, False])
@pytest.mark.parametrize("language", languages())
def test_the_file_is_tagged_from_the_first_word_to_the_last(
    photo: AnalysedPhoto, routine: Routine, language: str, with_photo: bool
) -> None:
    options = ReportOptions(language, with_photo=with_photo, consultant="Hélène", store="Paris")
    found = checked(made(photo, routine, options, evolution=story_of({"redness": 9}, {})))
    assert found.faults == []
    words = texts(language)
    assert found.said[0] == ("H1", plain(words("report.title")))
    order = [
        found.text.index(plain(words(key)).split(" :")[0])
        for key in ("report.title", "overall.name", "report.strengths", "report.evolution", "report.maps")
    ]
    assert order == sorted(order)
    assert found.kinds.count("Link") == 1
    assert found.kinds.count("Table") == 4
    assert "?" not in found.text.replace(" ?", ""), "every letter can be read"


def test_without_her_photo_the_file_holds_no_pixel_of_her(photo: AnalysedPhoto, routine: Routine) -> None:
    with opened(made(photo, routine, ReportOptions(with_photo=False))) as document:
        assert not any(list(page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE])) for page in document)


def test_a_routine_is_told_on_three_pages_however_long_its_reasons(photo: AnalysedPhoto, routine: Routine) -> None:
    """A fourth page with a line or two on it was what a long routine once left."""
    reasons = routine.recommendations[1].reasons
    longer = tuple(replace(item, reasons=reasons) for item in routine.recommendations)
    why: Callable[[str, str], str] = lambda rule, _: f"{rule}: " + "a reason that takes its time to be told. " * 3  # noqa: E731
    data = made(photo, Routine(longer), ReportOptions(paper=Paper.LETTER), rationale=why)
    assert len(page_texts(data)) == 3


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
    assert checked(data).faults == []
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
    assert "cannot say" in mute
    assert mute.count("This version has no validated measure for it yet.") == 1


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
        shapes = []
        for page in document:
            for item in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE]):
                left, bottom, right, top = item.get_bounds()
                wide, high = item.get_px_size()
                shapes.append((right - left, top - bottom, wide / high))
        image = document[0].render(scale=1).to_numpy()
    close_ups = [shape for shape in shapes if shape[2] == 1]
    assert 3 <= len(close_ups) <= 9
    assert len(shapes) - len(close_ups) == 1 + 3 + 1, "the face, three maps, the scale"
    for wide, high, pixels in shapes:
        assert wide / high == pytest.approx(pixels, rel=0.01)
    assert max(wide for wide, _, _ in shapes) > 230
    assert image[:30].min() == 255, "white margin"
