import io

import pypdfium2
import pytest

from consultant_app.brand import load_brand
from consultant_app.report.capture_guide import DISTANCE_CM, render_guide
from consultant_app.texts import languages, texts


@pytest.mark.parametrize("language", languages())
def test_one_page_says_all_six_rules(language):
    words = texts(language)
    pages = pypdfium2.PdfDocument(io.BytesIO(render_guide(load_brand(), words)))
    assert len(pages) == 1
    page = pages[0]
    assert page.get_size() == pytest.approx((595.3, 841.9), abs=0.1)
    said = " ".join(page.get_textpage().get_text_range().split())
    for key in ("title", "light", "distance", "background", "client", "camera", "colours", "above", "picture"):
        assert words(f"counter.{key}") in said
    assert f"{DISTANCE_CM} cm" in said
    assert words("disclaimer") in said


@pytest.mark.parametrize("language", languages())
def test_no_rule_runs_into_the_one_below_or_the_foot(language):
    """Every line of the page has a place of its own: no two overlap."""
    page = pypdfium2.PdfDocument(io.BytesIO(render_guide(load_brand(), texts(language))))[0]
    text = page.get_textpage()
    boxes = [text.get_rect(place) for place in range(text.count_rects())]
    for place, (left, bottom, right, top) in enumerate(boxes):
        for other in boxes[place + 1 :]:
            apart = right <= other[0] or other[2] <= left or top <= other[1] + 2 or other[3] <= bottom + 2
            assert apart
    assert min(box[0] for box in boxes) >= 45
    assert max(box[2] for box in boxes) <= 550


def test_the_same_page_is_the_same_bytes():
    brand, words = load_brand(), texts("fr")
    assert render_guide(brand, words) == render_guide(brand, words)
