import io

import pypdfium2
import pytest
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from consultant_app.brand import bundled_brands, load_brand
from consultant_app.report.scripts import in_other_fonts, in_reading_order
from consultant_app.report.style import Style, clean


@pytest.fixture(params=bundled_brands())
def font(request) -> str:
    return Style(load_brand(request.param)).text_font


def text_of(markup: str, font: str) -> str:
    out = io.BytesIO()
    canvas = Canvas(out, initialFontName=font)
    paragraph = Paragraph(markup, ParagraphStyle("name", fontName=font, fontSize=14))
    paragraph.wrap(500, 500)
    paragraph.drawOn(canvas, 40, 700)
    canvas.save()
    return pypdfium2.PdfDocument(io.BytesIO(out.getvalue()))[0].get_textpage().get_text_bounded()


@pytest.mark.parametrize("name", ["王小明", "司馬 さくら", "김민지", "Ελένη", "Анна", "สมหญิง", "Amélie & Łucja"])
def test_a_name_is_set_whole_and_can_be_read_back(font, name):
    assert text_of(in_other_fonts(clean(name), font), font).strip() == name


def test_what_the_house_can_write_stays_in_its_own_font(font):
    assert in_other_fonts("Nguyễn Thị Ánh &amp; Şükrü", font) == "Nguyễn Thị Ánh &amp; Şükrü"


def test_arabic_is_joined_and_turned():
    seen = in_reading_order("محمد")
    assert seen == "\ufeaa\ufee4\ufea4\ufee3"
    assert in_reading_order("Amélie") == "Amélie"
    assert in_reading_order("Dana שרה") == "Dana הרש"


def test_a_joined_name_finds_its_letters(font):
    markup = in_other_fonts(in_reading_order("فاطمة الزهراء گیتا"), font)
    assert "NotoSansArabic" in markup
    assert "?" not in markup


def test_a_letter_that_no_font_has_is_a_plain_gap_and_no_box(font):
    assert in_other_fonts("अ", font) == "?"
