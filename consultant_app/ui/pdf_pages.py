"""Pages of a PDF as pictures, for screen and printer; any thread, each call with a reader of its own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PyQt6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QRectF, QSize
from PyQt6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PyQt6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions
from PyQt6.QtPrintSupport import QPrinter

_STRIP = 512
"""Height of what is drawn at a time on a printer, pixels: a page at 600 dots per inch would take 140 MB."""
_FINEST = 600
"""Dots per inch beyond which no printer shows more of a report."""


def page_pictures(pdf: bytes, width: int) -> list[QImage]:
    """All pages on white, ``width`` pixels wide.

    Args:
        pdf: A whole file without a password.
        width: Pixels of the device, not of the window's coordinates.
    """
    with _opened(pdf) as document:
        return [_page(document, number, width) for number in range(document.pageCount())]


def print_pages(pdf: bytes, printer: QPrinter, wanted: Callable[[], bool] = lambda: True) -> None:
    """Send all pages to a printer at its own resolution, each fitted to the paper that was chosen.

    Args:
        pdf: A whole file without a password.
        printer: As the system's print dialog has set it.
        wanted: Asked before each page; ``False`` ends it.
    """
    with _opened(pdf) as document:
        printer.setFullPage(True)
        printer.setResolution(min(_FINEST, printer.resolution()))
        painter = QPainter(printer)
        try:
            first, last = _range(printer, document.pageCount())
            for number in range(first, last):
                if not wanted():
                    return
                if number > first:
                    printer.newPage()
                _paint(document, number, painter, printer)
        finally:
            painter.end()


def fitting_paper(pdf: bytes, printer: QPrinter) -> None:
    """Choose the report's own paper, upright, before the dialog opens."""
    with _opened(pdf) as document:
        size = document.pagePointSize(0)
    page = QPageSize(size, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    printer.setPageSize(page)
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)


@contextmanager
def _opened(pdf: bytes) -> Iterator[QPdfDocument]:
    data = QBuffer()
    data.setData(QByteArray(pdf))
    data.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument(None)
    document.load(data)
    try:
        yield document
    finally:
        document.close()
        data.close()


def _page(document: QPdfDocument, number: int, width: int) -> QImage:
    size = document.pagePointSize(number)
    picture = document.render(number, QSize(width, round(width * size.height() / size.width())))
    return _on_white(picture)


def _on_white(picture: QImage) -> QImage:
    """Paper is white; the reader leaves it transparent."""
    ground = QImage(picture.size(), QImage.Format.Format_RGB32)
    ground.fill(0xFFFFFFFF)
    painter = QPainter(ground)
    painter.drawImage(0, 0, picture)
    painter.end()
    return ground


def _range(printer: QPrinter, count: int) -> tuple[int, int]:
    """First page and the one after the last, from 0, as the dialog chose them."""
    if printer.printRange() is QPrinter.PrintRange.PageRange and printer.fromPage() > 0:
        return min(printer.fromPage(), count) - 1, min(printer.toPage() or count, count)
    return 0, count


def _paint(document: QPdfDocument, number: int, painter: QPainter, printer: QPrinter) -> None:
    """One page, strip by strip, its proportions kept, in the middle of the paper."""
    paper = printer.paperRect(QPrinter.Unit.DevicePixel)
    size = document.pagePointSize(number)
    scale = min(paper.width() / size.width(), paper.height() / size.height())
    whole = QSize(round(size.width() * scale), round(size.height() * scale))
    left, top = (paper.width() - whole.width()) / 2, (paper.height() - whole.height()) / 2
    for start in range(0, whole.height(), _STRIP):
        high = min(_STRIP, whole.height() - start)
        options = QPdfDocumentRenderOptions()
        options.setScaledSize(whole)
        options.setScaledClipRect(QRect(0, start, whole.width(), high))
        strip = _on_white(document.render(number, QSize(whole.width(), high), options))
        painter.drawImage(QRectF(left, top + start, whole.width(), high), strip)
