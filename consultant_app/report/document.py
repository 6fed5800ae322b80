"""The report as a PDF: A4 or Letter, tagged, the disclaimers on every page, the same bytes for same content."""

import io
from dataclasses import dataclass

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageBreak, PageTemplate

from consultant_app.brand import Brand
from consultant_app.domain.reports import Paper
from consultant_app.report.closing import closing
from consultant_app.report.content import ReportContent
from consultant_app.report.cover import cover, day
from consultant_app.report.evolution import since_last_visit
from consultant_app.report.finish import About, finish
from consultant_app.report.logo import read_logo
from consultant_app.report.maps import where_it_shows
from consultant_app.report.routine import routine
from consultant_app.report.scores import all_criteria
from consultant_app.report.sheet import Sheet
from consultant_app.report.style import Style, hang
from consultant_app.report.tags import artifact

_SIDE, _TOP, _BOTTOM = 46.0, 80.0, 70.0
"""Margins of the text area in points; header and footer stand inside top and bottom."""
_LOGO_HEIGHT = 11.0
_SIZES = {Paper.A4: A4, Paper.LETTER: LETTER}
_PAGES = 3
"""As many as a client keeps; more only where even tight white does not do."""
_ROOMS = (1.0, 0.8, 0.6)
"""How generous the white is, tried in this order."""


@dataclass(frozen=True, slots=True)
class _Set:
    """One setting: its pages, its bytes before they are finished, and what was set."""

    pages: int
    data: bytes
    sheet: Sheet


def render_pdf(brand: Brand, content: ReportContent) -> bytes:
    """The report's bytes; equal content gives equal bytes.

    Raises:
        ConsultantError: the brand's logo or a pack's picture cannot be drawn.
    """
    done = _fitting(brand, content)
    language = content.words.language
    about = About(_title(content), brand.name, content.words("disclaimer"), language)
    return finish(done.data, done.sheet.tree, about)


def _fitting(brand: Brand, content: ReportContent) -> _Set:
    """The most generous setting on at most three pages; the tightest where none is."""
    expected = _PAGES if content.routine.recommendations else _PAGES - 1
    done = None
    for room in _ROOMS:
        done = _set(brand, content, expected, room)
        if done.pages <= _PAGES:
            break
    assert done is not None, "there is a first way to set it"  # noqa: S101 - for the reader and the type checker
    # "1 / 2" was printed on a guess, so that most reports are set only once.
    return done if done.pages == expected else _set(brand, content, done.pages, done.sheet.room)


def _set(brand: Brand, content: ReportContent, pages: int, room: float) -> _Set:
    """Set the whole report once."""
    out, size = io.BytesIO(), _SIZES[content.options.paper]
    sheet = Sheet(Style(brand, content.words.language), content, size[0] - 2 * _SIDE, room)
    document = BaseDocTemplate(
        out,
        pagesize=size,
        invariant=1,
        initialFontName=sheet.style.text_font,
        pageCompression=1,
        title=_title(content),
        author=brand.name,
        subject=content.words("disclaimer"),
        creator=brand.name,
    )
    none = {f"{side}Padding": 0 for side in ("left", "right", "top", "bottom")}
    frame = Frame(_SIDE, _BOTTOM, sheet.width, size[1] - _TOP - _BOTTOM, **none)
    running = _Running(sheet, size, pages)
    document.addPageTemplates([PageTemplate(frames=[frame], onPage=running.draw)])
    document.build(_story(sheet))
    return _Set(document.page, out.getvalue(), sheet)


def _story(sheet: Sheet) -> list[Flowable]:
    """The parts in the order of reading; the routine is a page of its own, to be kept by the mirror."""
    with sheet.tree.within("Sect"):
        first = [*cover(sheet), sheet.space("l"), *since_last_visit(sheet), PageBreak()]
    with sheet.tree.within("Sect"):
        second = [*where_it_shows(sheet), *all_criteria(sheet)]
    apart = [PageBreak()] if sheet.content.routine.recommendations else [sheet.space("xl")]
    return [*first, *second, *apart, *routine(sheet), *closing(sheet)]


def _title(content: ReportContent) -> str:
    words = content.words
    named = f" – {content.client_name}" if content.client_name else ""
    return f"{words('report.kind')}{named}, {day(content.at, words.language)}"


class _Running:
    """Header and footer of every page; they repeat what is said elsewhere, so a screen reader passes them by."""

    def __init__(self, sheet: Sheet, size: tuple[float, float], pages: int) -> None:
        self._sheet, self._size, self._pages = sheet, size, pages
        self._logo = read_logo(sheet.style.brand.logo)

    def draw(self, canvas: Canvas, document: BaseDocTemplate) -> None:
        """Paint header and footer; called by reportlab before the text of each page."""
        canvas.saveState()
        with artifact(canvas, "Header"):
            self._head(canvas)
        with artifact(canvas, "Footer"):
            self._foot(canvas, document.page)
        canvas.restoreState()

    def _head(self, canvas: Canvas) -> None:
        style, (wide, high) = self._sheet.style, self._size
        canvas.setFillColor(HexColor(style.colours.ink))
        self._logo.draw(canvas, _SIDE, high - 46, _LOGO_HEIGHT)
        canvas.setStrokeColor(HexColor(style.colours.line))
        canvas.setLineWidth(0.5)
        canvas.line(_SIDE, high - 58, wide - _SIDE, high - 58)
        half = self._sheet.width / 2
        tagline = style.brand.tagline(self._sheet.words.language)
        hang(
            canvas,
            style.line(tagline, serif=True, weight="emphasis", align="right"),
            wide - _SIDE - half,
            high - 34,
            half,
        )

    def _foot(self, canvas: Canvas, page: int) -> None:
        style, words, (wide, _) = self._sheet.style, self._sheet.words, self._size
        canvas.line(_SIDE, 56, wide - _SIDE, 56)
        room = self._sheet.width * 0.86
        plain = style.line(f"{words('disclaimer')} {words('disclaimer.dermatologist')}", "small")
        used = hang(canvas, plain, _SIDE, 50, room)
        model = self._sheet.content.analysis.model
        identity = words("report.model", id=model.id, version=model.version)
        hang(canvas, style.line(identity, "small", colour="ink_soft"), _SIDE, 50 - used, room)
        number = style.line(f"{page} / {self._pages}", "small", colour="ink_soft", align="right")
        hang(canvas, number, wide - _SIDE - 40, 50, 40)
