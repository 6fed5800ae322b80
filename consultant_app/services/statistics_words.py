"""The words of statistics, for screen and file alike, in every language."""

from consultant_app.domain.disclosure import Cell, Hidden
from consultant_app.domain.statistics import Table
from consultant_app.texts import Texts

_FAMILIES = ("age.{}", "season.{}", "trouble.{}", "criterion.{}.name", "statistics.{}")
"""Where the word of a key may stand; no key stands in two."""


def heading(key: str, table: Table, words: Texts) -> str:
    """What a row or column of a table is called.

    Args:
        key: Of the row or column.
        table: Which may know a name for it: of a consultant, a product.
        words: The language.
    """
    if key in table.names:
        return table.names[key]
    if not key:
        return words("statistics.unnamed")
    if "/" in key:
        return ", ".join(heading(part, table, words) for part in key.split("/"))
    known = (family.format(key) for family in _FAMILIES)
    return next((words(each) for each in known if each in words), key)


def figure(cell: Cell, words: Texts) -> str:
    """A figure, or that it is not shown."""
    if cell.value is not None:
        return str(cell.value)
    return words("figure.cover" if cell.hidden is Hidden.COVER else "figure.few")
