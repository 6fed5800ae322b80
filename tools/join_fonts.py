"""Joins the parts of a web font into one TTF that the window and the PDF can use.

``python tools/join_fonts.py OUT.ttf PART.woff2 ... [--letters all|han|hangul] [--family NAME]``

Registries serve a family in parts, one a range of letters, packed as WOFF2; Qt wants one file, and the PDF embeds
TrueType outlines only. Needs ``fonttools`` and ``brotli``, which the program itself does not.
"""

import argparse
import io
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from fontTools import merge, subset
from fontTools.ttLib import TTFont

_NARROW = {0x202F: 0.2, 0x2009: 0.2, 0x00A0: 0.0}
"""Spaces that French needs -> width as share of the em; 0: as wide as a space."""

_MINUS, _EN_DASH = 0x2212, 0x2013

_HANGUL = range(0xAC00, 0xD7A4)

_LEFT_OUT = ["STAT", "BASE", "vhea", "vmtx", "gasp", "DSIG", "meta", "VORG", "prep", "cvt ", "fpgm"]
"""Vertical writing, hints, and the axes of a font that has none any more."""


def asian_letters() -> set[int]:
    """Code points that names in Chinese (both scripts), Japanese and Korean are written with.

    The national standards say which: GB 2312, Big5's first level, JIS X 0208 and KS X 1001.
    """
    found: set[int] = set()
    for codec, first, last in (("gb2312", 0xA1, 0xF7), ("big5", 0xA1, 0xC6), ("euc_jp", 0xA1, 0xF4)):
        found |= _double_bytes(codec, first, last)
    return found | _double_bytes("euc_kr", 0xA1, 0xC8)


def _double_bytes(codec: str, first: int, last: int) -> set[int]:
    found: set[int] = set()
    for high in range(first, last + 1):
        for low in range(0x40, 0xFF):
            letter = bytes((high, low)).decode(codec, errors="ignore")
            found |= {ord(letter)} if len(letter) == 1 and ord(letter) > 0x7F else set()
    return found


def join(parts: Iterable[Path], keep: Callable[[int], bool] = lambda _: True) -> TTFont:
    """One font of all parts' letters that ``keep`` wants; of a letter in two parts, the first part's.

    Raises:
        ValueError: no part has a wanted letter.
    """
    taken: set[int] = set()
    files: list[io.BytesIO] = []
    for part in parts:
        with TTFont(part, lazy=True) as font:
            wanted = {code for code in font.getBestCmap() if keep(code)} - taken
        if wanted:
            taken |= wanted
            files.append(_reduced(part, wanted))
    if not files:
        raise ValueError("no part has a letter that is wanted")
    whole = merge.Merger().merge(files) if len(files) > 1 else TTFont(files[0])
    _add_spaces(whole)
    _add_minus(whole)
    return whole


def _reduced(part: Path, wanted: set[int]) -> io.BytesIO:
    options = subset.Options()
    options.drop_tables += _LEFT_OUT
    options.hinting = False
    options.name_IDs = ["*"]
    options.layout_features = ["ccmp", "kern", "liga", "locl", "mark", "mkmk", "init", "medi", "fina", "rlig"]
    font = subset.load_font(str(part), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    font.flavor = None
    out = io.BytesIO()
    font.save(out)
    font.close()
    out.seek(0)
    return out


def rename(font: TTFont, family: str) -> None:
    """Name the family as the house calls it; weight and slope keep their names.

    Parts cut from a variable font carry the name of the instance that it happens to begin with.
    """
    names = font["name"]
    former = names.getDebugName(16) or names.getDebugName(1)
    for record in names.names:
        record.string = record.toUnicode().replace(former, family).replace(former.replace(" ", ""), family)


def _add_minus(font: TTFont) -> None:
    """Draw the minus of a font that lacks one as its en dash, which has the same stroke and height."""
    known = font.getBestCmap()
    if _MINUS not in known and _EN_DASH in known:
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[_MINUS] = known[_EN_DASH]


def _add_spaces(font: TTFont) -> None:
    """Give the font the spaces that it lacks, as empty glyphs of the right width."""
    known = font.getBestCmap()
    blank = known.get(0x20)
    if blank is None:
        return
    for code, share in _NARROW.items():
        if code in known:
            continue
        name = f"uni{code:04X}"
        font["glyf"][name] = font["glyf"][blank]
        width = round(share * font["head"].unitsPerEm) or font["hmtx"][blank][0]
        font["hmtx"][name] = (width, 0)
        font.setGlyphOrder(list(dict.fromkeys([*font.getGlyphOrder(), name])))
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[code] = name


def main() -> int:
    """Join the parts named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("parts", type=Path, nargs="+")
    parser.add_argument("--letters", choices=("all", "han", "hangul"), default="all")
    parser.add_argument("--family", help="name of the family; by default the parts' own")
    options = parser.parse_args()
    asian = asian_letters()
    wanted: dict[str, Callable[[int], bool]] = {
        "all": lambda _: True,
        "han": lambda code: code in asian and code not in _HANGUL,
        "hangul": lambda code: code in asian and code in _HANGUL,
    }
    font = join(options.parts, wanted[options.letters])
    if options.family is not None:
        rename(font, options.family)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    font.save(options.out)
    print(f"{options.out.name}: {len(font.getBestCmap())} letters, {options.out.stat().st_size // 1024} KiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
