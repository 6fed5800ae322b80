"""The report as a PDF: A4, fonts embedded, the disclaimers on every page, the same bytes for the same content."""

import io
from datetime import datetime

from babel.dates import format_date
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageBreak, PageTemplate

from consultant_app.brand import Brand
from consultant_app.report.content import ReportContent
from consultant_app.report.logo import read_logo
from consultant_app.report.maps import where_it_shows
from consultant_app.report.routine import routine
from consultant_app.report.scores import all_criteria, first_sight
from consultant_app.report.sheet import Sheet
from consultant_app.report.style import Style, hang

_SIDE, _TOP, _BOTTOM = 46.0, 84.0, 76.0
"""Margins of the text area in points; header and footer stand inside top and bottom."""

_LOGO_HEIGHT = 11.0


def render_pdf(brand: Brand, content: ReportContent) -> bytes:
    """The report's bytes; equal content gives equal bytes.

    Raises:
        ConsultantError: the brand's logo cannot be drawn.
    """
    # Set twice, because "1 / 2" on the first page needs the count that only setting tells.
    pages, _ = _set(brand, content, pages=0)
    return _set(brand, content, pages)[1]


def _set(brand: Brand, content: ReportContent, pages: int) -> tuple[int, bytes]:
    """Set the whole report once; returns how many pages it took, and the file."""
    out = io.BytesIO()
    sheet = Sheet(Style(brand), content, A4[0] - 2 * _SIDE)
    day = format_date(_local(content.at), format="long", locale=content.words.language)
    document = BaseDocTemplate(
        out,
        pagesize=A4,
        invariant=1,
        initialFontName=sheet.style.text_font,
        displayDocTitle=1,
        lang=content.words.language,
        title=f"{content.words('report.kind')} – {content.client_name}, {day}",
        author=brand.name,
        subject=content.words("disclaimer"),
        creator=brand.name,
    )
    frame = Frame(
        _SIDE,
        _BOTTOM,
        sheet.width,
        A4[1] - _TOP - _BOTTOM,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    running = _Running(sheet, pages)
    document.addPageTemplates([PageTemplate(frames=[frame], onPage=running.draw)])
    document.build(_story(sheet, day))
    return document.page, out.getvalue()


def _story(sheet: Sheet, day: str) -> list[Flowable]:
    style, words = sheet.style, sheet.words
    return [
        style.line(words("report.title"), "display", serif=True),
        sheet.space("s"),
        style.line(sheet.content.client_name, "heading", serif=True, weight="emphasis"),
        style.line(day, colour="ink_soft"),
        sheet.space("l"),
        *first_sight(sheet),
        sheet.space("l"),
        *where_it_shows(sheet),
        PageBreak(),
        *all_criteria(sheet),
        sheet.space("xl"),
        *routine(sheet),
    ]


def _local(at: datetime) -> datetime:
    return at if at.tzinfo is None else at.astimezone()


class _Running:
    """Header and footer of every page."""

    def __init__(self, sheet: Sheet, pages: int) -> None:
        self._sheet, self._pages = sheet, pages
        self._logo = read_logo(sheet.style.brand.logo)

    def draw(self, canvas: Canvas, document: BaseDocTemplate) -> None:
        """Paint header and footer; called by reportlab before the text of each page."""
        style = self._sheet.style
        right = A4[0] - _SIDE
        canvas.saveState()
        canvas.setFillColor(HexColor(style.colours.ink))
        self._logo.draw(canvas, _SIDE, A4[1] - 50, _LOGO_HEIGHT)
        canvas.setStrokeColor(HexColor(style.colours.line))
        canvas.setLineWidth(0.5)
        canvas.line(_SIDE, A4[1] - 62, right, A4[1] - 62)
        canvas.line(_SIDE, 58, right, 58)
        words, model = self._sheet.words, self._sheet.content.analysis.model
        half, wide = self._sheet.width / 2, self._sheet.width * 0.86
        tagline = style.line(style.brand.tagline(words.language), serif=True, weight="emphasis", align="right")
        hang(canvas, tagline, right - half, A4[1] - 38, half)
        disclaimer = style.line(f"{words('disclaimer')} {words('disclaimer.dermatologist')}", "small")
        used = hang(canvas, disclaimer, _SIDE, 52, wide)
        identity = style.line(
            words("report.model", id=model.id, version=model.version), "small", colour="ink_soft"
        )
        hang(canvas, identity, _SIDE, 52 - used, wide)
        number = style.line(f"{document.page} / {self._pages}", "small", colour="ink_soft", align="right")
        hang(canvas, number, right - 40, 52, 40)
        canvas.restoreState()
