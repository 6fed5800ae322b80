"""The figures of an overview as words, bars and columns of one language."""

from collections.abc import Sequence
from datetime import date

from babel.dates import format_date
from babel.numbers import format_percent

from consultant_app.domain.disclosure import Cell
from consultant_app.domain.statistics import ALL, Dashboard, Season, Step, Table
from consultant_app.services.statistics_words import figure, heading
from consultant_app.texts import Texts
from consultant_app.ui.presenters.dashboard import share_of
from consultant_app.ui.presenters.wording import one_decimal
from consultant_app.ui.widgets.bar_list import Bar
from consultant_app.ui.widgets.column_chart import Column

Rows = tuple[list[str], list[list[str]]]
"""Heads of the columns, and the words of each row."""

_PRODUCTS = 10
"""Bars of products: the most advised; the table has all."""


def day(key: str, step: Step, words: Texts) -> str:
    """A step of time as short as it can be read."""
    pattern = "MMM y" if step is Step.MONTH else "d MMM"
    return format_date(date.fromisoformat(key), pattern, locale=words.language)


def percent(share: float, words: Texts) -> str:
    """A share 0..1."""
    return format_percent(share, locale=words.language)


def columns_of(shown: Dashboard, words: Texts) -> list[Column]:
    """All visits over time."""
    table = shown.visits
    steps = [key for key in table.rows if key != ALL]
    return [
        Column(day(key, shown.step, words), figure(table.cells[key, ALL], words), table.cells[key, ALL].value)
        for key in steps
    ]


def visits_rows(shown: Dashboard, words: Texts) -> Rows:
    """Visits by step of time and consultant."""
    table = shown.visits
    rows = []
    for key in table.rows:
        name = heading(key, table, words) if key == ALL else day(key, shown.step, words)
        rows.append([name, *(figure(table.cells[key, column], words) for column in table.columns)])
    return ["", *(heading(column, table, words) for column in table.columns)], rows


def rows_of(table: Table, words: Texts) -> Rows:
    """A table in words."""
    heads = ["", *(heading(column, table, words) for column in table.columns)]
    rows = [
        [heading(row, table, words), *(figure(table.cells[row, column], words) for column in table.columns)]
        for row in table.rows
    ]
    return heads, rows


def consultant_bars(shown: Dashboard, words: Texts) -> list[Bar]:
    """Visits of each consultant beside the most, and how many on a day with visits."""
    table, bars = shown.consultants, []
    most = max((table.cells[row, "visits"].value or 0 for row in table.rows if row != ALL), default=0)
    for row in (row for row in table.rows if row != ALL):
        visits, days = table.cells[row, "visits"].value, table.cells[row, "days"].value
        told = figure(table.cells[row, "visits"], words)
        if visits is not None and days:
            told = words("statistics.a_day", visits=visits, daily=one_decimal(visits / days, words.language))
        bars.append(Bar(row, heading(row, table, words), told, () if visits is None else (visits / most,)))
    return bars


def concern_bars(shares: Sequence[tuple[str, float | None]], shown: Dashboard, words: Texts) -> list[Bar]:
    """Of how many clients each criterion is a priority."""
    return [
        Bar(
            key,
            words(f"criterion.{key}.name"),
            _share_told(share, shown.concerns[key].cells[ALL, f"{ALL}/with"], words),
            () if share is None else (share,),
        )
        for key, share in shares
    ]


def concern_rows(shown: Dashboard, criterion: str, words: Texts) -> Rows:
    """One criterion by age band and season, as shares."""
    table, seasons = shown.concerns[criterion], (*Season, ALL)
    rows = []
    for band in table.rows:
        told = [
            _share_told(share_of(table, band, each), table.cells[band, f"{each}/with"], words) for each in seasons
        ]
        rows.append([heading(band, table, words), *told])
    return ["", *(heading(each, table, words) for each in seasons)], rows


def product_bars(shown: Dashboard, words: Texts) -> list[Bar]:
    """Of the most advised products, how often they were taken home."""
    table, bars = shown.products, []
    for row in [*(row for row in table.rows if row != ALL)][:_PRODUCTS]:
        share, advised = table.share(row, "bought"), table.cells[row, ALL]
        told = _share_told(share, table.cells[row, "bought"], words)
        if share is not None:
            told = words("statistics.of", share=told, count=figure(advised, words))
        bars.append(Bar(row, heading(row, table, words), told, () if share is None else (share,)))
    return bars


def change_bars(shown: Dashboard, words: Texts) -> list[Bar]:
    """By criterion: the share that improved, did not measurably change, declined."""
    table, bars = shown.changes, []
    for row in table.rows:
        if table.cells[row, ALL].value is None:
            continue
        shares = [table.share(row, column) for column in table.columns if column != ALL]
        known = [each for each in shares if each is not None]
        told = _share_told(shares[0], table.cells[row, "improved"], words)
        parts = tuple(known) if len(known) == len(shares) else () if shares[0] is None else (shares[0],)
        bars.append(Bar(row, heading(row, table, words), told, parts))
    return bars


def refusal_bars(shown: Dashboard, words: Texts) -> list[Bar]:
    """What made photos unfit, at all counters."""
    table = shown.refusals
    bars = []
    for column in (column for column in table.columns if column != ALL):
        share = table.share(ALL, column)
        cell = table.cells[ALL, column]
        parts = () if share is None and cell.value is None else (share or 0.0,)
        bars.append(Bar(column, heading(column, table, words), figure(cell, words), parts))
    return bars


def unsaid_bars(shown: Dashboard, words: Texts) -> list[Bar]:
    """At what share of visits a criterion could not be said."""
    table = shown.unsaid
    return [
        Bar(
            row,
            heading(row, table, words),
            _share_told(share := table.share(row, "unsaid"), table.cells[row, "unsaid"], words),
            () if share is None else (share,),
        )
        for row in table.rows
    ]


def _share_told(share: float | None, cell: Cell, words: Texts) -> str:
    if share is not None:
        return percent(share, words)
    # A count alone says nothing where the whole may not be known.
    return words("figure.cover") if cell.value is not None else figure(cell, words)
