"""Markdown tables and the way a number is written."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from consultant_app.texts import texts

MISSING = "–"


def name_of(key: str) -> str:
    """A criterion as the product calls it."""
    return texts("en")(f"criterion.{key}.name")


def zone_name(zone: str) -> str:
    """A zone as the product calls it."""
    return texts("en")(f"zone.{zone}")


def number(figures: Mapping[str, Any], name: str, digits: int = 2) -> str:
    """A figure, or a dash where it was not measured."""
    value = figures.get(name)
    return MISSING if value is None else f"{value:.{digits}f}"


def interval(figures: Mapping[str, Any], name: str, digits: int = 2) -> str:
    """A figure with its 95 % interval in brackets."""
    if f"{name}_low" not in figures:
        return number(figures, name, digits)
    low, high = (f"{figures[f'{name}_{end}']:.{digits}f}" for end in ("low", "high"))
    return f"{number(figures, name, digits)} [{low}, {high}]"


def percent(figures: Mapping[str, Any], name: str) -> str:
    """A share with its interval, in percent."""
    return interval({key: 100 * value for key, value in figures.items() if key.startswith(name)}, name, 0)


def table(head: Sequence[str], rows: Iterable[Sequence[str]], *, words: bool = False) -> str:
    """A Markdown table, first column to the left, the others to the right unless they hold ``words``."""
    ends = ["---"] + ["---" if words else "---:"] * (len(head) - 1)
    lines = [_row(head), "|" + "|".join(ends) + "|", *(_row(row) for row in rows)]
    return "\n".join(lines) + "\n"


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def listing(keys: Iterable[str]) -> str:
    """Criteria in a sentence."""
    names = [name_of(key).lower() for key in keys]
    if not names:
        return "none"
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
