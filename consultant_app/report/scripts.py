"""Names in scripts that the house's own fonts cannot write: others letter by letter, Arabic joined, right to left.

reportlab draws one font's glyphs in the order of the text, so both are settled before it sees the line.
"""

import unicodedata
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from consultant_app.brand import fallbacks

_RIGHT_TO_LEFT = frozenset({"R", "AL"})
"""Classes of letters (Unicode, annex 9) that run from right to left."""

_UNKNOWN = "?"
"""What stands for a letter that no font has: plainly a gap, where an empty box would look like a fault."""


def in_reading_order(text: str) -> str:
    """``text`` as it is seen from left to right: Arabic letters joined, runs from right to left turned round.

    For one line: a paragraph that wraps would have to be turned line by line.
    """
    if not any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in text):
        return text
    import arabic_reshaper
    from bidi import get_display

    return str(get_display(arabic_reshaper.reshape(text)))


def in_other_fonts(markup: str, font: str) -> str:
    """``markup`` with letters that ``font`` lacks set in the first bundled font that has them.

    Args:
        markup: Text for a reportlab paragraph, signs of mark-up escaped (those are in every font).
        font: Registered name of the font that sets the rest.
    """
    known = _letters(font)
    if all(ord(letter) in known for letter in markup):
        return markup
    runs = groupby(markup, lambda letter: _font_for(letter, font))
    return "".join(_set("".join(letters), name, font) for name, letters in runs)


def _set(run: str, name: str | None, own: str) -> str:
    if name is None:
        return _UNKNOWN * len(run)
    return run if name == own else f'<font name="{name}">{run}</font>'


def _font_for(letter: str, own: str) -> str | None:
    """Name of the font that draws a letter; ``None`` where none does."""
    # What carries no ink of its own stays with the house's font.
    if ord(letter) in _letters(own) or letter.isspace():
        return own
    return next((name for name in _others() if ord(letter) in _letters(name)), None)


@lru_cache
def _others() -> tuple[str, ...]:
    """The bundled fonts, registered under their files' paths; read when a name first needs them."""
    return tuple(_register(each.path) for each in fallbacks())


def _register(path: Path) -> str:
    name = str(path)
    if name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(name, name))
    return name


@lru_cache
def _letters(font: str) -> frozenset[int]:
    return frozenset(pdfmetrics.getFont(font).face.charToGlyph)
