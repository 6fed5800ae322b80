from pathlib import Path

import pytest
from reportlab.pdfbase.ttfonts import TTFont

from consultant_app.brand import bundled_brands, fallbacks, load_brand
from consultant_app.brand.font_file import read_font

FONTS = sorted(
    {
        *(each.path for each in fallbacks()),
        *(
            file
            for name in bundled_brands()
            for face in ("title", "text")
            for file in getattr(load_brand(name), face).files
        ),
    }
)


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_knows_the_letters_that_the_pdf_knows(path: Path) -> None:
    font = read_font(path)
    assert font.outlines
    # The last code point closes the table and is no letter.
    assert set(TTFont(path.stem, str(path)).face.charToGlyph) - {0xFFFF} == set(font.letters)


def test_both_names_of_a_family_are_read() -> None:
    assert read_font(load_brand().text.strong).families == {"Hanken Grotesk", "Hanken Grotesk SemiBold"}


@pytest.mark.parametrize(
    "content", [b"", b"wOF2" + bytes(60), b"\x00\x01\x00\x00\x00\x09", b"\x00\x01\x00\x00" + bytes(80)]
)
def test_what_is_no_font_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.ttf"
    path.write_bytes(content)
    with pytest.raises(ValueError, match="no TrueType font"):
        read_font(path)
