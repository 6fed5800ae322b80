"""The little that has to be known of a TTF file: its family, its letters, and whether the PDF can embed it."""

import struct
from dataclasses import dataclass
from pathlib import Path

_FAMILY, _TYPOGRAPHIC_FAMILY = 1, 16
"""Numbers of names in the ``name`` table; the second joins weights that old systems kept apart."""

_SEGMENTS, _GROUPS = 4, 12
"""Formats of the ``cmap`` table that every font in use has."""


@dataclass(frozen=True, slots=True)
class FontFile:
    """What a font file says of itself.

    Attributes:
        families: Its family's names, the typographic one among them.
        letters: Code points that it can draw.
        outlines: Whether its outlines are TrueType's.
    """

    families: frozenset[str]
    letters: frozenset[int]
    outlines: bool


def read_font(path: Path) -> FontFile:
    """Read a TTF file (OpenType 1.9, tables ``name`` and ``cmap``).

    Raises:
        OSError: the file cannot be read.
        ValueError: it is no single TrueType or OpenType font.
    """
    data = path.read_bytes()
    try:
        tables = _tables(data)
        families, letters = _families(data, tables["name"]), _letters(data, tables["cmap"])
    except (struct.error, KeyError, IndexError) as error:
        raise ValueError("it is no TrueType font") from error
    return FontFile(families, letters, "glyf" in tables)


def _tables(data: bytes) -> dict[str, int]:
    """Tag -> where the table begins."""
    if data[:4] not in {b"\x00\x01\x00\x00", b"OTTO", b"true"}:
        raise ValueError("it is no TrueType font")
    count = struct.unpack_from(">H", data, 4)[0]
    records = (struct.unpack_from(">4sIII", data, 12 + 16 * place) for place in range(count))
    return {tag.decode("latin-1"): start for tag, _, start, _ in records}


def _families(data: bytes, start: int) -> frozenset[str]:
    _, count, strings = struct.unpack_from(">HHH", data, start)
    found = set()
    for place in range(count):
        platform, _, _, name, length, offset = struct.unpack_from(">6H", data, start + 6 + 12 * place)
        if name in (_FAMILY, _TYPOGRAPHIC_FAMILY):
            raw = data[start + strings + offset : start + strings + offset + length]
            found.add(raw.decode("mac-roman" if platform == 1 else "utf-16-be"))
    return frozenset(found)


def _letters(data: bytes, start: int) -> frozenset[int]:
    found: set[int] = set()
    for place in range(struct.unpack_from(">H", data, start + 2)[0]):
        offset = start + struct.unpack_from(">I", data, start + 8 + 8 * place)[0]
        kind = struct.unpack_from(">H", data, offset)[0]
        if kind == _SEGMENTS:
            found |= _of_segments(data, offset)
        elif kind == _GROUPS:
            count = struct.unpack_from(">I", data, offset + 12)[0]
            for group in range(count):
                first, last, _ = struct.unpack_from(">III", data, offset + 16 + 12 * group)
                found |= set(range(first, last + 1))
    return frozenset(found)


def _of_segments(data: bytes, offset: int) -> set[int]:
    """Format 4: runs of code points, each with a step to its glyphs or a list of them; glyph 0 is no letter."""
    count = struct.unpack_from(">H", data, offset + 6)[0] // 2
    ends, starts, steps, lists = (
        struct.unpack_from(f">{count}H", data, offset + 14 + at)
        for at in (0, 2 * count + 2, 4 * count + 2, 6 * count + 2)
    )
    found = set()
    for place, (first, last, step, away) in enumerate(zip(starts, ends, steps, lists, strict=True)):
        here = offset + 16 + 6 * count + 2 * place
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = (
                code + step if away == 0 else struct.unpack_from(">H", data, here + away + 2 * (code - first))[0]
            )
            if glyph % 0x10000:
                found.add(code)
    return found
