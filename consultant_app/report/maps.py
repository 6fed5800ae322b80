"""Where the priorities show, and why: the face with what was seen, close-ups, a sentence; and the scale."""

from reportlab.platypus import Flowable, KeepTogether

from consultant_app.report.content import Seen
from consultant_app.report.cover import numbers
from consultant_app.report.figures import FaceMap, Picture
from consultant_app.report.sheet import Sheet

_COLUMNS, _CLOSE_UPS = 3, 3
_SCALE = 80.0
"""Width of the legend, points."""


def where_it_shows(sheet: Sheet) -> list[Flowable]:
    """The first priorities side by side; nothing without any."""
    seen = sheet.content.images.seen
    if not seen:
        return []
    heading = sheet.heading("report.maps")
    gap = sheet.style.space("m")
    width = (sheet.width - (_COLUMNS - 1) * gap) / _COLUMNS
    row: list[object] = []
    widths: list[float] = []
    for key in list(seen)[:_COLUMNS]:
        row += [_column(sheet, key, seen[key], width), None]
        widths += [width, gap]
    grid = sheet.grid([row[:-1]], widths[:-1])
    return [KeepTogether([heading, sheet.space("m"), grid, sheet.space("m"), _legend(sheet)]), sheet.space("xl")]


def _column(sheet: Sheet, key: str, seen: Seen, width: float) -> list[Flowable]:
    result = sheet.content.analysis.criterion(key)
    sentence = sheet.content.sentences.get(key, "")
    with sheet.tree.within("Sect"):
        name = sheet.line(f"{numbers(sheet)[key]}\u00a0\u00a0{sheet.name(key)}", tag="H3", weight="strong")
        score = sheet.small(f"{result.score}\u00a0±\u00a0{result.plus_minus} · {sheet.word(result)}")
        face = _face(sheet, key, seen, width, sentence)
        close_ups = _close_ups(sheet, seen, width)
        why = [sheet.space("xs"), sheet.small(sentence)] if sentence else []
    return [face, *close_ups, sheet.space("s"), name, score, *why]


def _face(sheet: Sheet, key: str, seen: Seen, width: float, why: str) -> Flowable:
    words, small = sheet.words, sheet.content.images.small
    if seen.heat is not None:
        alt = words("report.alt.heat", criterion=sheet.name(key), why=why).strip()
        return Picture(seen.heat, width, sheet.style.colours, sheet.tree.add("Figure", alt), seen.contours)
    alt = words("report.alt.lines.of", criterion=sheet.name(key), why=why).strip()
    return FaceMap(small, width, sheet.style, sheet.tree.add("Figure", alt), hatched=dict(seen.shares))


def _close_ups(sheet: Sheet, seen: Seen, width: float) -> list[Flowable]:
    """The places that weigh most, side by side and as wide together as the face above."""
    if not seen.close_ups:
        return []
    gap = sheet.style.space("xs")
    side = (width - (_CLOSE_UPS - 1) * gap) / _CLOSE_UPS
    row: list[object] = []
    for zone, picture in seen.close_ups[:_CLOSE_UPS]:
        alt = sheet.words("report.alt.close_up", zone=sheet.words(f"zone.{zone}"))
        row += [Picture(picture, side, sheet.style.colours, sheet.tree.add("Figure", alt)), None]
    widths = [side, gap] * (len(row) // 2)
    return [sheet.space("xs"), sheet.grid([row[:-1]], widths[:-1])]


def _legend(sheet: Sheet) -> Flowable:
    """What tint and line, or the hatching, mean."""
    words, scale = sheet.words, sheet.content.images.scale
    if scale is None:
        return sheet.small(words("report.maps.lines"))
    about = sheet.small(words("report.maps.about"))
    low = sheet.small(words("report.maps.low"), align="right")
    strip = Picture(scale, _SCALE, sheet.style.colours, sheet.tree.add("Figure", words("report.alt.scale")))
    high = sheet.small(words("report.maps.high"))
    gap = sheet.style.space("s")
    ends = max(sheet.style.width(words(f"report.maps.{end}"), "small") for end in ("low", "high")) + 1
    widths = [sheet.width - 2 * ends - _SCALE - 3 * gap, gap, ends, gap, _SCALE, gap, ends]
    return sheet.grid([[about, None, low, None, strip, None, high]], widths)
