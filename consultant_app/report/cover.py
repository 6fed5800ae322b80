"""The first page: who it is for, her face, the whole in one number, what is strong, what to look after."""

from datetime import datetime

from babel.dates import format_date
from reportlab.platypus import Flowable

from consultant_app.domain.criteria import Zone
from consultant_app.domain.scoring import word_of
from consultant_app.report.figures import FaceMap, ScoreLine
from consultant_app.report.sheet import Sheet

_PORTRAIT_SHARE, _PORTRAIT_ABOVE_STORY = 0.62, 0.5
"""Of the width; a story of past visits needs the place below."""
_LINE = 44.0
"""Length of the scale from 0 to 100, points."""


def cover(sheet: Sheet) -> list[Flowable]:
    """Title and names; the face beside the whole; strengths and priorities; the photo's remarks."""
    told = _first_visit if sheet.content.evolution is None else _later_visit
    return [_title(sheet), sheet.space("l"), *told(sheet), *_photo_notes(sheet)]


def _title(sheet: Sheet) -> Flowable:
    """Whose report it is, and from whom."""
    content = sheet.content
    left: list[Flowable] = [
        sheet.line(sheet.words("report.title"), "display", tag="H1", serif=True),
        sheet.space("s"),
        sheet.line(content.client_name, "heading", serif=True, weight="emphasis"),
        sheet.line(day(content.at, sheet.words.language), colour="ink_soft"),
    ]
    return sheet.grid([[left, _people(sheet)]], [sheet.width * 0.62, sheet.width * 0.38], align="BOTTOM")


def _first_visit(sheet: Sheet) -> list[Flowable]:
    """A large face beside the whole; strengths and priorities below, side by side."""
    gap = sheet.style.space("xl")
    column = (sheet.width - gap) / 2
    face = _face(sheet, sheet.width * _PORTRAIT_SHARE)
    beside = _overall(sheet)
    strengths, priorities = _both(sheet, column, _LINE)
    return [
        sheet.grid([[face, None, beside]], [face.width, gap, sheet.width - face.width - gap]),
        sheet.space("l"),
        sheet.grid([[strengths, None, priorities]], [column, gap, column]),
    ]


def _later_visit(sheet: Sheet) -> list[Flowable]:
    """The face beside all of it, so that the story of the visits has its place below."""
    gap = sheet.style.space("l")
    face = _face(sheet, sheet.width * _PORTRAIT_ABOVE_STORY)
    column = sheet.width - face.width - gap
    overall = _overall(sheet)
    strengths, priorities = _both(sheet, column, 0)
    beside = [*overall, sheet.space("m"), *strengths, sheet.space("m"), *priorities]
    return [sheet.grid([[face, None, beside]], [face.width, gap, column])]


def _both(sheet: Sheet, width: float, line: float) -> tuple[list[Flowable], list[Flowable]]:
    """Strengths first, then priorities."""
    analysis = sheet.content.analysis
    said = any(result.score is not None for result in analysis.criteria)
    none = "report.priorities.none" if said else "report.none"
    strengths = _chosen(sheet, "report.strengths", analysis.strengths, "report.none", (width, line))
    return strengths, _chosen(sheet, "report.priorities", analysis.priorities, none, (width, line))


def day(at: datetime, language: str) -> str:
    """A day in words; an aware time is shown in the time zone of this computer."""
    return format_date(_here(at), format="long", locale=language)


def short_day(at: datetime, language: str) -> str:
    """The same in a few letters."""
    return format_date(_here(at), format="medium", locale=language)


def _here(at: datetime) -> datetime:
    return at if at.tzinfo is None else at.astimezone()


def numbers(sheet: Sheet) -> dict[str, int]:
    """The number of each priority that is shown on the face, the same on every page."""
    return {key: number for number, key in enumerate(sheet.content.images.seen, 1)}


