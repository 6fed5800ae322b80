"""The routine of the report: what to use in the morning and in the evening, why, and how."""

from collections.abc import Sequence

from reportlab.platypus import Flowable, KeepTogether

from consultant_app.domain.catalogue import Time
from consultant_app.domain.routine import Recommendation
from consultant_app.report.sheet import Sheet

_SHARES = (0.04, 0.33, 0.03, 0.30, 0.03, 0.27)
"""Number, product, gap, reasons, gap, use: shares of the width."""


def routine(sheet: Sheet) -> list[Flowable]:
    """Morning, then evening, in order of use; where nothing is advised, that is said."""
    items = sheet.content.routine.recommendations
    heading = sheet.heading("report.routine")
    if not items:
        style, words = sheet.style, sheet.words
        return [
            KeepTogether(
                [
                    heading,
                    sheet.space("s"),
                    style.line(words("report.routine.none"), "heading", serif=True, weight="emphasis"),
                    sheet.space("xs"),
                    style.line(words("report.routine.none.about"), colour="ink_soft"),
                ]
            )
        ]
    morning = [item for item in items if item.time in (Time.MORNING, Time.BOTH)]
    evening = [item for item in items if item.time in (Time.EVENING, Time.BOTH)]
    return [
        heading,
        *_part(sheet, "report.morning", morning, seen=()),
        *_part(sheet, "report.evening", evening, seen=morning),
    ]


def _part(
    sheet: Sheet, title: str, items: Sequence[Recommendation], seen: Sequence[Recommendation]
) -> list[Flowable]:
    if not items:
        return []
    style, words = sheet.style, sheet.words
    widths = [sheet.width * share for share in _SHARES]
    rows = [
        _row(sheet, number, item, again=any(item is other for other in seen))
        for number, item in enumerate(items, 1)
    ]
    labels = [
        style.line("" if seen else words(key), "small", weight="emphasis", colour="accent")
        for key in ("report.column.why", "report.column.how")
    ]
    title_line = style.line(words(title), "heading", serif=True, weight="strong")
    head = sheet.grid(
        [[title_line, "", labels[0], "", labels[1]]],
        [widths[0] + widths[1], *widths[2:]],
        row_space=style.space("xs"),
        lines=range(len(widths) - 1),
        align="BOTTOM",
    )
    head.keepWithNext = 1
    return [sheet.space("m"), head, sheet.grid(rows, widths, row_space=style.space("s"), lines=range(len(widths)))]


def _row(sheet: Sheet, number: int, item: Recommendation, *, again: bool) -> list[object]:
    """A product in full where it is met first; in the evening only its name, if the morning told the rest."""
    style, words, product = sheet.style, sheet.words, item.product
    first = style.line(f"{number}", "heading", serif=True, colour="accent")
    name: list[Flowable] = [
        style.line(f"{words(f'step.{item.step}')} · {product.size}", "small", colour="ink_soft"),
        style.line(product.name, weight="strong"),
    ]
    if again:
        return [first, name, "", style.line(words("report.again"), "small", colour="ink_soft"), "", ""]
    how = product.how.get(words.language) or product.how.get("en", "")
    return [first, name, "", _reasons(sheet, item), "", style.line(how, "small")]


def _reasons(sheet: Sheet, item: Recommendation) -> list[Flowable]:
    """Each rule once: the criteria and zones that led to it, then why it holds."""
    style, words = sheet.style, sheet.words
    rules: dict[str, dict[str, None]] = {}
    for reason in item.reasons:
        line = f"{sheet.name(reason.criterion)} · {words(f'zone.{reason.zone}')}"
        rules.setdefault(reason.rule, {})[line] = None
    out: list[Flowable] = []
    for rule, lines in rules.items():
        out += [style.line(line, "small", weight="emphasis") for line in lines]
        if sheet.content.rationale is not None:
            out.append(style.line(sheet.content.rationale(rule, words.language), "small", colour="ink_soft"))
    return out
