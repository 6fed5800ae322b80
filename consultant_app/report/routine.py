"""The routine of the report: the order of morning and evening to keep by the mirror, then each product once."""

from collections.abc import Sequence
from pathlib import Path

from reportlab.platypus import Flowable, KeepTogether

from consultant_app.domain.catalogue import Product, Time
from consultant_app.domain.routine import Recommendation
from consultant_app.report.drawing import Pack, read_pack
from consultant_app.report.sheet import Sheet
from consultant_app.report.tags import Element

_SHARES = (0.25, 0.03, 0.32, 0.03, 0.25)
"""Product, gap, reasons, gap, use: shares of the width; the rest is the pack's."""
_PACK_HEIGHT = 76.0
"""Points."""
_DAY = {"report.morning": (Time.MORNING, Time.BOTH), "report.evening": (Time.EVENING, Time.BOTH)}


def routine(sheet: Sheet) -> list[Flowable]:
    """Morning and evening in order of use, then the products; where nothing is advised, that is said."""
    items = sheet.content.routine.recommendations
    with sheet.tree.within("Sect"):
        heading = sheet.heading("report.routine")
        if not items:
            words = sheet.words
            nothing = sheet.line(words("report.routine.none"), "heading", serif=True, weight="emphasis")
            about = sheet.line(words("report.routine.none.about"), colour="ink_soft")
            return [KeepTogether([heading, sheet.space("s"), nothing, sheet.space("xs"), about])]
        return [heading, sheet.space("s"), _days(sheet, items), sheet.space("m"), *_products(sheet, items)]


def _days(sheet: Sheet, items: Sequence[Recommendation]) -> Flowable:
    """Two short lists side by side: what is put on when, in which order."""
    gap = sheet.style.space("xl")
    column = (sheet.width - gap) / 2
    cells: list[object] = []
    for title, times in _DAY.items():
        used = [item for item in items if item.time in times]
        cells += [_day(sheet, title, used, column) if used else None, None]
    return sheet.grid([cells[:-1]], [column, gap, column])


def _day(sheet: Sheet, title: str, items: Sequence[Recommendation], width: float) -> list[Flowable]:
    heading = sheet.heading(title, 3)
    number_width = sheet.style.width("0\u00a0\u00a0\u00a0\u00a0", "heading")
    rows = []
    with sheet.tree.within("L"):
        for number, item in enumerate(items, 1):
            with sheet.tree.within("LI"):
                first = sheet.line(f"{number}", tag="Lbl", colour="accent", weight="strong")
                body = sheet.tree.add("LBody")
                name = sheet.line(item.product.name, within=body)
                step = sheet.line(
                    sheet.words(f"step.{item.step}"), "small", within=body, colour="ink_soft", align="right"
                )
                rows.append([first, name, step])
    widths = [number_width, width * 0.6 - number_width, width * 0.4]
    return [heading, sheet.grid(rows, widths, row_space=sheet.white("xs") * 0.6, lines=(0, 1, 2), align="BOTTOM")]


def _products(sheet: Sheet, items: Sequence[Recommendation]) -> list[Flowable]:
    """Each product with its pack, what led to it, and how it is used."""
    words = sheet.words
    packs = {item.product.id: read_pack(path) for item in items if (path := _picture(sheet, item.product))}
    shares = [sheet.width * share for share in _SHARES]
    widths = [sheet.width - sum(shares), *shares]
    keys = ("report.column.product", "report.column.why", "report.column.how")
    with sheet.table():
        with sheet.tree.within("TR"):
            heads = [
                sheet.line(words(key), "small", within=_column_head(sheet), weight="emphasis", colour="accent")
                for key in keys
            ]
        if not packs:
            # Without a single picture the products begin where the text begins.
            widths = [0.0, widths[0] + widths[1], *widths[2:]]
        head = sheet.grid(
            [[None, heads[0], None, heads[1], None, heads[2]]], widths, row_space=sheet.white("xs"), lines=range(6)
        )
        head.keepWithNext = 1
        told: set[str] = set()
        rows = [_row(sheet, item, packs.get(item.product.id), told) for item in items]
    return [head, sheet.grid(rows, widths, row_space=sheet.white("s") * 0.8, lines=range(6))]


def _column_head(sheet: Sheet) -> Element:
    return sheet.tree.add("TH", Scope="Column")


def _picture(sheet: Sheet, product: Product) -> Path | None:
    return sheet.content.packs.get(product.id)


def _row(sheet: Sheet, item: Recommendation, pack: Pack | None, told: set[str]) -> list[object]:
    words, product = sheet.words, item.product
    with sheet.tree.within("TR"):
        with sheet.tree.within("TH", Scope="Row"):
            step = sheet.small(f"{words(f'step.{item.step}')} · {product.size}")
            name = sheet.line(product.name, weight="strong")
            when = sheet.small(words(f"time.{item.time}"))
            note = [sheet.small(words("report.note", note=item.note))] if item.note.strip() else []
            picture = None
            if pack is not None:
                alt = words("report.alt.product", name=product.name)
                picture = pack.figure(_PACK_HEIGHT * sheet.room, sheet.tree.add("Figure", alt))
        with sheet.tree.within("TD"):
            why = _reasons(sheet, item, told)
        how = sheet.line(product.how.get(words.language) or product.how.get("en", ""), "small", tag="TD")
    return [picture, [step, name, when, *note], None, why, None, how]


def _reasons(sheet: Sheet, item: Recommendation, told: set[str]) -> list[Flowable]:
    """The criteria and zones that led to each rule; why it holds is ``told`` with the first product."""
    words = sheet.words
    rules: dict[str, dict[str, None]] = {}
    for reason in item.reasons:
        line = f"{sheet.name(reason.criterion)} · {words(f'zone.{reason.zone}')}"
        rules.setdefault(reason.rule, {})[line] = None
    out: list[Flowable] = []
    for rule, lines in rules.items():
        out += [sheet.line(line, "small", weight="emphasis") for line in lines]
        if sheet.content.rationale is not None and rule not in told:
            told.add(rule)
            out.append(sheet.small(sheet.content.rationale(rule, words.language)))
    return out