def _face(sheet: Sheet, width: float) -> FaceMap:
    images, words = sheet.content.images, sheet.words
    marks = [
        (number, next(iter(images.seen[key].shares)))
        for key, number in numbers(sheet).items()
        if images.seen[key].shares
    ]
    # A mark in the middle of the whole face would point nowhere.
    marks = [(number, zone) for number, zone in marks if zone is not Zone.FACE]
    told = {number: key for key, number in numbers(sheet).items()}
    alt = " ".join(
        [words("report.alt.face" if images.face.photo is not None else "report.alt.lines")]
        + [
            words("report.alt.mark", number=number, criterion=sheet.name(told[number]), zone=words(f"zone.{zone}"))
            for number, zone in marks
        ]
    )
    hatched = {zone: 0.5 for _, zone in marks}
    return FaceMap(images.face, width, sheet.style, sheet.tree.add("Figure", alt), marks, hatched)


def _overall(sheet: Sheet) -> list[Flowable]:
    words, overall = sheet.words, sheet.content.analysis.overall
    name = sheet.label(words("overall.name"))
    if overall.score is None:
        return [name, sheet.line(words("state.cannot_say"), "title", serif=True), sheet.space("xs")]
    return [
        name,
        sheet.line(f"{overall.score}\u00a0±\u00a0{overall.plus_minus}", "display", serif=True),
        sheet.line(words(f"word.{word_of(overall.score)}"), "heading", serif=True, weight="emphasis"),
        sheet.space("s"),
        sheet.small(words("overall.about")),
    ]


def _people(sheet: Sheet) -> list[Flowable]:
    """Who advised, and where; nothing of what is not said."""
    options, out = sheet.content.options, list[Flowable]()
    for key, name in (("report.by", options.consultant), ("report.at", options.store)):
        if name.strip():
            label = sheet.label(sheet.words(key), align="right")
            out += [sheet.space("s"), label, sheet.line(name.strip(), align="right")]
    return out


def _chosen(
    sheet: Sheet, title: str, keys: tuple[str, ...], none: str, measures: tuple[float, float]
) -> list[Flowable]:
    """A heading and the chosen criteria with score, +/- and word; one sentence where there are none.

    Args:
        sheet: The report.
        title: Text key of the heading.
        keys: The criteria.
        none: Text key of the sentence.
        measures: Width of the list and of the scale's line in it, 0 for none, points.
    """
    style, shown, (width, long) = sheet.style, numbers(sheet), measures
    out: list[Flowable] = [sheet.heading(title, quiet=True), sheet.space("xs")]
    if not keys:
        return [*out, sheet.line(sheet.words(none), colour="ink_soft")]
    height = style.size("body") * 1.35
    widths = [0.0, long + style.space("s") if long else 0.0, *sheet.score_widths, sheet.word_width]
    widths[0] = width - sum(widths)
    rows = []
    with sheet.table():
        for key in keys:
            result = sheet.content.analysis.criterion(key)
            with sheet.tree.within("TR"):
                number = f"{shown[key]}\u00a0\u00a0" if key in shown else ""
                name = _row_head(sheet, f"{number}{sheet.name(key)}")
                score_line = ScoreLine(result.score or 0, result.plus_minus or 0, long, height, style.colours)
                line = score_line if long else None
                score = sheet.score(result)
                word = sheet.line(sheet.word(result), tag="TD", colour="ink_soft", align="right")
                rows.append([name, line, *score, word])
    return [*out, sheet.grid(rows, widths, row_space=sheet.white("xs") * 0.7)]


def _row_head(sheet: Sheet, text: str) -> Flowable:
    return sheet.line(text, within=sheet.tree.add("TH", Scope="Row"))


def _photo_notes(sheet: Sheet) -> list[Flowable]:
    """What the quality check had to say stays on the report."""
    findings = sheet.content.analysis.quality.findings
    if not findings:
        return []
    title = sheet.label(sheet.words("report.photo_note"))
    return [sheet.space("m"), title, *(sheet.small(finding.told(sheet.words)) for finding in findings)]
