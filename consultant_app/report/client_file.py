"""Everything that is kept of a client as one plain document to read: headings, and lines of name and value."""

import io
from collections.abc import Sequence

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, KeepTogether, PageTemplate, Spacer

from consultant_app.brand import Brand
from consultant_app.report.flow import Grid
from consultant_app.report.logo import read_logo
from consultant_app.report.sections import Section
from consultant_app.report.style import Style, hang
from consultant_app.texts import Texts

_SIDE, _TOP, _BOTTOM = 46.0, 80.0, 64.0
_NAMES = 0.36
"""Of the width, for the names."""
_PAD = 3.0


def render_client_file(brand: Brand, words: Texts, title: str, about: str, sections: Sequence[Section]) -> bytes:
    """The PDF's bytes; the same arguments give the same bytes.

    Raises:
        ConsultantError: the brand's logo cannot be drawn.
    """
    out, style = io.BytesIO(), Style(brand, words.language)
    document = BaseDocTemplate(
        out,
        pagesize=A4,
        invariant=1,
        initialFontName=style.text_font,
        lang=words.language,
        title=title,
        author=brand.name,
        creator=brand.name,
    )
    width = A4[0] - 2 * _SIDE
    none = {f"{side}Padding": 0 for side in ("left", "right", "top", "bottom")}
    frame = Frame(_SIDE, _BOTTOM, width, A4[1] - _TOP - _BOTTOM, **none)
    logo = read_logo(brand.logo)

    def running(canvas: Canvas, page: BaseDocTemplate) -> None:
        canvas.saveState()
        canvas.setFillColor(HexColor(style.colours.ink))
        logo.draw(canvas, _SIDE, A4[1] - 50, 11)
        hang(canvas, style.line(words("disclaimer"), "small", colour="ink_soft"), _SIDE, 44, width * 0.8)
        number = style.line(f"{page.page}", "small", colour="ink_soft", align="right")
        hang(canvas, number, A4[0] - _SIDE - 40, 44, 40)
        canvas.restoreState()

    document.addPageTemplates([PageTemplate(frames=[frame], onPage=running)])
    story: list[Flowable] = [
        style.line(title, "display", serif=True),
        Spacer(0, 8),
        style.line(about, colour="ink_soft"),
    ]
    for section in sections:
        story += _set(style, section, width)
    document.build(story)
    return out.getvalue()


def _set(style: Style, section: Section, width: float) -> list[Flowable]:
    head = [Spacer(0, 18), style.line(section.title, "title", serif=True), Spacer(0, 6)]
    rows = [
        Grid(
            [[style.line(name, colour="ink_soft"), style.line(value)]],
            colWidths=[width * _NAMES, width * (1 - _NAMES)],
            style=[
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), _PAD),
                ("BOTTOMPADDING", (0, 0), (-1, -1), _PAD),
            ],
        )
        for name, value in section.lines
    ]
    # A heading is never left alone at the foot of a page.
    return [KeepTogether([*head, *rows[:1]]), *rows[1:]]
