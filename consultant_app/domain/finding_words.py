"""What was measured on a photo and what would be needed, as a person of a given language reads it."""

from babel.numbers import format_decimal

from consultant_app.domain.analysis import QualityFinding
from consultant_app.texts import Texts

_UNIT_KEYS = {
    "px": "unit.px",
    "px/mm": "unit.px_per_mm",
    "%": "unit.percent",
    "deg": "unit.degrees",
    "EV": "unit.stops",
    "levels": "unit.levels",
    "dB": "unit.decibels",
}
"""Unit of ``imaging.quality.limits`` (plain ASCII) -> text key; what is not here says nothing to a person."""

_LARGE = 10
"""Limits from here on are read without decimals."""


def measured_text(finding: QualityFinding, words: Texts) -> str | None:
    """The value beside its limit, such as "Measured 23, allowed at most 18°.", as one sentence.

    ``None`` for a finding of an older visit, which has no unit, and for ratios and other bare numbers.
    """
    if finding.unit not in _UNIT_KEYS:
        return None
    unit = words(_UNIT_KEYS[finding.unit])
    key = "finding.at_least" if finding.value < finding.limit else "finding.at_most"
    joint = "" if finding.unit == "deg" else "\u00a0"
    value = _told(finding.value, finding.limit, words)
    return words(key, value=value, limit=f"{_number(finding.limit, 3, words)}{joint}{unit}")


def _told(value: float, limit: float, words: Texts) -> str:
    """A value with as few decimals as still tell it from its limit."""
    for digits in range(4):
        text = _number(value, digits, words)
        if round(value, digits) != limit and (digits > 0 or abs(limit) >= _LARGE):
            break
    return text


def _number(value: float, digits: int, words: Texts) -> str:
    return str(format_decimal(round(value, digits), locale=words.language))
