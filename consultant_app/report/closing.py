"""The end of the report: how to read it, what it is not, and the way to the house."""

from reportlab.platypus import Flowable, KeepTogether

from consultant_app.domain.scoring import Word
from consultant_app.report.figures import QrCode
from consultant_app.report.sheet import Sheet

_QR = 68.0
"""Side of the code, points: 24 mm, read from a hand's length."""
_RANGES = {Word.EXCELLENT: (85, 100), Word.GOOD: (70, 84), Word.LOOK_AFTER: (50, 69), Word.PRIORITY: (0, 49)}


def closing(sheet: Sheet) -> list[Flowable]:
    """Three columns that stay together: reading, limits, and the house's page as words and as a code."""
    gap = sheet.style.space("l")
    url = sheet.style.brand.report.url
    widths = [(sheet.width - 2 * gap - (_QR + 36 if url else 0)) / 2] * 2
    with sheet.tree.within("Sect"):
        cells: list[object] = [_reading(sheet), None, _limits(sheet)]
        columns = [widths[0], gap, widths[1]]
        if url:
            cells += [None, _house(sheet, url)]
            columns += [gap, _QR + 36]
    return [sheet.space("l"), KeepTogether([sheet.grid([cells], columns)])]


def _reading(sheet: Sheet) -> list[Flowable]:
    words = sheet.words
    heading = sheet.heading("report.read", quiet=True)
    ranges = " · ".join(
        words("report.read.word", low=low, high=high, word=words(f"word.{word}")).replace(" ", "\u00a0")
        for word, (low, high) in _RANGES.items()
    )
    texts = (words("report.about"), ranges, words("report.read.sides"))
    return [heading, sheet.space("xs"), *(sheet.small(text) for text in texts)]


def _limits(sheet: Sheet) -> list[Flowable]:
    words = sheet.words
    heading = sheet.heading("report.not", quiet=True)
    plain = f"{words('disclaimer')} {words('disclaimer.dermatologist')}"
    first = sheet.line(plain, "small")
    more = sheet.small(f"{words('report.not.measured')} {words('report.not.promise')}")
    return [heading, sheet.space("xs"), first, more]


def _house(sheet: Sheet, url: str) -> list[Flowable]:
    """The code, and the address in words for who has no telephone at hand; the words are a link."""
    words = sheet.words
    label = sheet.label(words("report.house"))
    element = sheet.tree.add("Figure", words("report.alt.qr", url=url))
    code = QrCode(url, _QR, sheet.style.colours.ink, element)
    code.hAlign = "LEFT"
    node = sheet.tree.add("Link", url)
    line = sheet.line(url.removeprefix("https://"), "small", within=node)
    line.url = url
    return [label, code, line]
