import pymupdf
import pytest

from consultant_app.brand import load_brand
from consultant_app.report.client_file import render_client_file
from consultant_app.report.sections import Section
from consultant_app.texts import texts


def _made(language="en", lines=3):
    sections = [
        Section("Person", [("Name", "Élise Roy"), ("Notes", "likes <b>light</b> & short " * 20)]),
        Section("Visit", [(f"Line {place}", "72 ± 6") for place in range(lines)]),
    ]
    return render_client_file(load_brand(), texts(language), "What is kept", "About it.", sections)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_everything_stands_in_it_with_the_disclaimer_on_every_page(language):
    document = pymupdf.open(stream=_made(language, lines=80))
    pages = [page.get_text() for page in document]
    assert len(pages) > 1
    whole = " ".join(" ".join(pages).split())
    assert "Élise Roy" in whole
    assert "likes <b>light</b> & short" in whole
    assert "Line 79" in whole
    disclaimer = texts(language)("disclaimer").split()[0]
    assert all(disclaimer in page for page in pages)


def test_the_same_content_gives_the_same_bytes():
    assert _made() == _made()
