"""The scores of the report: the whole, what is strong, what to look after, and every criterion."""

from itertools import zip_longest

from reportlab.platypus import Flowable

from consultant_app.domain.analysis import CriterionResult
from consultant_app.domain.criteria import Zone
from consultant_app.domain.scoring import word_of
from consultant_app.report.figures import Picture, ScoreLine
from consultant_app.report.sheet import Sheet

_PORTRAIT_SHARE = 0.46
_LINE = 44.0
"""Length of the scale from 0 to 100, points."""


def first_sight(sheet: Sheet) -> list[Flowable]:
    """The face with its zones; beside it the overall score, the strengths, then the priorities."""
    images, style = sheet.content.images, sheet.style
    outlines = [outline for zone, outline in images.outlines.items() if zone is not Zone.FACE]
    face = Picture(images.face, sheet.width * _PORTRAIT_SHARE, style.colours, outlines)
    gap = style.space("xl")
    right = sheet.width - face.width - gap
    analysis = sheet.content.analysis
    said = any(result.score is not None for result in analysis.criteria)
    beside = [
        *_overall(sheet),
        sheet.space("l"),
        *_chosen(sheet, "report.strengths", analysis.strengths, "report.none", right),
        sheet.space("l"),
        *_chosen(
            sheet,
            "report.priorities",
            analysis.priorities,
            "report.priorities.none" if said else "report.none",
            right,
        ),
    ]
    return [sheet.grid([[face, "", beside]], [face.width, gap, right]), *_photo_notes(sheet)]


def all_criteria(sheet: Sheet) -> list[Flowable]:
    """Every criterion in two columns, read downwards, with its place on the scale or why nothing can be said."""
    results = sheet.content.analysis.criteria
    half = (len(results) + 1) // 2
    gap = sheet.style.space("xl")
    column = (sheet.width - gap) / 2
    rows = [
        [_criterion(sheet, left, column), "", _criterion(sheet, right, column) if right else ""]
        for left, right in zip_longest(results[:half], results[half:])
        if left
    ]
    return [
        sheet.heading("report.all"),
        sheet.space("s"),
        sheet.style.line(sheet.words("report.about"), "small", colour="ink_soft"),
        sheet.space("s"),
        sheet.grid(rows, [column, gap, column], row_space=sheet.style.space("xs"), lines=(0, 2)),
    ]


def _overall(sheet: Sheet) -> list[Flowable]:
    style, words, overall = sheet.style, sheet.words, sheet.content.analysis.overall
    out: list[Flowable] = [style.line(words("overall.name"), "small", weight="emphasis", colour="accent")]
    if overall.score is None:
        return [*out, style.line(words("state.cannot_say"), "title", serif=True), sheet.space("xs")]
    return [
        *out,
        style.line(f"{overall.score}\u00a0±\u00a0{overall.plus_minus}", "display", serif=True),
        style.line(words(f"word.{word_of(overall.score)}"), "heading", serif=True, weight="emphasis"),
        sheet.space("s"),
        style.line(words("overall.about"), "small", colour="ink_soft"),
    ]


def _chosen(sheet: Sheet, title: str, keys: tuple[str, ...], none: str, width: float) -> list[Flowable]:
    """A heading and the chosen criteria with score, +/- and word; one sentence where there are none."""
    style, words = sheet.style, sheet.words
    out: list[Flowable] = [style.line(words(title), "heading", serif=True, weight="strong"), sheet.space("xs")]
    results = [sheet.content.analysis.criterion(key) for key in keys]
    rows = [
        [
            style.line(sheet.name(result.key)),
            *sheet.score(result),
            style.line(_word(sheet, result), colour="ink_soft", align="right"),
        ]
        for result in results
    ]
    if not rows:
        return [*out, style.line(words(none), colour="ink_soft")]
    widths = [0.0, *sheet.score_widths, sheet.word_width]
    widths[0] = width - sum(widths)
    return [*out, sheet.grid(rows, widths, row_space=style.space("xs") * 0.8)]


def _criterion(sheet: Sheet, result: CriterionResult, width: float) -> list[Flowable]:
    style = sheet.style
    name = style.line(sheet.name(result.key))
    if result.score is None or result.plus_minus is None:
        state = style.line(sheet.words("state.cannot_say"), colour="ink_soft", align="right")
        head = sheet.grid([[name, state]], [width * 0.6, width * 0.4])
        reason = style.line(sheet.words(result.reason) if result.reason else "", "small", colour="ink_soft")
        return [head, reason]
    line = ScoreLine(result.score, result.plus_minus, _LINE, style.size("body") * 1.35, style.colours)
    word = style.line(_word(sheet, result), colour="ink_soft", align="right")
    widths = [0.0, _LINE + style.space("s"), *sheet.score_widths, sheet.word_width]
    widths[0] = width - sum(widths)
    return [sheet.grid([[name, line, *sheet.score(result), word]], widths)]


def _word(sheet: Sheet, result: CriterionResult) -> str:
    return "" if result.score is None else sheet.words(f"word.{word_of(result.score)}")


def _photo_notes(sheet: Sheet) -> list[Flowable]:
    """What the quality check had to say stays on the report."""
    findings = sheet.content.analysis.quality.findings
    if not findings:
        return []
    style = sheet.style
    title = style.line(sheet.words("report.photo_note"), "small", weight="emphasis", colour="accent")
    messages = [style.line(finding.told(sheet.words), "small", colour="ink_soft") for finding in findings]
    return [sheet.space("s"), title, *messages]
