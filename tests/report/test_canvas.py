from collections.abc import Iterator

import numpy as np
import pytest
from PIL import Image, ImageFont

from consultant_app.brand import Brand, load_brand
from consultant_app.report.canvas import Canvas, Ink, broken
from consultant_app.texts import languages, texts


@pytest.fixture
def brand() -> Brand:
    return load_brand()


def drawn(canvas: Canvas) -> np.ndarray:
    """Pixels that are no longer paper."""
    return (canvas.pixels != np.array(Canvas(load_brand(), (1, 1)).pixels[0, 0])).any(axis=2)


def test_text_is_set_from_either_side(brand: Brand) -> None:
    canvas = Canvas(brand, (400, 60))
    width = canvas.text("Texture", (20, 10), Ink("body", "ink"))
    canvas.text("Texture", (380, 10), Ink("body", "ink"), right=True)
    columns = np.nonzero(drawn(canvas).any(axis=0))[0]
    assert columns.min() == pytest.approx(20, abs=4)
    assert columns.max() == pytest.approx(380, abs=4)
    assert 60 < width < 180
    assert not drawn(canvas)[:, 20 + width + 4 : 380 - width - 4].any()


def test_a_paragraph_stays_within_its_width_and_says_where_it_ends(brand: Brand) -> None:
    canvas = Canvas(brand, (400, 300))
    end = canvas.paragraph("one two three four five six seven eight nine ten", (50, 10), 200, Ink("body", "ink"))
    rows, columns = np.nonzero(drawn(canvas))
    assert columns.max() <= 250
    assert 60 < rows.max() < end


def test_words_are_broken_at_plain_spaces_only(brand: Brand) -> None:
    font = ImageFont.truetype(str(brand.text.normal), 20)
    assert broken("left\u00a0cheek 20\u00a0%", font, 1) == ["left\u00a0cheek", "20\u00a0%"]
    assert broken("a b", font, 500) == ["a b"]
    assert broken("", font, 500) == [""]


def test_parts_are_as_long_as_their_shares(brand: Brand) -> None:
    canvas = Canvas(brand, (300, 40))
    canvas.parts([0.6, 0.399, 0.001], (20, 10), 200)
    line = drawn(canvas)[15]
    assert line[20:135].all()
    assert not line[137:140].any()
    assert line[141:214].all()
    assert not line[220:].any()


def test_pictures_ticks_rules_and_badges_lie_where_they_are_put(brand: Brand) -> None:
    canvas = Canvas(brand, (200, 200))
    canvas.image(np.full((10, 20, 3), 7, np.uint8), (30, 40))
    assert (canvas.pixels[40:50, 30:50] == 7).all()
    canvas.tick((100, 20), 30)
    canvas.rule((10, 150), 80)
    canvas.badge("1", (150, 150))
    seen = drawn(canvas)
    assert seen[20:50, 100].all()
    assert seen[150, 10:90].all()
    assert seen[150:180, 150:180].mean() > 0.8


def words_on_pictures(language: str) -> Iterator[str]:
    words = texts(language)
    for key in words.keys():  # noqa: SIM118 - Texts is no mapping
        if key.startswith(
            ("criterion.", "explain.", "finding.", "number.", "place.", "reason.", "unit.", "zone.")
        ):
            yield words(key) if "{" not in words._sentences[key] else words._sentences[key]


@pytest.mark.parametrize("language", languages())
def test_the_letters_know_every_sign(brand: Brand, language: str) -> None:
    """Pictures and PDF have no second font to fall back on: a missing sign would be an empty box."""
    font = ImageFont.truetype(str(brand.text.normal), 24)
    box = bytes(font.getmask("\U0010fffd"))
    signs = set("".join(words_on_pictures(language))) - {" "}
    assert [sign for sign in sorted(signs) if bytes(font.getmask(sign)) == box] == []
    assert Image.fromarray(Canvas(brand, (2, 2)).pixels).size == (2, 2)
