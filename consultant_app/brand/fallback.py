"""Fonts for names that the house's own cannot write: one quiet sans for every script that is bundled.

What is bundled and what is left to the system's fonts is told in ``docs/brand.md``.
"""

from dataclasses import dataclass
from pathlib import Path

from consultant_app.files import resource


@dataclass(frozen=True, slots=True)
class Fallback:
    """A bundled font that is asked, in order, where the brand's font lacks a letter.

    Attributes:
        family: Its name.
        path: The TTF file, with TrueType outlines.
    """

    family: str
    path: Path


def fallbacks() -> tuple[Fallback, ...]:
    """The bundled fonts in the order in which they are asked: small ones first."""
    return tuple(
        Fallback(family, resource("fonts", f"{name}-Regular.ttf"))
        for family, name in (
            ("Noto Sans", "NotoSans"),
            ("Noto Sans Arabic", "NotoSansArabic"),
            ("Noto Sans Hebrew", "NotoSansHebrew"),
            ("Noto Sans Thai", "NotoSansThai"),
            ("Noto Sans SC", "NotoSansHan"),
            ("Noto Sans KR", "NotoSansHangul"),
        )
    )
