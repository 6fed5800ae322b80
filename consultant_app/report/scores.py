"""Every criterion: those that were said with their place on the scale, the others with the reason."""

from collections.abc import Sequence
from itertools import zip_longest

from reportlab.platypus import Flowable, KeepTogether

from consultant_app.domain.analysis import CriterionResult
from consultant_app.report.figures import ScoreLine
from consultant_app.report.sheet import Sheet

_LINE = 44.0
"""Length of the scale from 0 to 100, points."""


def all_criteria(sheet: Sheet) -> list[Flowable]:
    """The said criteria in two columns, read downwards; below them what could not be said, and why."""
    results = sheet.content.analysis.criteria
    said = [result for result in results if result.score is not None]
    unsaid = [result for result in results if result.score is None]
    heading = sheet.heading("report.all")
    about = sheet.small(sheet.words("report.about"))
    parts: list[Flowable] = [heading, sheet.space("s"), about, sheet.space("s")]
    if said:
        parts.append(_table(sheet, said))
    return [KeepTogether([*parts, *_unsaid(sheet, unsaid)])]


def _table(sheet: Sheet, said: Sequence[CriterionResult]) -> Flowable:
    gap = sheet.style.space("xl")
    column = (sheet.width - gap) / 2
    widths = [0.0, _LINE + sheet.style.space("s"), *sheet.score_widths, sheet.word_width]
    widths[0] = column - sum(widths)
    with sheet.table():
        rows = [_row(sheet, result) for result in said]
    half = (len(rows) + 1) // 2
    nothing = [None] * len(widths)
    both = [[*left, None, *(right or nothing)] for left, right in zip_longest(rows[:half], rows[half:])]
    lines = [*range(len(widths)), *range(len(widths) + 1, 2 * len(widths) + 1)]
    return sheet.grid(both, [*widths, gap, *widths], row_space=sheet.white("xs"), lines=lines)


def _row(sheet: Sheet, result: CriterionResult) -> list[Flowable]:
    style = sheet.style
    with sheet.tree.within("TR"):
        name = sheet.line(sheet.name(result.key), within=sheet.tree.add("TH", Scope="Row"))
        height = style.size("body") * 1.35
        line = ScoreLine(result.score or 0, result.plus_minus or 0, _LINE, height, style.colours)
        score = sheet.score(result)
        word = sheet.line(sheet.word(result), tag="TD", colour="ink_soft", align="right")
    return [name, line, *score, word]


def _unsaid(sheet: Sheet, unsaid: Sequence[CriterionResult]) -> list[Flowable]:
    """One sentence a reason, however many criteria share it."""
    if not unsaid:
        return []
    words = sheet.words
    reasons: dict[str, list[str]] = {}
    for result in unsaid:
        reasons.setdefault(result.reason or "state.cannot_say", []).append(sheet.name(result.key))
    label = sheet.label(words("report.unsaid"))
    lines = [
        sheet.small(words("report.unsaid.of", names=", ".join(names), why=words(reason)))
        for reason, names in reasons.items()
    ]
    return [sheet.space("m"), label, *lines]
