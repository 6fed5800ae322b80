"""Where the priorities show, and why: small faces with the evidence laid over, close-ups, sentences, the scale."""

from itertools import cycle

from reportlab.platypus import Flowable, KeepTogether

from consultant_app.report.figures import Picture
from consultant_app.report.sheet import Sheet

_IN_A_ROW = 5
_CLOSE_UPS = 3


def where_it_shows(sheet: Sheet) -> list[Flowable]:
    """The heat maps in one row, each with its score and what explains it; nothing without maps."""
    keys = list(sheet.content.images.heat)
    if not keys:
        return []
    gap = sheet.style.space("m")
    width = (sheet.width - (_IN_A_ROW - 1) * gap) / _IN_A_ROW
    rows: list[Flowable] = []
    for start in range(0, len(keys), _IN_A_ROW):
        cells = [_face(sheet, key, width) for key in keys[start : start + _IN_A_ROW]]
        row = [part for cell in cells for part in (cell, "")]
        widths = [part for part, _ in zip(cycle((width, gap)), row, strict=False)]
        rows += [sheet.grid([row[:-1]], widths[:-1]), sheet.space("s")]
    return [KeepTogether([sheet.heading("report.maps"), sheet.space("m"), *rows, _scale(sheet)])]


def _face(sheet: Sheet, key: str, width: float) -> list[Flowable]:
    style = sheet.style
    result = sheet.content.analysis.criterion(key)
    score = f"{result.score}\u00a0±\u00a0{result.plus_minus}"
    return [
        Picture(sheet.content.images.heat[key], width, style.colours),
        sheet.space("xs"),
        style.line(sheet.name(key), weight="emphasis"),
        style.line(score, "small", colour="ink_soft"),
        *_close_ups(sheet, key, width),
        *_why(sheet, key),
    ]


def _close_ups(sheet: Sheet, key: str, width: float) -> list[Flowable]:
    """The places that weigh most, side by side and as wide together as the face above."""
    pictures = sheet.content.images.close_ups.get(key, ())
    if not pictures:
        return []
    gap = sheet.style.space("xs")
    side = (width - (_CLOSE_UPS - 1) * gap) / _CLOSE_UPS
    cells: list[object] = []
    for picture in pictures:
        cells += [Picture(picture, side, sheet.style.colours), ""]
    widths = [part for part, _ in zip(cycle((side, gap)), cells, strict=False)]
    return [sheet.space("xs"), sheet.grid([cells], widths)]


def _why(sheet: Sheet, key: str) -> list[Flowable]:
    sentence = sheet.content.sentences.get(key)
    if sentence is None:
        return []
    return [sheet.space("xs"), sheet.style.line(sentence, "small", colour="ink_soft")]


def _scale(sheet: Sheet) -> Flowable:
    """The tint from nothing to clearly seen, with the sentence on what it means."""
    style, words = sheet.style, sheet.words
    low = style.line(words("report.maps.low"), "small", colour="ink_soft", align="right")
    high = style.line(words("report.maps.high"), "small", colour="ink_soft")
    about = style.line(words("report.maps.about"), "small", colour="ink_soft")
    strip = Picture(sheet.content.images.scale, 80, style.colours)
    gap = style.space("s")
    ends = max(style.width(words(f"report.maps.{end}"), "small") for end in ("low", "high")) + 1
    widths = [sheet.width - 2 * ends - 80 - 3 * gap, gap, ends, gap, 80, gap, ends]
    return sheet.grid([[about, "", low, "", strip, "", high]], widths)
