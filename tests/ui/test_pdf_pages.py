import io

import pypdfium2 as pdfium
import pytest
from PyQt6.QtGui import QPageSize
from PyQt6.QtPrintSupport import QPrinter
from reportlab.pdfgen.canvas import Canvas

from consultant_app.ui.pdf_pages import fitting_paper, page_pictures, print_pages


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """Two pages of A4: a black square at the upper left, then one at the lower right."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    canvas.rect(50, 742, 50, 50, fill=1)
    canvas.showPage()
    canvas.rect(495, 50, 50, 50, fill=1)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_pages_are_drawn_at_the_asked_width_on_white(pdf: bytes) -> None:
    first, second = page_pictures(pdf, 595)
    assert (first.width(), first.height()) == (595, 842)
    assert first.pixelColor(75, 75).lightness() == 0
    assert first.pixelColor(520, 767).lightness() == 255
    assert second.pixelColor(520, 767).lightness() == 0


@pytest.mark.parametrize(("pages", "count"), [(None, 2), ((2, 2), 1)])
def test_a_printer_is_given_the_pages_it_was_asked_for(pdf: bytes, tmp_path, pages, count) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    fitting_paper(pdf, printer)
    assert printer.pageLayout().pageSize().id() == QPageSize.PageSizeId.A4
    printer.setResolution(150)
    if pages is not None:
        printer.setPrintRange(QPrinter.PrintRange.PageRange)
        printer.setFromTo(*pages)
    print_pages(pdf, printer)
    document = pdfium.PdfDocument((tmp_path / "printed.pdf").read_bytes())
    try:
        assert len(document) == count
        image = document[count - 1].render(scale=1).to_numpy()
    finally:
        document.close()
    assert image[767, 520].max() < 60
    assert image[400, 300].min() > 240


def test_printing_ends_where_it_is_no_longer_wanted(pdf: bytes, tmp_path) -> None:
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    answers = iter([True, False])
    print_pages(pdf, printer, lambda: next(answers))
    document = pdfium.PdfDocument((tmp_path / "printed.pdf").read_bytes())
    assert len(document) == 1
    document.close()
