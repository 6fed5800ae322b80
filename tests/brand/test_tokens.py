import re
from dataclasses import replace

import pytest

from consultant_app.brand import Palette, bundled_brands, contrast, load_brand, mixed
from consultant_app.brand.tokens import MIN_EDGE_CONTRAST, illegible

PALETTES = [
    pytest.param(getattr(load_brand(name), mode), id=f"{name}-{mode}")
    for name in bundled_brands()
    for mode in ("light", "dark")
]


@pytest.mark.parametrize("palette", PALETTES)
def test_every_pair_of_every_brand_can_be_read(palette: Palette) -> None:
    assert illegible(palette) == []


def test_a_pair_that_cannot_be_read_is_named_with_what_it_has_and_needs() -> None:
    palette = replace(load_brand().light, ink_soft="#9A9A9A")
    top, ground, found, least = illegible(palette)[0]
    assert (top, ground, least) == ("ink_soft", "paper", 4.5)
    assert found == pytest.approx(contrast("#9A9A9A", palette.paper))


@pytest.mark.parametrize("palette", PALETTES)
def test_outlines_are_seen_and_quieter_than_words(palette: Palette) -> None:
    seen = [contrast(palette.edge, ground) for ground in (palette.paper, palette.surface)]
    assert min(seen) >= MIN_EDGE_CONTRAST
    assert contrast(palette.edge, palette.paper) < contrast(palette.ink_soft, palette.paper)


def test_where_nothing_between_is_seen_the_outline_is_as_dark_as_soft_words() -> None:
    palette = replace(load_brand().light, ink_soft="#DDDDDD", line="#EEEEEE")
    assert palette.edge == "#DDDDDD"


def test_derived_colours_are_colours() -> None:
    palette = load_brand().light
    assert all(
        re.fullmatch("#[0-9a-f]{6}", colour)
        for colour in (palette.edge, palette.well, palette.wash, palette.hover)
    )


def test_contrast_of_black_on_white_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)


def test_mixes_by_share() -> None:
    assert mixed("#000000", "#ffffff", 0.0) == "#000000"
    assert mixed("#000000", "#ffffff", 1.0) == "#ffffff"
    assert mixed("#000000", "#64c8fa", 0.5) == "#32647d"
