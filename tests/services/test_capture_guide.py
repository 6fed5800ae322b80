import pytest

from consultant_app.brand import load_brand
from consultant_app.domain.errors import ConsultantError
from consultant_app.services.capture_guide import write_guide


def test_the_page_is_written(tmp_path):
    write_guide(load_brand(), tmp_path / "guide.pdf", "fr")
    assert (tmp_path / "guide.pdf").read_bytes().startswith(b"%PDF")


def test_what_cannot_be_written_is_told_in_the_language(tmp_path):
    (tmp_path / "taken").write_text("a file, no folder")
    with pytest.raises(ConsultantError, match=r"guide\.pdf"):
        write_guide(load_brand(), tmp_path / "taken" / "guide.pdf", "fr")
