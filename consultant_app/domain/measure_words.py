"""Numbers as a person of a given language reads them: shares, and raw measures with their units."""

from babel.numbers import format_decimal

from consultant_app.domain.analysis import RawMeasure
from consultant_app.texts import Texts

_UNIT_KEYS = {
    "mm/cm2": "unit.mm_per_cm2",
    "contrast x mm": "unit.contrast_mm",
    "L* rms": "unit.lightness_rms",
    "% area": "unit.percent_area",
    "ITA deg SD": "unit.ita_spread",
    "delta a*": "unit.delta_a",
    "count": "unit.marks",
    "delta E": "unit.delta_e",
    "L* relief": "unit.lightness_relief",
    "mm": "unit.mm",
    "index": "unit.index",
}
"""Unit of ``domain.criteria`` (plain ASCII) -> text key of the unit as it is printed."""


def measure_text(measure: RawMeasure, words: Texts) -> str | None:
    """The physical measure with its unit, three significant digits; ``None`` where it was not taken."""
    if measure.value is None:
        return None
    size = abs(measure.value)
    digits = 0 if size >= 100 else 1 if size >= 10 else 2
    number = format_decimal(round(measure.value, digits), locale=words.language)
    return f"{number} {unit_text(measure.unit, words)}".strip()


def unit_text(unit: str, words: Texts) -> str:
    """The unit as it is printed; one that a newer version wrote, as it stands."""
    return words(_UNIT_KEYS[unit]) if unit in _UNIT_KEYS else unit


def percent_text(share: float, words: Texts) -> str:
    """A share 0..1 in percent: one decimal below ten, and what is too small for it as "less than"."""
    percent = 100 * share
    if 0 < percent < 0.1:
        return f"< {format_decimal(0.1, locale=words.language)}\u00a0%"
    number = round(percent, 1) if percent < 10 else round(percent)
    return f"{format_decimal(number, locale=words.language)}\u00a0%"
